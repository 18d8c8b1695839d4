# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What is on a person's desk: tasks by term, and what waits on others' desks."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import (
    BigIntegerField,
    Case,
    Count,
    F,
    Min,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.fields.json import KT
from django.db.models.functions import Cast
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from viewflow.workflow.models import Task
from viewflow.workflow.status import STATUS

from coprogettazione.agreements.models import Agreement
from coprogettazione.agreements.queries import PARTY_ROLES
from coprogettazione.calls.models import Call
from coprogettazione.parties.models import Organisation, User
from coprogettazione.parties.queries import memberships_of, organisations_of
from coprogettazione.records.roles import Role
from coprogettazione.wording import in_words, joined, moment
from workflows.agreement import AgreementFlowV1
from workflows.application import ApplicationFlowV1
from workflows.call import CallFlowV1
from workflows.monitoring import ExpenseReportFlowV1, MonitoringFlowV1, PeriodicReportFlowV1, SettlementFlowV1
from workflows.running import flows_of_agreements
from workflows.signing import SignatureFlowV1, SigningTermFlowV1
from workflows.steps import step_url
from workflows.table import AssignmentFlowV1, SessionFlowV1, TableFlowV1

#: A role that may do what is asked of another: who signs for a body may also prepare its papers.
ALSO_SITS_AS = {Role.LEGAL_REPRESENTATIVE: (Role.LEGAL_REPRESENTATIVE, Role.ETS_EDITOR)}

#: The flows whose steps everybody with a part in the procedure may know, and those of whoever sits at its table. What
#: the others wait for (an application to complete, an exclusion, a request of access) is of one body alone.
EVERYBODYS = (CallFlowV1,)
OF_WHO_SITS = (
    TableFlowV1, SessionFlowV1, AssignmentFlowV1, AgreementFlowV1, SignatureFlowV1, SigningTermFlowV1,
    MonitoringFlowV1, SettlementFlowV1,
    ExpenseReportFlowV1, PeriodicReportFlowV1,
)  # fmt: skip


#: The steps of an agreement without a call that all its parties may know; on a signature that could not be verified
#: or was refused, and on a term that passed, the office decides, and the page of the signatures tells it.
OF_ALL_PARTIES = (
    AgreementFlowV1.send_for_signature, AgreementFlowV1.publish_agreement, SignatureFlowV1.sign_agreement,
)  # fmt: skip


@dataclass(frozen=True)
class Duty:
    """One thing to do: what, in which dossier (None for an agreement without a call), by when, where."""

    deed: str
    title: str
    about: str
    call: Call | None
    due: datetime | None
    since: datetime
    url: str
    owner: str = ""
    mine: bool = False

    @property
    def verb(self) -> str:
        """The button's word: titles begin with their verb."""
        return self.title.split(" ")[0].rstrip(",")


def mine(user: Any, at: datetime) -> Q:
    """Which tasks are on this person's desk: the person's own, and those of the seats held now."""
    seats: dict[str, set[str]] = {}
    for membership in memberships_of(user, at):
        role = Role(membership.role)
        for sits_as in ALSO_SITS_AS.get(role, (role,)):
            seats.setdefault(sits_as.value, set()).add(str(membership.organisation_id))
    found = Q(owner_id=user.pk)
    organisation = ContentType.objects.get_for_model(Organisation)
    for role_value, organisations in seats.items():
        found |= Q(
            owner_id__isnull=True,
            owner_permission=role_value,
            owner_permission_content_type=organisation,
            owner_permission_obj_pk__in=sorted(organisations),
        )
    return found & Q(status__in=(STATUS.NEW, STATUS.ASSIGNED), flow_task_type="HUMAN")


def inbox(user: Any, at: datetime) -> QuerySet[Task]:
    """The open human tasks on this person's desk, nearest term first. One query whatever the seats."""
    waiting = Task.objects.filter(mine(user, at))
    return waiting.select_related("process").order_by(F("scheduled").asc(nulls_last=True), "pk")


