# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The agreement of a file of tests, at the stage that the file names; the day of its pages."""

from collections.abc import Iterator

import pytest
import time_machine

from coprogettazione.agreements.models import Agreement
from coprogettazione.calls.models import Call
from tests.factories.agreements import SIGNED, make_agreement, make_concluded


@pytest.fixture
def call(db: None) -> Call:
    """A call whose table is concluded."""
    return make_concluded()


@pytest.fixture
def agreement(request: pytest.FixtureRequest, db: None) -> Agreement:
    """An agreement in the state of the file (`STAGE`)."""
    return make_agreement(request.module.STAGE)


@pytest.fixture
def in_july(db: None) -> Iterator[None]:
    """The day on which the parties of the demo case sign."""
    with time_machine.travel(SIGNED, tick=False):
        yield
