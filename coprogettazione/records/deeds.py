# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Deeds: the one door for everything that happens.

A deed is a function in a chapter's `services`, keyword-only, decorated with `@deed`. The decorator keeps
the order
that every deed has: open the transaction, lock the row, check the right, run the body (which moves the
state and
writes), append the entry to the register. Entries are appended when the outermost deed ends, so that the
register's
head is locked for the shortest time and always last (no deadlock between two deeds).
"""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Concatenate, ParamSpec, TypeVar

from django.db import models, transaction
from django.dispatch import Signal
from django.utils import timezone

from coprogettazione.records.canonical import canonical_json, plain, sha256
from coprogettazione.records.models import PAYLOAD, Entry, RegisterHead
from coprogettazione.records.public.facts import public_facts
from coprogettazione.records.public.lines import write_lines
from coprogettazione.records.queries import entry_hash
from coprogettazione.records.refusals import NotAllowed, Words
from coprogettazione.records.rights import Verdict, may
from coprogettazione.records.sealing import seal_text

P = ParamSpec("P")
R = TypeVar("R")

#: Sent inside the transaction, after the body and before the register is written: `sender` is the Deed,
#: `act` the Act.
#: Flows and public pages follow the deeds through it; an exception in a receiver undoes the deed.
deed_done = Signal()


@dataclass
class Act:
    """A deed while it is being done: what its body may read and add to."""

    name: str
    by: Any
    at: datetime
    subject: models.Model
    verdict: Verdict
    facts: dict[str, Any] = field(default_factory=dict)
    shown: dict[str, Any] = field(default_factory=dict)
    published: list[dict[str, Any]] = field(default_factory=list)
    result: Any = None

    def record(self, **facts: Any) -> None:
        """Add facts (besides the arguments) to the register's entry: totals, numbers, hashes."""
        self.facts.update(facts)

    def show(self, **facts: Any) -> None:
        """Add facts that tell nothing of the content: in the entry of a sealed deed they stay in clear."""
        self.shown.update(facts)

    def about(self, subject: models.Model) -> None:
        """Say what the entry is about, when the deed made it (a draft has no row to lock before it
        exists).
        """
        self.subject = subject


@dataclass(frozen=True)
class Deed:
    """A named act: where it is written, on what it is done, how the register tells it."""

    name: str
    function: Callable[..., Any]
    run: Callable[..., Any]
    on: str
    says: Words
    law: Words
    sealed: bool = False

    @property
    def parameters(self) -> dict[str, inspect.Parameter]:
        """What the deed takes, without the act itself, its author and its instant."""
        parameters = inspect.signature(self.function).parameters
        return {name: p for name, p in parameters.items() if name not in ("act", "by", "at")}


DEEDS: dict[str, Deed] = {}
_pending: ContextVar[list[Act] | None] = ContextVar("pending_acts", default=None)
_doing: ContextVar[Act | None] = ContextVar("act_being_done", default=None)


@contextmanager
def sitting() -> Iterator[None]:
    """Do several deeds as one: one transaction, their entries in order at its end. Nests."""
    if _pending.get() is not None:
        yield
        return
    acts: list[Act] = []
    token = _pending.set(acts)
    try:
        with transaction.atomic():
            yield
            _append(acts)
    finally:
        _pending.reset(token)


def acts_of_this_sitting() -> list[Act]:
    """The deeds already done in the sitting under way, which the register will have at its end."""
    return list(_pending.get() or [])


def tell_published(**file: Any) -> None:
    """Say that the deed under way publishes a file, so that its public line tells of it (records/public/facts.py).

    Raises RuntimeError outside a deed: what is public is in the register.
    """
    act = _doing.get()
    if act is None:
        raise RuntimeError("a file is published inside a deed")
    act.published.append(file)


