# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Who may close the terms: the system alone, from the very second."""

from datetime import timedelta

import pytest

from coprogettazione.records.rights import may
from tests.factories.calls import DEADLINE, make_call
from tests.factories.calls_people import allowed

pytestmark = pytest.mark.django_db


def test_the_system_closes_at_the_second_of_the_term() -> None:
    call = make_call("PUBLISHED")
    assert allowed("close_call", call, at=DEADLINE) == {"the system"}
    early = may(None, "close_call", call, DEADLINE - timedelta(seconds=1))
    assert not early
    assert str(early.reason) == "Il termine per le domande non è ancora scaduto."
