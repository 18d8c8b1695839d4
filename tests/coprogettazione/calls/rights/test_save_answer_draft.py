# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Who may prepare an answer."""

import pytest

from coprogettazione.calls.services import ask_question
from tests.factories.calls import make_call
from tests.factories.calls_people import DURING, allowed
from tests.factories.parties import make_ets, make_legal_representative

pytestmark = pytest.mark.django_db


def test_who_may() -> None:
    call, ets = make_call("PUBLISHED"), make_ets("ets1")
    question = ask_question(
        call=call, organisation=ets, text="Quando?", by=make_legal_representative(ets), at=DURING
    )
    assert allowed("save_answer_draft", call, question) == {"the officer of the call"}
