# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""A dossier opened to somebody from outside closes everywhere at the same instant: rights, lists, files."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import pytest

from coprogettazione.agreements.models import Agreement
from coprogettazione.applications.models import Application, Opening
from coprogettazione.calls.models import Call
from coprogettazione.calls.services import grant_audit
from coprogettazione.evaluation.models import Exclusion
from coprogettazione.monitoring.models import Expense, ExpenseReport
from coprogettazione.parties.models import User
from coprogettazione.records.rights import may
from coprogettazione.records.roles import Role
from coprogettazione.tables.models import DesignTable
from tests.factories.calls import ROME, make_executive
from tests.factories.parties import make_official, make_user
from tests.factories.rights import AT, DAY, make_rows
from tests.factories.tables import make_minutes, make_table

pytestmark = pytest.mark.django_db
LAST_SECOND = datetime(2026, 5, 9, 23, 59, 59, tzinfo=ROME)
NEXT_SECOND = datetime(2026, 5, 10, 0, 0, 0, tzinfo=ROME)
LISTS: dict[str, Callable[[Any, datetime], Any]] = {
    "calls": Call.objects.visible_to,
    "dossiers": Call.objects.with_case_file_open_to,
    "applications": Application.objects.visible_to,
    "tables": DesignTable.objects.visible_to,
    "reports": ExpenseReport.objects.visible_to,
    "expenses": Expense.objects.visible_to,
}
READING = {
    "read_case_file": Call,
    "read_application": Application,
    "read_exclusion": Exclusion,
    "read_table": DesignTable,
    "read_monitoring": Agreement,
    "read_expense_report": ExpenseReport,
}


@pytest.fixture
def rows() -> dict[Any, Any]:
    minutes = make_minutes(make_table())
    return make_rows(minutes, make_official("Anna", "Riva", Role.COMMITTEE_MEMBER))


@pytest.fixture
def auditor(rows: dict[Any, Any]) -> User:
    person = make_user("Olga", "Pace")
    call = rows[Call]
    grant_audit(
        call=call, user=person, reason="revisione 2026", valid_to=date(2026, 5, 9), by=make_executive(), at=AT
    )
    Opening.objects.create(call=call, opened_at=AT - 60 * DAY, received=1)
    # Not public any more, or everybody would read of it.
    Call.objects.filter(pk=call.pk).update(published_at=None)
    return person


@pytest.mark.parametrize("name", LISTS)
def test_a_list_shows_the_dossier_to_the_last_second_of_a_grant_and_not_after(
    auditor: User, name: str
) -> None:
    find = LISTS[name]
    assert find(auditor, LAST_SECOND).exists()
    assert not find(auditor, NEXT_SECOND).exists()


@pytest.mark.parametrize("name", READING)
def test_a_right_is_held_to_the_last_second_of_a_grant_and_not_after(
    auditor: User, rows: dict[Any, Any], name: str
) -> None:
    row = rows[READING[name]]
    assert may(auditor, name, row, LAST_SECOND)
    refused = may(auditor, name, row, NEXT_SECOND)
    assert not refused
    assert refused.reason