def deed(
    *, on: str, says: Words, law: Words = "", sealed: bool = False
) -> Callable[[Callable[Concatenate[Act, P], R]], Callable[P, R]]:
    """Make a function a deed.

    `on` names the argument whose row is locked and on which the right is asked; `says` is how the register
    tells it
    after the name of who did it ("ha pubblicato l’avviso"); `law` the norm it follows.
    `sealed`: what it was done with would tell a sealed content, and is entered closed under the key of the row
    (`sealed_under`, when it has one).
    The function takes the `Act` first, then keyword-only arguments, among them `by` (a user, None for the
    system)
    and `at` (an instant with time zone). Calling it raises a `Refusal` or returns what the body returns.
    """

    def enter(function: Callable[Concatenate[Act, P], R]) -> Callable[P, R]:
        name = function.__name__

        @functools.wraps(function)
        def run(*args: P.args, **kwargs: P.kwargs) -> R:
            given: Any = kwargs[on]
            by: Any = kwargs["by"]
            at: Any = kwargs["at"]
            if timezone.is_naive(at):
                raise TypeError(f"{name}: the instant has no time zone")
            with sitting(), transaction.atomic():
                acts = _pending.get()
                assert acts is not None
                mark = len(acts)
                try:
                    subject = locked(given)
                    verdict = may(by, name, subject, at)
                    if not verdict:
                        raise NotAllowed(verdict.reason, law=verdict.law)
                    act = Act(name, by, at, subject, verdict)
                    act.facts.update(
                        {key: value for key, value in kwargs.items() if key not in ("by", "at", on)}
                    )
                    doing = _doing.set(act)
                    try:
                        result = function(act, *args, **{**kwargs, on: subject})
                    finally:
                        _doing.reset(doing)
                    act.result = result
                    acts.append(act)
                    deed_done.send(sender=DEEDS[name], act=act)
                except BaseException:
                    del acts[mark:]
                    raise
            given.__dict__.update(subject.__dict__)
            return result

        if name in DEEDS:
            raise ValueError(f"two deeds are called {name!r}")
        DEEDS[name] = Deed(name, function, run, on, says, law, sealed)
        return run

    return enter


def locked(row: models.Model) -> Any:
    """The row as it is now, locked until the transaction ends."""
    return row._meta.model._base_manager.select_for_update(of=("self",)).get(pk=row.pk)


def _append(acts: list[Act]) -> None:
    """Write the acts at the end of the chain, holding the head until commit."""
    if not acts:
        return
    RegisterHead.objects.get_or_create(pk=1)
    head = RegisterHead.objects.select_for_update().get(pk=1)
    entries, told = [], []
    for act in acts:
        payload = _payload(act)
        entry = Entry(
            seq=head.seq + 1,
            at=act.at,
            recorded_at=timezone.now(),
            deed=act.name,
            actor=act.by,
            role=act.verdict.role,
            organisation_id=act.verdict.organisation_id,
            subject_kind=act.subject._meta.model_name or "",
            subject_id=act.subject.pk,
            case_file=getattr(act.subject, "case_file", None),
            payload=payload,
            payload_hash=sha256(canonical_json(payload)),
            previous=head.hash,
        )
        entry.hash = entry_hash(entry)
        head.seq, head.hash = entry.seq, entry.hash
        entries.append(entry)
        told.append(_told(act, entry))
    Entry.objects.bulk_create(entries)
    head.open_from = write_lines(entries, told, open_from=head.open_from)
    head.save(update_fields=["seq", "hash", "open_from"])


def _told(act: Act, entry: Entry) -> dict[str, Any] | None:
    """What the public line of an act says in clear; of what lies sealed, nothing."""
    code = getattr(entry.case_file, "code", "")
    facts = {} if DEEDS[act.name].sealed else entry.payload
    return public_facts(deed=act.name, at=act.at, call=code, facts=facts, acts=act.published)


def _payload(act: Act) -> Any:
    facts, shown = plain(act.facts), plain(act.shown)
    key_id = act.subject.sealed_under() if DEEDS[act.name].sealed else None  # type: ignore[attr-defined]
    if key_id is None:
        return {**facts, **shown}
    return {**shown, "sealed": seal_text(key_id, PAYLOAD, canonical_json(facts)).text}
