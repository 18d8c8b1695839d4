# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The agreement of the demo, as it is once everybody has signed."""

from datetime import date, datetime, timedelta
from decimal import Decimal

from coprogettazione.agreements.models import (
    Agreement,
    AgreementParty,
    AgreementState,
    FundingLine,
    PartyRole,
)
from coprogettazione.applications.models import CostCategory, FundingSource
from coprogettazione.calls.models import Call, CallState
from coprogettazione.parties.models import Organisation
from coprogettazione.records.deeds import Act
from coprogettazione.records.rights import Verdict
from coprogettazione.tables.models import DesignTable, Seat, SeatKind, SharedText, TextKind
from coprogettazione.wording import ROME
from home.followers import follow
from tests.factories.calls import make_call
from tests.factories.parties import make_ets

SIGNED = datetime(2026, 7, 21, 11, tzinfo=ROME)
PUBLISHED = datetime(2026, 7, 24, 9, tzinfo=ROME)

#: Sources that are valued and never paid, with the category each has.
ESTIMATED = {FundingSource.VOLUNTEERS: CostCategory.V, FundingSource.IN_KIND: CostCategory.K}
#: Organisation → public, cash, in kind, volunteers, in euro.
MONEY = {
    "ets1": (99000, 6600, 6000, 0),
    "ets4": (45000, 3000, 9000, 2000),
    "ets2": (36000, 2400, 0, 7000),
}


def make_agreement(
    *, code: str = "PIS-2026", number: int = 12, published: bool = True, **facts: object
) -> Agreement:
    """The agreement between Valdora and its three partners: 216.000 euro, 180.000 of them public."""
    call = make_call(CallState.ADMISSIBILITY, code=code)
    Call.objects.filter(pk=call.pk).update(state=CallState.EXECUTION)
    call.refresh_from_db()
    agreement = Agreement.objects.create(
        call=call,
        state=AgreementState.SIGNED,
        title=call.title,
        text_hash="0" * 64,
        duration_months=24,
        public_grant=Decimal(180000),
        total=Decimal(216000),
        approval_number="140/2026",
        approval_date=date(2026, 6, 12),
        approved_at=SIGNED - timedelta(days=30),
        repertory_number=number,
        repertory_year=2026,
        signed_at=SIGNED,
        in_force_from=SIGNED.date(),
        published_at=PUBLISHED if published else None,
        **{"starts_on": date(2026, 9, 1), "ends_on": date(2028, 8, 31), **facts},
    )
    bodies = {name: make_ets(name) for name in ("ets1", "ets2", "ets4")}
    _arrive(call, bodies)
    for position, (name, sums) in enumerate(MONEY.items()):
        body = bodies[name]
        AgreementParty.objects.create(
            agreement=agreement,
            organisation=body,
            role=PartyRole.LEAD_PARTNER if name == "ets1" else PartyRole.MEMBER_PARTNER,
            position=position,
            share=Decimal(sums[0] * 100) / 180000,
            grant=Decimal(sums[0]),
            activities=f"Che cosa fa {body.known_as}.",
        )
        for source, amount in zip(FundingSource, sums, strict=True):
            if amount:
                category = {"VOLUNTEERS": CostCategory.V, "IN_KIND": CostCategory.K}.get(
                    source, CostCategory.A
                )
                FundingLine.objects.create(
                    agreement=agreement,
                    organisation=body,
                    category=category,
                    source=source,
                    amount=Decimal(amount),
                )
    AgreementParty.objects.create(
        agreement=agreement, organisation=call.lead_authority, role=PartyRole.PUBLIC_BODY, position=9
    )
    if published:
        follow(act=Act("publish_agreement", None, PUBLISHED, agreement, Verdict(True)))
    return agreement


def _arrive(call: Call, bodies: dict[str, Organisation]) -> None:
    """Who sat at the table, in order: the public body, La Lanterna, Passi Insieme, Casa Aperta."""
    table = DesignTable.objects.create(call=call, opened_at=SIGNED - timedelta(days=100))
    SharedText.objects.create(table=table, kind=TextKind.PROJECT, opened_at=table.opened_at)
    for body in (call.lead_authority, bodies["ets1"], bodies["ets2"], bodies["ets4"]):
        kind = SeatKind.PUBLIC_BODY if body == call.lead_authority else SeatKind.PARTNER
        Seat.objects.create(table=table, organisation=body, kind=kind, valid_from=table.opened_at.date())
    follow(act=Act("open_table", None, table.opened_at, call, Verdict(True), result=table))
