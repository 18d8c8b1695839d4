# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The pages from the submission to the office’s decision."""

from datetime import datetime, timedelta
from io import BytesIO

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from pypdf import PdfReader

from coprogettazione.applications.models import ApplicationState, Submission
from coprogettazione.applications.services import save_checks
from coprogettazione.calls.models import CallState
from coprogettazione.parties.models import User
from coprogettazione.records.arrival import STILL_AT_THE_DOOR
from coprogettazione.records.models import Entry
from tests.factories.applications import (
    CHECKED,
    OPENED,
    SUBMITTED,
    ask_cure,
    checks_in_order,
    make_application,
    open_all,
    pdf,
    start,
)
from tests.factories.calls import DEADLINE, ROME, make_call, make_officer
from tests.factories.parties import make_ets, make_legal_representative

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 2, 18, 10, 42, tzinfo=ROME)


@pytest.fixture(autouse=True)
def the_clock():
    with time_machine.travel(NOON, tick=False) as clock:
        yield clock


@pytest.fixture
def draft():
    return start(make_call(CallState.PUBLISHED), "ets1", "ets2")


@pytest.fixture
def ada(draft):
    return make_legal_representative(draft.lead)


def said(response):
    return " ".join(response.content.decode().split())


def test_the_draft_is_printed_with_its_watermark(visit, draft, ada):
    answer = visit(ada, "draft_pdf", draft.pk)
    assert answer["Content-Type"] == "application/pdf"
    pages = PdfReader(BytesIO(answer.content)).pages
    assert all("BOZZA" in sheet.extract_text() for sheet in pages)
    assert "non inviata" in pages[0].extract_text()


def test_submitting_asks_once_more_then_shows_number_receipt_and_what_happens_next(visit):
    application = make_application(state=ApplicationState.DRAFT)
    ada = make_legal_representative(application.lead)
    assert "nemmeno l’ufficio" in said(visit(ada, "act", application.pk, "invia"))
    assert visit.post(ada, "act", application.pk, "invia").url == f"/domande/{application.pk}/"
    text = said(visit(ada, "done", application.pk))
    assert "La domanda è arrivata" in text
    assert "1/2026" in text
    assert "18 febbraio 2026, 10:42:00" in text
    assert "Scarica la ricevuta, PDF" in text
    assert visit.post(ada, "act", application.pk, "invia").status_code == 302
    assert Submission.objects.count() == 1


def test_one_second_late_the_page_says_when_the_term_was_and_what_can_be_done(visit, the_clock):
    application = make_application(state=ApplicationState.DRAFT)
    ada = make_legal_representative(application.lead)
    the_clock.move_to(DEADLINE + timedelta(seconds=1))
    refused = said(visit.post(ada, "act", application.pk, "invia"))
    assert "Non si può più inviare la domanda: il termine è scaduto mercoledì 25 febbraio 2026" in refused
    assert "ricarica la pagina fra due minuti: conta quando la domanda è arrivata" in refused
    assert "Lascia traccia della domanda fuori termine" in said(visit(ada, "check", application.pk))
    assert "può essere ancora in coda" in said(visit.post(ada, "act", application.pk, "ritardo"))
    the_clock.move_to(DEADLINE + STILL_AT_THE_DOOR)
    assert "ricarica la pagina" not in said(visit.post(ada, "act", application.pk, "invia"))
    visit.post(ada, "act", application.pk, "ritardo")
    assert "Fuori termine, non aperta" in said(visit(ada, "done", application.pk))


def test_withdrawing_and_replacing_have_a_page_of_their_own(visit):
    application = make_application(at=NOON - timedelta(hours=1))
    ada = make_legal_representative(application.lead)
    assert "per l’ufficio non c’è nessuna domanda" in said(visit(ada, "act", application.pk, "sostituisci"))
    visit.post(ada, "act", application.pk, "sostituisci")
    application.refresh_from_db()
    assert application.state == ApplicationState.DRAFT
    visit.post(ada, "act", application.pk, "ritira", reason="Entriamo in un gruppo")
    assert "La domanda è ritirata" in said(visit(ada, "done", application.pk))


def test_the_list_of_an_ets_shows_its_applications_and_invitations(visit, draft):
    assert "Pronto intervento sociale di prossimità" in said(
        visit(make_legal_representative(draft.lead), "list")
    )
    assert "In preparazione" in said(visit(make_legal_representative(make_ets("ets2")), "list"))
    assert "Non avete ancora preparato una domanda" in said(
        visit(make_legal_representative(make_ets("ets3")), "list")
    )


def test_the_office_sees_a_seal_and_no_name_until_the_opening(visit, the_clock):
    application = make_application(at=NOON - timedelta(hours=1))
    officer, call = make_officer(), application.call
    text = said(visit(officer, "dossier", call.code))
    assert "Sigillate fino a mercoledì 25 febbraio 2026" in text
    assert "La Lanterna" not in text
    assert visit(officer, "read", application.pk).status_code == 403
    assert visit(officer, "requirements", application.pk).status_code == 404
    the_clock.move_to(OPENED)
    open_all(call)
    assert "La Lanterna" in said(visit(officer, "dossier", call.code))


