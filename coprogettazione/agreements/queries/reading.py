# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What can be asked of agreements: those in force, the public page, the money, from when to when."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone
from django.utils.translation import gettext as _

from coprogettazione.agreements.models import (
    Agreement,
    AgreementKind,
    AgreementParty,
    AgreementState,
    FundingLine,
    PartyRole,
    RoundState,
)
from coprogettazione.applications.models import FundingSource
from coprogettazione.calls.models import Call, SelectionMode
from coprogettazione.calls.queries import legal_parameter, parameter_of
from coprogettazione.parties.models import (
    PUBLIC_BODIES,
    Comune,
    Organisation,
    OrganisationKind,
    OrganisationState,
    SocialDistrict,
)

ZERO = Decimal(0)


def agreement_of(call: Call) -> Agreement | None:
    """The agreement of a dossier, the last one made."""
    return Agreement.objects.filter(call=call).order_by("pk").last()


def parties_of(agreement: Agreement) -> QuerySet[AgreementParty]:
    """The parties: the lead partner first, the public body last, as on the public page; not who was left out
    of it or has not joined yet.
    """
    return (
        AgreementParty.objects.bound()
        .filter(agreement=agreement)
        .select_related("organisation", "signatory")
        .order_by("position", "pk")
    )


def everybody_of(agreement: Agreement) -> QuerySet[AgreementParty]:
    """Every body that ever was among the parties, also who was left out, is asked to join, or has left."""
    return (
        AgreementParty.objects.filter(agreement=agreement)
        .select_related("organisation", "signatory")
        .order_by("position", "pk")
    )


def days_of(agreement: Agreement, key: str, day: date) -> int:
    """A number of days for an agreement: that of its call or, without one, of the region of who keeps it."""
    if agreement.call is not None:
        return parameter_of(agreement.call, key, day)
    district = SocialDistrict.objects.filter(organisation=agreement.lead_authority_id).first()
    return legal_parameter(key, district.region if district else "", day)


def published_agreements() -> QuerySet[Agreement]:
    """The agreements that everybody may read, the newest first, parties prefetched."""
    return (
        Agreement.objects.published()
        .select_related("call__district", "call__lead_authority", "lead_authority", "paper__public_file")
        .prefetch_related("parties__organisation")
        .order_by("-published_at", "-pk")
    )


def agreements_in_force(day: date) -> QuerySet[Agreement]:
    """Published agreements in force on a day."""
    return published_agreements() & Agreement.objects.in_force_on(day)


def agreement_for_page(pk: int) -> Agreement | None:
    """A published agreement with all that its page tells (three SQL)."""
    return published_agreements().filter(pk=pk).first()


@dataclass(frozen=True)
class MoneyRow:
    """A source and what each organisation has from it, in the order of the columns. Euro."""

    source: str
    label: str
    amounts: list[Decimal]

    @property
    def total(self) -> Decimal:
        """The sum of the row."""
        return sum(self.amounts, ZERO)

    @property
    def estimated(self) -> bool:
        """Whether it is valued and never paid."""
        return self.source in (FundingSource.IN_KIND, FundingSource.VOLUNTEERS)


@dataclass(frozen=True)
class MoneyTable:
    """Sources × organisations of an agreement, in euro (the table of the public page)."""

    columns: list[Organisation]
    rows: list[MoneyRow]

    @property
    def totals(self) -> list[Decimal]:
        """What each organisation is entrusted with."""
        return [sum((row.amounts[i] for row in self.rows), ZERO) for i in range(len(self.columns))]

    @property
    def total(self) -> Decimal:
        """Everything."""
        return sum(self.totals, ZERO)


def money_table(agreement: Agreement) -> MoneyTable:
    """The money of an agreement by source and organisation. Two SQL, one when the parties are prefetched."""
    sums = FundingLine.objects.filter(agreement=agreement).by_source()
    with_money = {organisation for organisation, _source in sums}
    parties = sorted(agreement.parties.all(), key=lambda p: (p.position, p.pk))
    columns = [party.organisation for party in parties if party.organisation_id in with_money]
    authority = agreement.authority.known_as
    labels = {
        FundingSource.PUBLIC: _("%(body)s, contributo") % {"body": authority},
        FundingSource.ETS_CASH: _("Enti, denaro proprio"),
        FundingSource.IN_KIND: _("Enti, sedi e mezzi (stima)"),
        FundingSource.VOLUNTEERS: _("Volontari, ore di lavoro (stima)"),
    }
    rows = [
        MoneyRow(source.value, labels[source], [sums.get((o.pk, source.value), ZERO) for o in columns])
        for source in FundingSource
    ]
    return MoneyTable(columns, [row for row in rows if row.total])


@dataclass(frozen=True)
class Disclosure:
    """What artt. 26–27 d.lgs. 33/2013 want published of a beneficiary."""

    beneficiary: str
    tax_code: str
    amount: Decimal
    norm: str
    office: str
    officer: str
    how_found: str
    project: str


def norm_of(approval_number: str) -> str:
    """The norm and the act that give the money, in a line."""
    return _("art. 55, d.lgs. 117/2017; art. 12, l. 241/1990; determina n. %(number)s") % {
        "number": approval_number
    }


def how_found(call_code: str, selection_mode: str) -> str:
    """How the beneficiary was found, in a line."""
    return _("Avviso pubblico %(code)s: %(mode)s") % {
        "code": call_code,
        "mode": SelectionMode(selection_mode).label,
    }


