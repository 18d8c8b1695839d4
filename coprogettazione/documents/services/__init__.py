# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Taking files in, issuing papers, opening what is not public."""

from coprogettazione.documents.services.intake import (
    ACCEPTED_EXTENSIONS,
    Checked,
    UploadRefused,
    check_upload,
    store_file,
    store_upload,
)
from coprogettazione.documents.services.issue import (
    TEMPLATES,
    issue_act,
    letterhead_of,
    next_number,
    preview_act,
    publish_act,
)
from coprogettazione.documents.services.reading import read_file

__all__ = [
    "ACCEPTED_EXTENSIONS",
    "TEMPLATES",
    "Checked",
    "UploadRefused",
    "check_upload",
    "issue_act",
    "letterhead_of",
    "next_number",
    "preview_act",
    "publish_act",
    "read_file",
    "store_file",
    "store_upload",
]
