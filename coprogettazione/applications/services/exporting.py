# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Taking data out of the platform: a deed, because it reads what others wrote; who did it is on record."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from coprogettazione.calls.models import Call
from coprogettazione.parties.models import User
from coprogettazione.records.deeds import Act, deed


@deed(on="call", says=_("ha esportato dati delle domande"))
def export_applications(
    act: Act, *, call: Call, what: str, extension: str, by: User | None, at: datetime
) -> Call:
    """Take out the table `what` in the format `extension`; the entry says which."""
    return call


@deed(on="call", says=_("ha esportato il fascicolo intero"), law=_("art. 65, d.P.R. 445/2000"))
def export_case_file(act: Act, *, call: Call, by: User | None, at: datetime) -> Call:
    """Take out the whole dossier, as far as the person may read it: one entry for all that is in it."""
    return call
