# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Who may do what at a table: each right, one person per line."""

from datetime import timedelta
from typing import Any

import pytest

from coprogettazione.calls.models import Call, CallState
from coprogettazione.records.rights import may
from coprogettazione.tables.models import DesignTable, SeatKind, WorkGroup
from coprogettazione.tables.services import seat_delegate, set_group_members
from tests.coprogettazione.tables.test_groups import make_group
from tests.factories.calls import make_executive, make_officer, make_operator
from tests.factories.parties import make_ets, make_legal_representative, make_user
from tests.factories.tables import (
    OPENED,
    WRITTEN,
    lanterna,
    make_auditor,
    make_facilitator,
    make_minutes,
    make_table,
    person_of,
)

pytestmark = pytest.mark.django_db
PEOPLE = (
    "officer",
    "executive",
    "operator",
    "facilitator",
    "representative",
    "delegate",
    "listener",
    "colleague",
    "auditor",
    "stranger",
    "nobody",
)


@pytest.fixture
def table() -> DesignTable:
    """An open table, with a listener from Il Ponte."""
    table = make_table()
    ponte = make_ets("ets3")
    seat_delegate(
        table=table,
        organisation=ponte,
        user=make_legal_representative(ponte),
        kind=SeatKind.LISTENER,
        by=make_officer(),
        at=OPENED,
    )
    return DesignTable.objects.get(pk=table.pk)


def people() -> dict[str, Any]:
    """Everybody who could try."""
    return {
        "officer": make_officer(),
        "executive": make_executive(),
        "operator": make_operator(),
        "facilitator": make_facilitator(),
        "representative": make_legal_representative(lanterna()),
        "delegate": person_of(lanterna(), "Sara", "Benedetti"),
        "listener": make_legal_representative(make_ets("ets3")),
        "colleague": person_of(lanterna(), "Ugo", "Neri"),
        "auditor": make_auditor(),
        "stranger": make_user("Nicola", "Nessuno"),
        "nobody": None,
    }


def allowed(name: str, subject: Any) -> set[str]:
    """Who may, now."""
    subject = type(subject).objects.get(pk=subject.pk)
    return {
        who for who, person in people().items() if may(person, name, subject, WRITTEN + timedelta(days=1))
    }


WRITERS = {"officer", "operator", "facilitator", "representative", "delegate"}
CLERKS = {"officer", "operator", "facilitator"}
AT_WORK: dict[str, set[str]] = {
    "read_table": {
        "officer",
        "executive",
        "operator",
        "facilitator",
        "representative",
        "delegate",
        "listener",
        "auditor",
    },
    "seat_delegate": {"officer", "representative", "nobody"},
    "convene_session": CLERKS,
    "save_version": CLERKS,
    "set_budget_line": WRITERS - {"facilitator"},
    "remove_budget_line": WRITERS - {"facilitator"},
    "agree_role": WRITERS - {"facilitator"},
    "propose_contribution": WRITERS,
    "accept_final_text": {"officer", "representative"},
    "conclude_table": {"officer"},
    "suspend_table": {"executive"},
    "resume_table": set(),
    "record_positions": set(),
    "declare_no_agreement": {"executive"},
    "reopen_table": set(),
}


@pytest.mark.parametrize("name", AT_WORK)
def test_while_the_table_is_open(table: DesignTable, name: str) -> None:
    assert allowed(name, table) == AT_WORK[name]


def test_a_chapter_is_written_by_who_sits_and_by_the_office(table: DesignTable) -> None:
    chapter = table.chapters.get(code="azioni")
    assert allowed("save_chapter", chapter) == WRITERS
    assert allowed("agree_chapter", chapter) == WRITERS - {"facilitator"}


def test_a_session_is_kept_by_who_holds_the_table(table: DesignTable) -> None:
    session = make_minutes(table, state="DRAFT").session
    for name in ("cancel_session", "record_attendance", "draft_minutes"):
        assert allowed(name, session) == CLERKS


def test_the_text_of_a_group_is_written_by_its_seats_and_by_who_keeps_the_table(table: DesignTable) -> None:
    group = make_group(table)
    assert allowed("write_group_text", group) == CLERKS | {"delegate"}
    assert allowed("bring_in_group_text", group) == CLERKS
    members = [{"organisation": lanterna()}, {"organisation": make_ets("ets3")}]
    set_group_members(
        group=group,
        coordinator=people()["delegate"],
        members=members,
        by=make_officer(),
        at=WRITTEN,
    )
    assert allowed("write_group_text", group) == WRITERS
    WorkGroup.objects.filter(pk=group.pk).update(closed_at=WRITTEN, outcome="Il testo.")
    assert allowed("write_group_text", group) == set()
    assert allowed("bring_in_group_text", group) == CLERKS


def test_minutes_sent_are_answered_by_the_bodies_and_closed_by_the_officer(table: DesignTable) -> None:
    minutes = make_minutes(table, state="CIRCULATED")
    assert allowed("approve_minutes", minutes) == {"representative", "delegate"}
    assert allowed("object_to_minutes", minutes) == {"representative", "delegate"}
    assert allowed("freeze_minutes", minutes) == {"officer"}
    assert allowed("circulate_minutes", minutes) == set()
    assert allowed("publish_minutes", minutes) == set()


SUSPENDED: dict[str, set[str]] = {
    "read_table": AT_WORK["read_table"],
    "seat_delegate": {"officer", "representative", "nobody"},
    "convene_session": CLERKS,
    "save_version": set(),
    "set_budget_line": set(),
    "accept_final_text": set(),
    "conclude_table": set(),
    "suspend_table": set(),
    "resume_table": {"executive"},
    "record_positions": {"officer"},
    "declare_no_agreement": {"executive"},
    "reopen_table": set(),
}


@pytest.mark.parametrize("name", SUSPENDED)
def test_while_the_table_is_suspended(table: DesignTable, name: str) -> None:
    Call.objects.filter(pk=table.call_id).update(state=CallState.TABLE_SUSPENDED)
    assert allowed(name, table) == SUSPENDED[name]


@pytest.mark.parametrize("name", [name for name in AT_WORK if name != "read_table"])
def test_nothing_is_done_at_a_concluded_table(table: DesignTable, name: str) -> None:
    Call.objects.filter(pk=table.call_id).update(state=CallState.TABLE_CONCLUDED)
    assert allowed(name, table) == set()


def test_during_the_realisation_only_the_officer_reopens(table: DesignTable) -> None:
    Call.objects.filter(pk=table.call_id).update(state=CallState.EXECUTION)
    assert allowed("reopen_table", table) == {"officer"}
    assert allowed("conclude_table", table) == set()


def test_a_refusal_says_why(table: DesignTable) -> None:
    listener = people()["listener"]
    verdict = may(listener, "save_chapter", table.chapters.get(code="azioni"), WRITTEN)
    assert str(verdict.reason) == (
        "Lo fa chi siede al tavolo per un ente o per l’amministrazione: chi ascolta legge soltanto."
    )
    verdict = may(people()["stranger"], "read_table", table, WRITTEN)
    assert str(verdict.reason) == "Questo tavolo è riservato a chi ci siede e agli uffici del procedimento."
    assert set(people()) == set(PEOPLE)
