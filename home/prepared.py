# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Questions that every public page asks, put in SQL once by each process: Django takes longer to write the long ones
than PostgreSQL to answer them.
"""

from collections.abc import Callable
from copy import copy
from typing import Any, Generic, TypeVar

from django.db import connections
from django.db.models import Expression, Field, Model, QuerySet

M = TypeVar("M", bound=Model)


class Given(Expression):
    """A value that is known only when the question is asked: `filter(deadline__gt=Given("at", DateTimeField()))`."""

    def __init__(self, name: str, field: "Field[Any, Any]") -> None:
        super().__init__(output_field=field)
        self.name = name

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        """A parameter that stands for the value until there is one."""
        return "%s", (self,)


class Prepared(Generic[M]):
    """The rows of a queryset that is always the same but for the values that are `Given`.

    `ask` builds it, at the first question. Its words must not depend on the language nor on the instant.
    """

    def __init__(self, ask: Callable[[], QuerySet[M]]) -> None:
        self._ask = ask
        self._written: tuple[QuerySet[M], Any, str, tuple[Any, ...]] | None = None

    def __call__(self, **given: Any) -> list[M]:
        """Ask it, on the connection of this thread."""
        queryset, compiler, sql, params = self._written = self._written or self._write()
        connection = connections[queryset.db]
        values = tuple(
            part.output_field.get_db_prep_value(given[part.name], connection)
            if isinstance(part, Given)
            else part
            for part in params
        )
        # What has been written is shared by the threads and never changed: each asks with a copy.
        own = copy(compiler)
        own.connection, own.as_sql = connection, lambda *_args, **_more: (sql, values)
        query: Any = copy(queryset.query)
        query.get_compiler = lambda *_args, **_more: own
        return list(QuerySet(queryset.model, query, queryset.db))

    def _write(self) -> tuple[QuerySet[M], Any, str, tuple[Any, ...]]:
        queryset = self._ask()
        compiler = queryset.query.get_compiler(queryset.db)
        sql, params = compiler.as_sql()
        return queryset, compiler, sql, tuple(params)
