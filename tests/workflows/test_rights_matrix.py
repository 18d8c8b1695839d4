# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What is printed in docs/diritti.md is what the platform answers: every role, every deed, every state."""

from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db.models import Model

from coprogettazione.agreements.models import Agreement
from coprogettazione.applications.models import Application, CureRequest
from coprogettazione.calls.models import AccessRequest, Call, CallState, Question
from coprogettazione.documents.models import StoredFile
from coprogettazione.evaluation.models import CommitteeSeat, Exclusion, ScoreSheet
from coprogettazione.monitoring.models import Clarification, ExpenseReport, Indicator, Milestone
from coprogettazione.parties.models import Organisation, User
from coprogettazione.records.deeds import DEEDS
from coprogettazione.records.rights import RIGHTS, may
from coprogettazione.records.roles import Role
from coprogettazione.tables.models import (
    Assignment,
    Chapter,
    Contribution,
    Delegation,
    DesignTable,
    Minutes,
    Seat,
    Session,
    SharedText,
    TextComment,
    WorkGroup,
    WorkingPaper,
)
from tests.factories.calls import make_executive, make_officer, make_operator
from tests.factories.parties import make_ets, make_legal_representative, make_official, make_user
from tests.factories.rights import AT, make_rows
from tests.factories.tables import make_auditor, make_facilitator, make_minutes, make_table
from workflows.book import states_of
from workflows.steps import deed_subject

#: What an administrator of the platform does: bodies and roles, never procedures (domain.md §6).
DEEDS_OF_ADMINISTRATORS = {
    "enrol_public_body",
    "found_district",
    "grant_membership",
    "end_membership",
    "correct_organisation",
    "read_organisation",
    "set_legal_parameter",
    "set_regional_profile",
    "set_cig_regime",
}
#: What whoever has signed in may, administrators too: ask to join a body, read the public answers.
OF_EVERYBODY = {"ask_to_join", "read_questions", "request_access"}


#: The rights that are no deeds: what one reads, the drafts one writes; and on what they are asked.
READ_OR_WRITTEN: dict[str, type[Model]] = {
    "read_organisation": Organisation,
    "read_verification_queue": Organisation,
    "save_call_draft": Call,
    "save_call_form": Call,
    "save_criteria": Call,
    "save_answer_draft": Question,
    "read_questions": Call,
    "read_waiting_questions": Call,
    "read_call_draft": Call,
    "read_case_file": Call,
    "read_access_request": AccessRequest,
    "write_application": Application,
    "save_checks": Application,
    "read_cure": CureRequest,
    "save_score_draft": ScoreSheet,
    "read_score_sheet": ScoreSheet,
    "read_committee": Call,
    "read_ranking": Call,
    "read_equal_treatment": Call,
    "read_outcome": Application,
    "read_exclusion": Exclusion,
    "read_table": DesignTable,
    "read_agreement": Agreement,
    "read_signatures": Agreement,
    "read_signed_copies": Agreement,
    "read_agreement_dossier": Agreement,
    "read_monitoring": Agreement,
    "read_expense_report": ExpenseReport,
    "save_expense": ExpenseReport,
    "save_report_sums": ExpenseReport,
}


@pytest.fixture
def cast(db: None) -> dict[str, Any]:
    """One person for each role; who represents the lead of an application is also its capofila."""
    minutes = make_minutes(make_table())
    body = minutes.session.table.call.lead_authority
    editor = make_official("Rita", "Riva", Role.CMS_EDITOR)
    member = make_official("Anna", "Riva", Role.COMMITTEE_MEMBER)
    return {
        Role.PROCEDURE_OFFICER: make_officer(),
        Role.EXECUTIVE_OFFICER: make_executive(),
        Role.PLANNING_OPERATOR: make_operator(),
        Role.COMMITTEE_MEMBER: member,
        Role.LEGAL_REPRESENTATIVE: make_legal_representative(make_ets("ets1")),
        Role.ETS_EDITOR: User.objects.get(email="sara.benedetti@example.it"),
        Role.FACILITATOR: make_facilitator(),
        Role.AUDITOR: make_auditor(),
        Role.CMS_EDITOR: editor,
        Role.ADMINISTRATOR: make_user("Ugo", "Tecnico", is_superuser=True, is_staff=True),
        Role.CITIZEN: AnonymousUser(),
        "stranger": make_legal_representative(make_ets("ets6")),
        "body": body,
    }


