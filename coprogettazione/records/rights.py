# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Rights as sentences: predicates that answer with a reason, printable as a table role × deed × state.

A chapter's `rules.py` writes `rights({"publish_call": is_officer & in_state(AUTHORISED)})`; the same sentence
answers a service, a template, Viewflow and Wagtail (through `RightsBackend`), and prints `docs/diritti.md`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from django.db.models import Model
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from coprogettazione.records.refusals import Words
from coprogettazione.records.roles import Role


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a right is held; if so in which role and for which organisation, if not why."""

    allowed: bool
    role: str = ""
    organisation_id: int | None = None
    reason: Words = ""
    law: Words = ""

    def __bool__(self) -> bool:
        """A verdict is true when the right is held."""
        return self.allowed


Answer = bool | int | str | Verdict
Test = Callable[[Any, Any, datetime], Answer]
Printed = Literal["yes", "no", "if"]


class Right:
    """A predicate on (actor, subject, instant). Combine with `&` and `|`: both short-circuit."""

    def check(self, actor: Any, subject: Any, at: datetime) -> Verdict:
        """Decide; the instant has a time zone."""
        raise NotImplementedError

    def printed(self, role: str, state: str) -> Printed:
        """Decide for the printed table: certainly, never, or under the conditions of `conditions()`."""
        raise NotImplementedError

    def roles(self) -> set[str]:
        """Every role that this sentence mentions."""
        return set()

    def conditions(self) -> list[Words]:
        """The sentences of the conditions that are neither role nor state."""
        return []

    def __and__(self, other: Right) -> Right:
        """Both must hold; the first that fails gives the reason."""
        return _All(self, other)

    def __or__(self, other: Right) -> Right:
        """One is enough; the last that fails gives the reason."""
        return _Any(self, other)


@dataclass(frozen=True)
class _All(Right):
    left: Right
    right: Right

    def check(self, actor: Any, subject: Any, at: datetime) -> Verdict:
        first = self.left.check(actor, subject, at)
        if not first:
            return first
        second = self.right.check(actor, subject, at)
        return second if not second or not first.role else first

    def printed(self, role: str, state: str) -> Printed:
        both = {self.left.printed(role, state), self.right.printed(role, state)}
        return "no" if "no" in both else "if" if "if" in both else "yes"

    def roles(self) -> set[str]:
        return self.left.roles() | self.right.roles()

    def conditions(self) -> list[Words]:
        return [*self.left.conditions(), *self.right.conditions()]


@dataclass(frozen=True)
class _Any(Right):
    left: Right
    right: Right

    def check(self, actor: Any, subject: Any, at: datetime) -> Verdict:
        return self.left.check(actor, subject, at) or self.right.check(actor, subject, at)

    def printed(self, role: str, state: str) -> Printed:
        both = {self.left.printed(role, state), self.right.printed(role, state)}
        return "yes" if "yes" in both else "if" if "if" in both else "no"

    def roles(self) -> set[str]:
        return self.left.roles() | self.right.roles()

    def conditions(self) -> list[Words]:
        return [*self.left.conditions(), *self.right.conditions()]


@dataclass(frozen=True)
class _Leaf(Right):
    test: Test
    refusal: Words
    law: Words = ""

    def _verdict(self, answer: Answer, role: str = "") -> Verdict:
        if isinstance(answer, Verdict):
            return answer
        if isinstance(answer, str):
            return Verdict(False, reason=answer, law=self.law)
        if answer is False:
            return Verdict(False, reason=self.refusal, law=self.law)
        return Verdict(True, role=role, organisation_id=None if answer is True else answer)


@dataclass(frozen=True)
class _RoleLeaf(_Leaf):
    role: str = ""

    def check(self, actor: Any, subject: Any, at: datetime) -> Verdict:
        if (actor is None) != (self.role == Role.SYSTEM):
            return Verdict(False, reason=self.refusal, law=self.law)
        return self._verdict(self.test(actor, subject, at), self.role)

    def printed(self, role: str, state: str) -> Printed:
        return "yes" if role == self.role else "no"

    def roles(self) -> set[str]:
        return {self.role}


@dataclass(frozen=True)
class _StateLeaf(_Leaf):
    states: frozenset[str] = frozenset()
    kind: type = str

    def check(self, actor: Any, subject: Any, at: datetime) -> Verdict:
        return self._verdict(self.test(actor, subject, at))

    def printed(self, role: str, state: str) -> Printed:
        # A state of another row (the call's, asked of an application) is a condition on this one.
        return "if" if type(state) not in (str, self.kind) else "yes" if state in self.states else "no"


@dataclass(frozen=True)
class _ConditionLeaf(_Leaf):
    says: Words = ""

    def check(self, actor: Any, subject: Any, at: datetime) -> Verdict:
        return self._verdict(self.test(actor, subject, at))

    def printed(self, role: str, state: str) -> Printed:
        return "if"

    def conditions(self) -> list[Words]:
        return [self.says]


def role(code: Role, *, refusal: Words, law: Words = "") -> Callable[[Test], Right]:
    """Make of a test "does this person hold the role on this subject, at this instant" a sentence.

    The test returns the id of the organisation for which the role is held, True when there is none,
    False (the usual refusal) or a string (a refusal in its own words).
    """
    return lambda test: _RoleLeaf(test, refusal, law, code)


def condition(says: Words, *, refusal: Words, law: Words = "") -> Callable[[Test], Right]:
    """Make of a test a condition; `says` is printed in the table of rights ("prima del termine")."""
    return lambda test: _ConditionLeaf(test, refusal, law, says)


def in_state(
    *states: str, of: Callable[[Any], str] = lambda subject: subject.state, refusal: Words = ""
) -> Right:
    """The subject (or what `of` finds from it) is in one of these states."""
    allowed = frozenset(str(s) for s in states)
    words = refusal or _("Non si può fare nello stato in cui si trova ora.")
    return _StateLeaf(lambda actor, subject, at: of(subject) in allowed, words, "", allowed, type(states[0]))


is_system: Right = role(Role.SYSTEM, refusal=_("Lo fa il sistema, da solo."))(lambda actor, subject, at: True)
is_signed_in: Right = condition(_("con un accesso personale"), refusal=_("Accedi per continuare."))(
    lambda actor, subject, at: actor is not None
)
anyone: Right = condition(_("chiunque"), refusal="")(lambda actor, subject, at: True)

RIGHTS: dict[str, Right] = {}


def rights(table: Mapping[str, Right]) -> Mapping[str, Right]:
    """Enter a chapter's table *deed → sentence*; raises ValueError when a deed is entered twice."""
    for name, right in table.items():
        if name in RIGHTS:
            raise ValueError(f"the right {name!r} is decided twice")
        RIGHTS[name] = right
    return table


