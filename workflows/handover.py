# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Who takes a place finds on the desk what lay on the desk of who left: in the committee, at the table, in the
offices.
"""

from collections.abc import Callable
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import QuerySet
from django.utils import timezone
from viewflow.workflow.models import Process, Task
from viewflow.workflow.status import STATUS

from coprogettazione.agreements.models import Agreement
from coprogettazione.calls.models import Call, CallState, ScoringMode
from coprogettazione.evaluation.models import CommitteeSession
from coprogettazione.evaluation.notifications import tell_declare_again
from coprogettazione.evaluation.queries import minutes_wait
from coprogettazione.records.deeds import Act
from coprogettazione.tables.models import Assignment, Seat, Session, WorkGroup
from workflows import cast
from workflows.nodes import OPEN, Step, walk
from workflows.running import flows_about, flows_of, flows_of_agreements, stop


def hand_over_seat(act: Act) -> None:
    """Give the open tasks of the member who leaves to the one who comes, and ask the newcomer again for what
    the other had already done: everybody declares, everybody scores.
    """
    leaving, entering = act.facts["leaving"], act.facts["entering"]
    call = act.subject.case_file  # type: ignore[attr-defined]
    _settle_minutes(call, leaving, entering)
    for process in _running(act):
        waiting = Task.objects.filter(process=process, status__in=OPEN)
        Task.objects.filter(
            pk__in=[
                task.pk
                for task in waiting.filter(owner=leaving)
                if entering in [seat.person for seat in task.flow_task.seats(process)]
            ]
        ).update(owner=entering)
        if call.scoring_mode == ScoringMode.COLLEGIAL and call.state == CallState.EVALUATION:
            _score_anew(process, waiting)
            continue
        of_everybody = _steps_of_everybody(process)
        done = (
            Task.objects.filter(
                process=process, status=STATUS.DONE, owner=leaving, flow_task__in=of_everybody
            )
            .order_by("-pk")
            .first()
        )
        if done is None or waiting.filter(owner=entering, flow_task__in=of_everybody).exists():
            continue
        _take_back(waiting.exclude(flow_task=done.flow_task))
        task = done.flow_task.lay(process, cast.Seat(person=entering), done.token)
        task.previous.add(*done.previous.all())


def _score_anew(process: Process, waiting: QuerySet[Task]) -> None:
    """A committee that scores together writes its sheets again when one of its people changes: they lie on
    the desk of who presides. The newcomer is asked for the declaration apart (`DeclarationFlowV1`).
    """
    scoring = _steps_of_everybody(process)[-1]
    if waiting.filter(flow_task=scoring).exists():
        return
    done = Task.objects.filter(process=process, status=STATUS.DONE, flow_task=scoring).latest("pk")
    _take_back(waiting)
    for seat in scoring.seats(process):
        scoring.lay(process, seat, done.token).previous.add(*done.previous.all())


def ask_again(act: Act) -> None:
    """When a body enters a group, who evaluates declares again, with that name too."""
    call = act.subject.case_file  # type: ignore[attr-defined]
    declared = [seat for seat in cast.owing_again(call) if seat.has_conflict is not None]
    tell_declare_again(declared, call, act.at)


def seat_anew(act: Act) -> None:
    """A whole new committee, appointed while the old one was at work, begins from its declarations; the
    minutes that the old one left were issued as they were.
    """
    _settle_minutes(act.subject.case_file)  # type: ignore[attr-defined]
    for process in _running(act):
        declaring = _steps_of_everybody(process)[0]
        waiting = Task.objects.filter(process=process, status__in=OPEN)
        if waiting.filter(flow_task=declaring).exists():
            continue
        appointed = Task.objects.filter(
            process=process, status=STATUS.DONE, flow_task=process.flow_class.instance.node(act.name)
        ).latest("pk")
        _take_back(waiting)
        for seat in declaring.seats(process):
            declaring.lay(process, seat, appointed.token).previous.add(appointed)


def _settle_minutes(call: Call, leaving: Any = None, entering: Any = None) -> None:
    """Take the minutes of the committee's sessions off the desks of who left it: nobody is asked for those
    that are issued, and who takes the chair can close those that wait.
    """
    sessions = ContentType.objects.get_for_model(CommitteeSession)
    running = flows_of(call).filter(finished__isnull=True, artifact_content_type=sessions)
    for process in running:
        session, waiting = process.artifact, Task.objects.filter(process=process, status__in=OPEN)
        if not minutes_wait(session) or session.committee.ended_at is not None:
            stop(running.filter(pk=process.pk))
            continue
        for task in waiting.filter(owner=leaving):
            if entering in [seat.person for seat in task.flow_task.seats(process)]:
                Task.objects.filter(pk=task.pk).update(owner=entering)
            else:
                _take_back(waiting.filter(pk=task.pk))


def hand_over_table(act: Act) -> None:
    """When somebody leaves a table, or a working group changes hands, attendance and minutes are for who
    facilitates or coordinates now, or the RUP; the tasks of who left are for their body.
    """
    place = act.subject
    if not isinstance(place, Seat | WorkGroup):
        return
    rows = {
        Session: Session.objects.filter(table=place.table_id),
        Assignment: Assignment.objects.filter(session__table=place.table_id),
    }
    for model, found in rows.items():
        waiting = Task.objects.filter(
            status__in=OPEN,
            owner__isnull=False,
            process__artifact_content_type=ContentType.objects.get_for_model(model),
            process__artifact_object_id__in=found.values("pk"),
        )
        for task in waiting.select_related("process"):
            if task.flow_task.who in (cast.session_drafter, cast.task_owner):
                [seat] = task.flow_task.seats(task.process)
                if seat.person is None or seat.person.pk != task.owner_id:
                    task.owner, task.status = None, STATUS.NEW
                    seat.give(task)
                    task.save()


def hand_over_office(act: Act) -> None:
    """What lay on the desk of the officer, or executive, who leaves is for who comes: of the whole dossier or, without
    a call, of the agreements that the deed names.
    """
    leaving = act.facts["before"]
    case_file = act.subject.case_file  # type: ignore[attr-defined]
    if case_file is not None:
        running = flows_of(case_file)
    else:
        agreements = Agreement.objects.filter(pk__in=[row.pk for row in act.facts["agreements"]])
        running = flows_of_agreements(agreements)
    waiting = Task.objects.filter(process__in=running, owner=leaving, status__in=OPEN)
    for task in waiting.select_related("process"):
        seats = task.flow_task.seats(task.process)
        if len(seats) == 1 and seats[0].person is not None:
            Task.objects.filter(pk=task.pk).update(owner=seats[0].person)


#: What a deed does to the desks besides completing its own step.
HANDING_OVER: dict[str, Callable[[Act], None]] = {
    "replace_member": hand_over_seat,
    "appoint_committee": seat_anew,
    "end_seat": hand_over_table,
    "set_group_members": hand_over_table,
    "substitute_member": ask_again,
    "replace_procedure_officer": hand_over_office,
    "replace_executive_officer": hand_over_office,
    "replace_agreement_officer": hand_over_office,
    "replace_agreement_executive": hand_over_office,
}


def _running(act: Act) -> list[Process]:
    call = act.subject.case_file  # type: ignore[attr-defined]
    return list(flows_about(call).filter(finished__isnull=True))


def _steps_of_everybody(process: Process) -> list[Step]:
    """The steps that lie on the desk of every member, in the order in which one meets them."""
    steps = [node for node in walk(process.flow_class) if isinstance(node, Step)]
    return [step for step in steps if step.who in (cast.committee_members, cast.committee_scorers)]


def _take_back(tasks: QuerySet[Task]) -> None:
    tasks.update(status=STATUS.CANCELED, finished=timezone.now())
