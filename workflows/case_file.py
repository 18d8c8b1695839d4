# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What the page of a dossier shows (mockup 8): next step, applications, papers, register, path, people."""

from dataclasses import dataclass
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
from coprogettazione.records.queries import register_of
from coprogettazione.records.rights import may
from coprogettazione.wording import day, moment
from workflows.desk import next_steps

#: The path of a procedure: what each stretch is called, and the states one is in while walking it.
STRETCHES = (
    (gettext_lazy("Avviso"), (CallState.DRAFT, CallState.AUTHORISED)),
    (gettext_lazy("Domande"), (CallState.PUBLISHED,)),
    (gettext_lazy("Requisiti"), (CallState.ADMISSIBILITY,)),
    (gettext_lazy("Valutazione"), (CallState.COMMITTEE, CallState.EVALUATION)),
    (gettext_lazy("Ammissione"), (CallState.ADMITTED,)),
    (gettext_lazy("Tavolo"), (CallState.TABLE_OPEN, CallState.TABLE_SUSPENDED)),
    (gettext_lazy("Approvazione"), (CallState.TABLE_CONCLUDED,)),
    (gettext_lazy("Convenzione"), (CallState.APPROVED, CallState.SIGNED)),
    (gettext_lazy("Realizzazione"), (CallState.EXECUTION, CallState.TABLE_REOPENED)),
)


@dataclass(frozen=True)
class Person:
    """Somebody of the dossier: name and part."""

    name: str
    part: str


def case_file_context(call: Call, user: Any, at: datetime) -> dict[str, Any]:
    """Everything on the page, in a number of queries that does not grow with the dossier."""
    papers = papers_visible_to(user, at, papers_of(call)).order_by("-issued_at", "-pk")
    return {
        "call": call,
        "at": at,
        "step": next_steps([call.pk]).get(call.pk),
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
    """The nine stretches with the one we are on; an ended procedure says where it ended."""
    here = next((i for i, (_title, states) in enumerate(STRETCHES) if call.state in states), len(STRETCHES))
    if call.state in (CallState.FINAL_REPORTED, CallState.ARCHIVED):
        here = len(STRETCHES)
    told = {
        0: day(call.published_at) if call.published_at else "",
        1: moment(call.deadline, year=False) if call.deadline else "",
    }
    return [
        {
            "title": str(title),
            "text": told.get(index, ""),
            "state": "done" if index < here else "now" if index == here else "",
        }
        for index, (title, _states) in enumerate(STRETCHES)
    ]


def people_of(call: Call, user: Any) -> list[Person]:
    """Who answers for the dossier."""
    you = _("tu")
    officer, executive = call.procedure_officer, call.executive_officer
    return [
        Person(
            str(officer),
            ", ".join([_("responsabile del procedimento"), *([you] if officer.pk == user.pk else [])]),
        ),
        Person(
            str(executive),
            ", ".join([_("dirigente, firma gli atti"), *([you] if executive.pk == user.pk else [])]),
        ),
    ]
