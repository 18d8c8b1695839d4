# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""One sample of the data of every paper, as the chapters must hand them over."""

from typing import Any

from tests.coprogettazione.documents.samples import call, table

SAMPLES: dict[str, dict[str, Any]] = {**call.SAMPLES, **table.SAMPLES}
