# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The people and bodies of the papers, as for the tests beside."""

from tests.coprogettazione.documents.conftest import (  # noqa: F401
    district,
    lanterna,
    officer,
    operator,
    private_folder,
    stranger,
)
