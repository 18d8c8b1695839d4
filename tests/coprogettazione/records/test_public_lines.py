# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""A public line for every entry, a root for every day, and nothing private in either."""

import json
import re
from datetime import UTC, date, datetime, timedelta
from threading import Barrier, Thread

import pytest
import time_machine
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction

from coprogettazione.records.models import Entry, RegisterHead
from coprogettazione.records.public.days import close_days
from coprogettazione.records.public.lines import commitment_of
from coprogettazione.records.public.merkle import leaf_hash, node_hash, path_of, root_of
from coprogettazione.records.public.models import DayRoot, PublicLine, PublishedFile
from coprogettazione.records.public.proofs import files_like, proofs_of
from coprogettazione.records.queries import check_chain
from tests.coprogettazione.records.public import SHA256, body, exported, note, noting, verifier, written

MONDAY = datetime(2026, 2, 2, 10, 0, tzinfo=UTC)
TUESDAY, THURSDAY = MONDAY + timedelta(days=1), MONDAY + timedelta(days=3)
#: Midnight in Rome, in winter.
MIDNIGHT = datetime(2026, 2, 2, 23, 0, tzinfo=UTC)


@pytest.fixture(scope="module", autouse=True)
def note_deed():
    with noting():
        yield


@pytest.mark.django_db
def test_every_entry_has_its_line_with_a_salted_hash_and_nothing_else():
    written((MONDAY, 2))
    first, second = PublicLine.objects.order_by("seq")
    entry = Entry.objects.get(seq=1)
    assert json.loads(first.text) == {
        "kind": "entry",
        "seq": 1,
        "day": "2026-02-02",
        "commitment": commitment_of(entry.hash, first.salt),
    }
    assert first.salt != second.salt
    assert "nota" not in first.text
    assert entry.hash not in first.text
    assert first.salt not in exported().decode()
    assert (first.deed, first.call, first.facts) == ("", "", {})


@pytest.mark.django_db
def test_a_deed_that_publishes_an_act_says_so_in_clear_and_no_more():
    written((MONDAY, 1), publishes=True)
    line = PublicLine.objects.get()
    assert line.facts == {
        "deed": "note_for_test",
        "at": "2026-02-02T09:00:00+00:00",
        "acts": [
            {
                "sha256": SHA256,
                "file": "nota.pdf",
                "kind": "LETTER",
                "title": "Nota",
                "number": "1/2026",
                "date": "2026-02-02",
                "body": "Ente",
            }
        ],
    }
    assert files_like("abab") == [(SHA256, line)]
    assert files_like("cdcd") == []


@pytest.mark.django_db
def test_the_chain_of_the_register_is_what_it_was():
    written((MONDAY, 3))
    assert check_chain().holds


@pytest.mark.django_db
def test_a_day_is_closed_after_midnight_in_rome_and_not_a_second_before():
    written((MIDNIGHT - timedelta(hours=1), 3))
    assert close_days(MIDNIGHT - timedelta(seconds=1)) == []
    [day] = close_days(MIDNIGHT)
    assert (day.day, day.first, day.last, day.entries) == (date(2026, 2, 2), 1, 3, 3)
    leaves = [
        leaf_hash(text.encode()) for text in PublicLine.objects.order_by("seq").values_list("text", flat=True)
    ]
    assert day.root == node_hash(node_hash(leaves[0], leaves[1]), leaves[2]).hex()
    assert day.previous == "0" * 64


@pytest.mark.django_db
def test_an_entry_belongs_to_the_roman_day_of_its_writing_down():
    written((MIDNIGHT - timedelta(seconds=1), 1), (MIDNIGHT + timedelta(seconds=1), 1))
    assert list(PublicLine.objects.values_list("day", flat=True)) == [date(2026, 2, 2), date(2026, 2, 3)]


@pytest.mark.django_db
def test_days_without_entries_have_no_root_and_each_root_follows_from_the_one_before():
    written((MONDAY, 2), (TUESDAY, 1), (THURSDAY, 4))
    first, second = close_days(THURSDAY)
    assert (first.day, second.day) == (date(2026, 2, 2), date(2026, 2, 3))
    assert second.previous == first.hash
    [third] = close_days(THURSDAY + timedelta(days=30))
    assert (third.first, third.last, third.previous) == (4, 7, second.hash)
    assert close_days(THURSDAY + timedelta(days=30)) == []


@pytest.mark.django_db
def test_a_clock_that_goes_back_adds_nothing_to_a_closed_day():
    organisation = written((MONDAY, 1))
    close_days(MIDNIGHT)
    with time_machine.travel(MONDAY + timedelta(hours=1), tick=False):
        note(organisation, "in ritardo")
    assert PublicLine.objects.get(seq=2).day == date(2026, 2, 3)
    close_days(MIDNIGHT + timedelta(days=1))
    assert [day.last for day in DayRoot.objects.all()] == [1, 2]


