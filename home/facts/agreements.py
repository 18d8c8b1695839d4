# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What the public pages say of an agreement: who, with how much money and of whom, until when."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db.models import (
    Case,
    CharField,
    Count,
    Exists,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Sum,
    Value,
    When,
)
from django.db.models.functions import Cast
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from coprogettazione.agreements.models import (
    Agreement,
    AgreementParty,
    AgreementState,
    FundingLine,
    PartyRole,
)
from coprogettazione.applications.models import FundingSource
from coprogettazione.parties.models import Organisation
from coprogettazione.templatetags.co import colour
from coprogettazione.wording import day, euro, in_words, joined, percent
from home.drawings import Matrix, Receiver, Source
from home.facts.bodies import BODY_COLUMNS, Body, body_of
from home.facts.lists import rows
from home.facts.progress import late_of_outer


@dataclass(frozen=True)
class Party:
    """A body bound by the agreement, as the page tells it."""

    body: Body
    order: int
    role: str
    is_public: bool
    activities: str
    address: str
    kind: str
    runts_number: str
    share: Decimal
    #: The day from which who came later is bound, and the first on which who goes no longer is.
    came_on: date | None = None
    leaves_on: date | None = None


def parties_of_outer(agreement: str) -> Any:
    """The parties of the agreement named by an outer reference; no person."""
    found = AgreementParty.objects.bound().filter(agreement=OuterRef(agreement)).order_by("position", "pk")
    return rows(
        found,
        **BODY_COLUMNS,
        role="role",
        activities="activities",
        address="organisation__address",
        kind="organisation__kind",
        section="organisation__runts_section",
        runts_number="organisation__runts_number",
        share=Cast("share", CharField()),
        came_on=Case(When(invited_at__isnull=False, then="joined_on")),
        leaves_on="leaves_on",
    )


def funding_of_outer(agreement: str) -> Any:
    """The sums of the agreement named by an outer reference, by organisation and source; as text, exact."""
    sums = (
        FundingLine.objects.filter(agreement=OuterRef(agreement))
        .order_by()
        .values("organisation_id", "source")
        .annotate(sum=Cast(Sum("amount"), CharField()))
    )
    return rows(sums, organisation="organisation_id", source="source", sum="sum")


def parties(party_rows: list[dict[str, Any]], order: dict[int, int]) -> list[Party]:
    """The parties with their colours, the lead partner first and the public body last."""
    from coprogettazione.parties.models import OrganisationKind, RuntsSection

    labels = dict(PartyRole.choices)
    kinds = {**dict(OrganisationKind.choices), **dict(RuntsSection.choices)}
    told = [
        Party(
            body=body_of(row),
            order=order.get(row["organisation"], len(order)),
            role=str(labels[row["role"]]),
            is_public=row["role"] == PartyRole.PUBLIC_BODY,
            activities=row["activities"],
            address=row["address"],
            kind=str(kinds[row["section"] or row["kind"]]),
            runts_number=row["runts_number"],
            share=Decimal(row["share"]),
            came_on=_day_of(row["came_on"]),
            leaves_on=_day_of(row["leaves_on"]),
        )
        for row in party_rows
    ]
    return sorted(told, key=lambda party: party.is_public)


def _day_of(written: str | None) -> date | None:
    return date.fromisoformat(written) if written else None


def addenda_of_outer(agreement: str) -> Any:
    """The addenda of the agreement named by an outer reference that have a page, the first first."""
    found = Agreement.objects.published().filter(amends=OuterRef(agreement), page__live=True)
    return rows(found.order_by("published_at", "pk"), title="title", path="page__url_path")


#: Beyond so many names a line says how many they are.
NAMES = 5


def who(told: list[Party]) -> str:
    """Who binds itself to whom, in a line: the organisations with the public bodies, or how many they are."""
    ours, theirs = (
        [party.body.known_as for party in told if party.is_public == public] for public in (True, False)
    )
    bodies = (
        joined(ours)
        if len(ours) <= NAMES
        else ngettext("%(n)s ente pubblico", "%(n)s enti pubblici", len(ours))
        % {"n": in_words(len(ours), "m")}
    )
    organisations = (
        joined(theirs)
        if len(theirs) <= NAMES
        else ngettext("%(n)s ente del Terzo settore", "%(n)s enti del Terzo settore", len(theirs))
        % {"n": in_words(len(theirs), "m")}
    )
    if not ours or not theirs:
        return bodies or organisations
    return _("%(organisations)s, con %(bodies)s") % {"organisations": organisations, "bodies": bodies}


def matrix(agreement: Agreement, told: list[Party], funding_rows: list[dict[str, Any]]) -> Matrix | None:
    """Money by source and receiver, for the figure and for the table; None when nothing is written."""
    sums = {(row["organisation"], row["source"]): Decimal(row["sum"]) for row in funding_rows}
    receivers = [
        party for party in told if any((party.body.pk, source) in sums for source in FundingSource.values)
    ]
    if not receivers:
        return None
    amounts = [
        [sums.get((party.body.pk, source), Decimal(0)) for party in receivers] for source in FundingSource
    ]
    count = sum(not party.is_public for party in told)
    bodies = ngettext("L’ente", "I %(n)s enti", count) % {"n": in_words(count, "m")}
    names = {
        FundingSource.PUBLIC: Source(agreement.authority.known_as, _("contributo pubblico"), "f-0"),
        FundingSource.ETS_CASH: Source(bodies, _("denaro proprio"), "f-cash"),
        FundingSource.IN_KIND: Source(bodies, _("sedi e mezzi, stimati"), "f-kind", True),
        FundingSource.VOLUNTEERS: Source(_("Volontari"), _("ore di lavoro, stimate"), "f-vol", True),
    }
    kept = [(names[source], row) for source, row in zip(FundingSource, amounts, strict=True) if sum(row)]
    total = sum((sum(row, Decimal(0)) for _source, row in kept), Decimal(0))
    columns = [sum((row[n] for _source, row in kept), Decimal(0)) for n in range(len(receivers))]
    return Matrix(
        sources=[source for source, _row in kept],
        receivers=[
            Receiver(
                party.body.known_as,
                _("%(share)s delle risorse") % {"share": percent(column / total * 100)},
                colour(party.order).split()[0].replace("o-", "f-"),
            )
            for party, column in zip(receivers, columns, strict=True)
        ],
        amounts=[row for _source, row in kept],
    )


