# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The procedure of a file of tests, at the stage that the file names."""

from collections.abc import Callable

import pytest

from coprogettazione.calls.models import Call
from tests.factories.evaluation import (
    make_admitted,
    make_checked,
    make_collegial,
    make_evaluation,
    make_ranked,
)

STAGES: dict[str, Callable[..., Call]] = {
    "checked": make_checked,
    "evaluation": make_evaluation,
    "collegial": make_collegial,
    "ranked": make_ranked,
    "admitted": make_admitted,
}


@pytest.fixture
def call(request: pytest.FixtureRequest, db: None) -> Call:
    """A call at the stage of the file (`STAGE`)."""
    return STAGES[request.module.STAGE]()
