# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The table opens with the admitted bodies."""

import pytest

from coprogettazione.calls.models import Call, CallState
from coprogettazione.evaluation.models import Admission
from coprogettazione.notifications.models import Message
from coprogettazione.records.refusals import Invalid, NotAllowed
from coprogettazione.tables.models import DesignTable, SeatKind
from coprogettazione.tables.queries import partners_of
from coprogettazione.tables.services import open_table
from tests.factories.calls import make_call, make_executive, make_officer
from tests.factories.parties import make_legal_representative
from tests.factories.tables import (
    OPENED,
    casa,
    lanterna,
    make_admitted_call,
    make_facilitator,
    make_table,
    passi,
    text_in,
)

pytestmark = pytest.mark.django_db


def test_the_admitted_bodies_sit_with_the_officer_and_the_facilitator() -> None:
    table = make_table()
    sitting = [(s.organisation.known_as, str(s.user), s.kind) for s in table.seats_at(OPENED)]
    assert sitting == [
        ("Ambito di Valdora", "Elena Marchetti", SeatKind.PUBLIC_BODY),
        ("La Lanterna", "Ada Fontana", SeatKind.PARTNER),
        ("Passi Insieme", "Marco Rinaldi", SeatKind.PARTNER),
        ("Casa Aperta", "Giulia Ferri", SeatKind.PARTNER),
        ("Ambito di Valdora", "Paolo Conti", SeatKind.FACILITATOR),
        ("La Lanterna", "Sara Benedetti", SeatKind.PARTNER),
    ]
    assert partners_of(table.call) == [lanterna(), passi(), casa()]
    assert table.chapters.count() == 11
    assert Call.objects.get(pk=table.call_id).state == CallState.TABLE_OPEN


def test_everybody_who_sits_is_told_at_the_same_instant() -> None:
    table = make_table()
    told = Message.objects.filter(key__startswith="table_opened", channel="IN_APP")
    assert told.count() == 5
    assert set(told.values_list("created_at", flat=True)) == {table.opened_at}


def test_the_document_to_start_from_is_the_first_text_of_its_chapters() -> None:
    call = make_admitted_call()
    table = open_table(
        call=call,
        chapters=[{"code": "bisogno", "text": "Nel 2025 214 richieste."}],
        by=make_officer(),
        at=OPENED,
    )
    assert text_in(table, "bisogno") == "Nel 2025 214 richieste."
    assert text_in(table, "azioni") == ""


def test_an_unknown_chapter_is_refused() -> None:
    with pytest.raises(Invalid) as refused:
        open_table(
            call=make_admitted_call(),
            chapters=[{"code": "prezzo", "text": "x"}],
            by=make_officer(),
            at=OPENED,
        )
    assert "non esiste" in str(refused.value)
    assert not DesignTable.objects.exists()


def test_a_table_opens_only_after_the_admission_and_once() -> None:
    with pytest.raises(NotAllowed) as refused:
        open_table(call=make_call(CallState.ADMISSIBILITY), by=make_officer(), at=OPENED)
    assert str(refused.value) == "Il tavolo si apre dopo l’ammissione degli enti, e una volta sola."


def test_a_second_opening_is_refused() -> None:
    table = make_table()
    with pytest.raises(NotAllowed):
        open_table(call=Call.objects.get(pk=table.call_id), by=make_officer(), at=OPENED)


def test_a_call_without_admitted_bodies_has_no_table() -> None:
    call = make_admitted_call()
    Admission.objects.update(outcome="WAITING")
    with pytest.raises(Invalid) as refused:
        open_table(call=call, by=make_officer(), at=OPENED)
    assert str(refused.value) == "Nessun ente è ammesso al tavolo."


def test_only_the_officer_opens_the_table() -> None:
    call = make_admitted_call()
    for person in (make_executive(), make_facilitator(), make_legal_representative(lanterna())):
        with pytest.raises(NotAllowed):
            open_table(call=call, by=person, at=OPENED)


def test_who_represents_a_partner_does_not_facilitate() -> None:
    call = make_admitted_call()
    with pytest.raises(Invalid) as refused:
        open_table(call=call, facilitator=make_legal_representative(casa()), by=make_officer(), at=OPENED)
    assert "chi facilita non è di parte" in str(refused.value)
