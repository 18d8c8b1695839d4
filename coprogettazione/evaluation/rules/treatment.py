# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Who reads how everybody was treated: the offices, and whoever applied for what concerns them."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from coprogettazione.applications.models import Application
from coprogettazione.calls.models import Call
from coprogettazione.calls.rules import (
    is_auditor,
    is_executive_officer,
    is_past_deadline,
    is_planning_operator,
    is_procedure_officer,
)
from coprogettazione.parties.queries import organisations_of
from coprogettazione.records.rights import Answer, rights, role
from coprogettazione.records.roles import Role

_REFUSAL = _(
    "Lo legge l’ufficio, chi è incaricato dei controlli e chi ha inviato una domanda a questo avviso."
)


def _applied(user: Any, call: Call, code: Role, at: datetime) -> Answer:
    own = organisations_of(user, [code], at)
    sent = Application.objects.of_organisations(own).filter(call=call, submitted_at__isnull=False)
    return sent.exists()


@role(Role.LEGAL_REPRESENTATIVE, refusal=_REFUSAL)
def represents_an_applicant(user: Any, call: Call, at: datetime) -> Answer:
    """The legal representative of a body that sent an application."""
    return _applied(user, call, Role.LEGAL_REPRESENTATIVE, at)


@role(Role.ETS_EDITOR, refusal=_REFUSAL)
def works_for_an_applicant(user: Any, call: Call, at: datetime) -> Answer:
    """A collaborator of a body that sent an application."""
    return _applied(user, call, Role.ETS_EDITOR, at)


#: Those who read of everybody; the others only of themselves.
offices = is_procedure_officer | is_executive_officer | is_planning_operator | is_auditor

rights(
    {"read_equal_treatment": (offices | represents_an_applicant | works_for_an_applicant) & is_past_deadline}
)
