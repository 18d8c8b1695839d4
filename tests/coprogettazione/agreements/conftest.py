# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The agreement of a file of tests, at the stage that the file names; the day of its pages."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import time_machine

from coprogettazione.agreements.models import Agreement, SignatureState
from coprogettazione.calls.models import Call
from tests.factories.agreements import SIGNED, make_agreement, make_concluded
from tests.factories.believing import certificate_of, upload
from tests.factories.tables import lanterna
from tests.pki import Holder


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


@pytest.fixture
def store(settings: Any, tmp_path: Path) -> Path:
    """Whom this installation believes: besides the trial authority nobody, for now."""
    settings.TRUST_FOLDER = tmp_path / "trust"
    return tmp_path / "trust"


@pytest.fixture
def holder(agreement: Agreement, store: Path) -> Holder:
    """La Lanterna has signed, with a certificate of which nothing is known."""
    made = certificate_of(agreement, lanterna())
    assert upload(agreement, lanterna(), made).state == SignatureState.UNVERIFIABLE
    return made
