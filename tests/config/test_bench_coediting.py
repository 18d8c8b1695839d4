# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The measures of the shared texts, made short: ours alone, for a moment; and what is made of the figures."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone
from pycrdt import Doc, XmlFragment

from config.coediting_bench import opening, report
from config.coediting_bench.__main__ import run_rounds
from config.coediting_bench.ground import CLIENTS, Writers, empty_texts
from config.coediting_bench.measures import Size, fan_out, key_to_peer, sustained
from config.coediting_bench.servers import DATABASE, EQUAL, NEVER, OURS, node_address, ours
from config.coediting_bench.strokes import PART, typed, written_together
from coprogettazione.tables.models import TextSnapshot, TextUpdate
from tests.config.test_bench_filing import server
from tests.factories.tables import make_table

SHORT = Size(stretch=0.3, burst=100, window=50, small=3, large=4, noise=200, pause=0.1)
SOME = (key_to_peer, sustained, fan_out)


@pytest.mark.django_db(transaction=True)
def test_our_server_is_measured_and_opens_what_was_planted(tmp_path: Path) -> None:
    (tmp_path / "static").mkdir()
    at = timezone.now()
    table = make_table()
    writers = Writers(table, at)
    texts = empty_texts(table, len(SOME) + 1 + 2 * opening.TIMES)
    for text in texts:
        writers.sit_at(text, at)
    row = iter(texts)
    contender = ours(server(tmp_path), row, writers.cookies)
    found = run_rounds([contender], SHORT, 1, SOME)
    figures = found[OURS]
    assert all(value > 0 for values in figures.values() for value in values)
    for name in ("sustained updates/s", "key to peer p95", "fan-out to 3 p95"):
        assert len(figures[name]) == 1
    assert TextUpdate.objects.filter(text=texts[-2 * opening.TIMES - 1]).exists()
    planted = opening.plant(row, writers, at, [300])
    snapshots = TextSnapshot.objects.filter(text__in=planted[300][1])
    assert {snapshot.upto for snapshot in snapshots} == {100}
    lasting = ours(server(tmp_path), row, writers.cookies, grace=NEVER)
    assert opening.opened(lasting, [str(text.pk) for text in planted[300][1]]) > 0


def test_keys_are_updates_of_one_writer_that_lean_on_nobody_else() -> None:
    strokes = typed(CLIENTS[0], 500)
    document: Doc[Any] = Doc()
    for update in strokes.updates:
        document.apply_update(update)
    assert len(strokes.updates) == len(strokes.ends) == 500
    assert strokes.ends == sorted(set(strokes.ends))
    assert len(document.get(PART, type=XmlFragment).children) == 2


def test_what_is_written_together_is_the_same_at_every_run_and_has_all_its_writers() -> None:
    rows = list(written_together(CLIENTS[:4], 400))
    assert rows == list(written_together(CLIENTS[:4], 400))
    assert len(rows) == 400
    assert {client for client, _update in rows} == set(CLIENTS[:4])


def test_a_target_is_told_to_be_reached_or_missed_by_the_ratio_of_each_round(tmp_path: Path) -> None:
    rounds: report.Rounds = {}
    for own, other in ((100.0, 50.0), (90.0, 60.0), (200.0, 110.0)):
        report.add(rounds, OURS, {"sustained updates/s": own, "key to peer p95": 2.0})
        report.add(rounds, DATABASE, {"sustained updates/s": other, "key to peer p95": 1.0})
    assert report.ratio(rounds, "sustained updates/s", DATABASE) == pytest.approx(1.818, abs=0.001)
    assert report.ratio(rounds, "sustained updates/s", EQUAL) is None
    assert [target.said(value) for target, value in report.verdicts(rounds)] == [
        "sustained updates/s: 1.82 × hocuspocus, Database, target ≥ 1.8: reached",
        "key to peer p95: 2.00 × hocuspocus, Database, target ≤ 1.3: MISSED",
    ]
    report.keep(tmp_path / "kept.json", rounds, {"begun": datetime(2026, 5, 1, tzinfo=UTC).isoformat()})
    kept = json.loads((tmp_path / "kept.json").read_text())
    assert kept["rounds"][OURS]["sustained updates/s"] == [100, 90, 200]
    assert [target["reached"] for target in kept["targets"]] == [True, False]
    assert any("100" in line and "1.82" in line for line in report.table(rounds))


def test_the_folder_of_a_socket_is_told_to_node_as_its_driver_reads_it() -> None:
    assert (
        node_address("postgres://one@%2Ftmp%2Ftwo/three")
        == "postgres://one@localhost/three?host=%2Ftmp%2Ftwo"
    )
    assert node_address("postgres://one:x@host:5432/two") == "postgres://one:x@host:5432/two"
