# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Who may: rename_model, retire_model."""

import pytest

from coprogettazione.calls.services import keep_as_model
from tests.factories.calls import make_call, make_officer
from tests.factories.calls_people import DURING, allowed

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("deed", ["rename_model", "retire_model"])
def test_who_may(deed: str) -> None:
    call = make_call("PUBLISHED")
    model = keep_as_model(call=call, name="Prossimità", by=make_officer(), at=DURING)
    assert allowed(deed, call, model) == {
        "the officer of the call",
        "another officer of the body",
        "an operator of the planning office",
    }
