# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Submitting, replacing, withdrawing: to the second, once, with a receipt that says what arrived."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from pypdf import PdfReader

from coprogettazione.applications.models import ApplicationState, Submission
from coprogettazione.applications.queries import content_of, fingerprint
from coprogettazione.applications.services import (
    Incomplete,
    attach_file,
    record_late_application,
    remove_file,
    reopen_application,
    save_answer,
    submit_application,
    withdraw_application,
)
from coprogettazione.calls.models import CallState
from coprogettazione.calls.services import close_call
from coprogettazione.records.arrival import STILL_AT_THE_DOOR
from coprogettazione.records.models import Entry
from coprogettazione.records.refusals import NotAllowed, WrongState
from tests.factories.applications import STARTED, SUBMITTED, make_application, pdf, start
from tests.factories.calls import DEADLINE, make_call
from tests.factories.parties import make_legal_representative

pytestmark = pytest.mark.django_db
SECOND = timedelta(seconds=1)


def signer_of(application):
    return make_legal_representative(application.lead)


def test_an_application_one_second_before_the_term_is_received():
    application = make_application(state=ApplicationState.DRAFT)
    submit_application(application=application, by=signer_of(application), at=DEADLINE - SECOND)
    application.refresh_from_db()
    assert application.state == ApplicationState.RECEIVED
    assert application.submitted_at == DEADLINE - SECOND


@pytest.mark.parametrize("late", [timedelta(0), SECOND])
def test_an_application_at_the_term_or_one_second_late_is_refused(late):
    application = make_application(state=ApplicationState.DRAFT)
    with pytest.raises(NotAllowed, match="il termine è scaduto mercoledì 25 febbraio 2026, ore\xa012:00"):
        submit_application(application=application, by=signer_of(application), at=DEADLINE + late)
    application.refresh_from_db()
    assert application.state == ApplicationState.DRAFT
    assert not Submission.objects.exists()


def test_an_application_to_a_call_already_closed_is_refused_whatever_the_instant_said():
    application = make_application(state=ApplicationState.DRAFT)
    close_call(call=application.call, by=None, at=DEADLINE)
    with pytest.raises(WrongState, match="Non si può più inviare la domanda"):
        submit_application(application=application, by=signer_of(application), at=DEADLINE - SECOND)


def test_a_late_application_is_recorded_with_its_number_and_never_opened():
    application = make_application(state=ApplicationState.DRAFT)
    late = DEADLINE + timedelta(minutes=3, seconds=11)
    close_call(call=application.call, by=None, at=DEADLINE)
    submission = record_late_application(application=application, by=signer_of(application), at=late)
    application.refresh_from_db()
    assert application.get_state_display() == "Fuori termine, non aperta"
    assert not submission.in_time
    assert application.registry_number == submission.registry_number
    assert "fuori termine" in text_of(submission.receipt)


def test_before_the_term_nothing_is_recorded_as_late():
    application = make_application(state=ApplicationState.DRAFT)
    with pytest.raises(NotAllowed, match="Il termine è in corso: invia la domanda"):
        record_late_application(application=application, by=signer_of(application), at=DEADLINE - SECOND)


def test_while_what_arrived_in_time_may_still_wait_its_turn_nothing_is_recorded_as_late():
    application = make_application(state=ApplicationState.DRAFT)
    surely = DEADLINE + STILL_AT_THE_DOOR
    for at in (DEADLINE, surely - SECOND):
        with pytest.raises(NotAllowed, match="può essere ancora in coda: conta quando è arrivata"):
            record_late_application(application=application, by=signer_of(application), at=at)
    assert not record_late_application(application=application, by=signer_of(application), at=surely).in_time


def test_a_second_click_has_no_second_effect():
    application = make_application()
    with pytest.raises(NotAllowed, match="La domanda è già stata inviata"):
        submit_application(application=application, by=signer_of(application), at=SUBMITTED + SECOND)
    assert Submission.objects.count() == 1


def test_an_incomplete_application_is_not_submitted_and_says_what_is_missing():
    application = start(make_call(CallState.PUBLISHED))
    with pytest.raises(Incomplete) as refused:
        submit_application(application=application, by=signer_of(application), at=SUBMITTED)
    titles = [gap.title for gap in refused.value.gaps]
    assert "«La parte di ogni ente» non è completa" in titles
    assert "Il piano economico è vuoto" in titles
    assert "La Lanterna: mancano le dichiarazioni" in titles
    assert str(refused.value.reason).startswith("Mancano ")
    assert not Submission.objects.exists()


def test_the_receipt_lists_exactly_what_arrived_with_hashes_instant_and_number():
    application = make_application(state=ApplicationState.DRAFT)
    signer = signer_of(application)
    attachment = attach_file(
        application=application,
        organisation=application.lead,
        key="statute",
        file=pdf("statuto.pdf"),
        by=signer,
        at=STARTED,
    )
    submission = submit_application(application=application, by=signer, at=SUBMITTED)
    said = text_of(submission.receipt)
    assert submission.registry_number == "1/2026"
    assert "1/2026" in said
    assert "10:12:05" in said
    assert "statuto.pdf" in said
    # The hashes are printed whole; a line may break them.
    plain = "".join(said.split())
    assert attachment.file.sha256 in plain
    assert submission.content_hash in plain
    assert submission.files[0]["sha256"] == attachment.file.sha256


