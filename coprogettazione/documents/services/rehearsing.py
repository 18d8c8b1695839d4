# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""An act still to be adopted: the deed is done up to the paper it would issue, and nothing of it stays."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.db import transaction

from coprogettazione.documents.documents import as_draft

_rehearsing: ContextVar[bool] = ContextVar("rehearsing", default=False)


class Rehearsed(Exception):
    """The paper that a deed would have issued: its template and what it would have said, without number."""

    def __init__(self, template: str, facts: Mapping[str, Any]) -> None:
        super().__init__(template)
        self.template = template
        self.facts = facts


@contextmanager
def rehearsal() -> Iterator[None]:
    """Whatever is done inside is undone at its end. The first paper that would be issued raises Rehearsed."""
    token = _rehearsing.set(True)
    try:
        with transaction.atomic():
            yield
            transaction.set_rollback(True)
    finally:
        _rehearsing.reset(token)


def stop_if_rehearsing(template: str, facts: Mapping[str, Any]) -> None:
    """Called where a paper is about to be issued. Raises Rehearsed in a rehearsal."""
    if _rehearsing.get():
        raise Rehearsed(template, facts)


def draft_of(issue: Callable[[], Any]) -> bytes:
    """The ODT of the paper that a function would issue, on the facts as they stand. Nothing is kept."""
    try:
        with rehearsal():
            issue()
    except Rehearsed as found:
        return as_draft(found.template, found.facts)
    raise RuntimeError("no paper comes out of it")
