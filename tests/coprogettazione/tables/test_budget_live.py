# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The budget while others write it: a line saved as it is left, both texts where somebody was faster, what changed."""

from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from coprogettazione.records.models import Entry
from coprogettazione.tables.models import BudgetLine, DesignTable
from coprogettazione.tables.services import set_budget_line
from tests.coprogettazione.tables.test_views import at, page, signed_in, written
from tests.factories.calls import make_officer
from tests.factories.parties import make_ets, make_legal_representative
from tests.factories.tables import WRITTEN, casa, lanterna, person_of, write_budget

pytestmark = pytest.mark.django_db
CODE = "PIS-2026"
GOOD = {"category": "A", "description": "Operatori", "source": "PUBLIC", "amount": "1.000"}


def line(table: DesignTable, **facts: Any) -> BudgetLine:
    """A line of La Lanterna, by its representative."""
    given = {"category": "A", "source": "PUBLIC", "amount": Decimal(1000), **facts}
    by = make_legal_representative(lanterna())
    return set_budget_line(table=table, organisation=lanterna(), by=by, at=WRITTEN, **given)


def sara() -> Any:
    """Sara Benedetti, who sits for La Lanterna too."""
    return person_of(lanterna(), "Sara", "Benedetti")


def sent(by: Any = None, **said: Any) -> Any:
    """The answer to a line that was left."""
    with at(WRITTEN):
        return signed_in(by or sara()).post(page("line", CODE, lanterna().pk), said)


def test_a_line_that_is_left_is_saved_and_the_sums_come_back(table: DesignTable) -> None:
    answer = sent(**GOOD)
    assert answer.status_code == 200
    said = answer.json()
    row = table.budget_lines.get()
    assert said["line"] == {
        "line": row.pk, "version": 1, "category": "A", "description": "Operatori", "source": "PUBLIC",
        "amount": "1.000", "who": "Sara Benedetti",
    }  # fmt: skip
    assert said["time"] == "10:00"
    assert "1.000" in said["now"]["parts"]["sums"]
    assert "Del contributo restano 179.000\u00a0€ da assegnare." in said["now"]["parts"]["balance"]
    assert [one["line"] for one in said["now"]["lines"]] == [row.pk]
    again = sent(**{**GOOD, "line": row.pk, "version": 1, "amount": "1.200,50"})
    assert (again.json()["line"]["version"], again.json()["line"]["amount"]) == (2, "1.200,50")


def test_a_line_that_says_the_same_is_not_written_again(table: DesignTable) -> None:
    row = line(table, description="Operatori")
    before = Entry.objects.count()
    assert sent(**{**GOOD, "line": row.pk, "version": 1}).json()["line"]["version"] == 1
    assert Entry.objects.count() == before


def test_what_is_wrong_is_said_of_its_field(table: DesignTable) -> None:
    answer = sent(**{**GOOD, "amount": "molto"})
    assert answer.status_code == 422
    assert list(answer.json()["errors"]) == ["amount"]
    assert sent(**{**GOOD, "source": "VOLUNTEERS"}).json()["errors"].keys() == {"source"}
    assert not table.budget_lines.exists()


def test_an_estimate_knows_its_source_by_itself(table: DesignTable) -> None:
    assert sent(category="V", amount="90").json()["line"]["source"] == "VOLUNTEERS"


def test_a_line_that_a_colleague_changed_meanwhile_comes_back_with_both_texts(table: DesignTable) -> None:
    row = line(table, description="Operatori")
    line(table, line=row, amount=Decimal(1500), description="Operatori")
    answer = sent(**{**GOOD, "line": row.pk, "version": 1, "amount": "2.000"})
    assert answer.status_code == 409
    said = answer.json()
    assert "ha cambiato la riga «Operatori» alle 10:00: ora è 1.500" in said["message"]
    assert (said["theirs"]["version"], said["theirs"]["amount"]) == (2, "1.500")
    row.refresh_from_db()
    assert row.amount == 1500
    kept = sent(**{**GOOD, "line": row.pk, "version": 2, "amount": "2.000"})
    assert kept.json()["line"]["amount"] == "2.000"


