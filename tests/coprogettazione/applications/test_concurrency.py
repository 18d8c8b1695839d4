# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Two groups that send their applications at the same second, with real processes."""

import pytest

from coprogettazione.applications.models import Application, Submission
from coprogettazione.applications.services import submit_application
from coprogettazione.calls.models import CallState
from coprogettazione.records.models import Entry
from coprogettazione.records.queries import check_chain
from tests.factories.applications import SUBMITTED, make_application
from tests.factories.calls import make_call
from tests.factories.parties import make_legal_representative
from tests.processes import together

KEYS = ("ets1", "ets3", "ets4")


def send(pk: int) -> str:
    """The legal representative sends; the registry number that was given."""
    application = Application.objects.get(pk=pk)
    submit_application(application=application, by=make_legal_representative(application.lead), at=SUBMITTED)
    return application.registry_number


@pytest.mark.django_db(transaction=True)
def test_groups_that_send_at_the_same_second_have_numbers_without_doubles_and_gaps() -> None:
    call = make_call(CallState.PUBLISHED)
    drafts = [make_application(call, key, state="DRAFT").pk for key in KEYS]
    told = together(send, [(pk,) for pk in drafts])
    assert [answer.refusal for answer in told] == ["", "", ""]
    numbers = sorted(answer.value for answer in told)
    ordinals = [int(number.split("/")[0]) for number in numbers]
    assert ordinals == list(range(ordinals[0], ordinals[0] + 3))
    assert sorted(Application.objects.values_list("registry_number", flat=True)) == numbers
    assert set(Application.objects.values_list("submitted_at", flat=True)) == {SUBMITTED}
    assert Entry.objects.filter(deed="submit_application").count() == 3
    assert check_chain().holds


@pytest.mark.django_db(transaction=True)
def test_one_application_sent_by_two_people_at_once_arrives_once() -> None:
    draft = make_application(state="DRAFT")
    told = together(send, [(draft.pk,)] * 2)
    assert sorted(bool(answer.refusal) for answer in told) == [False, True]
    assert Submission.objects.count() == 1
