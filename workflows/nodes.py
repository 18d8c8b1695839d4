# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The three kinds of node our flows are made of, besides Viewflow's gates and ends.

`Step`: a deed somebody must do. `Term`: a deed the system does when an instant comes. `Event`: a deed of
another flow
that this one waits for. All three are completed by their deed, through whatever door it came (see `engine`).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Self

from viewflow.workflow import flow
from viewflow.workflow.activation import Activation
from viewflow.workflow.nodes.timer import TimerActivation
from viewflow.workflow.nodes.view import ViewActivation
from viewflow.workflow.status import STATUS

from workflows.cast import Answer, Seat, label_of
from workflows.steps import row_of

OPEN = (STATUS.NEW, STATUS.ASSIGNED, STATUS.SCHEDULED)


class StepActivation(ViewActivation):
    """A step may lie on several desks at once (every signatory's): the flow goes on when the last is done."""

    @classmethod
    def create(
        cls, flow_task: Any, prev_activation: Any, token: Any, data: Any = None, seed: Any = None
    ) -> Self:
        """One task for each seat, all behind the same node."""
        process = prev_activation.process
        tasks = [flow_task.lay(process, seat, token) for seat in flow_task.seats(process)]
        for task in tasks:
            task.previous.add(prev_activation.task)
        return cls(tasks[0])

    @Activation.status.transition(source=STATUS.DONE)
    def create_next(self) -> Iterator[Any]:
        """Nothing while another seat still has to do its part."""
        others = type(self.task).objects.filter(
            process_id=self.task.process_id, flow_task=self.task.flow_task, status__in=OPEN
        )
        if not others.exists():
            yield self.flow_task._next._create(self, self.task.token)

    def leap(self, target: Any) -> None:
        """Go on from another step, whatever this one waited for; the desks it lay on are cleared before."""
        self._activate_next({target._create(self, self.task.token)})


class Step(flow.View):
    """A deed somebody must do: `Step("publish_call").By(cast.officer).Due(cast.call_deadline)`.

    `also`: other deeds that complete it. `closing`: deeds that complete it for all seats at once. `lapses`:
    when its term has passed the flow goes on without it, for it can no longer be done. `each`: everybody
    completes the own task, and nobody's deed takes another's away.
    """

    activation_class = StepActivation

    def __init__(
        self,
        deed: str,
        *,
        also: tuple[str, ...] = (),
        closing: tuple[str, ...] = (),
        lapses: bool = False,
        each: bool = False,
    ) -> None:
        super().__init__(view=None)
        self.lapses = lapses
        self.each = each
        self.deed = deed
        self.also = also
        self.closing = closing
        self.who: Answer | None = None
        self.term: Answer | None = None
        self.enough: Answer | None = None

    @property
    def deeds(self) -> tuple[str, ...]:
        """Every deed that completes this node."""
        return (self.deed, *self.also, *self.closing)

    def By(self, who: Answer) -> Self:  # noqa: N802 - named like Viewflow's own sentences
        """Say who: an answer that gives seats from the artifact."""
        self.who = who
        return self

    def Due(self, term: Answer) -> Self:  # noqa: N802 - named like Viewflow's own sentences
        """Say by when: an answer that gives an instant, or None."""
        self.term = term
        return self

    def Until(self, enough: Answer) -> Self:  # noqa: N802 - named like Viewflow's own sentences
        """Say when the deed, done several times, has been done enough by one seat."""
        self.enough = enough
        return self

    def seats(self, process: Any) -> list[Seat]:
        """On whose desks it lies."""
        return (self.who.of(process) if self.who else None) or [Seat()]

    def lay(self, process: Any, seat: Seat, token: Any) -> Any:
        """Lay it on one desk."""
        task = self.flow_class.task_class(
            process=process, flow_task=self, token=token, scheduled=self.due(process)
        )
        artifact = process.artifact
        # What the desk shows beside the dossier's title, so that a list need not load every row.
        task.data = {"about": label_of(artifact), "row": row_of(self.deed, artifact)}
        seat.give(task)
        task.save()
        return task

    def due(self, process: Any) -> datetime | None:
        """By when it must be done."""
        due: datetime | None = self.term.of(process) if self.term else None
        return due


@dataclass(frozen=True)
class Leap:
    """What makes a flow leave whatever it waits for, and go on from the step named `to`.

    `deeds`: those after which it is asked; `when`: the answer that must be yes.
    """

    deeds: tuple[str, ...]
    when: Answer
    to: str


class Event(Step):
    """A deed done elsewhere that this flow waits for: on nobody's desk."""

    task_type = "EVENT"
    bpmn_element = "receiveTask"


class TermActivation(TimerActivation):
    """Scheduled at creation; completed by its deed."""

    @Activation.status.transition(source=STATUS.NEW, target=STATUS.SCHEDULED)
    def activate(self) -> None:
        """Write the instant down: the sweep reads it, an extension moves it."""
        self.task.scheduled = self.flow_task.due(self.process)
        self.task.save()

    @Activation.status.transition(source=STATUS.STARTED)
    def execute(self) -> None:
        """Go on in the same transaction: a failure undoes the deed too."""
        self.complete()
        self.activate_next()


class Term(flow.Timer):
    """An instant at which the system does a deed by itself: `patience` after it, when it may have to wait."""

    activation_class = TermActivation

    def __init__(self, deed: str, term: Answer, *, patience: timedelta = timedelta(0)) -> None:
        super().__init__(delay=None)
        self.patience = patience
        self.deed = deed
        self.term = term
        self.who = None
        self.enough = None
        self.each = False
        self.closing: tuple[str, ...] = ()

    @property
    def deeds(self) -> tuple[str, ...]:
        """The deed that completes this node."""
        return (self.deed,)

    def due(self, process: Any) -> datetime:
        """When it happens."""
        due: datetime = self.term.of(process)
        return due


def walk(procedure: type[flow.Flow]) -> Iterator[Any]:
    """The nodes in the order in which one meets them from the start."""
    seen: set[str] = set()
    waiting = [procedure.instance.node("start")]
    while waiting:
        node = waiting.pop(0)
        if node.name in seen:
            continue
        seen.add(node.name)
        yield node
        waiting[:0] = [edge.dst for edge in node._outgoing()]
