# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What can be asked of agreements: those in force, the public page, the money, who has still to sign."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from coprogettazione.agreements.models import (
    Agreement,
    AgreementParty,
    FundingLine,
    PartyRole,
    SignatureSlot,
    SignatureState,
)
from coprogettazione.applications.models import FundingSource
from coprogettazione.calls.models import Call, SelectionMode
from coprogettazione.parties.models import Organisation
from coprogettazione.parties.queries import organisations_of
from coprogettazione.records.roles import Role

ZERO = Decimal(0)


def agreement_of(call: Call) -> Agreement | None:
    """The agreement of a dossier, the last one made."""
    return Agreement.objects.filter(call=call).order_by("pk").last()


def parties_of(agreement: Agreement) -> QuerySet[AgreementParty]:
    """The parties: the lead partner first, the public body last, as on the public page."""
    return (
        AgreementParty.objects.filter(agreement=agreement)
        .select_related("organisation", "signatory", "slot__file", "slot__uploaded_by")
        .order_by("position", "pk")
    )


def published_agreements() -> QuerySet[Agreement]:
    """The agreements that everybody may read, the newest first, parties prefetched."""
    return (
        Agreement.objects.published()
        .select_related("call__district", "call__lead_authority", "paper__public_file")
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
    authority = agreement.call.lead_authority.known_as
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


@dataclass(frozen=True)
class Signing:
    """How the collection of signatures stands."""

    done: list[SignatureSlot]
    awaited: list[SignatureSlot]

    @property
    def complete(self) -> bool:
        """Whether everybody has uploaded."""
        return not self.awaited


def signing_of(agreement: Agreement) -> Signing:
    """Who has uploaded a signed copy, and who has not. One SQL."""
    slots = list(
        SignatureSlot.objects.filter(party__agreement=agreement)
        .select_related("party__organisation", "party__signatory", "file", "uploaded_by")
        .order_by("party__position")
    )
    return Signing(
        [slot for slot in slots if slot.state == SignatureState.UPLOADED],
        [slot for slot in slots if slot.state == SignatureState.AWAITED],
    )


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
    day = at.date()
    if agreement.terminated_at:
        return _("Risolta prima del termine")
    if agreement.ends_on and agreement.ends_on < day:
        return _("Conclusa")
    if agreement.starts_on and agreement.starts_on <= day:
        return _("In corso")
    if agreement.signed_at:
        return _("Firmata, le attività non sono ancora iniziate")
    return _("Non ancora firmata da tutti")


def signable_by(user: Any, agreement: Agreement, at: datetime) -> list[AgreementParty]:
    """The parties for which the person can sign now and that have not signed yet."""
    own = organisations_of(user, [Role.LEGAL_REPRESENTATIVE], at)
    executive = user is not None and user.pk == agreement.call.executive_officer_id
    return [
        party
        for party in parties_of(agreement)
        if party.slot.state == SignatureState.AWAITED
        and (executive if party.is_public_body else party.organisation_id in own)
    ]


def agreements_seen_by(user: Any, at: datetime) -> QuerySet[Agreement]:
    """The agreements on which a person works (not all the published ones), parties prefetched. Three SQL."""
    offices = organisations_of(
        user, [Role.PROCEDURE_OFFICER, Role.EXECUTIVE_OFFICER, Role.PLANNING_OPERATOR, Role.AUDITOR], at
    )
    own = organisations_of(user, [Role.LEGAL_REPRESENTATIVE, Role.ETS_EDITOR], at)
    return (
        Agreement.objects.filter(Q(call__lead_authority__in=offices) | Q(parties__organisation__in=own))
        .select_related("call__lead_authority")
        .prefetch_related("parties__organisation")
        .order_by("-approved_at", "-pk")
        .distinct()
    )