def text_of(paper):
    with paper.file.content.open("rb") as file:
        return "\n".join(page.extract_text() for page in PdfReader(file).pages)


def test_the_fingerprint_is_that_of_the_content_and_changes_with_a_comma():
    application = make_application(state=ApplicationState.DRAFT)
    before = fingerprint(content_of(application))
    signer = signer_of(application)
    submission = submit_application(application=application, by=signer, at=SUBMITTED)
    assert submission.content_hash == before == fingerprint(submission.snapshot)
    reopen_application(application=application, by=signer, at=SUBMITTED + SECOND)
    save_answer(
        application=application,
        organisation=application.lead,
        key="goals",
        value="Obiettivi, scritto da La Lanterna,",
        by=signer,
        at=SUBMITTED + SECOND,
    )
    assert fingerprint(content_of(application)) != before


def test_a_replaced_submission_is_kept_and_counts_no_more():
    application = make_application()
    signer = signer_of(application)
    reopen_application(application=application, by=signer, at=SUBMITTED + SECOND)
    application.refresh_from_db()
    assert application.state == ApplicationState.DRAFT
    submit_application(application=application, by=signer, at=SUBMITTED + 2 * SECOND)
    first, second = application.submissions.order_by("number")
    assert first.superseded_at == SUBMITTED + SECOND
    assert second.superseded_at is None
    assert (first.registry_number, second.registry_number) == ("1/2026", "2/2026")
    assert "domanda n. 1/2026" in text_of(second.receipt)


def test_a_file_taken_out_of_the_draft_stays_with_what_had_arrived():
    application = make_application(state=ApplicationState.DRAFT)
    signer = signer_of(application)
    attachment = attach_file(
        application=application,
        organisation=application.lead,
        key="statute",
        file=pdf(),
        by=signer,
        at=STARTED,
    )
    stored = attachment.file
    submission = submit_application(application=application, by=signer, at=SUBMITTED)
    reopen_application(application=application, by=signer, at=SUBMITTED + SECOND)
    remove_file(application=application, attachment=attachment, by=signer, at=SUBMITTED + SECOND)
    assert not application.attachments.exists()
    assert submission.files[0]["file"] == stored.pk
    stored.refresh_from_db()
    with stored.content.open("rb") as kept:
        assert kept.read().startswith(b"%PDF")


@pytest.mark.parametrize("state", [ApplicationState.DRAFT, ApplicationState.RECEIVED])
def test_a_withdrawal_before_the_term_frees_the_body_for_another_application(state):
    application = make_application(state=state)
    signer = signer_of(application)
    withdraw_application(
        application=application, reason="Entriamo in un gruppo", by=signer, at=SUBMITTED + SECOND
    )
    application.refresh_from_db()
    assert application.state == ApplicationState.WITHDRAWN
    assert not application.submissions.filter(superseded_at__isnull=True).exists()
    assert start(application.call).pk != application.pk


def test_a_withdrawal_after_the_term_is_refused_with_the_term():
    application = make_application()
    with pytest.raises(NotAllowed, match="Non puoi ritirare la domanda: il termine è scaduto mercoledì 25"):
        withdraw_application(application=application, by=signer_of(application), at=DEADLINE)


def test_a_replacement_after_the_term_is_refused():
    application = make_application()
    with pytest.raises(NotAllowed, match="Non puoi sostituire la domanda"):
        reopen_application(application=application, by=signer_of(application), at=DEADLINE)


def test_the_register_tells_the_submission_with_its_number_and_hash_and_nothing_of_its_content():
    application = make_application()
    entry = Entry.objects.get(deed="submit_application")
    assert entry.payload["registry_number"] == "1/2026"
    assert entry.payload["content_hash"] == application.content_hash
    assert entry.payload["sealed"].startswith("seal1:")
    assert set(entry.payload) == {"registry_number", "content_hash", "in_time", "sealed"}
    assert entry.facts["files"] == []
    assert "Nessuno resta fuori" not in str(entry.facts)


def test_what_arrived_cannot_be_changed_nor_deleted_in_the_database():
    submission = make_application().submissions.get()
    for statement in (
        "UPDATE coprogettazione_submission SET content_hash = 'x'",
        "UPDATE coprogettazione_submission SET snapshot = '{}'",
        "DELETE FROM coprogettazione_submission",
    ):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
    submission.refresh_from_db()
    assert submission.content_hash


def test_numbers_have_no_gap_when_a_submission_fails():
    application = make_application(state=ApplicationState.DRAFT)
    signer = signer_of(application)
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        submit_application(application=application, by=signer, at=SUBMITTED)
        raise ZeroDivisionError
    application.refresh_from_db()
    assert submit_application(application=application, by=signer, at=SUBMITTED).registry_number == "1/2026"
