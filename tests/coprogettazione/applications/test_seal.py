# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Sealed until the opening: nobody reads, nobody even knows who applies; afterwards every reading leaves a trace."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser

from coprogettazione.applications.models import Application, ApplicationState
from coprogettazione.applications.queries import (
    applications_for_dossier,
    entries_visible_to,
    papers_visible_to,
)
from coprogettazione.applications.services import (
    attach_file,
    open_applications,
    record_late_application,
    submit_application,
)
from coprogettazione.calls.models import CallState
from coprogettazione.calls.services import close_call
from coprogettazione.documents.models import Paper
from coprogettazione.parties.models import User
from coprogettazione.records.arrival import STILL_AT_THE_DOOR
from coprogettazione.records.models import Entry
from coprogettazione.records.refusals import AlreadyDone, Invalid, NotAllowed
from coprogettazione.records.rights import may
from coprogettazione.records.roles import Role
from tests.factories.applications import (
    OPENED,
    STARTED,
    SUBMITTED,
    colleague_of,
    make_application,
    open_all,
    pdf,
)
from tests.factories.calls import DEADLINE, make_call, make_executive, make_officer, make_operator
from tests.factories.parties import make_ets, make_legal_representative, make_official, make_user

pytestmark = pytest.mark.django_db
BEFORE, AFTER_TERM, AFTER = (
    SUBMITTED + timedelta(hours=1),
    DEADLINE + timedelta(hours=1),
    OPENED + timedelta(days=1),
)


def administrator() -> User:
    return User.objects.filter(is_superuser=True).first() or User.objects.create_superuser(
        "admin@example.it", "parola-di-prova-lunga"
    )


@pytest.fixture
def application():
    draft = make_application(state=ApplicationState.DRAFT)
    signer = make_legal_representative(draft.lead)
    attach_file(application=draft, organisation=draft.lead, key="statute", file=pdf(), by=signer, at=STARTED)
    submit_application(application=draft, by=signer, at=SUBMITTED)
    draft.refresh_from_db()
    return draft


def test_who_reads_an_application_before_the_term(application):
    assert may(make_legal_representative(application.lead), "read_application", application, BEFORE)
    assert may(colleague_of(application.lead), "read_application", application, BEFORE)
    assert not may(make_officer(), "read_application", application, BEFORE)
    assert not may(make_executive(), "read_application", application, BEFORE)
    assert not may(make_operator(), "read_application", application, BEFORE)
    assert not may(make_official("Rita", "Neri", Role.AUDITOR), "read_application", application, BEFORE)
    assert not may(make_legal_representative(make_ets("ets3")), "read_application", application, BEFORE)
    assert not may(administrator(), "read_application", application, BEFORE)
    assert not may(make_user("Anna", "Verdi"), "read_application", application, BEFORE)
    assert not may(AnonymousUser(), "read_application", application, BEFORE)


def test_who_reads_an_application_after_the_opening(application):
    open_all(application.call)
    application.refresh_from_db()
    assert may(make_legal_representative(application.lead), "read_application", application, AFTER)
    assert may(colleague_of(application.lead), "read_application", application, AFTER)
    assert may(make_officer(), "read_application", application, AFTER)
    assert may(make_executive(), "read_application", application, AFTER)
    assert may(make_operator(), "read_application", application, AFTER)
    assert may(make_official("Rita", "Neri", Role.AUDITOR), "read_application", application, AFTER)
    assert not may(make_legal_representative(make_ets("ets3")), "read_application", application, AFTER)
    assert not may(administrator(), "read_application", application, AFTER)
    assert not may(make_user("Anna", "Verdi"), "read_application", application, AFTER)
    assert not may(AnonymousUser(), "read_application", application, AFTER)


def test_the_seal_holds_between_the_term_and_the_opening(application):
    close_call(call=application.call, by=None, at=DEADLINE)
    verdict = may(make_officer(), "read_application", application, AFTER_TERM)
    assert not verdict
    assert "sigillate" in str(verdict.reason)


def test_the_refusal_before_the_term_says_until_when_it_is_sealed(application):
    verdict = may(make_officer(), "read_application", application, BEFORE)
    assert str(verdict.reason) == "La domanda è sigillata fino a mercoledì 25 febbraio 2026, ore\xa012:00."


