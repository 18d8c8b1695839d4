# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""How the platform says no: always with the reason, and the norm where a norm is the reason."""

from collections.abc import Mapping

from django.utils.functional import Promise

Words = str | Promise


class Refusal(Exception):
    """A deed that may not be done.

    `reason` is a sentence the user reads; `law` is the norm it follows from, or empty;
    `fields` names the arguments at fault, each with its own sentence, so that a form can show them in place.
    """

    def __init__(self, reason: Words, *, law: Words = "", fields: Mapping[str, Words] | None = None) -> None:
        super().__init__(reason)
        self.reason = reason
        self.law = law
        self.fields: dict[str, Words] = dict(fields or {})

    def __str__(self) -> str:
        """The reason with the norm in brackets, as it is shown and logged."""
        return f"{self.reason} ({self.law})" if self.law else str(self.reason)


class NotAllowed(Refusal):
    """The actor does not hold the right, or does not hold it now."""


class WrongState(Refusal):
    """The thing is not in a state from which this deed starts."""


class Invalid(Refusal):
    """What was given does not hold together: see `fields`."""


class AlreadyDone(Refusal):
    """Somebody was faster: the reason names who and when."""


class Stale(Refusal):
    """The text changed under the writer's hands: `theirs` is what stands now, nothing of `mine` is lost."""

    def __init__(self, reason: Words, *, mine: str, theirs: str) -> None:
        super().__init__(reason)
        self.mine = mine
        self.theirs = theirs
