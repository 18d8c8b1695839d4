# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What the public pages say of an organisation: never its people."""

from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db.models import CharField, Exists, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Cast, Lower

from coprogettazione.agreements.models import Agreement, AgreementParty, FundingLine, PartyRole
from coprogettazione.applications.models import FundingSource
from coprogettazione.calls.models import Call
from coprogettazione.documents.models import Paper, PaperKind
from coprogettazione.parties.models import PUBLIC_BODIES, Organisation, OrganisationState
from coprogettazione.tables.models import VOTING_KINDS, DesignTable, Seat
from home.facts.agreements import agreement_state
from home.facts.calls import Document, call_state
from home.facts.lists import rows
from home.facts.progress import late_of_outer
from home.facts.tables import table_state

#: Rows of each kind on the page of a body; the list with its filter has the others.
SHOWN = 10
#: Reports on how an agreement goes.
REPORTS = (PaperKind.PERIODIC_REPORT, PaperKind.EXPENSE_REPORT)


def public_organisations(words: str) -> QuerySet[Organisation]:
    """Those the office has looked at, and the public bodies that published something; by name."""
    known = Q(state=OrganisationState.VERIFIED) | Q(kind__in=PUBLIC_BODIES, calls__published_at__isnull=False)
    found = Organisation.objects.filter(known).distinct()
    for word in words.split():
        found = found.filter(Q(name__icontains=word) | Q(short_name__icontains=word))
    return found.order_by(Lower("name"), "pk")


def what_it_does(organisation: Organisation, at: datetime) -> dict[str, Any]:
    """Its agreements with its part and its money, its tables, the calls it published, the reports: five queries."""
    agreements = list(_agreements(organisation)[: SHOWN + 1])
    tables = list(_tables(organisation)[: SHOWN + 1])
    calls = list(_calls(organisation)[: SHOWN + 1])
    return {
        "agreements": [_told(agreement, at) for agreement in agreements[:SHOWN]],
        "more_agreements": len(agreements) > SHOWN,
        "tables": [{"table": table, "state": table_state(table.call, at)} for table in tables[:SHOWN]],
        "more_tables": len(tables) > SHOWN,
        "calls": [{"call": call, "state": call_state(call, at)} for call in calls[:SHOWN]],
        "more_calls": len(calls) > SHOWN,
        "money": money_of(organisation),
        "reports": [
            (Document.of(row), row["call"]) for row in reports_of(organisation)
        ],
    }  # fmt: skip


def _agreements(organisation: Organisation) -> QuerySet[Agreement]:
    own = AgreementParty.objects.bound().filter(agreement=OuterRef("pk"), organisation=organisation)
    sums = (
        FundingLine.objects.filter(agreement=OuterRef("pk"), organisation=organisation)
        .order_by()
        .values("source")
        .annotate(sum=Cast(Sum("amount"), CharField()))
    )
    return (
        Agreement.objects.published()
        .filter(Exists(own), page__live=True)
        .select_related("call", "page")
        .annotate(
            own_role=Subquery(own.values("role")[:1]),
            own_share=Subquery(own.values("share")[:1]),
            own_activities=Subquery(own.values("activities")[:1]),
            own_money=rows(sums, source="source", sum="sum"),
            late=late_of_outer("pk"),
        )
        .order_by("-published_at", "-pk")
    )


def _told(agreement: Any, at: datetime) -> dict[str, Any]:
    sums = {row["source"]: Decimal(row["sum"]) for row in agreement.own_money}
    return {
        "agreement": agreement,
        "state": agreement_state(agreement, at, agreement.late or 0),
        "role": ""
        if agreement.own_role == PartyRole.PUBLIC_BODY
        else str(PartyRole(agreement.own_role).label),
        "share": agreement.own_share,
        "activities": agreement.own_activities,
        "public": sums.get(FundingSource.PUBLIC, Decimal(0)),
        "total": sum(sums.values(), Decimal(0)),
    }


def _tables(organisation: Organisation) -> QuerySet[DesignTable]:
    seated = Seat.objects.filter(organisation=organisation, kind__in=VOTING_KINDS).order_by().values("table")
    return (
        DesignTable.objects.filter(pk__in=seated, page__live=True)
        .select_related("call", "page")
        .order_by("-opened_at", "-pk")
    )


def _calls(organisation: Organisation) -> QuerySet[Call]:
    published = Call.objects.public().filter(lead_authority=organisation, page__live=True)
    return published.select_related("page").order_by("-published_at", "-pk")


def money_of(organisation: Organisation) -> dict[str, Any] | None:
    """What all its agreements entrust to a body, by where it comes from; None when nothing is written."""
    lines = FundingLine.objects.filter(
        organisation=organisation, agreement__published_at__isnull=False, agreement__page__live=True
    )
    found = {row["source"]: row for row in lines.order_by().values("source").annotate(sum=Sum("amount"))}
    if not found:
        return None
    kept = [(source.label, found[source]["sum"]) for source in FundingSource if source in found]
    return {"rows": kept, "total": sum((amount for _label, amount in kept), Decimal(0))}


def reports_of(organisation: Organisation) -> list[dict[str, Any]]:
    """The published reports on the agreements a body is bound by, the latest first."""
    published = Paper.objects.filter(
        kind__in=REPORTS,
        published_at__isnull=False,
        public_file__isnull=False,
        case_file__agreements__parties__organisation=organisation,
        case_file__agreements__published_at__isnull=False,
    )
    found = published.order_by("-date", "-pk").distinct().values(
        "title", "date", "public_file__media_type", "public_file__size", "public_file__sha256",
        "public_file__name", "case_file__title",
    )  # fmt: skip
    return [
        {
            "title": row["title"],
            "on": row["date"].isoformat(),
            "media_type": row["public_file__media_type"],
            "size": row["public_file__size"],
            "sha256": row["public_file__sha256"],
            "name": row["public_file__name"],
            "call": row["case_file__title"],
        }
        for row in found[:SHOWN]
    ]
