# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Seats given and ended, and seats that follow the partnership."""

from datetime import date, timedelta

import pytest

from coprogettazione.applications.services import withdraw_member
from coprogettazione.parties.models import User
from coprogettazione.records.refusals import AlreadyDone, Invalid, NotAllowed
from coprogettazione.records.rights import may
from coprogettazione.tables.models import DesignTable, Seat, SeatKind
from coprogettazione.tables.queries import partners_of, tables_visible_to
from coprogettazione.tables.services import end_seat, seat_delegate
from tests.factories.calls import make_officer
from tests.factories.parties import make_ets, make_legal_representative, make_user
from tests.factories.tables import (
    OPENED,
    WRITTEN,
    authority,
    casa,
    lanterna,
    make_table,
    passi,
    person_of,
)

pytestmark = pytest.mark.django_db


def seat(table: DesignTable, organisation: object, user: User | None, kind: str, by: User) -> Seat:
    """A seat given a day after the opening."""
    return seat_delegate(
        table=table, organisation=organisation, user=user, kind=kind, by=by, at=OPENED + timedelta(days=1)
    )


def test_a_representative_delegates_colleagues_of_their_own_body() -> None:
    table = make_table()
    ivo = person_of(casa(), "Ivo", "Galli")
    given = seat(table, casa(), ivo, SeatKind.PARTNER, make_legal_representative(casa()))
    assert given.valid_from == date(2026, 3, 31)
    assert may(ivo, "save_chapter", DesignTable.objects.get(pk=table.pk), WRITTEN)


def test_nobody_delegates_for_another_body() -> None:
    table = make_table()
    with pytest.raises(NotAllowed) as refused:
        seat(
            table, casa(), person_of(casa(), "Ivo", "Galli"), "PARTNER", make_legal_representative(lanterna())
        )
    assert str(refused.value) == "Puoi nominare delegati solo per l’ente che rappresenti."


def test_a_representative_names_no_facilitator_and_no_officials() -> None:
    table = make_table()
    for kind in (SeatKind.FACILITATOR, SeatKind.PUBLIC_BODY, SeatKind.EXPERT):
        with pytest.raises(NotAllowed):
            seat(table, casa(), person_of(casa(), "Ivo", "Galli"), kind, make_legal_representative(casa()))


def test_a_body_that_was_not_admitted_cannot_sit_as_a_partner() -> None:
    table = make_table()
    ponte = make_ets("ets3")
    with pytest.raises(Invalid) as refused:
        seat(table, ponte, make_legal_representative(ponte), SeatKind.PARTNER, make_officer())
    assert str(refused.value) == "Il Ponte non è stato ammesso al tavolo come partner."
    assert seat(table, ponte, make_legal_representative(ponte), SeatKind.LISTENER, make_officer()).pk


def test_a_delegate_works_for_the_body() -> None:
    table = make_table()
    with pytest.raises(Invalid) as refused:
        seat(table, casa(), make_user("Luca", "Moretti"), SeatKind.PARTNER, make_officer())
    assert str(refused.value) == "Luca Moretti non ha un ruolo in corso in Casa Aperta."


def test_one_person_speaks_for_one_body() -> None:
    table = make_table()
    sara = person_of(casa(), "Sara", "Benedetti")
    with pytest.raises(Invalid) as refused:
        seat(table, casa(), sara, SeatKind.PARTNER, make_officer())
    assert "una persona parla per un ente solo" in str(refused.value)


def test_the_same_seat_is_not_given_twice() -> None:
    table = make_table()
    with pytest.raises(AlreadyDone) as refused:
        seat(table, lanterna(), person_of(lanterna(), "Sara", "Benedetti"), SeatKind.PARTNER, make_officer())
    assert "siede già per La Lanterna dal 30 marzo 2026" in str(refused.value)


def test_a_body_has_at_most_its_number_of_delegates() -> None:
    table = make_table()
    seat(table, lanterna(), person_of(lanterna(), "Ugo", "Neri"), SeatKind.PARTNER, make_officer())
    with pytest.raises(Invalid) as refused:
        seat(table, lanterna(), person_of(lanterna(), "Eva", "Bassi"), SeatKind.PARTNER, make_officer())
    assert "ha già 3 delegati" in str(refused.value)


def test_the_last_seat_of_a_partner_ends_only_with_its_withdrawal() -> None:
    table = make_table()
    last = table.seats.get(organisation=casa())
    with pytest.raises(Invalid) as refused:
        end_seat(seat=last, last_day=WRITTEN.date(), reason="Cambio.", by=make_officer(), at=WRITTEN)
    assert "un partner lascia il tavolo con la rinuncia" in str(refused.value)


def test_an_ended_seat_reads_until_its_last_day_and_no_longer() -> None:
    table = make_table()
    sara = person_of(lanterna(), "Sara", "Benedetti")
    given = table.seats.get(user=sara)
    representative = make_legal_representative(lanterna())
    end_seat(seat=given, last_day=WRITTEN.date(), reason="Cambia lavoro.", by=representative, at=WRITTEN)
    table = DesignTable.objects.get(pk=table.pk)
    assert may(sara, "read_table", table, WRITTEN + timedelta(hours=13))
    assert not may(sara, "read_table", table, WRITTEN + timedelta(hours=15))
    with pytest.raises(AlreadyDone):
        end_seat(seat=given, last_day=WRITTEN.date(), reason="Ancora.", by=representative, at=WRITTEN)


def test_ending_a_seat_asks_why_and_a_day_after_its_beginning() -> None:
    table = make_table()
    given = table.seats.get(user=person_of(lanterna(), "Sara", "Benedetti"))
    with pytest.raises(Invalid) as refused:
        end_seat(seat=given, last_day=WRITTEN.date(), reason=" ", by=make_officer(), at=WRITTEN)
    assert "reason" in refused.value.fields
    with pytest.raises(Invalid) as refused:
        end_seat(seat=given, last_day=date(2026, 3, 29), reason="Prima.", by=make_officer(), at=WRITTEN)
    assert "last_day" in refused.value.fields


def test_a_partner_that_withdraws_gets_up_from_the_table() -> None:
    table = make_table()
    member = table.call.applications.get(lead=lanterna()).members.get(organisation=passi())
    withdraw_member(
        application=member.application,
        organisation=passi(),
        reason="Non abbiamo più volontari.",
        by=make_legal_representative(passi()),
        at=WRITTEN,
    )
    table = DesignTable.objects.get(pk=table.pk)
    assert partners_of(table.call, WRITTEN) == [lanterna(), casa()]
    ended = table.seats.get(organisation=passi())
    assert ended.valid_to == WRITTEN.date() - timedelta(days=1)
    marco = make_legal_representative(passi())
    assert not may(marco, "save_chapter", table, WRITTEN)


def test_one_sees_only_the_tables_where_one_has_a_reason_to_be() -> None:
    table = make_table()
    ponte = make_ets("ets3")
    seen = {
        make_officer(): True,
        make_legal_representative(casa()): True,
        person_of(lanterna(), "Sara", "Benedetti"): True,
        person_of(lanterna(), "Ugo", "Neri"): False,
        make_legal_representative(ponte): False,
        make_user("Nicola", "Nessuno"): False,
    }
    for person, sees in seen.items():
        assert tables_visible_to(person, WRITTEN).filter(pk=table.pk).exists() == sees, person
        assert bool(may(person, "read_table", DesignTable.objects.get(pk=table.pk), WRITTEN)) == sees, person
    assert authority().pk
