# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""How long a text takes to open after many updates, from the first byte to the last: the connection, who it is, the
text read from the database, its state sent. Every text is opened by a server that does not have it in memory.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from statistics import median
from typing import Any

import psycopg
from pycrdt import Doc

from config.coediting_bench.editors import Crew, Job
from config.coediting_bench.ground import CLIENTS, Writers, put_in_log, same_log
from config.coediting_bench.measures import Figures
from config.coediting_bench.servers import Contender
from config.coediting_bench.strokes import written_together

LENGTHS = (1_000, 10_000, 100_000)
TOGETHER = 10
#: Rows of the log that the snapshot does not know.
TAIL = 200
#: How often each is opened, after one that is not counted.
TIMES = 4


def plant(texts: Iterator[Any], writers: Writers, at: datetime, lengths: Sequence[int]) -> dict[int, Any]:
    """Texts of so many updates of ten writers: by length those with a log alone, those with a snapshot too, and what
    hocuspocus would have stored.
    """
    from coprogettazione.tables.services.keeping import keep_reading

    planted = {}
    old = at - timedelta(days=2)
    for length in lengths:
        rows = list(written_together(CLIENTS[:TOGETHER], length))
        group = [next(texts) for _time in range(2 * TIMES)]
        keys = [writers.sit_at(text, at) for text in group]
        logs, kept = group[:TIMES], group[TIMES:]
        put_in_log(logs[0], keys[0], rows, old)
        same_log(logs[0], logs[1:], with_snapshot=False)
        put_in_log(kept[0], keys[TIMES], rows[:-TAIL], old)
        keep_reading(kept[0].pk, at)
        put_in_log(kept[0], keys[TIMES], rows[-TAIL:], at, len(rows) - TAIL + 1)
        same_log(kept[0], kept[1:], with_snapshot=True)
        document: Doc[Any] = Doc()
        with document.transaction():
            for _client, data in rows:
                document.apply_update(data)
        planted[length] = (logs, kept, document.get_update())
    return planted


def store_documents(url: str, planted: dict[int, Any]) -> None:
    """Put the documents where hocuspocus looks for them."""
    with psycopg.connect(url) as connection:
        for length, (_logs, _kept, state) in planted.items():
            for time in range(TIMES):
                connection.execute(
                    "INSERT INTO hocuspocus_documents VALUES (%s, %s)"
                    " ON CONFLICT (name) DO UPDATE SET data = excluded.data",
                    (f"opening-{length}-{time}", state),
                )


def opened(contender: Contender, documents: Sequence[str]) -> float:
    """Milliseconds to open one of these, in the middle; each is opened once, the first does not count."""
    server = contender.start()
    try:
        seats = [server.seat(document, CLIENTS[0]) for document in documents]
        (report,) = Crew([Job(seats, opens=True)]).gather().run()
        return median(report.opened[1:]) * 1000
    finally:
        server.stop()


def openings(ours: Contender, hocuspocus: Contender | None, planted: dict[int, Any]) -> dict[str, Figures]:
    """By server, the figures of all lengths."""
    figures: dict[str, Figures] = {ours.name: {}}
    for length, (logs, kept, _state) in planted.items():
        name = f"opening after {length:,} updates (ms)"
        figures[ours.name][f"{name}, log alone"] = opened(ours, [str(text.pk) for text in logs])
        figures[ours.name][name] = opened(ours, [str(text.pk) for text in kept])
        if hocuspocus is not None:
            documents = [f"opening-{length}-{time}" for time in range(TIMES)]
            figures.setdefault(hocuspocus.name, {})[name] = opened(hocuspocus, documents)
    return figures
