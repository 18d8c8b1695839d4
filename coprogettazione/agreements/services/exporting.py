# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What the office takes out of an agreement that no call leads to."""

from datetime import datetime

from django.utils.translation import gettext_lazy

from coprogettazione.agreements.models import Agreement
from coprogettazione.parties.models import User
from coprogettazione.records.deeds import Act, deed


@deed(
    on="agreement",
    says=gettext_lazy("ha esportato il fascicolo dell’accordo"),
    law=gettext_lazy("art. 65, d.P.R. 445/2000"),
)
def export_agreement(act: Act, *, agreement: Agreement, by: User | None, at: datetime) -> Agreement:
    """Take out the whole dossier of an agreement, with its addenda: one entry for all that is in it."""
    return agreement