def test_nobody_in_the_office_knows_who_applies_before_the_opening(application):
    call = application.call
    for user in (make_officer(), make_executive(), make_operator(), administrator()):
        assert not Application.objects.visible_to(user, BEFORE).exists()
        assert not applications_for_dossier(call, user, BEFORE).exists()
        seen = entries_visible_to(user, BEFORE, Entry.objects.filter(case_file=call))
        assert not seen.filter(subject_kind="application").exists()
        assert not papers_visible_to(user, BEFORE, Paper.objects.filter(about_kind="application")).exists()


def test_the_applicant_sees_its_own_entries_and_its_receipt(application):
    signer = make_legal_representative(application.lead)
    colleague = colleague_of(application.lead)
    for user in (signer, colleague):
        seen = entries_visible_to(user, BEFORE).filter(subject_kind="application")
        assert seen.filter(deed="submit_application").exists()
        assert papers_visible_to(user, BEFORE, Paper.objects.filter(about_kind="application")).exists()


def test_after_the_opening_the_office_sees_what_arrived_and_not_the_drafts(application):
    unsent = make_application(application.call, "ets3", state=ApplicationState.DRAFT)
    open_all(application.call)
    officer = make_officer()
    assert list(Application.objects.visible_to(officer, AFTER)) == [application]
    deeds = entries_visible_to(officer, AFTER).filter(subject_kind="application")
    assert deeds.filter(subject_id=application.pk).exists()
    assert not deeds.filter(subject_id=unsent.pk).exists()


def test_the_administrator_sees_no_application_even_after_the_opening(application):
    open_all(application.call)
    assert not Application.objects.visible_to(administrator(), AFTER).exists()


def test_the_applications_are_opened_all_at_once_and_late_ones_stay_closed(application):
    other = make_application(application.call, "ets3", at=SUBMITTED + timedelta(minutes=5))
    late = make_application(application.call, "ets6", state=ApplicationState.DRAFT)
    close_call(call=application.call, by=None, at=DEADLINE)
    surely = DEADLINE + STILL_AT_THE_DOOR
    record_late_application(application=late, by=make_legal_representative(late.lead), at=surely)
    opening = open_applications(call=application.call, by=make_officer(), at=OPENED)
    for row in (application, other, late):
        row.refresh_from_db()
    assert (opening.received, opening.late) == (2, 1)
    assert application.opened_at == other.opened_at == OPENED
    assert late.opened_at is None
    verdict = may(make_officer(), "read_application", late, AFTER)
    assert str(verdict.reason) == "La domanda è arrivata fuori termine: non si apre."


def test_nobody_opens_the_applications_before_the_term(application):
    for user in (make_officer(), make_executive(), administrator()):
        with pytest.raises(NotAllowed):
            open_applications(call=application.call, by=user, at=BEFORE)


def test_only_the_procedure_officer_opens_the_applications(application):
    close_call(call=application.call, by=None, at=DEADLINE)
    for user in (
        make_executive(),
        make_operator(),
        administrator(),
        make_legal_representative(application.lead),
    ):
        with pytest.raises(NotAllowed, match="Lo fa solo il responsabile del procedimento"):
            open_applications(call=application.call, by=user, at=OPENED)


def test_a_second_opening_is_told_who_opened_and_when(application):
    open_all(application.call)
    with pytest.raises(
        AlreadyDone, match="Elena Marchetti ha già aperto le domande il 2 marzo 2026 alle 9:00"
    ):
        open_applications(call=application.call, by=make_officer(), at=AFTER)


def test_an_opening_with_nothing_to_open_is_refused():
    call = make_call(CallState.ADMISSIBILITY)
    with pytest.raises(Invalid, match="Non è arrivata nessuna domanda"):
        open_applications(call=call, by=make_officer(), at=OPENED)


def test_the_files_of_a_sealed_application_are_closed_to_the_office(application):
    file = application.attachments.get().file
    receipt = application.submissions.get().receipt.file
    for user in (make_officer(), make_executive(), make_operator(), administrator()):
        assert not may(user, "read_file", file, BEFORE)
        assert not may(user, "read_file", receipt, BEFORE)
    assert may(make_legal_representative(application.lead), "read_file", file, BEFORE)
    open_all(application.call)
    assert may(make_officer(), "read_file", file, AFTER)
    assert not may(administrator(), "read_file", file, AFTER)