def in_a_sentence(agreement: Agreement, who_does: str, place: str, at: datetime) -> str:
    """Who, with what, until when, where: the page in one sentence."""
    said = [_("Lo realizzano %(who)s") % {"who": who_does}]
    if place:
        said.append(place)
    if agreement.ends_on:
        over = agreement.ends_on < timezone.localdate(at)
        words = _("fino al %(day)s (concluso)") if over else _("fino al %(day)s")
        said.append(words % {"day": day(agreement.ends_on)})
    if agreement.total:
        words = _("con %(total)s, di cui %(public)s pubblici")
        said.append(words % {"total": euro(agreement.total), "public": euro(agreement.public_grant)})
    return ", ".join(said) + "."


def from_whom(money: Matrix) -> str:
    """Where the money comes from: each source with its sum."""
    return " ".join(
        f"{source.name} {euro(amount)} ({source.note})."
        for source, amount in zip(money.sources, money.by_source, strict=True)
    )


def in_words_of(money: Matrix) -> str:
    """The figure in a sentence, for who does not see it."""
    given = _("%(sum)s arrivano da %(name)s") % {
        "sum": euro(money.by_source[0]),
        "name": money.sources[0].name,
    }
    used = joined(
        [
            _("%(sum)s a %(name)s") % {"sum": euro(amount), "name": receiver.name}
            for amount, receiver in zip(money.by_receiver, money.receivers, strict=True)
        ]
    )
    return _(
        "Su %(total)s, %(given)s. Sono affidati %(used)s. Le stesse cifre sono nella tabella che segue."
    ) % {
        "total": euro(money.total),
        "given": given,
        "used": used,
    }


def agreement_state(agreement: Agreement, at: datetime, late: int = 0) -> dict[str, str]:
    """The shape and the sentence of how an agreement goes; `late` counts the milestones past their day."""
    today = timezone.localdate(at)
    if agreement.state == AgreementState.TERMINATED:
        return {"kind": "no", "words": _("Risolta prima del termine")}
    if agreement.ends_on and agreement.ends_on < today:
        return {"kind": "done", "words": _("Conclusa")}
    if agreement.starts_on is None or agreement.starts_on > today:
        return {"kind": "", "words": _("Firmata, da iniziare")}
    if late:
        return {"kind": "late", "words": _late_words(late)}
    return {"kind": "now", "words": _("In corso, nei tempi")}


def _late_words(late: int) -> str:
    said = ngettext("%(n)s tappa in ritardo", "%(n)s tappe in ritardo", late) % {"n": in_words(late)}
    return said[:1].upper() + said[1:]


def public_agreements() -> QuerySet[Agreement]:
    """The agreements that have a page, the latest first, with the names of who makes them real."""
    return (
        Agreement.objects.published()
        .filter(page__live=True)
        .select_related("page", "call", "lead_authority")
        .annotate(partner_rows=partners_of_outer("pk"), late=late_of_outer("pk"))
        .order_by("-published_at", "-pk")
    )


def partners_of_outer(agreement: str) -> Any:
    """The third-sector parties of the agreement named by an outer reference."""
    partners = (
        AgreementParty.objects.bound()
        .filter(agreement=OuterRef(agreement))
        .exclude(role=PartyRole.PUBLIC_BODY)
    )
    return rows(partners.order_by("position", "pk"), **BODY_COLUMNS)


def in_force(day: date) -> QuerySet[Agreement]:
    """Those in force, each row carrying the sums of all (one query for the first page)."""
    now = Q(ends_on__isnull=True) | Q(ends_on__gte=day)
    found = public_agreements().filter(now, state=AgreementState.SIGNED)
    sums = (
        Agreement.objects.published()
        .filter(now, state=AgreementState.SIGNED, page__live=True)
        .order_by()
        .values(all=Value(1))
        .annotate(
            count=Count("pk"),
            public=Cast(Sum("public_grant"), CharField()),
            total=Cast(Sum("total"), CharField()),
        )
    )
    own = (
        AgreementParty.objects.bound()
        .filter(
            Q(agreement__ends_on__isnull=True) | Q(agreement__ends_on__gte=day),
            organisation=OuterRef("pk"),
            agreement__state=AgreementState.SIGNED,
            agreement__page__live=True,
        )
        .exclude(role=PartyRole.PUBLIC_BODY)
    )
    bodies = Organisation.objects.filter(Exists(own)).order_by().values(all=Value(1)).annotate(n=Count("pk"))
    # Each of the two is asked once for all the rows: a window would carry every row, with its texts, to the end.
    return found.annotate(
        all_sums=rows(sums, count="count", public="public", total="total"),
        all_bodies=Subquery(bodies.values("n")),
    )


def agreement_row(agreement: Any, at: datetime) -> dict[str, Any]:
    """A row of a list: the agreement, who makes it real, how it goes."""
    return {
        "agreement": agreement,
        "partners": ", ".join(body_of(row).known_as for row in agreement.partner_rows),
        "state": agreement_state(agreement, at, agreement.late or 0),
    }
