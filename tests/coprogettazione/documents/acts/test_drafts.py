# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""An act still to be adopted is taken away as ODT from the page where it is prepared; nothing is done."""

import io
import zipfile
from datetime import datetime, timedelta
from http import HTTPStatus
from typing import Any

import pytest
import time_machine
from defusedxml import ElementTree
from django.test import Client
from odf.opendocument import load

from coprogettazione.calls.models import Call, CallState
from coprogettazione.documents.documents import as_draft
from coprogettazione.documents.models import NumberSeries, Paper, StoredFile
from coprogettazione.documents.services import draft_of
from coprogettazione.notifications.models import Message
from coprogettazione.records.models import Entry
from tests.coprogettazione.documents.samples import SAMPLES
from tests.factories.calls import AUTHORISED, DRAFTED, make_call, make_executive, make_officer
from tests.factories.evaluation import make_ranked
from tests.factories.parties import make_user
from tests.factories.tables import make_minutes, make_table

TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"


def opened(odt: bytes) -> tuple[str, Any, str]:
    """Words, content and head of the pages, as a word processor finds them."""
    load(io.BytesIO(odt))
    with zipfile.ZipFile(io.BytesIO(odt)) as file:
        assert file.read("mimetype") == b"application/vnd.oasis.opendocument.text"
        content = ElementTree.fromstring(file.read("content.xml"))
        head = "".join(ElementTree.fromstring(file.read("styles.xml")).itertext())
    return " ".join("".join(content.itertext()).replace("\xa0", " ").split()), content, head


def body_of(response: Any) -> bytes:
    assert response.status_code == HTTPStatus.OK, [
        line for line in response.content.decode().splitlines() if "rror" in line or "nvalid" in line
    ]
    assert response["Content-Type"] == "application/vnd.oasis.opendocument.text"
    assert response["Content-Disposition"].startswith('attachment; filename="bozza-')
    assert response["Cache-Control"] == "private, no-store"
    return bytes(response.content)


@pytest.mark.parametrize("name", sorted(SAMPLES))
def test_a_draft_of_every_act_has_headings_tables_and_says_that_it_is_one(name: str) -> None:
    _words, content, head = opened(as_draft(name, SAMPLES[name]))
    assert "BOZZA" in head
    titles = list(content.iter(f"{TEXT}h"))
    assert titles[0].get(f"{TEXT}outline-level") == "1"
    assert "".join(titles[0].itertext()) == SAMPLES[name]["title"]
    assert len(titles) > 1 or name == "letter"
    for row in content.iter(f"{TABLE}table"):
        widths = len(list(row.iter(f"{TABLE}table-column")))
        for line in row.iter(f"{TABLE}table-row"):
            assert len(list(line)) == widths


def test_the_facts_of_a_draft_are_those_of_the_act() -> None:
    words, _content, _head = opened(as_draft("d1", SAMPLES["d1"]))
    for said in ("180.000,00 €", "mercoledì 25 febbraio 2026, ore 12:00", "Come si impugna questo atto"):
        assert said in words


def at_work(person: Any) -> Client:
    client = Client()
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    return client


def kept() -> tuple[int, ...]:
    return tuple(model.objects.count() for model in (Paper, StoredFile, Entry, Message, NumberSeries))


def asked(person: Any, address: str, at: datetime, data: dict[str, Any] | None = None) -> Any:
    """The answer to a form sent with its draft button; nothing stays of it."""
    before = kept()
    with time_machine.travel(at, tick=False):
        answer = at_work(person).post(f"{address}?bozza=1", data or {})
    assert kept() == before
    return answer


@pytest.mark.django_db
def test_the_opening_act_from_the_page_where_the_executive_adopts_it_without_a_number_yet() -> None:
    call = make_call("DRAFT")
    address = f"/fascicoli/{call.code}/authorise_call/{call.pk}/"
    with time_machine.travel(AUTHORISED, tick=False):
        page = at_work(make_executive()).get(address)
    assert 'formaction="?bozza=1"' in page.content.decode()
    words, _content, _head = opened(body_of(asked(make_executive(), address, AUTHORISED)))
    assert "Indizione della procedura di co-progettazione" in words
    assert "n. ________ del ________________" in words
    call.refresh_from_db()
    assert call.state == CallState.DRAFT


