# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The agreement of a file of tests, at the stage that the file names."""

import pytest

from coprogettazione.agreements.models import Agreement
from coprogettazione.calls.models import Call
from tests.factories.agreements import make_agreement, make_concluded


@pytest.fixture
def call(db: None) -> Call:
    """A call whose table is concluded."""
    return make_concluded()


@pytest.fixture
def agreement(request: pytest.FixtureRequest, db: None) -> Agreement:
    """An agreement in the state of the file (`STAGE`)."""
    return make_agreement(request.module.STAGE)