@pytest.mark.django_db(transaction=True)
def test_two_sweeps_at_once_close_a_day_once():
    written((MONDAY, 5), (TUESDAY, 5))
    ready, closed = Barrier(3), []

    def sweep() -> None:
        try:
            ready.wait()
            closed.extend(day.day for day in close_days(THURSDAY))
        finally:
            connection.close()

    threads = [Thread(target=sweep) for _n in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(closed) == [date(2026, 2, 2), date(2026, 2, 3)]
    assert RegisterHead.objects.get().open_from == date(2026, 2, 4)


@pytest.mark.django_db
def test_the_sweep_closes_the_days():
    written((MONDAY, 1))
    with time_machine.travel(TUESDAY):
        call_command("sweep")
    assert DayRoot.objects.get().day == date(2026, 2, 2)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE coprogettazione_publicline SET text = text || ' '",
        "DELETE FROM coprogettazione_publicline",
        "UPDATE coprogettazione_dayroot SET root = previous",
        "DELETE FROM coprogettazione_dayroot",
        "DELETE FROM coprogettazione_publishedfile",
    ],
)
def test_the_database_refuses_to_rewrite_what_is_public(sql):
    written((MONDAY, 1), publishes=True)
    close_days(TUESDAY)
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)


@pytest.mark.django_db
def test_a_deed_that_is_undone_leaves_no_line():
    organisation = body()
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        note(organisation, "uno", publishes=True)
        _ = 1 / 0
    assert not PublicLine.objects.exists()
    assert not PublishedFile.objects.exists()


def climbed(proof) -> str:
    """The root that a path gives, as RFC 6962 §2.1.1 says."""
    node, index, last = leaf_hash(proof.line.text.encode()), proof.index, proof.size - 1
    for step in map(bytes.fromhex, proof.path):
        if index % 2 or index == last:
            node = node_hash(step, node)
            while index % 2 == 0 and index:
                index, last = index // 2, last // 2
        else:
            node = node_hash(node, step)
        index, last = index // 2, last // 2
    return node.hex()


@pytest.mark.django_db
def test_every_line_has_a_path_to_the_root_of_its_day_and_today_to_the_root_so_far():
    written((MONDAY, 7), (TUESDAY, 1), (THURSDAY, 6))
    close_days(THURSDAY)
    proofs = proofs_of(PublicLine.objects.all())
    assert len(proofs) == 14
    for proof in proofs.values():
        assert climbed(proof) == json.loads(proof.root_text)["root"]
    assert proofs[8].day.day == date(2026, 2, 3)
    assert proofs[9].day is None
    assert json.loads(proofs[9].root_text)["previous"] == DayRoot.objects.get(last=8).hash


@pytest.mark.django_db
def test_proofs_ask_the_same_of_the_database_for_one_line_and_for_three(django_assert_num_queries):
    written((MONDAY, 5))
    close_days(TUESDAY)
    for some in (1, 3):
        lines = list(PublicLine.objects.all()[:some])
        with django_assert_num_queries(3):
            proofs_of(lines)


@pytest.mark.parametrize("size", range(1, 18))
def test_a_tree_of_any_size_gives_the_root_that_the_definition_gives(size):
    leaves = [leaf_hash(bytes([n])) for n in range(size)]

    def defined(some: list[bytes]) -> bytes:
        if len(some) == 1:
            return some[0]
        half = 1
        while half * 2 < len(some):
            half *= 2
        return node_hash(defined(some[:half]), defined(some[half:]))

    assert root_of(leaves) == defined(leaves)
    assert all(len(path_of(n, leaves)) <= (size - 1).bit_length() for n in range(size))


@pytest.mark.django_db
def test_the_export_is_read_by_a_verifier_that_shares_no_code():
    written((MONDAY, 3), (TUESDAY, 2), (THURSDAY, 2), publishes=True)
    close_days(THURSDAY)
    data = exported()
    found = verifier().check(data.splitlines(keepends=True), sha256=SHA256)
    assert (found.entries, list(found.days), found.open_entries) == (7, ["2026-02-02", "2026-02-03"], 2)
    assert [(seq, act["title"]) for seq, _day, act in found.acts] == [(1, "Nota")]
    assert re.fullmatch(rb'(\{"hash":"[0-9a-f]{64}","line":\{.*\}\}\n)+', data)


@pytest.mark.django_db
def test_the_export_asks_the_same_of_the_database_however_long_it_is(django_assert_num_queries):
    organisation = written((MONDAY, 1))
    close_days(TUESDAY)
    with django_assert_num_queries(3):
        exported()
    with time_machine.travel(TUESDAY, tick=False):
        for n in range(3):
            note(organisation, str(n))
    close_days(THURSDAY)
    with django_assert_num_queries(3):
        exported()
