# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""How a row moves from one state to the next: one way, for every chapter.

A chapter's `lifecycle.py` declares its states and transitions:

    class CallLifecycle(Lifecycle):
        state = RowState(CallState)

        @state.transition(source=AUTHORISED, target=PUBLISHED, label=_("pubblicazione"))
        def publish(self) -> None: ...

and its services move the row, already locked by the deed: `move(CallLifecycle(call).publish)`.
"""

from typing import Any

from django.db.models import Model, TextChoices
from django.utils.translation import gettext as _
from viewflow.fsm import State, TransitionNotAllowed

from coprogettazione.records.refusals import WrongState


class Lifecycle:
    """The states of one row; subclasses declare `state = RowState(…)` and the transitions."""

    def __init__(self, row: Model) -> None:
        self.row: Any = row


class RowState(State):
    """A state machine that reads and writes a field of the lifecycle's row."""

    def __init__(self, states: type[TextChoices], field: str = "state") -> None:
        super().__init__(states)
        self.states = states
        self.field = field

    def get(self, instance: Any) -> TextChoices:
        """The row's state."""
        return self.states(getattr(instance.row, self.field))

    def set(self, instance: Any, value: Any) -> None:
        """Put the row in a state (in memory: `move` writes it)."""
        setattr(instance.row, self.field, self.states(value).value)


def move(transition: Any, **facts: Any) -> None:
    """Run a transition, and write the new state together with the facts that come with it, in one UPDATE.

    Raises WrongState, in words and with the norm of the transition, when the row is in another state or a
    condition of the transition does not hold.
    """
    lifecycle, machine = transition._instance, transition._state
    row = lifecycle.row
    known = next(iter(transition.get_transitions()))
    try:
        transition()
    except TransitionNotAllowed as refused:
        reason = getattr(refused, "unmet_message", "") or _(
            "Non è possibile ora: %(what)s. Lo stato è «%(state)s»."
        ) % {"what": known.label, "state": machine.get(lifecycle).label}
        raise WrongState(reason, law=known.custom.get("law", "")) from None
    for name, value in facts.items():
        setattr(row, name, value)
    row.save(update_fields=[machine.field, *facts])
