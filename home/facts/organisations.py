# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What the public pages say of an organisation: never its people."""

from typing import Any

from django.db.models import Q, QuerySet
from django.db.models.functions import Lower

from coprogettazione.agreements.models import Agreement
from coprogettazione.calls.models import Call
from coprogettazione.parties.models import PUBLIC_BODIES, Organisation, OrganisationState
from coprogettazione.tables.models import DesignTable


def public_organisations(words: str) -> QuerySet[Organisation]:
    """Those the office has looked at, and the public bodies that published something; by name."""
    known = Q(state=OrganisationState.VERIFIED) | Q(kind__in=PUBLIC_BODIES, calls__published_at__isnull=False)
    found = Organisation.objects.filter(known).distinct()
    for word in words.split():
        found = found.filter(Q(name__icontains=word) | Q(short_name__icontains=word))
    return found.order_by(Lower("name"), "pk")


def what_it_does(organisation: Organisation) -> dict[str, Any]:
    """The agreements it is bound by, the tables it sits at, the calls it published."""
    tables = DesignTable.objects.filter(seats__organisation=organisation, page__live=True).distinct()
    return {
        "agreements": Agreement.objects.filter(parties__organisation=organisation, page__live=True)
        .select_related("call", "page")
        .order_by("-published_at"),
        "tables": tables.select_related("call", "page").order_by("-opened_at"),
        "calls": Call.objects.public()
        .filter(lead_authority=organisation, page__live=True)
        .select_related("page")
        .order_by("-published_at"),
    }
