# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Handing files over, showing acts as pages, and taking files in by parts."""

from coprogettazione.documents.views.acts import act, whole_act
from coprogettazione.documents.views.arriving import begin, part
from coprogettazione.documents.views.drafts import DraftMiddleware, as_file
from coprogettazione.documents.views.handing import download, public_download

__all__ = ["DraftMiddleware", "act", "as_file", "begin", "download", "part", "public_download", "whole_act"]
