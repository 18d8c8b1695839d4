# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Opening a file that is not public: a deed, because who read it is part of the record."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from coprogettazione.documents.models import StoredFile
from coprogettazione.records.deeds import Act, deed


@deed(on="file", says=_("ha aperto un file del fascicolo"), sealed=True)
def read_file(act: Act, *, file: StoredFile, by: Any, at: datetime) -> StoredFile:
    """Open somebody else's file. The entry names it by its fingerprint."""
    act.record(name=file.name, sha256=file.sha256)
    return file
