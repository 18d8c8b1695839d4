# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""One agreement for a whole file of tests: each test works in a savepoint inside it, and leaves it as it
was."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import transaction

from coprogettazione.agreements.models import Agreement
from coprogettazione.calls.models import Call
from tests.factories.agreements import make_agreement, make_concluded

STAGES: dict[str, Callable[[], Any]] = {
    "concluded": make_concluded,
    "draft": make_agreement,
    "signing": lambda: make_agreement("SIGNING"),
    "signed": lambda: make_agreement("SIGNED"),
}


@pytest.fixture(scope="module")
def kept(request: pytest.FixtureRequest, django_db_setup: None, django_db_blocker: Any) -> Iterator[int]:
    """The id of the row at the stage that the module names (`STAGE`)."""
    with django_db_blocker.unblock():
        outer = transaction.atomic()
        outer.__enter__()
        try:
            yield STAGES[request.module.STAGE]().pk
        finally:
            transaction.set_rollback(True)
            outer.__exit__(None, None, None)


@pytest.fixture
def call(kept: int, db: None) -> Call:
    """The call, read afresh (stage "concluded")."""
    return Call.objects.get(pk=kept)


@pytest.fixture
def agreement(kept: int, db: None) -> Agreement:
    """The agreement, read afresh (the other stages)."""
    return Agreement.objects.get(pk=kept)
