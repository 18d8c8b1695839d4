# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""How everybody was treated: a report that the register proves, read by those entitled."""

import csv
import io
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from pypdf import PdfReader

from coprogettazione.applications.services import read_application
from coprogettazione.calls.models import Call
from coprogettazione.calls.services import answer_question, ask_question, extend_deadline
from coprogettazione.evaluation.queries.treatment import openings_of, own_bodies, treatment_of
from coprogettazione.notifications.models import Message
from coprogettazione.records.canonical import sha256
from coprogettazione.records.models import Entry
from coprogettazione.records.public.lines import commitment_of
from coprogettazione.records.rights import may
from tests.factories.applications import OPENED, STARTED, make_application, open_all
from tests.factories.calls import DEADLINE, PUBLISHED, make_call, make_executive, make_officer, make_operator
from tests.factories.evaluation import make_committee_people
from tests.factories.parties import make_ets, make_legal_representative, make_user
from tests.factories.tables import make_auditor
from tests.stages import staged

pytestmark = pytest.mark.django_db

ASKED = PUBLISHED + timedelta(days=1)
ANSWERED = PUBLISHED + timedelta(days=3)
LATER = DEADLINE + timedelta(days=5)
EXTENDED = DEADLINE - timedelta(days=3)
READ = OPENED + timedelta(days=10)
NOW = READ + timedelta(days=1)


@pytest.fixture
def call() -> Call:
    return treated()


@staged
def treated() -> Call:
    """Two bodies applied, one asked, the term was moved; the officer opened and read the first."""
    call = make_call("PUBLISHED")
    lanterna, casa = make_ets("ets1"), make_ets("ets3")
    question: Any = ask_question(
        call=call,
        organisation=lanterna,
        text="Le ore valgono?",
        by=make_legal_representative(lanterna),
        at=ASKED,
    )
    make_application(call, "ets1")
    make_application(call, "ets3")
    assert casa
    answer_question(question=question, answer="Sì.", by=call.procedure_officer, at=ANSWERED)
    extend_deadline(
        call=call,
        deadline=LATER,
        reason="Guasto della rete in tutta la provincia.",
        act_number="40/2026",
        act_date=EXTENDED.date(),
        by=call.procedure_officer,
        at=EXTENDED,
    )
    open_all(call, at=LATER + timedelta(days=1))
    read_application(application=call.applications.earliest("pk"), by=make_officer(), at=READ)
    call.refresh_from_db()
    return call


def test_the_terms_and_their_changes_stand_with_their_entries(call: Call) -> None:
    terms = treatment_of(call, NOW).terms
    assert [(term.entry.deed, term.deadline) for term in terms] == [
        ("publish_call", DEADLINE),
        ("extend_deadline", LATER),
        ("close_call", LATER),
    ]


def test_each_occasion_says_to_how_many_bodies_and_when(call: Call) -> None:
    notices = {str(n.occasion): n for n in treatment_of(call, NOW).notices}
    told = notices["proroga del termine"]
    assert (told.organisations, told.people) == (2, 2)
    assert told.first == told.last == EXTENDED
    assert told.entry is not None
    assert (told.entry.deed, told.mailed) == ("extend_deadline", 0)
    assert notices["risposta ai quesiti"].first == ANSWERED


def test_an_email_taken_by_the_mail_server_is_counted_with_its_instant(call: Call) -> None:
    mail = Message.objects.filter(key__startswith="deadline_extended", channel="EMAIL")
    mail.update(sent_at=EXTENDED + timedelta(minutes=2))
    told = next(n for n in treatment_of(call, NOW).notices if n.occasion == "proroga del termine")
    assert told.mailed == mail.count()
    assert told.mailed_last == EXTENDED + timedelta(minutes=2)


def test_a_question_says_when_it_came_and_when_the_answer_was_there_for_all(call: Call) -> None:
    [row] = treatment_of(call, NOW).questions
    assert row.asked is not None
    assert row.released is not None
    assert (row.asked.at, row.released.at, row.released.deed) == (ASKED, ANSWERED, "answer_question")


def test_the_offices_read_every_opening(call: Call) -> None:
    entries = openings_of(call, call.procedure_officer, NOW, every=True)
    assert [entry.deed for entry in entries] == ["open_applications", "read_application"]


def test_whoever_applied_reads_the_opening_and_the_readings_of_its_own_application(call: Call) -> None:
    read, unread = make_legal_representative(make_ets("ets1")), make_legal_representative(make_ets("ets3"))
    assert [e.deed for e in openings_of(call, read, NOW, every=False)] == [
        "open_applications",
        "read_application",
    ]
    assert [e.deed for e in openings_of(call, unread, NOW, every=False)] == ["open_applications"]
    own = treatment_of(call, NOW, own=own_bodies(unread, NOW)).notices
    assert {n.own for n in own if n.occasion == "proroga del termine"} == {EXTENDED}


@pytest.mark.parametrize("who", [make_officer, make_executive, make_operator, make_auditor])
def test_the_offices_and_the_auditor_may_read(call: Call, who) -> None:
    assert may(who(), "read_equal_treatment", call, NOW)


