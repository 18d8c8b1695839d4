# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What keeps the flows in step with the deeds.

A deed moves the flow, never the other way round: whoever does it, through whatever door (a page, the API, a
replay),
the task that waits for it is completed in the same transaction. So the flow rows can always be rebuilt from
the domain.
Lock order: the deed's row first (taken by `records.deeds`), then the process, then the register's head.
"""

import logging
from collections import defaultdict
from datetime import datetime, timedelta
from functools import cache
from types import SimpleNamespace
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Model
from django.db.models.signals import post_delete
from django.utils import timezone
from viewflow.workflow import flow
from viewflow.workflow.lock import SelectForUpdateLock
from viewflow.workflow.models import Process, Task
from viewflow.workflow.status import STATUS

from coprogettazione.monitoring.models import ExpenseReport
from coprogettazione.records.deeds import DEEDS, Act, Deed, deed_done, sitting
from coprogettazione.records.refusals import Refusal
from workflows.handover import HANDING_OVER
from workflows.nodes import OPEN, Leap, Step, Term, walk
from workflows.running import flows_about, flows_of, stop

logger = logging.getLogger(__name__)

#: The deeds after which nothing in the dossier waits any more.
ENDINGS = frozenset(
    {
        "revoke_call",
        "annul_call",
        "declare_deserted",
        "declare_all_excluded",
        "declare_no_agreement",
        "terminate_agreement",
    }
)
#: The deeds that move a term: every task that waits for it is told the new instant.
RESCHEDULING = frozenset({"extend_deadline", "amend_call", "set_monitoring_plan", "move_session"})


class Procedure(flow.Flow):
    """A flow bound to one row. Subclasses say which model, which deeds start it and how to find the row
    from a deed.
    """

    lock_impl = SelectForUpdateLock(nowait=False, attempts=1)
    #: The year of the rules it follows; the number of their version is at the end of its name.
    rules_of = 2026
    artifact_kind: str = ""
    #: How rows that belong to it call it (`minutes.session`), when that is not its kind.
    artifact_name: str = ""
    #: The deeds that start it.
    started_by: tuple[str, ...] = ()
    #: Deeds that stop this flow for the row (a withdrawn application), or stop it and start it again.
    ended_by: tuple[str, ...] = ()
    restarted_by: tuple[str, ...] = ()
    #: What can happen at any step, and where it leads.
    leaps: tuple[Leap, ...] = ()

    def begin(self, activation: Any, *, artifact: Model, case_file: Model) -> Any:
        """Bind the process to its row and to its dossier."""
        activation.process.artifact = artifact
        activation.process.seed = case_file
        return activation.process

    @classmethod
    def artifacts(cls, act: Act) -> list[Model]:
        """The rows of this flow that a deed is about: its subject, its result, or the row the subject
        belongs to.
        """
        found = []
        for row in (act.subject, act.result, *(act.facts.values())):
            if isinstance(row, Model):
                kind = row._meta.model_name
                if kind == cls.artifact_kind:
                    found.append(row)
                elif (
                    parent := getattr(row, cls.artifact_name or cls.artifact_kind, None)
                ) is not None and isinstance(parent, Model):
                    found.append(parent)
            if found:
                return found
        return found

    @classmethod
    def concerned(cls, node: Any, act: Act) -> list[Model]:
        """The rows of this flow for which a deed may complete this very node."""
        return cls.artifacts(act)

    @classmethod
    def beginnings(cls, act: Act) -> list[Model]:
        """The rows for which the deed that starts this flow starts it."""
        return cls.artifacts(act)[:1]

    @classmethod
    def outlives(cls, act: Act, artifact: Model) -> bool:
        """Whether this flow goes on for a row after a deed that ends its dossier."""
        return False


def procedures() -> list[type[Procedure]]:
    """Every flow of the house, in the order of the procedure."""
    from workflows import (
        access,
        agreement,
        application,
        call,
        committee,
        exclusion,
        monitoring,
        place,
        signing,
        table,
    )

    return [
        call.CallFlowV1,
        application.ApplicationFlowV1,
        committee.DeclarationFlowV1,
        committee.CommitteeMinutesFlowV1,
        exclusion.ExclusionFlowV1,
        place.PlaceFlowV1,
        table.TableFlowV1,
        table.SessionFlowV1,
        table.AssignmentFlowV1,
        agreement.AgreementFlowV1,
        signing.SignatureFlowV1,
        signing.SigningTermFlowV1,
        monitoring.MonitoringFlowV1,
        monitoring.ExpenseReportFlowV1,
        monitoring.PeriodicReportFlowV1,
        monitoring.SettlementFlowV1,
        access.AccessFlowV1,
    ]


@cache
def steps_by_deed() -> dict[str, list[tuple[type[Procedure], Any]]]:
    """For each deed, the nodes it completes, in the order in which one meets them: a deed that closes one
    step for everybody may complete the next too.
    """
    found: dict[str, list[tuple[type[Procedure], Any]]] = defaultdict(list)
    for procedure in procedures():
        for node in walk(procedure):
            for name in getattr(node, "deeds", ()):
                found[name].append((procedure, node))
    return found


def follow(sender: Deed, act: Act, **kwargs: Any) -> None:
    """Move every flow that was waiting for this deed."""
    begun = timezone.now()
    for procedure, node in steps_by_deed().get(act.name, []):
        for artifact in procedure.concerned(node, act):
            complete(node, artifact, act)
    for procedure in procedures():
        for leap in procedure.leaps:
            if act.name in leap.deeds:
                take(procedure, leap, act)
        if act.name in procedure.ended_by + procedure.restarted_by:
            for artifact in procedure.artifacts(act):
                end(artifact)
        if act.name in procedure.started_by + procedure.restarted_by:
            for artifact in procedure.beginnings(act):
                procedure.start.run(artifact=artifact, case_file=artifact.case_file)  # type: ignore[attr-defined]
    if act.name in HANDING_OVER:
        HANDING_OVER[act.name](act)
    if act.name in ENDINGS:
        end_all(act)
    if act.name in RESCHEDULING:
        reschedule(act.subject.case_file)  # type: ignore[attr-defined]
    case_file = getattr(act.subject, "case_file", None)
    if case_file is not None and begun - act.at > timedelta(minutes=1):
        # A story told later: its tasks wait since the deed.
        tasks = Task.objects.filter(created__gte=begun, process__in=flows_of(case_file))
        tasks.update(created=act.at)


def open_tasks(node: Any, artifact: Model) -> Any:
    """The tasks of a node that wait, for one row."""
    return Task.objects.filter(
        flow_task=node,
        status__in=OPEN,
        process__artifact_content_type=ContentType.objects.get_for_model(artifact),
        process__artifact_object_id=artifact.pk,
    ).order_by("pk")


def complete(node: Any, artifact: Model, act: Act) -> None:
    """Complete the task of the seat that did the deed (all seats', when the deed closes the step)."""
    waiting = list(open_tasks(node, artifact))
    if not waiting:
        return
    if act.name in node.closing:
        for task in waiting[1:]:
            cancel(task)
        _execute(waiting[0], act.by)
        return
    organisation = act.facts.get("organisation")
    organisation_id = getattr(organisation, "pk", None) or act.verdict.organisation_id
    mine = [t for t in waiting if act.by and t.owner_id == act.by.pk]
    ours = [t for t in waiting if organisation_id and t.owner_permission_obj_pk == str(organisation_id)]
    alone = len(waiting) == 1 and not node.each
    chosen = mine or ours or (waiting if alone or node.who is None else [])
    if chosen and (node.enough is None or node.enough.draw(artifact, act.by)):
        _execute(chosen[0], act.by)


def take(procedure: type[Procedure], leap: Leap, act: Act) -> None:
    """Clear the desks of a flow and lay what the leap leads to, unless it lies there already."""
    target = procedure.instance.node(leap.to)
    for artifact in procedure.artifacts(act):
        running = flows_about(artifact).filter(flow_class=procedure)
        waiting = Task.objects.filter(
            process__in=running, flow_task_type__in=("HUMAN", "EVENT"), status__in=OPEN
        )
        waiting = waiting.order_by("pk")
        here = waiting.first()
        if here is None or here.flow_task == target or not leap.when.draw(artifact):
            continue
        with here.activation() as activation:
            for task in waiting:
                cancel(task)
            activation.leap(target)


def _execute(task: Task, by: Any) -> None:
    """Walk one task to its end, and the flow to the next."""
    with task.activation() as activation:
        if isinstance(activation.flow_task, Term):
            activation.start()
            activation.execute()
            return
        if activation.task.status == STATUS.NEW:
            activation.assign(by)
        elif activation.task.owner_id != getattr(by, "pk", None):
            activation.reassign(by)
        activation.start(SimpleNamespace(user=by))
        activation.execute()


def cancel(task: Task) -> None:
    """Take a task off its desk without moving the flow."""
    Task.objects.filter(pk=task.pk).update(status=STATUS.CANCELED, finished=timezone.now())


def forget(sender: type[Model], instance: Model, **kwargs: Any) -> None:
    """A row that is taken away (a report that the new calendar does not have) takes its flows with it."""
    end(instance)


def end_all(act: Act) -> None:
    """Stop the flows of a dossier that an act has ended, but those that outlive it; of an agreement without a
    dossier, its own.
    """
    if act.subject.case_file is None:  # type: ignore[attr-defined]
        end(act.subject)
        return
    running = flows_of(act.subject.case_file).filter(finished__isnull=True)  # type: ignore[attr-defined]
    stop(running.exclude(pk__in=[p.pk for p in running if p.flow_class.outlives(act, p.artifact)]))


def end(artifact: Model) -> None:
    """Stop the flows bound to one row (a withdrawn application)."""
    stop(flows_about(artifact).filter(finished__isnull=True))


def reschedule(case_file: Model) -> None:
    """Tell every waiting task of a dossier its term again."""
    waiting = Task.objects.filter(status__in=OPEN, process__in=flows_of(case_file)).select_related("process")
    for task in waiting:
        node = task.flow_task
        if isinstance(node, Step | Term):
            due = node.due(task.process)
            if due != task.scheduled:
                Task.objects.filter(pk=task.pk).update(scheduled=due)


def sweep(at: datetime) -> int:
    """Do every deed whose instant has come, and go on from every answer that did not come in time; return
    how many. Idempotent, safe from several processes at once.
    """
    done = 0
    due = Task.objects.filter(flow_task_type="TIMER", status=STATUS.SCHEDULED, scheduled__lte=at).order_by(
        "scheduled"
    )
    for task in due.select_related("process"):
        node = task.flow_task
        artifact = task.process.artifact
        if not isinstance(node, Term) or artifact is None:
            logger.error("task %s waits for a node that is no longer in its flow", task.pk)
            continue
        if at < task.scheduled + node.patience:
            continue
        deed = DEEDS[node.deed]
        try:
            with sitting():
                deed.run(**{deed.on: artifact}, by=None, at=at)
        except Refusal as refusal:
            # Somebody else's sweep was faster, or the term was moved meanwhile.
            logger.info("%s on %s: %s", node.deed, artifact, refusal)
        else:
            done += 1
    return done + lapse(at)


def lapse(at: datetime) -> int:
    """Go on from every step whose term has passed without an answer; return how many. No deed is done: what
    passes is time, and the next desk finds that it is its turn.
    """
    gone = 0
    nodes = [node for procedure in procedures() for node in walk(procedure) if getattr(node, "lapses", False)]
    late = Task.objects.filter(flow_task__in=nodes, status__in=OPEN, scheduled__lt=at).order_by("scheduled")
    for pk, process_id in late.values_list("pk", "process_id"):
        with transaction.atomic():
            Process.objects.select_for_update().get(pk=process_id)
            task = late.filter(pk=pk).first()
            if task is not None:
                _execute(task, None)
                gone += 1
    return gone


def connect() -> None:
    """Start following."""
    deed_done.connect(follow, dispatch_uid="workflows.engine.follow")
    post_delete.connect(forget, sender=ExpenseReport, dispatch_uid="workflows.engine.forget")