def duties(tasks: list[Task], known: Iterable[Call] = ()) -> list[Duty]:
    """Tasks as people read them; one more query for the dossiers that are not known yet, if any."""
    calls = {call.pk: call for call in known}
    unknown = {task.process.seed_object_id for task in tasks} - calls.keys() - {None}
    calls |= Call.objects.in_outline().in_bulk(unknown)
    found = []
    for task in tasks:
        node = task.flow_task
        call = calls.get(task.process.seed_object_id)
        lost = call is None and task.process.seed_object_id is not None
        if not hasattr(node, "deed") or lost:  # a step of rules that are no longer here
            continue
        found.append(
            Duty(
                deed=node.deed,
                title=str(node.task_title),
                about=task.data.get("about", ""),
                call=call,
                due=task.scheduled,
                since=task.created,
                url=step_url(
                    node.deed,
                    call.code if call else "",
                    task.data.get("row") or task.process.artifact_object_id,
                ),
                owner=str(task.owner) if task.owner_id and "owner" in task._state.fields_cache else "",
                mine=getattr(task, "is_mine", False),
            )
        )
    return found


@dataclass(frozen=True)
class Desk:
    """Duties grouped by term: late, today, this week, later, without a term."""

    late: list[Duty]
    today: list[Duty]
    week: list[Duty]
    later: list[Duty]
    undated: list[Duty]

    @property
    def groups(self) -> list[dict[str, Any]]:
        """The groups in order, without those that come later (they stay folded)."""
        shown = [
            ("late", _("In ritardo"), self.late),
            ("today", _("Oggi"), self.today),
            ("week", _("Questa settimana"), self.week),
            ("undated", _("Senza un termine"), self.undated),
        ]
        return [{"kind": kind, "title": title, "duties": found} for kind, title, found in shown if found]

    @property
    def summary(self) -> str:
        """The first line counts what matters."""
        parts = []
        if self.late:
            parts.append(
                ngettext("%(n)s cosa è in ritardo", "%(n)s cose sono in ritardo", len(self.late))
                % {"n": in_words(len(self.late))}
            )
        if self.today:
            parts.append(
                ngettext("%(n)s scade oggi", "%(n)s scadono oggi", len(self.today))
                % {"n": in_words(len(self.today))}
            )
        if self.week:
            parts.append(
                ngettext("%(n)s entro una settimana", "%(n)s entro una settimana", len(self.week))
                % {"n": in_words(len(self.week))}
            )
        if self.undated:
            parts.append(
                ngettext(
                    "%(n)s cosa senza termine ti aspetta",
                    "%(n)s cose senza termine ti aspettano",
                    len(self.undated),
                )
                % {"n": in_words(len(self.undated))}
            )
        if parts:
            said = ", ".join(parts)
            return said[0].upper() + said[1:] + "."
        if self.later:
            due = self.later[0].due
            assert due is not None
            return _("Per oggi è tutto. La prossima scadenza è %(when)s.") % {"when": moment(due)}
        return _("Per oggi è tutto.")


def desk(found: list[Duty], at: datetime) -> Desk:
    """Group by the Roman calendar; the week is the seven days that begin today."""
    today = timezone.localdate(at)
    groups: dict[str, list[Duty]] = {"late": [], "today": [], "week": [], "later": [], "undated": []}
    for duty in found:
        if duty.due is None:
            groups["undated"].append(duty)
        elif duty.due < at:
            groups["late"].append(duty)
        elif timezone.localdate(duty.due) == today:
            groups["today"].append(duty)
        elif timezone.localdate(duty.due) < today + timedelta(days=7):
            groups["week"].append(duty)
        else:
            groups["later"].append(duty)
    return Desk(**groups)


#: A task that is of whoever holds a role in a body.
_ON_A_BODY = Q(owner_id__isnull=True, owner_permission_obj_pk__isnull=False)
#: Beyond so many names one row says only how many they are.
NAMED = 3


@dataclass(frozen=True)
class Wait:
    """What a dossier, or an agreement without one, waits for from one person or one body: which step, how many times,
    since when.
    """

    title: str
    about: str
    who: str
    count: int
    since: datetime


