# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What the page of a dossier shows (mockup 8): next step, applications, papers, register, path, people."""

from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from coprogettazione.applications.models import Application, ApplicationState
from coprogettazione.applications.queries import (
    applications_for_dossier,
    entries_visible_to,
    papers_visible_to,
)
from coprogettazione.calls.models import Call
from coprogettazione.calls.queries import path_of
from coprogettazione.documents.queries import papers_of
from coprogettazione.evaluation.models import AdmissionOutcome
from coprogettazione.evaluation.queries import ranking
from coprogettazione.parties.models import Organisation
from coprogettazione.records.queries import register_of
from coprogettazione.records.rights import may
from coprogettazione.tables.models import Seat, SeatKind
from workflows.desk import duties, inbox, next_steps


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
        points = dict(ranking(call).values_list("application_id", "total"))
    rows = []
    applications = applications_for_dossier(call, user, at).exclude(state=ApplicationState.DRAFT)
    for application in applications.select_related("lead", "admission"):
        shape = SHAPES.get(ApplicationState(application.state), "now")
        outcome = application.get_state_display()
        if decision := getattr(application, "admission", None):
            outcome = decision.get_outcome_display()
            shape = "done" if decision.outcome == AdmissionOutcome.ADMITTED else "no"
        rows.append(Row(application, application.label, shape, outcome, points.get(application.pk)))
    return rows


def people_of(call: Call, user: Any) -> list[Person]:
    """Who answers for the dossier, and who sits at its table."""
    people = [
        Person(call.procedure_officer, _("responsabile del procedimento"), 0, call.lead_authority),
        Person(call.executive_officer, _("dirigente, firma gli atti"), 0, call.lead_authority),
    ]
    seats = Seat.objects.filter(table__call=call).select_related("organisation", "user").order_by("pk")
    order: dict[int, int] = {call.lead_authority_id: 0}
    for seat in seats:
        order.setdefault(seat.organisation_id, len(order))
        if seat.user is None or seat.valid_to is not None or any(p.who == seat.user for p in people):
            continue
        part = seat.organisation.known_as if seat.kind != SeatKind.FACILITATOR else seat.get_kind_display()
        people.append(Person(seat.user, part, order[seat.organisation_id], seat.organisation))
    return [replace(p, part=_("%(part)s, tu") % {"part": p.part}) if p.who == user else p for p in people]
