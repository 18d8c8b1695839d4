# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""PIS-2026 from the first draft to the payments, over HTTP, role by role."""

from datetime import UTC, datetime

import pytest
import time_machine

from tests.story import applying, drafting
from tests.story.case import Case


@pytest.mark.django_db
def test_a_procedure_goes_from_the_first_draft_to_the_payments_over_http() -> None:
    with time_machine.travel(datetime(2026, 1, 12, 8, tzinfo=UTC), tick=False) as clock:
        case = Case(clock.move_to)
        case.plant("accept_invitation")
        drafting.tell(case)
        applying.tell(case)