def test_a_line_that_a_colleague_removed_is_told(table: DesignTable) -> None:
    row = line(table)
    number = row.pk
    row.delete()
    answer = sent(**{**GOOD, "line": number, "version": 1})
    assert (answer.status_code, answer.json()["theirs"]) == (409, None)


def test_a_line_is_removed_even_when_its_controls_say_nothing(table: DesignTable) -> None:
    row = line(table)
    assert sent(line=row.pk, version=1, remove="1").json()["line"] is None
    assert not table.budget_lines.exists()


def test_the_line_of_another_body_is_not_touched(table: DesignTable) -> None:
    row = line(table)
    answer = sent(make_legal_representative(casa()), **{**GOOD, "line": row.pk, "version": 1})
    assert answer.status_code == 403
    assert "La colonna di La Lanterna la scrive solo chi siede per quell’ente" in answer.json()["message"]
    with at(WRITTEN):
        mine = signed_in(make_legal_representative(casa()))
        other = mine.post(page("line", CODE, casa().pk), {**GOOD, "line": row.pk, "version": 1})
    assert other.status_code == 409
    row.refresh_from_db()
    assert (row.organisation, row.version) == (lanterna(), 1)


def test_who_reads_is_told_what_changed_and_nothing_when_nothing_did(table: DesignTable) -> None:
    with at(WRITTEN):
        client = signed_in(make_legal_representative(casa()))
        first = client.get(page("budget_now", CODE))
        assert set(first.json()["parts"]) == {"balance", "sums", "matrix"}
        assert "lines" not in first.json()
        same = client.get(page("budget_now", CODE), headers={"If-None-Match": first["ETag"]})
        assert (same.status_code, same.content) == (304, b"")
        line(table)
        later = client.get(page("budget_now", CODE), headers={"If-None-Match": first["ETag"]})
    assert later.status_code == 200
    assert later["ETag"] != first["ETag"]
    assert "1.000" in later.json()["parts"]["matrix"]


def test_a_line_is_only_sent_and_what_changed_is_only_read(table: DesignTable) -> None:
    with at(WRITTEN):
        client = signed_in(sara())
        assert client.get(page("line", CODE, lanterna().pk)).status_code == 405
        assert client.post(page("column_now", CODE, lanterna().pk)).status_code == 405


def test_a_removal_and_a_change_of_seats_are_changes_too(table: DesignTable) -> None:
    row = line(table)
    with at(WRITTEN):
        client = signed_in(make_officer())
        before = client.get(page("budget_now", CODE))["ETag"]
        row.delete()
        assert client.get(page("budget_now", CODE), headers={"If-None-Match": before}).status_code == 200


def test_a_stranger_is_not_told_what_changed(table: DesignTable) -> None:
    with at(WRITTEN):
        stranger = signed_in(make_legal_representative(make_ets("ets3")))
        assert stranger.get(page("budget_now", CODE)).status_code == 403
        assert stranger.get(page("column_now", CODE, lanterna().pk)).status_code == 403


def test_the_sums_and_shares_stand_on_both_pages_without_a_script(table: DesignTable) -> None:
    write_budget(table)
    with at(WRITTEN):
        client = signed_in(sara())
        pages = [
            written(client.get(page("budget", CODE))),
            written(client.get(page("column", CODE, lanterna().pk))),
        ]
    for said in pages:
        bar = " ".join(said[said.index("co-sums") :].split())
        for words in (
            "I conti tornano.",
            "192.000",
            "180.000",
            "12.000",
            "15.000",
            "9.000",
            "105.600",
            "55 %",
            "25 %",
        ):
            assert words in bar, words


@pytest.mark.parametrize("count", [1, 3])
def test_looking_whether_something_changed_costs_the_same_however_long_the_plan(
    table: DesignTable, count: int
) -> None:
    for number in range(count):
        line(table, amount=Decimal(number + 1))
    with at(WRITTEN):
        client = signed_in(sara())
        token = client.get(page("budget_now", CODE))["ETag"]
        with CaptureQueriesContext(connection) as looked:
            assert client.get(page("budget_now", CODE), headers={"If-None-Match": token}).status_code == 304
        with CaptureQueriesContext(connection) as read:
            assert len(client.get(page("column_now", CODE, lanterna().pk)).json()["lines"]) == count
    assert (len(looked), len(read)) == (6, 10)
