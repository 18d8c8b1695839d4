# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What the page of a dossier shows (mockup 8): the next step, applications, papers, register, path."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from coprogettazione.applications.models import Application, ApplicationState
from coprogettazione.calls.models import Call, CallState
from coprogettazione.documents.queries import papers_of
from coprogettazione.records.queries import register_of
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
    applications = list(
        Application.objects.filter(call=call)
        .visible_to(user, at)
        .exclude(state=ApplicationState.DRAFT)
        .select_related("lead")
        .prefetch_related("members__organisation")
        .order_by("submitted_at", "pk")
    )
    papers = sorted(papers_of(call), key=lambda paper: (paper.issued_at, paper.pk), reverse=True)
    return {
        "call": call,
        "at": at,
        "step": next_steps([call.pk]).get(call.pk),
        "applications": applications,
        "papers": papers,
        "entries": register_of([call.pk], user=user, at=at)[:5],
        "path": path_of(call),
        "people": people_of(call, user),
    }


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
