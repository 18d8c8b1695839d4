# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Handing files over, and taking them in by parts."""

from coprogettazione.documents.views.arriving import begin, part
from coprogettazione.documents.views.handing import download, public_download

__all__ = ["begin", "download", "part", "public_download"]
