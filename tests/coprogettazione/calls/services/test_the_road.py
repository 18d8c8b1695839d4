# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""From the draft to the closing of the terms: one deed after the other, to the second."""

import pytest

from coprogettazione.calls.models import CallState
from coprogettazione.records.models import Entry
from tests.factories.calls import make_call

pytestmark = pytest.mark.django_db


def test_a_call_goes_from_the_draft_to_the_closing_of_its_terms_and_the_register_tells_it() -> None:
    call = make_call(CallState.ADMISSIBILITY)
    assert call.state == CallState.ADMISSIBILITY
    assert list(Entry.objects.filter(case_file=call).values_list("deed", flat=True)) == [
        "draft_call",
        "declare_officer_conflicts",
        "authorise_call",
        "publish_call",
        "close_call",
    ]
