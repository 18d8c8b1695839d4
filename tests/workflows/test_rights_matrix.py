# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What is printed in docs/diritti.md is what the platform answers: every role, every deed, every state."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db.models import Model

from coprogettazione.applications.models import Application
from coprogettazione.calls.models import Call
from coprogettazione.parties.models import Organisation, SocialDistrict, User
from coprogettazione.records.deeds import DEEDS
from coprogettazione.records.rights import RIGHTS, may
from coprogettazione.records.roles import Role
from coprogettazione.tables.models import DesignTable, Minutes, Session
from tests.factories.calls import make_executive, make_officer, make_operator
from tests.factories.parties import make_ets, make_legal_representative, make_official, make_user
from tests.factories.tables import make_auditor, make_facilitator, make_minutes, make_table
from workflows.book import states_of
from workflows.steps import deed_subject

AT = datetime(2026, 4, 30, 10, 0, tzinfo=ZoneInfo("Europe/Rome"))

#: The only deeds that an administrator of the platform does: roles, never procedures (domain.md §6).
DEEDS_OF_ADMINISTRATORS = {
    "enrol_public_body",
    "found_district",
    "grant_membership",
    "end_membership",
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
    minutes = Minutes.objects.get()
    table = minutes.session.table
    return {
        Call: table.call,
        Application: Application.objects.filter(call=table.call).order_by("pk")[0],
        DesignTable: table,
        Session: minutes.session,
        Minutes: minutes,
        Organisation: cast["body"],
        SocialDistrict: SocialDistrict.objects.get(),
    }


def decided(rows: dict[type[Model], Model]) -> list[tuple[str, Model]]:
    """Every deed whose subject is one of the rows, with that row."""
    return [(name, rows[subject]) for name in DEEDS if (subject := deed_subject(name)) in rows]


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
    assert done <= DEEDS_OF_ADMINISTRATORS


@pytest.mark.django_db
def test_a_citizen_does_no_deed(cast, rows):
    assert [name for name, row in decided(rows) if may(cast[Role.CITIZEN], name, row, AT)] == []


@pytest.mark.django_db
def test_an_entity_that_is_not_at_the_table_does_nothing_there(cast, rows):
    at_the_table = [(n, r) for n, r in decided(rows) if isinstance(r, DesignTable | Session | Minutes)]
    assert [name for name, row in at_the_table if may(cast["stranger"], name, row, AT)] == []


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
