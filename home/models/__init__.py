# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The public pages: editors tell the story around facts they cannot touch."""

from home.models.district import DistrictSettings

__all__ = ["DistrictSettings"]
