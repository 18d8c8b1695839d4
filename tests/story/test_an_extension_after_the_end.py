# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""TAR Puglia 2816/2015: a term that has expired is not extended. The deed, its page and the database refuse it from
the very second; one second before it is good, and everybody is told.
"""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from coprogettazione.calls.models import CallState, Extension
from coprogettazione.calls.services import close_call
from tests.factories.calls import DEADLINE, make_call, make_officer
from tests.story.doors import deed_page, send

pytestmark = pytest.mark.django_db
SECOND = timedelta(seconds=1)
TYPED: dict[str, Any] = {
    "deadline": "2026-03-10T12:00",
    "questions_deadline": "",
    "reason": "Tre enti hanno chiesto più tempo per formare il gruppo.",
    "act_number": "40/2026",
    "act_date": "2026-02-25",
}


@pytest.mark.parametrize("late", [timedelta(0), SECOND, timedelta(days=3)])
def test_from_the_second_of_the_term_no_extension_is_possible(late: timedelta) -> None:
    call = make_call(CallState.PUBLISHED)
    status, said = send(make_officer(), deed_page(call, "extend_deadline"), DEADLINE + late, **TYPED)
    assert status in (403, 409, 422)
    assert "scaduto" in said
    assert not Extension.objects.exists()
    call.refresh_from_db()
    assert call.deadline == DEADLINE


def test_one_second_before_it_is_good() -> None:
    call = make_call(CallState.PUBLISHED)
    status, said = send(make_officer(), deed_page(call, "extend_deadline"), DEADLINE - SECOND, **TYPED)
    assert status == 302, said
    call.refresh_from_db()
    assert call.deadline == datetime.fromisoformat("2026-03-10T12:00:00+01:00")


def test_a_call_that_closed_is_not_opened_again_by_any_door() -> None:
    call = make_call(CallState.PUBLISHED)
    close_call(call=call, by=None, at=DEADLINE)
    assert send(make_officer(), deed_page(call, "extend_deadline"), DEADLINE + SECOND, **TYPED)[0] != 302
    with pytest.raises(IntegrityError, match="extension_before_expiry"), transaction.atomic():
        Extension.objects.create(
            call=call, act=call.acts.get(), old_deadline=DEADLINE, new_deadline=DEADLINE + timedelta(days=9),
            reason="x", at=DEADLINE,
        )  # fmt: skip
