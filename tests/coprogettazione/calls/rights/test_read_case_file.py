# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Who may: read_case_file."""

import pytest

from coprogettazione.calls.models import Call
from coprogettazione.records.rights import may
from tests.factories.calls import make_call
from tests.factories.calls_people import DURING, PEOPLE, allowed, person

pytestmark = pytest.mark.django_db


def test_who_may() -> None:
    assert allowed("read_case_file", make_call("PUBLISHED")) == {
        "the officer of the call",
        "the executive of the call",
        "an operator of the planning office",
        "an auditor of the body",
        "an auditor granted this dossier",
    }


def test_the_lists_show_the_dossiers_that_one_may_read_and_no_other() -> None:
    call = make_call("PUBLISHED")
    for words in PEOPLE:
        somebody = person(words, call)
        shown = Call.objects.with_case_file_open_to(somebody, DURING).exists()
        assert shown == bool(may(somebody, "read_case_file", call, DURING)), words
