# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The check of the requirements on every desk: answers that do not come, applications all excluded."""

from datetime import datetime, timedelta

import pytest
from django.urls import reverse

from coprogettazione.applications.models import Application, ApplicationState
from coprogettazione.applications.services import (
    answer_cure,
    check_admissibility,
    record_late_application,
    renounce_application,
    resolve_cure,
)
from coprogettazione.calls.models import Call, CallState, SelectionMode
from coprogettazione.documents.models import Paper, PaperKind
from coprogettazione.evaluation.services import declare_all_excluded
from coprogettazione.records.arrival import STILL_AT_THE_DOOR
from tests.factories.applications import (
    CHECKED,
    admit,
    ask_cure,
    checks_in_order,
    make_admitted,
    make_application,
    open_all,
)
from tests.factories.calls import make_call, make_executive, make_officer
from tests.factories.evaluation import make_committee, make_evaluation, make_ranked
from tests.factories.parties import make_legal_representative
from tests.workflows.desks import desk_of, on_the_desk_of
from workflows.engine import sweep

pytestmark = pytest.mark.django_db
SECOND = timedelta(seconds=1)
LATER = CHECKED + timedelta(days=30)


def test_when_the_term_of_a_cure_passes_without_an_answer_the_officer_finds_it_to_decide() -> None:
    application = make_application()
    open_all(application.call)
    cure = ask_cure(application)
    lead = make_legal_representative(application.lead)
    assert sweep(cure.due_at) == 0
    assert on_the_desk_of(lead) == ["answer_cure"]
    assert on_the_desk_of(make_officer()) == []
    assert sweep(cure.due_at + SECOND) == 1
    assert sweep(cure.due_at + SECOND) == 0
    assert on_the_desk_of(lead) == []
    [duty] = desk_of(make_officer())
    assert (duty.deed, duty.url) == ("resolve_cure", reverse("applications:resolve", args=[application.pk]))


def test_an_answer_in_time_goes_to_the_officer_without_waiting_for_the_term() -> None:
    application = make_application()
    open_all(application.call)
    cure = ask_cure(application)
    lead = make_legal_representative(application.lead)
    answer_cure(cure=cure, text="Ecco il dato.", files=[], by=lead, at=cure.due_at)
    assert on_the_desk_of(make_officer()) == ["resolve_cure"]
    assert sweep(cure.due_at + SECOND) == 0
    assert on_the_desk_of(make_officer()) == ["resolve_cure"]


def test_an_officer_faster_than_the_sweep_decides_once() -> None:
    application = make_application()
    open_all(application.call)
    cure = ask_cure(application)
    late = cure.due_at + SECOND
    resolve_cure(cure=cure, outcome="EXCLUDED", reasons="Nessuna risposta.", by=make_officer(), at=late)
    assert sweep(late) == 0
    assert "resolve_cure" not in on_the_desk_of(make_officer())
    assert on_the_desk_of(make_legal_representative(application.lead)) == []


def exclude(application: Application) -> None:
    """Excluded: the body is not a third-sector one."""
    failed = {"outcome": "FAILED", "note": "L’ente non è iscritto."}
    checks = [
        {**check, **failed} if check["item"] == "SUBJECT" else check for check in checks_in_order(application)
    ]
    check_admissibility(
        application=application,
        outcome=ApplicationState.EXCLUDED,
        checks=checks,
        reasons="L’ente non è iscritto al RUNTS.",
        by=make_officer(),
        at=CHECKED,
    )


@pytest.mark.parametrize(
    ("mode", "before"),
    [(SelectionMode.THRESHOLD, "appoint_committee"), (SelectionMode.OPEN_TABLE, "admit_applications")],
)
def test_when_all_are_excluded_the_executive_is_asked_to_say_so(mode: str, before: str) -> None:
    call = make_call(CallState.PUBLISHED, selection_mode=mode)
    first, second = make_application(call, "ets1"), make_application(call, "ets4")
    open_all(call)
    exclude(first)
    assert on_the_desk_of(make_executive()) == [before]
    exclude(second)
    [duty] = desk_of(make_executive())
    assert duty.deed == "declare_all_excluded"
    assert duty.url == reverse("deed", args=[call.code, "declare_all_excluded", call.pk])
    declare_all_excluded(
        call=call, reasons="Nessuno è iscritto.", act_number="58/2026", act_date=CHECKED.date(),
        by=make_executive(), at=CHECKED,
    )  # fmt: skip
    assert on_the_desk_of(make_executive()) == []


def test_when_the_last_one_left_renounces_the_executive_is_asked_to_close() -> None:
    call = make_call(CallState.PUBLISHED)
    first, second = make_application(call, "ets1"), make_application(call, "ets4")
    open_all(call)
    exclude(first)
    renounce_application(
        application=second, reason="Non possiamo più.", by=make_legal_representative(second.lead), at=CHECKED
    )
    assert on_the_desk_of(make_executive()) == ["declare_all_excluded"]


def test_while_somebody_is_left_the_committee_is_appointed_as_ever() -> None:
    call = make_call(CallState.PUBLISHED)
    first, second = make_application(call, "ets1"), make_application(call, "ets4")
    open_all(call)
    exclude(first)
    admit(second)
    assert on_the_desk_of(make_executive()) == ["appoint_committee"]
    committee = make_committee(call)
    assert on_the_desk_of(committee.seats.first().user) == ["declare_conflicts"]
    assert on_the_desk_of(make_executive()) == []


def leave(application: Application, at: datetime) -> None:
    """Its lead renounces."""
    renounce_application(
        application=application,
        reason="Non possiamo più.",
        by=make_legal_representative(application.lead),
        at=at,
    )


@pytest.mark.parametrize("stage", ["conflicts", "scores", "ranking"])
def test_when_everybody_leaves_at_work_the_committee_has_nothing_left_to_do(stage: str) -> None:
    if stage == "conflicts":
        call = make_call(CallState.PUBLISHED)
        make_admitted(call, ("ets1",), ("ets4",))
        make_committee(call)
    else:
        call = make_evaluation(("ets1", "ets4")) if stage == "scores" else make_ranked(("ets1", "ets4"))
    first, second = call.applications.order_by("pk")
    member = call.committees.get().seats.first().user
    leave(first, LATER)
    assert "declare_all_excluded" not in on_the_desk_of(make_executive())
    leave(second, LATER)
    assert on_the_desk_of(make_executive()) == ["declare_all_excluded"]
    assert on_the_desk_of(member) == []
    declare_all_excluded(
        call=Call.objects.get(), reasons="Tutti hanno rinunciato.", act_number="58/2026",
        act_date=LATER.date(), by=make_executive(), at=LATER,
    )  # fmt: skip
    assert on_the_desk_of(make_executive()) == []
    [paper] = Paper.objects.filter(
        kind=PaperKind.EXECUTIVE_ACT, subject__startswith="Nessuna domanda ammessa"
    )
    assert "ha rinunciato al procedimento" in str(paper.data)


def test_an_avviso_with_nothing_but_late_applications_is_deserted() -> None:
    call = make_call(CallState.PUBLISHED)
    late = make_application(call, "ets1", state=ApplicationState.DRAFT)
    closing = call.deadline + STILL_AT_THE_DOOR
    record_late_application(application=late, by=make_legal_representative(late.lead), at=closing)
    assert sweep(closing) == 1
    assert on_the_desk_of(make_executive()) == ["declare_deserted"]
    assert on_the_desk_of(make_officer()) == []