def disclosures_of(agreement: Agreement) -> list[Disclosure]:
    """One row for each body that receives public money; `project` is the address of the public page. Bodies
    only.
    """
    call = agreement.call
    if call is None:
        return []
    return [
        Disclosure(
            beneficiary=party.organisation.name,
            tax_code=party.organisation.public_code,
            amount=party.grant,
            norm=norm_of(agreement.approval_number),
            office=call.lead_authority.name,
            officer=str(call.procedure_officer),
            how_found=how_found(call.code, call.selection_mode),
            project=f"/convenzione/{agreement.pk}/",
        )
        for party in sorted(agreement.parties.all(), key=lambda p: (p.position, p.pk))
        if party.role != PartyRole.PUBLIC_BODY and party.grant
    ]


def last_day(starts_on: date, months: int) -> date:
    """The last day of a duration in months: 1 September 2026 and 24 months give 31 August 2028."""
    year, month = divmod(starts_on.month - 1 + months, 12)
    year, month = starts_on.year + year, month + 1
    first_of_next = date(year + month // 12, month % 12 + 1, 1)
    days_in_month = (first_of_next - date(year, month, 1)).days
    same_day = date(year, month, min(starts_on.day, days_in_month))
    if starts_on.day > days_in_month:
        return same_day
    return date.fromordinal(same_day.toordinal() - 1)


def as_of(agreement: Agreement, at: datetime) -> str:
    """Where the agreement stands, in a sentence."""
    day = timezone.localdate(at)
    if agreement.terminated_at:
        return _("Risolta prima del termine")
    if agreement.state == AgreementState.ABANDONED:
        return _("Abbandonata prima delle firme")
    if agreement.ends_on and agreement.signed_at and agreement.ends_on < day:
        return _("Conclusa")
    if agreement.starts_on and agreement.starts_on <= day:
        return _("In corso")
    if agreement.signed_at:
        return _("Firmata, le attività non sono ancora iniziate")
    if agreement.state == AgreementState.SIGNING:
        return _("Alla firma")
    return _("In preparazione")


#: The states by which a list of agreements is filtered: word in the address → condition.
STANDINGS = ("preparazione", "firma", "vigore", "conclusi")


def agreements_seen_by(
    user: Any, at: datetime, *, kind: str = "", standing: str = "", words: str = ""
) -> QuerySet[Agreement]:
    """The agreements on which a person works (not all the published ones), with how many parties each has.

    `kind` is an AgreementKind, `standing` one of STANDINGS, `words` are looked for in the title and in the names
    of the parties. One SQL besides those of the person's roles.
    """
    today = timezone.localdate(at)
    found = Agreement.objects.worked_on(user, at)
    if kind:
        found = found.filter(kind=kind)
    ended = Q(state__in=[AgreementState.TERMINATED, AgreementState.ABANDONED]) | Q(
        state=AgreementState.SIGNED, ends_on__lt=today
    )
    conditions = {
        "preparazione": Q(state=AgreementState.DRAFT),
        "firma": Q(state=AgreementState.SIGNING),
        "vigore": Q(state=AgreementState.SIGNED) & ~ended,
        "conclusi": ended,
    }
    if standing in conditions:
        found = found.filter(conditions[standing])
    if words:
        named = AgreementParty.objects.filter(organisation__name__icontains=words)
        found = found.filter(Q(title__icontains=words) | Q(pk__in=named.values("agreement")))
    bound = AgreementParty.objects.bound().filter(agreement=OuterRef("pk")).order_by().values("agreement")
    return (
        found.select_related("call__lead_authority", "lead_authority")
        .annotate(party_count=Subquery(bound.annotate(n=Count("pk")).values("n")))
        .order_by("-approved_at", "-pk")
    )


def overdue_rounds(at: datetime) -> QuerySet[Agreement]:
    """The agreements with a round of signatures whose term has passed."""
    return Agreement.objects.filter(rounds__state=RoundState.OPEN, rounds__due_at__lte=at).distinct()


def municipalities_of(agreement: Agreement) -> QuerySet[Organisation]:
    """The comuni of the district of who keeps the agreement that are registered here and are not parties: known
    by name ("Comune di Valdora") or by IPA code ("c_" and the cadastral code).
    """
    comuni = Comune.objects.filter(districts__organisation=agreement.authority)
    names = [f"Comune di {comune.name}" for comune in comuni]
    codes = [f"c_{comune.catastale.lower()}" for comune in comuni if comune.catastale]
    return Organisation.objects.filter(
        Q(name__in=names) | Q(ipa_code__in=codes),
        kind=OrganisationKind.MUNICIPALITY,
        state=OrganisationState.VERIFIED,
    ).exclude(pk__in=agreement.parties.filter(dropped_at__isnull=True).values("organisation"))


def candidates_named(agreement: Agreement, words: str) -> QuerySet[Organisation]:
    """The checked bodies with these words in their name that can be parties and are not: public bodies alone, in an
    accordo di programma and in its addenda.
    """
    kind = agreement.amends.kind if agreement.amends is not None else agreement.kind
    found = Organisation.objects.filter(
        Q(name__icontains=words) | Q(short_name__icontains=words), state=OrganisationState.VERIFIED
    ).exclude(pk__in=agreement.parties.filter(dropped_at__isnull=True).values("organisation"))
    if kind == AgreementKind.PROGRAMME_AGREEMENT:
        found = found.filter(kind__in=PUBLIC_BODIES)
    return found.order_by("name", "pk")
