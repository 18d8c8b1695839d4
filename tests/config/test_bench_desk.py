# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The crowded call on which ``make bench`` measures the desk."""

import pytest

from config.bench_desk import many_applications
from coprogettazione.applications.queries import desk_of
from tests.factories.applications import CHECKED
from tests.factories.evaluation import make_checked

pytestmark = pytest.mark.django_db


def test_the_crowded_call_has_as_many_applications_as_asked_each_closed_under_its_own_key() -> None:
    make_checked(("ets3",))
    call = many_applications(3)
    assert many_applications(3) == call
    found = desk_of(call, CHECKED)
    assert (found.total, found.checked) == (3, 2)
    assert len({row.application.key_id for row in found.rows}) == 3
