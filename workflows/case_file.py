# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What the page of a dossier shows (mockup 8): next step, applications, papers, register, path, people."""

from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from coprogettazione.applications.models import Application, ApplicationState
from coprogettazione.applications.queries import (
    applications_for_dossier,
    entries_visible_to,
    papers_visible_to,
)
from coprogettazione.calls.models import Call, CallState
from coprogettazione.documents.queries import papers_of
from coprogettazione.evaluation.models import AdmissionOutcome
from coprogettazione.evaluation.queries import admissions, ranking, who_applies
from coprogettazione.parties.models import Organisation
from coprogettazione.records.models import Entry
from coprogettazione.records.queries import register_of
from coprogettazione.records.rights import may
from coprogettazione.tables.models import DesignTable, SeatKind
from coprogettazione.wording import day, moment
from workflows.desk import duties, inbox, next_steps

#: The path of a procedure: what each stretch is called, the states one is in while walking it, the deed
#: that ends it.
STRETCHES = (
    (gettext_lazy("Avviso"), (CallState.DRAFT, CallState.AUTHORISED), "publish_call"),
    (gettext_lazy("Domande"), (CallState.PUBLISHED,), "close_call"),
    (gettext_lazy("Requisiti"), (CallState.ADMISSIBILITY,), "appoint_committee"),
    (gettext_lazy("Valutazione"), (CallState.COMMITTEE, CallState.EVALUATION), "close_evaluation"),
    (gettext_lazy("Ammissione"), (CallState.ADMITTED,), "admit_applications"),
    (gettext_lazy("Tavolo"), (CallState.TABLE_OPEN, CallState.TABLE_SUSPENDED), "conclude_table"),
    (gettext_lazy("Approvazione"), (CallState.TABLE_CONCLUDED,), "approve_project"),
    (gettext_lazy("Convenzione"), (CallState.APPROVED, CallState.SIGNED), "start_execution"),
    (gettext_lazy("Realizzazione"), (CallState.EXECUTION, CallState.TABLE_REOPENED), "approve_final_report"),
)


@dataclass(frozen=True)
class Person:
    """Somebody of the dossier: who, in which part, for which organisation and in which colour."""

    who: Any
    part: str
    order: int
    organisation: Organisation


def case_file_context(call: Call, user: Any, at: datetime) -> dict[str, Any]:
    """Everything on the page, in a number of queries that does not grow with the dossier."""
    mine = duties(list(inbox(user, at).filter(process__seed_object_id=call.pk)[:1]))
    papers = papers_visible_to(user, at, papers_of(call)).order_by("-issued_at", "-pk")
    return {
        "call": call,
        "at": at,
        "step": mine[0] if mine else next_steps([call.pk]).get(call.pk),
        "step_is_mine": bool(mine),
        "applications": applications_of_case_file(call, user, at),
        "papers": papers,
        "entries": entries_visible_to(user, at, register_of([call.pk]))[:5],
        "path": path_of(call),
        "people": people_of(call, user),
    }


@dataclass(frozen=True)
class Row:
    """An application as the dossier lists it: who, when, with which outcome, with how many points."""

    application: Application
    who: str
    shape: str
    outcome: str
    points: Decimal | None


#: The shape beside an application's state (ui.md §4): half, full, hollow.
SHAPES = {
    ApplicationState.ADMITTED: "done",
    ApplicationState.RESERVED: "done",
    ApplicationState.EXCLUDED: "no",
    ApplicationState.LATE: "no",
    ApplicationState.WITHDRAWN: "no",
}


def applications_of_case_file(call: Call, user: Any, at: datetime) -> list[Row]:
    """The applications this person may know of; points only for whoever may read the scores."""
    points = {}
    if may(user, "read_ranking", call, at):
        points = {row.application_id: row.total for row in ranking(call)}
    decided = {row.application_id: row for row in admissions(call)}
    rows = []
    for application in applications_for_dossier(call, user, at).exclude(state=ApplicationState.DRAFT):
        shape = SHAPES.get(ApplicationState(application.state), "now")
        outcome = application.get_state_display()
        if decision := decided.get(application.pk):
            outcome = decision.get_outcome_display()
            shape = "done" if decision.outcome == AdmissionOutcome.ADMITTED else "no"
        rows.append(Row(application, who_applies(application), shape, outcome, points.get(application.pk)))
    return rows


def path_of(call: Call) -> list[dict[str, str]]:
    """The nine stretches with the one we are on; those behind us say when they ended. One query."""
    here = next(
        (i for i, (_title, states, _deed) in enumerate(STRETCHES) if call.state in states), len(STRETCHES)
    )
    ended = dict(
        Entry.objects.filter(case_file=call, deed__in=[deed for _title, _states, deed in STRETCHES])
        .order_by("seq")
        .values_list("deed", "at")
    )
    path = []
    for index, (title, _states, deed) in enumerate(STRETCHES):
        state = "done" if index < here else "now" if index == here else ""
        text = day(ended[deed]) if state == "done" and deed in ended else ""
        if index == 1 and state == "now" and call.deadline:
            text = _("fino a %(when)s") % {"when": moment(call.deadline, year=False)}
        path.append({"title": str(title), "text": text, "state": state})
    return path


def people_of(call: Call, user: Any) -> list[Person]:
    """Who answers for the dossier, and who sits at its table."""
    people = [
        Person(call.procedure_officer, _("responsabile del procedimento"), 0, call.lead_authority),
        Person(call.executive_officer, _("dirigente, firma gli atti"), 0, call.lead_authority),
    ]
    table = DesignTable.objects.filter(call=call).first()
    order: dict[int, int] = {call.lead_authority_id: 0}
    for seat in table.seats_kept if table else []:
        order.setdefault(seat.organisation_id, len(order))
        if seat.user is None or seat.valid_to is not None or any(p.who == seat.user for p in people):
            continue
        part = seat.organisation.known_as if seat.kind != SeatKind.FACILITATOR else seat.get_kind_display()
        people.append(Person(seat.user, part, order[seat.organisation_id], seat.organisation))
    return [replace(p, part=_("%(part)s, tu") % {"part": p.part}) if p.who == user else p for p in people]
