# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The check of the requirements on every desk: answers that do not come, applications all excluded."""

from datetime import timedelta

import pytest
from django.urls import reverse

from coprogettazione.applications.services import answer_cure, resolve_cure
from tests.factories.applications import ask_cure, make_application, open_all
from tests.factories.calls import make_officer
from tests.factories.parties import make_legal_representative
from tests.workflows.desks import desk_of, on_the_desk_of
from workflows.engine import sweep

pytestmark = pytest.mark.django_db
SECOND = timedelta(seconds=1)


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
