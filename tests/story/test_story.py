# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""PIS-2026 from the first draft to the second payment, over HTTP, role by role.

Nothing is done but through pages, each by the person whose turn it is, at the instants of the chronicle; time
itself is `manage.py sweep`. Read the phases in order: they are the minutes of a procedure.
"""

from datetime import UTC, datetime

import pytest
import time_machine

from tests.story import (
    agreeing,
    applying,
    carrying_out,
    checking,
    designing,
    drafting,
    reckoning,
    scoring,
)
from tests.story.case import Case

PHASES = (drafting, applying, checking, scoring, designing, agreeing, carrying_out, reckoning)


@pytest.mark.django_db
def test_a_procedure_goes_from_the_first_draft_to_the_second_payment_over_http() -> None:
    with time_machine.travel(datetime(2026, 1, 12, 8, tzinfo=UTC), tick=False) as clock:
        case = Case(clock.move_to)
        case.plant("accept_invitation")
        for phase in PHASES:
            phase.tell(case)
