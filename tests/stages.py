# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What the factories build, built once: a procedure at a stage takes twenty-five deeds and a second.

The first test of a process that asks for a stage has it built through the deeds, as ever; the rows that this
wrote are kept, and the next test that asks for it in the same state of the database finds them put back, with
the same keys. What counts as the same state is the transaction of the test: nothing written in it but by
stages, the same ones with the same arguments in the same order. In any other case, and in tests that commit,
the factory simply builds.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import wraps
from typing import Any, ParamSpec, TypeVar

from django.conf import settings
from django.db import connection
from django.db.models import Model
from django.utils import timezone, translation

P = ParamSpec("P")
T = TypeVar("T")
#: What a stage may be asked with and may give, besides rows and lists of them.
PLAIN = (str, int, float, bool, Decimal, date, type(None))


class _NotPlainError(TypeError):
    """An argument or a result of which one cannot say whether it is the same again."""


@dataclass
class _Stage:
    """The rows of the tables that a stage wrote, as PostgreSQL copies them, and what the factory gave."""

    rows: dict[str, bytes]
    made: Any


@dataclass
class _Here:
    """Where a transaction stands: after which stages (None: after something else, too), and how often each
    table was written.
    """

    transaction: str | None = None
    state: tuple[Any, ...] | None = None
    written: dict[str, int] = field(default_factory=dict)


_stages: dict[tuple[Any, ...], _Stage] = {}
_here = _Here()


def staged(build: Callable[P, T]) -> Callable[P, T]:
    """Let a factory put back what it built before, when asked for the same in the same state."""

    @wraps(build)
    def again(*args: P.args, **kwargs: P.kwargs) -> T:
        try:
            asked = _plain((args, kwargs))
        except _NotPlainError:
            return build(*args, **kwargs)
        state = _state()
        if state is None:
            return build(*args, **kwargs)
        key = (*state, (build.__module__, build.__qualname__, asked))
        if key in _stages:
            _put_back(_stages[key].rows)
        else:
            before = _written()
            made = build(*args, **kwargs)
            after = _written()
            changed = [table for table, times in after.items() if times != before.get(table)]
            if not changed:
                return made
            try:
                _stages[key] = _Stage(_rows(changed), _plain(made))
            except _NotPlainError:
                return made
        _here.transaction, _here.state, _here.written = _transaction(), key, _written()
        for row in (*args, *kwargs.values()):
            if isinstance(row, Model):
                row.refresh_from_db()
        return _row(_stages[key].made)  # type: ignore[no-any-return]

    return again


def _state() -> tuple[Any, ...] | None:
    """The stages this transaction has passed; None when something else was written, or when it commits."""
    if not connection.in_atomic_block:
        return None
    transaction = _transaction()
    if transaction is None:  # nothing was written
        # Papers name the day and the language; files are where the settings say.
        return ((timezone.localdate(), translation.get_language(), str(settings.PRIVATE_MEDIA_ROOT)),)
    if transaction != _here.transaction or (_here.state and _written() != _here.written):
        _here.transaction, _here.state = transaction, None
    return _here.state


def _transaction() -> str | None:
    """The number that PostgreSQL gives to a transaction when it first writes."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_current_xact_id_if_assigned()::text")
        found: str | None = cursor.fetchone()[0]
    return found


def _written() -> dict[str, int]:
    """How often each table was written, by this transaction and perhaps by some before it."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname, n_tup_ins + n_tup_upd + n_tup_del FROM pg_stat_xact_user_tables"
            " WHERE schemaname = 'public' AND n_tup_ins + n_tup_upd + n_tup_del > 0"
        )
        return dict(cursor.fetchall())


def _rows(tables: list[str]) -> dict[str, bytes]:
    kept = {}
    with connection.cursor() as cursor:
        for table in tables:
            with cursor.copy(f'COPY public."{table}" TO STDOUT (FORMAT BINARY)') as copy:
                kept[table] = b"".join(bytes(part) for part in copy)
    return kept


def _put_back(rows: dict[str, bytes]) -> None:
    """Triggers are off meanwhile, as only a superuser can: the register refuses to be emptied."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        for table, data in rows.items():
            cursor.execute(f'DELETE FROM public."{table}"')
            with cursor.copy(f'COPY public."{table}" FROM STDIN (FORMAT BINARY)') as copy:
                copy.write(data)
        cursor.execute("SET LOCAL session_replication_role = origin")


def _plain(given: Any) -> Any:
    """Something that can be compared and kept: rows by their kind and key, the rest as it is."""
    if isinstance(given, PLAIN):
        return given
    if isinstance(given, Model) and given.pk is not None and not given._state.adding:
        return (type(given), given.pk)
    if isinstance(given, list | tuple):
        return (type(given), tuple(_plain(one) for one in given))
    if isinstance(given, dict):
        return (dict, tuple((name, _plain(one)) for name, one in given.items()))
    raise _NotPlainError


def _row(kept: Any) -> Any:
    """What a stage gave, fresh from the database."""
    if not isinstance(kept, tuple):
        return kept
    kind, content = kept
    if issubclass(kind, Model):
        return kind._base_manager.get(pk=content)
    return kind(_row(one) for one in content) if kind is not dict else {k: _row(v) for k, v in content}
