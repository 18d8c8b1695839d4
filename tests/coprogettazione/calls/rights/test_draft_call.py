# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Who may open a dossier: the offices of the public body."""

import pytest

from tests.factories.calls import make_call
from tests.factories.calls_people import allowed

pytestmark = pytest.mark.django_db


def test_who_may() -> None:
    call = make_call("DRAFT")
    assert allowed("draft_call", call, call.lead_authority) == {
        "the officer of the call",
        "another officer of the body",
        "an operator of the planning office",
    }
