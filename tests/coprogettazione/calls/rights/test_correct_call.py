# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Who may: correct_call."""

import pytest

from tests.factories.calls import make_call
from tests.factories.calls_people import allowed

pytestmark = pytest.mark.django_db


def test_who_may() -> None:
    assert allowed("correct_call", make_call("PUBLISHED")) == {
        "the officer of the call",
    }
