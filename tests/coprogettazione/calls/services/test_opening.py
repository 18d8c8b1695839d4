# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The officer's declaration, the executive's act, another officer."""

from datetime import timedelta

import pytest

from coprogettazione.calls.services import (
    NotReady,
    authorise_call,
    declare_officer_conflicts,
    replace_procedure_officer,
)
from coprogettazione.documents.models import Paper, PaperKind
from coprogettazione.records.models import Entry
from coprogettazione.records.refusals import Invalid, NotAllowed
from coprogettazione.records.roles import Role
from tests.factories.calls import AUTHORISED, DRAFTED, make_call
from tests.factories.parties import make_ets, make_legal_representative, make_official

pytestmark = pytest.mark.django_db


def test_a_declared_conflict_must_be_said_and_stops_the_avviso() -> None:
    call = make_call()
    officer = call.procedure_officer
    with pytest.raises(Invalid, match="Scrivi quale conflitto hai"):
        declare_officer_conflicts(call=call, has_conflict=True, text=" ", by=officer, at=DRAFTED)
    declare_officer_conflicts(
        call=call, has_conflict=True, text="Mia sorella lavora lì.", by=officer, at=DRAFTED
    )
    with pytest.raises(NotReady, match="Il RUP ha dichiarato un conflitto: va sostituito"):
        authorise_call(
            call=call,
            act_number="31/2026",
            act_date=AUTHORISED.date(),
            by=call.executive_officer,
            at=AUTHORISED,
        )


def test_without_the_declaration_the_avviso_is_not_authorised() -> None:
    call = make_call()
    type(call).objects.filter(pk=call.pk).update(officer_declared_at=None)
    with pytest.raises(NotReady, match="Il RUP deve dichiarare se ha conflitti di interesse"):
        authorise_call(
            call=call,
            act_number="31/2026",
            act_date=AUTHORISED.date(),
            by=call.executive_officer,
            at=AUTHORISED,
        )


def test_the_authorisation_is_kept_with_its_act_and_its_paper() -> None:
    call = make_call("AUTHORISED")
    act = call.acts.get()
    assert (act.deed, act.number, act.signed_on) == ("authorise_call", "31/2026", AUTHORISED.date())
    assert (call.authorised_at, call.authorisation_number) == (AUTHORISED, "31/2026")
    paper = Paper.objects.get(case_file=call)
    assert (paper.kind, paper.number, paper.published_at) == (PaperKind.OPENING_ACT, "31/2026", None)
    assert "non trovarsi in conflitto" in paper.data["conflict"]
    assert Entry.objects.get(deed="authorise_call").payload["sha256"] == paper.file.sha256


@pytest.mark.parametrize(("number", "later", "field"), [("  ", 0, "act_number"), ("31/2026", 1, "act_date")])
def test_an_act_needs_a_number_and_a_day_that_has_come(number: str, later: int, field: str) -> None:
    call = make_call()
    with pytest.raises(Invalid) as refused:
        authorise_call(
            call=call,
            act_number=number,
            act_date=AUTHORISED.date() + timedelta(days=later),
            by=call.executive_officer,
            at=AUTHORISED,
        )
    assert set(refused.value.fields) == {field}


def test_a_second_authorisation_is_refused_with_its_reason() -> None:
    call = make_call("AUTHORISED")
    with pytest.raises(NotAllowed, match="L’avviso è già stato autorizzato"):
        authorise_call(
            call=call,
            act_number="32/2026",
            act_date=AUTHORISED.date(),
            by=call.executive_officer,
            at=AUTHORISED,
        )


def test_another_officer_takes_over_with_a_reasoned_act_and_must_declare_again() -> None:
    call = make_call()
    other = make_official("Bruno", "Neri", Role.PROCEDURE_OFFICER)
    replace_procedure_officer(
        call=call,
        officer=other,
        act_number="12/2026",
        act_date=DRAFTED.date(),
        reasons="La responsabile ha dichiarato un conflitto.",
        by=call.executive_officer,
        at=DRAFTED,
    )
    call.refresh_from_db()
    assert call.procedure_officer == other
    assert call.officer_declared_at is None
    assert Entry.objects.get(deed="replace_procedure_officer").payload["before"]["kind"] == "user"


def test_the_new_officer_must_be_one_and_another() -> None:
    call = make_call()
    outsider = make_legal_representative(make_ets("ets1"))
    for officer, words in (
        (call.procedure_officer, "È già responsabile"),
        (outsider, "non è responsabile del procedimento nell’ente"),
    ):
        with pytest.raises(Invalid, match=words):
            replace_procedure_officer(
                call=call,
                officer=officer,
                act_number="12/2026",
                act_date=DRAFTED.date(),
                reasons="La responsabile ha dichiarato un conflitto.",
                by=call.executive_officer,
                at=DRAFTED,
            )