def test_every_reading_by_the_office_is_an_entry_of_the_register(visit, the_clock):
    application = make_application(at=NOON - timedelta(hours=1))
    open_all(application.call)
    the_clock.move_to(CHECKED)
    officer = make_officer()
    assert "Nessuno resta fuori" in said(visit(officer, "read", application.pk))
    visit(officer, "read", application.pk)
    readings = Entry.objects.filter(deed="read_application", subject_id=application.pk, actor=officer)
    assert readings.count() == 2


def test_the_administrator_reads_no_application_even_after_the_opening(visit, the_clock):
    application = make_application(at=NOON - timedelta(hours=1))
    open_all(application.call)
    the_clock.move_to(CHECKED)
    administrator = User.objects.create_superuser("admin@example.it", "parola-di-prova-lunga")
    assert visit(administrator, "read", application.pk).status_code == 403
    assert visit(administrator, "dossier", application.call.code).status_code == 403
    assert not Entry.objects.filter(deed="read_application").exists()


def checklist(application, **changes):
    found = {}
    from coprogettazione.applications.queries import items_to_check

    for number, _item in enumerate(items_to_check(application)):
        found[f"item_{number}"] = "OK"
        found[f"note_{number}"] = ""
    return {**found, **changes}


def test_the_checklist_is_saved_item_by_item_and_then_decided(visit, the_clock):
    application = make_application(at=NOON - timedelta(hours=1))
    open_all(application.call)
    the_clock.move_to(CHECKED)
    application.refresh_from_db()
    officer = make_officer()
    visit.post(officer, "requirements", application.pk, item_0="OK", only="save")
    assert application.checks.count() == 1
    without = said(visit.post(officer, "requirements", application.pk, item_1="GAP", note_1="", only="save"))
    assert "Scrivi che cosa manca, per esempio" in without
    data = checklist(application, outcome="ADMITTED", reasons="")
    assert visit.post(officer, "requirements", application.pk, **data).status_code == 302
    application.refresh_from_db()
    assert application.state == ApplicationState.ADMITTED
    assert len(checks_in_order(application)) == 9


def test_a_cure_is_asked_answered_and_decided_on_its_pages(visit, the_clock):
    application = make_application(at=NOON - timedelta(hours=1))
    open_all(application.call)
    the_clock.move_to(CHECKED)
    officer, ada = make_officer(), make_legal_representative(application.lead)
    application.refresh_from_db()
    save_checks(application=application, checks=checks_in_order(application), by=officer, at=CHECKED)
    asked = {"item": "ATTACHMENTS", "words": "firma digitale sul piano economico"}
    early = said(visit.post(officer, "office_act", application.pk, "integra", **asked, due="2026-03-03"))
    assert "Il termine va da 5 a 10 giorni da oggi" in early
    visit.post(officer, "office_act", application.pk, "integra", **asked, due="2026-03-09")
    text = said(visit(ada, "cure", application.pk))
    assert "firma digitale sul piano economico" in text
    assert "lunedì 9 marzo 2026, ore" in text
    empty = visit.post(ada, "cure", application.pk, text="")
    assert "Scrivi la risposta o aggiungi almeno un file" in said(empty)
    file = SimpleUploadedFile("piano.pdf", pdf().read())
    assert visit.post(ada, "cure", application.pk, text="Ecco", file_1=file).status_code == 302
    assert "piano.pdf" in said(visit(officer, "resolve", application.pk))
    visit.post(officer, "resolve", application.pk, outcome="ADMITTED", reasons="Tutto firmato.")
    application.refresh_from_db()
    assert application.state == ApplicationState.ADMITTED


def test_a_stranger_does_not_read_a_cure(visit, the_clock):
    application = make_application(at=NOON - timedelta(hours=1))
    open_all(application.call)
    application.refresh_from_db()
    ask_cure(application)
    the_clock.move_to(CHECKED)
    assert visit(make_legal_representative(make_ets("ets3")), "cure", application.pk).status_code == 403


def many(call, count):
    for number, key in enumerate(["ets1", "ets3", "ets4"][:count]):
        make_application(call, key, at=SUBMITTED + timedelta(minutes=number))
    open_all(call)


@pytest.mark.parametrize("count", [1, 3])
def test_the_applications_of_a_dossier_cost_the_same_queries(
    visit, the_clock, django_assert_num_queries, count
):
    call = make_call(CallState.PUBLISHED)
    many(call, count)
    officer = make_officer()
    the_clock.move_to(CHECKED)
    visit(officer, "dossier", call.code)
    from coprogettazione.applications.queries import applications_for_dossier

    fresh = User.objects.get(pk=officer.pk)
    # Memberships of the person; the applications with lead and call; their members.
    with django_assert_num_queries(3):
        rows = list(applications_for_dossier(call, fresh, CHECKED))
        assert [len(row.present) for row in rows] == [1] * count


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_of_an_ets_costs_the_same_queries(visit, django_assert_num_queries, count):
    for number in range(count):
        start(make_call(CallState.PUBLISHED, code=f"PIS-{number}"))
    ada = make_legal_representative(make_ets("ets1"))
    visit(ada, "list")
    from coprogettazione.applications.queries import applications_of

    fresh = User.objects.get(pk=ada.pk)
    # Memberships of the person; the applications with lead, call and body; their members; their cures.
    with django_assert_num_queries(4):
        assert len(applications_of(fresh, NOON)) == count