@pytest.fixture
def rows(cast: dict[str, Any]) -> dict[type[Model], Model]:
    """A row of each kind on which deeds are done."""
    return make_rows(Minutes.objects.get(), cast[Role.COMMITTEE_MEMBER])


def decided(rows: dict[type[Model], Model]) -> list[tuple[str, Model]]:
    """Every right, of doing and of reading, with its row."""
    done = [(name, rows[deed_subject(name)]) for name in DEEDS]
    return done + [(name, rows[subject]) for name, subject in READ_OR_WRITTEN.items()]


def in_state(row: Model, state: str) -> Model:
    """The row (or its dossier, when it has no state of its own) put in a state, in memory."""
    owner = (
        row
        if any(field.name == "state" for field in row._meta.concrete_fields)
        else getattr(row, "case_file", None)
    )
    if owner is not None and state:
        owner.state = state
    return row


def roles_of(name: str, person: Any) -> set[str]:
    """The roles a person of the cast may be acting in."""
    together = {
        Role.LEGAL_REPRESENTATIVE: {Role.LEGAL_REPRESENTATIVE, Role.LEAD_PARTNER},
        Role.ETS_EDITOR: {Role.ETS_EDITOR, Role.LEAD_PARTNER},
    }
    return {str(role) for role in together.get(name, {name})}  # type: ignore[call-overload]


@pytest.mark.django_db
def test_whoever_the_table_of_rights_excludes_is_refused_in_every_state(cast, rows):
    wrong = []
    for name, row in decided(rows):
        right = RIGHTS[name]
        for state in states_of(type(row)) or [""]:
            for role, person in cast.items():
                if role in ("body", "stranger"):
                    continue
                printed = {right.printed(held, state) for held in roles_of(role, person)}
                if printed == {"no"} and may(person, name, in_state(row, state), AT):
                    wrong.append((name, state, str(role)))
    assert wrong == []


@pytest.mark.django_db
def test_whoever_the_table_of_rights_admits_without_conditions_may(cast, rows):
    wrong = []
    for name, row in decided(rows):
        right = RIGHTS[name]
        for state in states_of(type(row)) or [""]:
            for role in (Role.PROCEDURE_OFFICER, Role.EXECUTIVE_OFFICER):
                verdict = may(cast[role], name, in_state(row, state), AT)
                if right.printed(role, state) == "yes" and not verdict:
                    wrong.append((name, state, str(role), str(verdict.reason)))
    assert wrong == []


@pytest.mark.django_db
def test_every_refusal_says_why(cast, rows):
    silent = []
    for name, row in decided(rows):
        for role, person in cast.items():
            if role == "body":
                continue
            verdict = may(person, name, row, AT)
            if not verdict and not str(verdict.reason).strip():
                silent.append((name, str(role)))
    assert silent == []


@pytest.mark.django_db
def test_an_administrator_does_no_deed_of_a_procedure_in_any_state(cast, rows):
    done = {
        name
        for name, row in decided(rows)
        for state in states_of(type(row)) or [""]
        if may(cast[Role.ADMINISTRATOR], name, in_state(row, state), AT)
    }
    assert done <= DEEDS_OF_ADMINISTRATORS | OF_EVERYBODY


@pytest.mark.django_db
def test_a_citizen_does_no_deed_but_asking_for_the_papers(cast, rows):
    deeds = [(name, row) for name, row in decided(rows) if name in DEEDS]
    assert [name for name, row in deeds if may(cast[Role.CITIZEN], name, row, AT)] == ["request_access"]


