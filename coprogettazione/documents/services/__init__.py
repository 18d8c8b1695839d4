# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Taking files in, issuing papers, opening what is not public."""

from coprogettazione.documents.services.arriving import (
    ArrivedFile,
    arrived_file,
    begin_arriving,
    drop_arriving,
    receive_part,
    sweep_arriving,
)
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
from coprogettazione.documents.services.pages import page_of, public_page_of
from coprogettazione.documents.services.reading import read_file
from coprogettazione.documents.services.rehearsing import Rehearsed, draft_of, rehearsal
from coprogettazione.documents.services.scanning import report_infected, scan_due
from coprogettazione.documents.services.telling import signed

__all__ = [
    "ACCEPTED_EXTENSIONS",
    "TEMPLATES",
    "ArrivedFile",
    "Checked",
    "Rehearsed",
    "UploadRefused",
    "arrived_file",
    "begin_arriving",
    "check_upload",
    "draft_of",
    "drop_arriving",
    "issue_act",
    "letterhead_of",
    "next_number",
    "page_of",
    "preview_act",
    "public_page_of",
    "publish_act",
    "read_file",
    "receive_part",
    "rehearsal",
    "report_infected",
    "scan_due",
    "signed",
    "store_file",
    "store_upload",
    "sweep_arriving",
]