def waiting_for_others(user: Any, calls: Collection[Call], at: datetime | None = None) -> list[Wait]:
    """What the dossiers of a person, and at an instant the agreements without one, wait for from somebody else, oldest
    first: one row for each, step and who. Three queries whatever the tasks. Calls say by `opens` whether the person
    reads the dossier, and by `sits` whether at its table.
    """
    known = {call.pk: call for call in calls}
    reads = [call.pk for call in calls if getattr(call, "opens", True)]
    sits = [call.pk for call in calls if getattr(call, "sits", True)]
    told = (
        Q(process__seed_object_id__in=reads)
        | Q(process__seed_object_id__in=sits, process__flow_class__in=OF_WHO_SITS)
        | Q(process__flow_class__in=EVERYBODYS)
    )
    found_in = _in_dossiers(calls) & told
    if at is not None:
        # What lies on the person's own desk is not waited for from others.
        found_in = (found_in | _in_agreements(user, at)) & ~mine(user, at)
    rows = list(
        Task.objects.filter(found_in)
        .filter(status__in=(STATUS.NEW, STATUS.ASSIGNED), flow_task_type="HUMAN")
        .exclude(owner_id=user.pk)
        # Who is preparing an application nobody may know, not even from a list of duties.
        .exclude(flow_task=ApplicationFlowV1.submit_application)
        .annotate(agreement=Case(When(process__seed_object_id=None, then=_title_of_agreement())))
        # The many who sign one agreement are one row.
        .annotate(
            person=Case(When(agreement=None, then="owner_id")),
            body=Case(When(agreement=None, then="owner_permission_obj_pk")),
            row=Case(When(process__seed_object_id=None, then=KT("data__row"))),
        )
        .values("process__seed_object_id", "agreement", "row", "flow_task", "person", "body")
        .annotate(
            count=Count("pk"),
            since=Min("created"),
            people=ArrayAgg("owner_id", distinct=True, filter=Q(owner_id__isnull=False), default=Value([])),
            bodies=ArrayAgg("owner_permission_obj_pk", distinct=True, filter=_ON_A_BODY, default=Value([])),
        )
        .order_by("since", "flow_task")[:10]
    )
    named = [row for row in rows if len(row["people"]) + len(row["bodies"]) <= NAMED]
    people = User.objects.in_bulk({pk for row in named for pk in row["people"]})
    bodies = Organisation.objects.in_bulk({int(pk) for row in named for pk in row["bodies"]})
    found = []
    for row in rows:
        who = [str(people[pk]) for pk in row["people"] if pk in people]
        who += sorted(bodies[int(pk)].known_as for pk in row["bodies"] if int(pk) in bodies)
        about = row["agreement"] or known[row["process__seed_object_id"]].title
        if hasattr(row["flow_task"], "task_title"):
            title = str(row["flow_task"].task_title)
            found.append(Wait(title, about, joined(who) if who else "", row["count"], row["since"]))
    return found


def _in_agreements(user: Any, at: datetime) -> Q:
    """The steps of agreements without a call that others have to take: all, for who reads the dossier; for who works
    for a party, those that are no matter between another party and the office.
    """
    reads = Agreement.objects.with_dossier_open_to(user, at)
    bound = Agreement.objects.filter(call=None).binding(organisations_of(user, PARTY_ROLES, at))
    told = Q(process__in=flows_of_agreements(reads)) | Q(
        process__in=flows_of_agreements(bound), flow_task__in=OF_ALL_PARTIES
    )
    return Q(process__seed_object_id=None) & told


def _title_of_agreement() -> Subquery:
    row = Cast(OuterRef("data__row"), BigIntegerField())
    return Subquery(Agreement.objects.filter(pk=row).values("title"))


def next_steps(calls: Collection[Call], user: Any, at: datetime) -> dict[int, Duty]:
    """For each dossier, the first thing that waits to be done: this person's own before others', before
    time's. One query.
    """
    tasks = (
        _waiting(calls, user, at)
        .order_by("process__seed_object_id", "-is_mine", F("scheduled").asc(nulls_last=True), "pk")
        .distinct("process__seed_object_id")
    )
    return {duty.call.pk: duty for duty in duties(list(tasks), calls) if duty.call}


def next_step(call: Call, user: Any, at: datetime) -> Duty | None:
    """What waits to be done in one dossier. One query."""
    return next_steps([call], user, at).get(call.pk)


def _waiting(calls: Iterable[Call], user: Any, at: datetime) -> QuerySet[Task]:
    # Who is preparing an application nobody may know but who prepares it.
    return (
        _of(calls)
        .filter(
            status__in=(STATUS.NEW, STATUS.ASSIGNED, STATUS.SCHEDULED), flow_task_type__in=("HUMAN", "TIMER")
        )
        .annotate(is_mine=Case(When(mine(user, at), then=True), default=False))
        .filter(Q(is_mine=True) | ~Q(flow_task=ApplicationFlowV1.submit_application))
        .select_related("process", "owner")
    )


def _of(calls: Iterable[Call]) -> QuerySet[Task]:
    return Task.objects.filter(_in_dossiers(calls))


def _in_dossiers(calls: Iterable[Call]) -> Q:
    return Q(
        process__seed_content_type=ContentType.objects.get_for_model(Call),
        process__seed_object_id__in=[call.pk for call in calls],
    )
