# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Whom the papers of a dossier speak of, once the applications were opened: never before."""

from collections.abc import Iterable
from datetime import datetime

from coprogettazione.applications.models import Application, Member
from coprogettazione.calls.models import Call
from coprogettazione.calls.queries.access import in_the_papers_of_calls
from coprogettazione.parties.models import Organisation


@in_the_papers_of_calls
def applicants_disclosed(call: Call, at: datetime) -> Iterable[Organisation]:
    """The bodies of the applications that the office may know of."""
    disclosed = Application.objects.disclosed().filter(call=call, call__opening__opened_at__lte=at)
    inside = Member.objects.filter(application__in=disclosed)
    return Organisation.objects.filter(pk__in=inside.values("organisation"))