def may(actor: Any, name: str, subject: Model | None, at: datetime) -> Verdict:
    """Ask whether the actor (None: the system) may do the named deed on the subject at the instant.

    Raises KeyError for a name that no chapter decided: a right nobody decided must not be guessed.
    """
    right = RIGHTS[name]
    if actor is not None and not actor.is_authenticated:
        actor = _Nobody
    if actor is not None and actor is not _Nobody and not actor.is_active:
        return Verdict(False, reason=_("Questo accesso è stato disattivato."))
    return right.check(actor, subject, at)


class _NobodyType:
    """A visitor who has not signed in: holds no role, is not the system."""

    pk = None
    id = None
    is_authenticated = False
    is_active = True


_Nobody = _NobodyType()


class RightsBackend:
    """Answers `user.has_perm("coprogettazione.<deed>", subject)` from the rules, now."""

    def authenticate(self, request: object, **credentials: object) -> None:
        """Nobody signs in through the rules."""

    def has_perm(self, user: Any, perm: str, obj: Model | None = None) -> bool:
        """Say whether the right is held now; names the rules do not know are for other backends."""
        app, _dot, name = perm.partition(".")
        if app != "coprogettazione" or obj is None or name not in RIGHTS:
            return False
        return bool(may(user, name, obj, timezone.now()))


def printed_table(
    names: Iterable[str], roles: Iterable[str], states: Iterable[str]
) -> dict[tuple[str, str, str], Printed]:
    """Role × deed × state, for the printed book and its test."""
    return {(n, r, s): RIGHTS[n].printed(r, s) for n in names for r in roles for s in states}
