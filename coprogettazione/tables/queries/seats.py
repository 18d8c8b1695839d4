# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Who sits, in which order, in which colour."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.utils import timezone

from coprogettazione.calls.models import Call
from coprogettazione.parties.models import Organisation, User
from coprogettazione.parties.queries import holds
from coprogettazione.records.roles import Role
from coprogettazione.tables.models import (
    ACCEPTING_KINDS,
    VOTING_KINDS,
    DesignTable,
    DesignTableQuerySet,
    Seat,
    SeatKind,
)


@dataclass
class Place:
    """An organisation at the table: its order of arrival gives its colour (0 is the lead authority)."""

    organisation: Organisation
    order: int
    kinds: list[str] = field(default_factory=list)
    people: list[User] = field(default_factory=list)
    here: bool = False

    @property
    def votes(self) -> bool:
        """Whether it approves minutes and has a column in the budget."""
        return any(kind in VOTING_KINDS for kind in self.kinds)

    @property
    def accepts(self) -> bool:
        """Whether the final text needs its acceptance."""
        return any(kind in ACCEPTING_KINDS for kind in self.kinds)

    @property
    def proposes(self) -> bool:
        """Whether it may propose."""
        return self.votes or SeatKind.CONSULTATIVE in self.kinds

    @property
    def kind(self) -> str:
        """In which quality it sits, as people read it: the first in force."""
        return str(SeatKind(self.kinds[0]).label) if self.kinds else ""


def places_at(table: DesignTable, at: datetime) -> list[Place]:
    """Every organisation that ever had a seat, the lead authority first, then in order of arrival.

    `here` says whether a seat is in force at the instant; kinds and people are those of the seats in force.
    """
    day = timezone.localtime(at).date()
    places: dict[int, Place] = {}
    lead = table.call.lead_authority
    places[lead.pk] = Place(lead, 0)
    for seat in table.seats_kept:
        place = places.setdefault(seat.organisation_id, Place(seat.organisation, len(places)))
        if not seat.in_force_on(day):
            continue
        place.here = True
        if seat.kind not in place.kinds:
            place.kinds.append(seat.kind)
        if seat.user is not None and seat.user not in place.people:
            place.people.append(seat.user)
    return list(places.values())


def orders_of(table: DesignTable) -> dict[int, int]:
    """Organisation id → its order of arrival, for the colours."""
    orders = {table.call.lead_authority_id: 0}
    for seat in table.seats_kept:
        orders.setdefault(seat.organisation_id, len(orders))
    return orders


def _bodies(seats: Iterable[Seat], kinds: Iterable[str]) -> list[Organisation]:
    wanted = set(kinds)
    return list({s.organisation_id: s.organisation for s in seats if s.kind in wanted}.values())


def accepting_bodies(table: DesignTable, at: datetime) -> list[Organisation]:
    """The bodies whose acceptance the final text needs: the lead authority and every seated partner."""
    return _bodies(table.seats_at(at), ACCEPTING_KINDS)


def voting_bodies(table: DesignTable, at: datetime) -> list[Organisation]:
    """The bodies that write their own column of the budget and have a say."""
    return _bodies(table.seats_at(at), VOTING_KINDS)


def partners_of(call: Call, at: datetime | None = None) -> list[Organisation]:
    """The partners of a call, in order of arrival at its table: those seated at `at`, or without a last
    day.
    """
    table = DesignTable.objects.filter(call=call).first()
    if table is None:
        return []
    seats = table.seats_at(at) if at else [s for s in table.seats_kept if s.valid_to is None]
    return _bodies(seats, [SeatKind.PARTNER])


def body_of(user: Any, table: DesignTable, at: datetime) -> Organisation | None:
    """For which organisation a person acts at the table: their seat's, or the one they represent or work
    for.
    """
    if user is None or user.pk is None:
        return None
    seats = table.seats_at(at)
    own = [s for s in seats if s.user_id == user.pk]
    for seat in sorted(own, key=lambda s: s.kind not in VOTING_KINDS):
        return seat.organisation
    for seat in seats:
        if seat.kind in VOTING_KINDS and holds(user, Role.LEGAL_REPRESENTATIVE, seat.organisation_id, at):
            return seat.organisation
    lead = table.call.lead_authority
    if any(holds(user, role, lead.pk, at) for role in (Role.PROCEDURE_OFFICER, Role.PLANNING_OPERATOR)):
        return lead
    return None


def speaks_for(user: Any, table: DesignTable, organisation: Organisation, at: datetime) -> bool:
    """Whether a person acts at the table for this organisation: by seat, as its representative, or from
    its office.
    """
    if user is None:
        return False
    role_there = any(
        holds(user, role, organisation.pk, at)
        for role in (
            Role.LEGAL_REPRESENTATIVE,
            Role.ETS_EDITOR,
            Role.PLANNING_OPERATOR,
            Role.PROCEDURE_OFFICER,
        )
    )
    if organisation.pk == table.call.lead_authority_id:
        return user.pk == table.call.procedure_officer_id or holds(
            user, Role.PLANNING_OPERATOR, organisation.pk, at
        )
    seats = [s for s in table.seats_at(at) if s.organisation_id == organisation.pk and s.kind in VOTING_KINDS]
    represents = bool(seats) and holds(user, Role.LEGAL_REPRESENTATIVE, organisation.pk, at)
    return represents or (role_there and any(s.user_id == user.pk for s in seats))


def proposes_for(user: Any, table: DesignTable, organisation: Organisation, at: datetime) -> bool:
    """Whether a person may propose for this organisation: who speaks for it, and who joined to give its opinion."""
    return speaks_for(user, table, organisation, at) or any(
        s.kind == SeatKind.CONSULTATIVE and s.user == user and s.organisation_id == organisation.pk
        for s in table.seats_at(at)
    )


def tables_visible_to(user: Any, at: datetime) -> DesignTableQuerySet:
    """The tables a person may read, newest first, with what their list shows."""
    return DesignTable.objects.visible_to(user, at).select_related("call", "call__lead_authority")
