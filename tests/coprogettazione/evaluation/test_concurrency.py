# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Two tabs and double clicks on the exclusion of an admitted application, with real processes: one effect."""

import pytest

from coprogettazione.applications.models import Application
from coprogettazione.documents.models import Paper
from coprogettazione.evaluation.models import Exclusion
from coprogettazione.records.models import Entry
from coprogettazione.records.queries import check_chain
from tests.factories.exclusion import announce, application_of, drop, exclude, make_single, observe
from tests.processes import together

pytestmark = pytest.mark.django_db(transaction=True)


def start(pk: int) -> int:
    """The officer announces it."""
    return announce(Application.objects.get(pk=pk)).pk


def answer(pk: int) -> None:
    """The lead answers."""
    observe(Exclusion.objects.get(pk=pk))


def end(pk: int, what: str) -> None:
    """The executive excludes, or the officer archives."""
    (exclude if what == "exclude" else drop)(Exclusion.objects.get(pk=pk))


def test_announced_twice_at_once_it_starts_once() -> None:
    application = application_of(make_single())
    told = together(start, [(application.pk,)] * 2)
    assert sorted(bool(answer.refusal) for answer in told) == [False, True]
    assert Exclusion.objects.count() == 1
    assert Paper.objects.filter(kind="LETTER").count() == 1


def test_answered_twice_at_once_it_is_answered_once() -> None:
    exclusion = announce(application_of(make_single()))
    told = together(answer, [(exclusion.pk,)] * 2)
    assert sorted(bool(answer.refusal) for answer in told) == [False, True]
    assert Entry.objects.filter(deed="observe_exclusion").count() == 1


@pytest.mark.parametrize("second", ["exclude", "archive"])
def test_decided_twice_at_once_it_is_decided_once(second: str) -> None:
    exclusion = announce(application_of(make_single()))
    told = together(end, [(exclusion.pk, "exclude"), (exclusion.pk, second)])
    assert sorted(bool(answer.refusal) for answer in told) == [False, True]
    assert Entry.objects.filter(deed__in=("exclude_admitted", "drop_exclusion")).count() == 1
    assert check_chain().holds
