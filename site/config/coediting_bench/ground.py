# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The database of the measures: one of its own on the server that is there, the demo in it, and empty shared texts at
copies of a table whose members may write.
"""

import os
import subprocess
import sys
import time
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from statistics import median
from typing import Any
from urllib.parse import quote, urlsplit, urlunsplit

import psycopg

from config.database import ROOT
from config.embedded.server import DATABASE_NAME, EmbeddedServer

NAME = "coediting_bench"
#: The codes of the copied calls.
CODE = "MISURA-"
#: The numbers under which the clients write, the same in every text.
CLIENTS = [1_000_003 * place for place in range(1, 201)]
COMMITS = 200


def database_on(server: EmbeddedServer | None) -> str:
    """The address of the database of the measures, made if it is not there: on the embedded server, else on the one
    that ``DATABASE_URL`` names.
    """
    given = os.environ.get("DATABASE_URL", "").strip()
    if server is not None:
        given = f"postgres://postgres@{quote(str(server.socket_directory), safe='')}/{DATABASE_NAME}"
    parts = urlsplit(given)
    with psycopg.connect(given, autocommit=True) as connection:
        there = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", (NAME,)).fetchone()
        if there is None:
            connection.execute(f'CREATE DATABASE "{NAME}"')
    return urlunsplit(parts._replace(path=f"/{NAME}"))


def prepare(environment: dict[str, str]) -> None:
    """Bring the database up to date, with the demo in it; nothing of the measures before is left."""
    command = [sys.executable, "-m", "config.demo_data"]
    subprocess.run(
        command, cwd=ROOT, check=True, env={**os.environ, **environment}, stdout=subprocess.DEVNULL
    )


def facts(url: str) -> dict[str, str]:
    """What the database is, how it stores, and how long it takes to (milliseconds, one row after the other)."""
    wanted = ("server_version", "fsync", "synchronous_commit", "full_page_writes", "wal_sync_method")
    with psycopg.connect(url, autocommit=True) as connection:
        found = {name: connection.execute(f"SHOW {name}").fetchone() for name in wanted}
        connection.execute("CREATE TABLE IF NOT EXISTS one_row (at bigint)")
        took = []
        for _commit in range(COMMITS):
            began = time.perf_counter()
            connection.execute("INSERT INTO one_row VALUES (1)")
            took.append((time.perf_counter() - began) * 1000)
        connection.execute("DROP TABLE one_row")
    said = {name: str(row[0]) for name, row in found.items() if row}
    return {**said, "commit": f"{median(took):.2f} ms"}


def open_table() -> Any:
    """The table of the demo at which people write."""
    from coprogettazione.calls.models import CallState
    from coprogettazione.tables.models import DesignTable

    open_ones = DesignTable.objects.filter(call__state=CallState.TABLE_OPEN).exclude(
        call__code__startswith=CODE
    )
    return open_ones.order_by("pk")[0]


def clear() -> None:
    """Empty the logs of all texts: this database is for measuring."""
    from django.db import connection

    from coprogettazione.tables.models import TextClient, TextSnapshot, TextUpdate

    tables = ", ".join(model._meta.db_table for model in (TextUpdate, TextSnapshot, TextClient))
    with connection.cursor() as cursor:
        cursor.execute(f"TRUNCATE {tables}")


def empty_texts(table: Any, count: int) -> list[Any]:
    """So many empty texts of projects, each at a copy of the table: those there are, and new ones."""
    from coprogettazione.calls.models import Call
    from coprogettazione.tables.models import SharedText, TextKind

    texts = []
    for place in range(count):
        code = f"{CODE}{place}"
        call = Call.objects.filter(code=code).first()
        if call is None:
            call = _copied_call(table.call, code)
            _copied_table(table, call)
        text, _new = SharedText.objects.get_or_create(
            table=call.table, kind=TextKind.PROJECT, defaults={"opened_at": table.opened_at}
        )
        texts.append(text)
    return texts


def _copied_call(call: Any, code: str) -> Any:
    from config.filing.planting import copied

    copy = copied(call, code=code)
    copy.save()
    return copy


def _copied_table(table: Any, call: Any) -> None:
    from config.filing.planting import copied

    copy = copied(table, call=call)
    copy.save()
    type(table.seats_kept[0]).objects.bulk_create(copied(seat, table=copy) for seat in table.seats_kept)


class Writers:
    """Whoever may write at a table, each signed in: `cookies` by client number, in turn."""

    def __init__(self, table: Any, at: datetime) -> None:
        from config.filing.planting import sessions_of
        from coprogettazione.tables.queries.project import project_text
        from coprogettazione.tables.services.writing import may_write

        seats = [seat for seat in table.seats_at(at) if seat.user is not None]
        text = project_text(table)
        self.seats = [seat for seat in seats if may_write(text, seat.user, at)]
        sessions = sessions_of([seat.user for seat in self.seats])
        self.cookies = {
            client: f"sessionid={sessions[place % len(sessions)]}" for place, client in enumerate(CLIENTS)
        }

    def sit_at(self, text: Any, at: datetime) -> dict[int, int]:
        """Issue the numbers in a text; client → key of the writer."""
        from coprogettazione.tables.models import TextClient
        from coprogettazione.tables.services.writing import writer_for

        rows = [writer_for(text, seat.user, seat.organisation) for seat in self.seats]
        writers = {client: rows[place % len(rows)] for place, client in enumerate(CLIENTS)}
        TextClient.objects.bulk_create(
            (
                TextClient(text=text, client=client, writer=writer, issued_at=at)
                for client, writer in writers.items()
            ),
            ignore_conflicts=True,
        )
        return {client: writer.pk for client, writer in writers.items()}


def put_in_log(
    text: Any, writers: dict[int, int], rows: Sequence[tuple[int, bytes]], ends: datetime, first: int = 1
) -> None:
    """Add (client, update) to the log of a text, numbered from `first`, a second apart, the last at `ends`."""
    from django.db import connection

    from coprogettazione.tables.models import TextUpdate

    columns = "text_id, number, writer_id, data, at"
    begins = ends - timedelta(seconds=len(rows) - 1)
    with (
        connection.cursor() as cursor,
        cursor.copy(f"COPY {TextUpdate._meta.db_table} ({columns}) FROM STDIN") as copy,
    ):
        for place, (client, data) in enumerate(rows):
            at = begins + timedelta(seconds=place)
            copy.write_row((text.pk, first + place, writers[client], data, at))


def same_log(text: Any, others: Iterable[Any], *, with_snapshot: bool) -> None:
    """Let other texts have the same log, and the same snapshot; whose the rows are is not asked at an opening."""
    from django.db import connection

    from coprogettazione.tables.models import TextSnapshot, TextUpdate

    log, kept = TextUpdate._meta.db_table, TextSnapshot._meta.db_table
    with connection.cursor() as cursor:
        for other in others:
            cursor.execute(
                f"INSERT INTO {log} (text_id, number, writer_id, data, at)"
                f" SELECT %s, number, writer_id, data, at FROM {log} WHERE text_id = %s",
                [other.pk, text.pk],
            )
            if with_snapshot:
                cursor.execute(
                    f"INSERT INTO {kept} (text_id, upto, state, reading)"
                    f" SELECT %s, upto, state, reading FROM {kept} WHERE text_id = %s",
                    [other.pk, text.pk],
                )