@pytest.mark.django_db
def test_the_admission_act_with_the_reasons_just_typed() -> None:
    call = make_ranked()
    address = f"/valutazione/{call.code}/ammissione/"
    answer = asked(
        make_executive(),
        address,
        DRAFTED + timedelta(days=100),
        {"reasons": "Si approvano i verbali della commissione, scritti ora dal dirigente."},
    )
    words, _content, _head = opened(body_of(answer))
    assert "Si approvano i verbali della commissione, scritti ora dal dirigente." in words
    assert "Ammessi al tavolo" in words
    assert not Call.objects.filter(pk=call.pk, state=CallState.ADMITTED).exists()


@pytest.mark.django_db
def test_a_draft_is_refused_with_the_reason_to_who_may_not_do_the_deed() -> None:
    call = make_call("DRAFT")
    address = f"/fascicoli/{call.code}/authorise_call/{call.pk}/"
    for person in (make_officer(), make_user("Nino", "Nulla")):
        answer = asked(person, address, AUTHORISED)
        assert answer.status_code != HTTPStatus.OK
        assert answer["Content-Type"].startswith("text/html")


@pytest.mark.django_db
def test_what_is_missing_is_asked_as_ever_and_what_was_typed_stays() -> None:
    call = make_call("PUBLISHED")
    address = f"/fascicoli/{call.code}/extend_deadline/{call.pk}/"
    answer = asked(make_officer(), address, AUTHORISED + timedelta(days=9), {"reason": "Una ragione scritta"})
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "Una ragione scritta" in answer.content.decode()


@pytest.mark.django_db
def test_a_form_from_which_no_act_comes_does_nothing_when_asked_for_a_draft() -> None:
    call = make_call("DRAFT")
    address = f"/fascicoli/{call.code}/declare_officer_conflicts/{call.pk}/"
    declared = call.officer_declared_at
    answer = asked(make_officer(), address, AUTHORISED, {"has_conflict": "True", "text": "Un conflitto."})
    assert answer.status_code in (HTTPStatus.FOUND, HTTPStatus.UNPROCESSABLE_ENTITY)
    call.refresh_from_db()
    assert (call.officer_has_conflict, call.officer_declared_at) == (False, declared)


@pytest.mark.django_db
def test_the_avviso_from_its_desk() -> None:
    call = make_call("DRAFT")
    with time_machine.travel(AUTHORISED, tick=False):
        answer = at_work(make_officer()).get(f"/fascicoli/{call.code}/avviso/bozza.odt")
    words, _content, _head = opened(body_of(answer))
    assert "Avviso pubblico di co-progettazione" in words
    assert call.purpose[:40] in words
    assert not Paper.objects.exists()


@pytest.mark.django_db
def test_the_minutes_while_they_are_written_for_who_writes_them() -> None:
    minutes = make_minutes(make_table())
    at = minutes.session.ended_at + timedelta(hours=1)
    address = f"/tavolo/verbale/{minutes.session.pk}/bozza.odt"
    before = kept()
    with time_machine.travel(at, tick=False):
        answer = at_work(minutes.session.table.call.procedure_officer).get(address)
        partner = minutes.session.table.seats.filter(kind="PARTNER").first().user
        refused = at_work(partner).get(address)
    words, _content, _head = opened(body_of(answer))
    assert "Verbale di incontro" in words
    assert "Ordine del giorno" in words
    assert refused.status_code == HTTPStatus.FORBIDDEN
    assert kept() == before


@pytest.mark.django_db
def test_where_no_paper_comes_out_there_is_no_draft() -> None:
    with pytest.raises(RuntimeError, match="no paper"):
        draft_of(lambda: None)
