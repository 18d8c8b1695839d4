# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Who may: keep_as_model."""

import pytest

from tests.factories.calls import make_call
from tests.factories.calls_people import allowed

pytestmark = pytest.mark.django_db


def test_who_may() -> None:
    assert allowed("keep_as_model", make_call("PUBLISHED")) == {
        "the officer of the call",
        "an operator of the planning office",
    }
