# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""One procedure for a whole file of tests: each test works in a savepoint inside it, and leaves it as it
was."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import transaction

from coprogettazione.calls.models import Call
from tests.factories.evaluation import make_admitted, make_checked, make_evaluation, make_ranked

STAGES: dict[str, Callable[..., Call]] = {
    "checked": make_checked,
    "evaluation": make_evaluation,
    "ranked": make_ranked,
    "admitted": make_admitted,
}


@pytest.fixture(scope="module")
def kept_call(request: pytest.FixtureRequest, django_db_setup: None, django_db_blocker: Any) -> Iterator[int]:
    """The id of a call at the stage that the module names (`STAGE`)."""
    with django_db_blocker.unblock():
        outer = transaction.atomic()
        outer.__enter__()
        try:
            yield STAGES[request.module.STAGE]().pk
        finally:
            transaction.set_rollback(True)
            outer.__exit__(None, None, None)


@pytest.fixture
def call(kept_call: int, db: None) -> Call:
    """The call of the file, read afresh."""
    return Call.objects.get(pk=kept_call)
