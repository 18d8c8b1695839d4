# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""One migrated database, copied for every test process: migrating takes half a minute, copying half a
second.
"""

import fcntl
import hashlib
import tempfile
from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.db import connection

ROOT = Path(__file__).resolve().parents[1]
PREFIX = "template_coprogettazione_"


#: A table that a test of a migration made anew counts from 1: it goes on after the rows that are put back.
AFTER_THE_PLANTED = """
DO $$ DECLARE planted record; BEGIN
  FOR planted IN
    SELECT table_name AS name, pg_get_serial_sequence(format('public.%I', table_name), 'id') AS numbers
    FROM information_schema.columns
    WHERE table_schema = 'planted' AND column_name = 'id'
  LOOP
    IF planted.numbers IS NOT NULL THEN
      EXECUTE format(
        'SELECT setval(%L, GREATEST((SELECT max(id) FROM public.%I), (SELECT last_value FROM %s)))',
        planted.numbers, planted.name, planted.numbers
      );
    END IF;
  END LOOP;
END $$
"""


def template_database() -> str:
    """The name of a database with today's migrations applied; made when there is none yet.

    Keyed by the content of our migrations and of the lock file, so that a change of either makes a new one.
    """
    digest = hashlib.sha256((ROOT / "uv.lock").read_bytes())
    for path in sorted(ROOT.glob("*/migrations/*.py")):
        digest.update(path.name.encode() + path.read_bytes())
    name = PREFIX + digest.hexdigest()[:16]
    with (Path(tempfile.gettempdir()) / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not _exists(name):
            _make(name)
    return name


def _exists(name: str) -> bool:
    with connection._nodb_cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name])
        return cursor.fetchone() is not None


def _make(name: str) -> None:
    unfinished = f"{name}_making"
    with connection._nodb_cursor() as cursor:
        cursor.execute("SELECT datname FROM pg_database WHERE datname LIKE %s", [PREFIX + "%"])
        for (old,) in cursor.fetchall():
            cursor.execute(f'DROP DATABASE IF EXISTS "{old}" WITH (FORCE)')
        cursor.execute(f'CREATE DATABASE "{unfinished}"')
    ordinary = connection.settings_dict["NAME"]
    connection.close()
    connection.close_pool()
    connection.settings_dict["NAME"] = unfinished
    try:
        call_command("migrate", verbosity=0)
    finally:
        connection.close()
        connection.close_pool()
        connection.settings_dict["NAME"] = ordinary
    with connection._nodb_cursor() as cursor:
        cursor.execute(f'ALTER DATABASE "{unfinished}" RENAME TO "{name}"')


def keep_what_is_planted() -> None:
    """Copy the rows that the migrations made aside, to a schema of their own."""
    with connection.cursor() as cursor:
        cursor.execute("DROP SCHEMA IF EXISTS planted CASCADE")
        cursor.execute("CREATE SCHEMA planted")
        for table in _tables(cursor):
            cursor.execute(f'SELECT EXISTS (SELECT 1 FROM public."{table}")')
            if cursor.fetchone()[0]:
                cursor.execute(f'CREATE TABLE planted."{table}" AS TABLE public."{table}"')


def empty_and_plant_again() -> None:
    """Empty every table that has rows, and put back what was planted: in SQL, so that no signal adds rows of
    its own. Few rows are deleted in milliseconds; truncating all the tables takes a second.

    Triggers are off meanwhile, as only a superuser can: the register refuses to be emptied.
    """
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        try:
            some = (
                f"SELECT '{table}' WHERE EXISTS (SELECT FROM public.\"{table}\")" for table in _tables(cursor)
            )
            cursor.execute(" UNION ALL ".join(some))
            for (table,) in cursor.fetchall():
                cursor.execute(f'DELETE FROM public."{table}"')
            cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'planted'")
            for (table,) in cursor.fetchall():
                cursor.execute(f'INSERT INTO public."{table}" SELECT * FROM planted."{table}"')
            cursor.execute(AFTER_THE_PLANTED)
        finally:
            cursor.execute("SET session_replication_role = origin")


def end_other_sessions() -> None:
    """Whoever is still connected to this test database (a page that a browser asked for and left) is sent
    away: it could not be dropped. Our own pool too: what is asked next takes a connection that lives.
    """
    connection.close()
    connection.close_pool()
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )


def _tables(cursor: Any) -> list[str]:
    cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
    return [table for (table,) in cursor.fetchall()]
