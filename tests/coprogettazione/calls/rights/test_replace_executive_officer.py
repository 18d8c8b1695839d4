# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Who may: replace_executive_officer."""

import pytest

from tests.factories.calls import make_call
from tests.factories.calls_people import allowed

pytestmark = pytest.mark.django_db


def test_who_may() -> None:
    assert allowed("replace_executive_officer", make_call("PUBLISHED")) == {
        "the executive of the call",
    }