#: Where only those who take part have a say.
OF_THE_TABLE = (
    DesignTable, Chapter, Contribution, Seat, Session, Minutes, WorkGroup, WorkingPaper, Delegation, Assignment,
    SharedText, TextComment,
)  # fmt: skip
OF_THE_PARTIES = (Indicator, Milestone, ExpenseReport, Clarification)
OF_THE_COMMITTEE = (CommitteeSeat, ScoreSheet, Exclusion)


@pytest.mark.django_db
@pytest.mark.parametrize("kinds", [OF_THE_TABLE, OF_THE_PARTIES, OF_THE_COMMITTEE])
def test_an_entity_that_takes_no_part_does_and_reads_nothing_there(cast, rows, kinds):
    inside = [(name, row) for name, row in decided(rows) if isinstance(row, kinds)]
    assert [name for name, row in inside if may(cast["stranger"], name, row, AT)] == []


@pytest.mark.django_db
def test_a_stranger_to_the_agreement_only_reads_what_is_published(cast, rows):
    on_it = [name for name, row in decided(rows) if isinstance(row, Agreement)]
    assert [name for name in on_it if may(cast["stranger"], name, rows[Agreement], AT)] == []
    rows[Agreement].published_at = AT
    assert [n for n in on_it if may(cast["stranger"], n, rows[Agreement], AT)] == ["read_agreement"]


@pytest.mark.django_db
def test_only_the_member_it_belongs_to_writes_on_a_sheet(cast, rows):
    writing = ("score_criterion", "close_score_sheet", "save_score_draft")
    writers = {
        str(role)
        for role, person in cast.items()
        for name in writing
        if role != "body" and may(person, name, in_state(rows[ScoreSheet], CallState.EVALUATION), AT)
    }
    assert writers == {str(Role.COMMITTEE_MEMBER)}


OFFICIALS = (
    Role.PROCEDURE_OFFICER,
    Role.EXECUTIVE_OFFICER,
    Role.PLANNING_OPERATOR,
    Role.COMMITTEE_MEMBER,
    Role.FACILITATOR,
    Role.AUDITOR,
    Role.CMS_EDITOR,
    Role.ADMINISTRATOR,
)


@pytest.mark.django_db
@pytest.mark.parametrize("state", [CallState.PUBLISHED, CallState.ADMISSIBILITY])
def test_before_the_opening_no_official_does_or_reads_anything_of_an_application(cast, rows, state):
    application = rows[Application]
    application.state, application.opened_at = "RECEIVED", None
    application.call.state = state
    names = [name for name, row in decided(rows) if row is application]
    assert len(names) > 15
    done = [(n, str(role)) for n in names for role in OFFICIALS if may(cast[role], n, application, AT)]
    assert done == []


@pytest.mark.django_db
def test_the_administrator_reads_nothing_of_an_application_even_after_the_opening(cast, rows):
    administrator = cast[Role.ADMINISTRATOR]
    of_it = (Application, CureRequest, StoredFile, ScoreSheet)
    names = [(name, row) for name, row in decided(rows) if isinstance(row, of_it)]
    assert [name for name, row in names if may(administrator, name, row, AT)] == []


@pytest.mark.django_db
def test_nobody_but_its_people_reads_an_application_before_the_opening(cast, rows):
    application, call = rows[Application], rows[Call]
    assert isinstance(application, Application)
    assert isinstance(call, Call)
    application.state, application.opened_at = "RECEIVED", None
    application.call.state = "PUBLISHED"
    readers = [
        str(role)
        for role, person in cast.items()
        if role != "body" and may(person, "read_application", application, AT)
    ]
    assert readers == [str(Role.LEGAL_REPRESENTATIVE), str(Role.ETS_EDITOR)]


def test_every_deed_has_its_right():
    assert [name for name in DEEDS if name not in RIGHTS] == []


@pytest.mark.django_db
def test_every_right_is_asked_of_a_row_of_the_matrix(rows):
    assert {deed_subject(name).__name__ for name in DEEDS} == {model.__name__ for model in rows}
    assert set(RIGHTS) == {*DEEDS, *READ_OR_WRITTEN}
