# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The API keeps what its description promises, whatever it is asked."""

from collections.abc import Iterator

import pytest
import schemathesis
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis.strategies import SearchStrategy
from schemathesis import GenerationMode

from home.api.service import PREFIX
from tests.home.agreements import make_agreement

pytestmark = pytest.mark.django_db
#: Questions put to each operation: the whole run stays under a few seconds.
EXAMPLES = 8


@pytest.fixture
def one_connection() -> Iterator[None]:
    """Requests through the server's door use the test's own connection and do not close it."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.mark.usefixtures("one_connection")
@pytest.mark.parametrize("mode", list(GenerationMode))
def test_whatever_is_asked_the_answer_is_one_that_is_described(mode: GenerationMode) -> None:
    make_agreement()
    schema = schemathesis.openapi.from_wsgi(f"{PREFIX}/openapi.json", WSGIHandler())
    schema.validate()
    operations = [found.ok() for found in schema.get_all_operations()]
    assert len(operations) == 14
    for operation in operations:
        if mode is GenerationMode.NEGATIVE and not any(operation.iter_parameters()):
            continue  # nothing can be asked wrongly of it
        _ask(operation.as_strategy(generation_mode=mode))


def _ask(cases: SearchStrategy[schemathesis.Case]) -> None:
    @settings(
        max_examples=EXAMPLES,
        deadline=None,
        database=None,
        derandomize=True,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(cases)
    def ask(case: schemathesis.Case) -> None:
        case.call_and_validate()

    ask()