def test_an_applicant_may_read(call: Call) -> None:
    assert may(make_legal_representative(make_ets("ets1")), "read_equal_treatment", call, NOW)


@pytest.mark.parametrize(
    "who",
    [
        lambda: make_legal_representative(make_ets("ets6")),
        lambda: make_committee_people()[0],
        lambda: make_user("Ugo", "Tecnico", is_superuser=True, is_staff=True),
    ],
)
def test_nobody_else_may_read_and_is_told_who_does(call: Call, who) -> None:
    verdict = may(who(), "read_equal_treatment", call, NOW)
    assert not verdict
    assert "Lo legge l’ufficio" in str(verdict.reason)


def test_before_the_term_nobody_reads_it_because_it_would_tell_who_prepares() -> None:
    call = make_call("PUBLISHED")
    make_application(call, "ets1", at=STARTED + timedelta(days=1))
    for at, allowed in ((DEADLINE - timedelta(seconds=1), False), (DEADLINE + timedelta(seconds=1), True)):
        assert bool(may(call.procedure_officer, "read_equal_treatment", call, at)) is allowed
        assert (
            bool(may(make_legal_representative(make_ets("ets1")), "read_equal_treatment", call, at))
            is allowed
        )


def asked(client: Client, user: Any, address: str) -> Any:
    client.force_login(user)
    with time_machine.travel(NOW, tick=False):
        return client.get(address)


def test_the_page_leads_to_the_public_line_of_each_row(call: Call, client: Client) -> None:
    page = asked(client, call.procedure_officer, f"/valutazione/{call.code}/parita/").content.decode()
    for deed in (
        "publish_call",
        "extend_deadline",
        "answer_question",
        "open_applications",
        "read_application",
    ):
        assert f"/registro/voci/{Entry.objects.get(deed=deed).seq}/" in page, deed
    assert "2 enti, 2 persone" in page
    assert "Elena Marchetti" in page


def test_an_applicant_reads_only_of_itself(call: Call, client: Client) -> None:
    other = make_legal_representative(make_ets("ets3"))
    page = asked(client, other, f"/valutazione/{call.code}/parita/").content.decode()
    assert "leggi solo ciò che riguarda la tua" in page
    assert "ha letto una domanda" not in page


def test_a_stranger_is_refused_on_every_form(call: Call, client: Client) -> None:
    stranger = make_legal_representative(make_ets("ets6"))
    for address in ("parita/", "parita.pdf", "parita.csv"):
        assert asked(client, stranger, f"/valutazione/{call.code}/{address}").status_code == 403
    assert Client().get(f"/valutazione/{call.code}/parita/").status_code == 302


def test_the_table_has_every_row_with_its_entry_and_its_proof(call: Call, client: Client) -> None:
    answer = asked(client, call.procedure_officer, f"/valutazione/{call.code}/parita.csv")
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig")), delimiter=";"))
    assert rows[0][:3] == ["Parte", "Che cosa", "Quando"]
    assert {row[0] for row in rows[1:]} == {"Termini", "Comunicazioni", "Quesiti", "Aperture"}
    opening = Entry.objects.get(deed="open_applications")
    assert any(
        row[5] == str(opening.seq) and row[6].endswith(f"/registro/voci/{opening.seq}/") for row in rows
    )


def test_the_printed_report_says_the_same(call: Call, client: Client) -> None:
    answer = asked(client, call.procedure_officer, f"/valutazione/{call.code}/parita.pdf")
    pages = PdfReader(io.BytesIO(answer.content)).pages
    text = " ".join(" ".join(page.extract_text() for page in pages).split()).replace("- ", "")
    assert "Parità di trattamento" in text
    assert "ha aperto le domande arrivate" in text
    assert "2 enti, 2 persone" in text


def test_a_form_that_does_not_exist_is_not_found(call: Call, client: Client) -> None:
    assert asked(client, call.procedure_officer, f"/valutazione/{call.code}/parita.exe").status_code == 404


def test_the_page_asks_the_same_of_the_database_for_one_reading_and_for_three(
    call: Call, client: Client, django_assert_num_queries
) -> None:
    address = f"/valutazione/{call.code}/parita/"
    asked(client, call.procedure_officer, address)
    with time_machine.travel(NOW, tick=False), django_assert_num_queries(12):
        client.get(address)
    for n in range(3):
        at = READ + timedelta(minutes=n + 1)
        read_application(application=call.applications.earliest("pk"), by=make_operator(), at=at)
    with time_machine.travel(NOW, tick=False), django_assert_num_queries(12):
        client.get(address)


def test_the_proof_of_an_opening_is_given_only_for_what_one_may_read(call: Call, client: Client) -> None:
    entry = Entry.objects.get(deed="read_application")
    address = f"/valutazione/{call.code}/parita/voce-{entry.seq}.json"
    own = asked(client, make_legal_representative(make_ets("ets1")), address).json()
    assert commitment_of(entry.hash, own["salt"]) == entry.public_line.commitment
    assert sha256(own["entry"]) == entry.hash
    assert asked(client, make_legal_representative(make_ets("ets3")), address).status_code == 404
    assert asked(client, make_legal_representative(make_ets("ets6")), address).status_code == 403
