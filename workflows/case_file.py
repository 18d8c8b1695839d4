# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What the page of a dossier shows (mockup 8): next step, applications, papers, register, path, people."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db.models import OuterRef, Subquery
from django.urls import reverse
from django.utils.translation import gettext as _

from coprogettazione.agreements.queries import agreement_of
from coprogettazione.applications.models import Application, ApplicationState
from coprogettazione.applications.queries import (
    applications_for_dossier,
    conclusion_term,
    entries_visible_to,
    in_outline,
    papers_visible_to,
)
from coprogettazione.calls.lifecycle import BEFORE_ADMISSION
from coprogettazione.calls.models import Call, CallState, SelectionMode
from coprogettazione.calls.queries import path_of
from coprogettazione.documents.queries import papers_of
from coprogettazione.evaluation.models import AdmissionOutcome
from coprogettazione.evaluation.queries import ranking
from coprogettazione.parties.models import Organisation
from coprogettazione.records.queries import register_of
from coprogettazione.records.rights import may
from coprogettazione.tables.models import Seat, SeatKind
from workflows.desk import next_step
from workflows.steps import deed_forms, step_url

#: Until the applications are closed, and when none came, there is no committee to see.
BEFORE_ANY_COMMITTEE = (CallState.DRAFT, CallState.AUTHORISED, CallState.PUBLISHED, CallState.DESERTED)
#: How many applications, with their papers, the page of a dossier shows: all of them are on their own desk.
SHOWN = 20

#: What the executive may decide at any time, and no step asks for.
SELDOM = (
    "replace_procedure_officer",
    "replace_executive_officer",
    "grant_audit",
    "end_audit",
    "revoke_call",
    "annul_call",
    "destroy_sealed_keys",
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
    seats = Seat.objects.filter(table__call=call).select_related("organisation", "user").order_by("pk")
    seats = seats.only(
        "kind", "valid_to", "organisation__name", "organisation__short_name", "organisation__monogram",
        "user__first_name", "user__last_name", "user__email",
    )  # fmt: skip
    points = ranking(call).filter(application=OuterRef("pk")).values("total")
    found = in_outline(applications_for_dossier(call, user, at)).select_related("admission")
    applications = list(found.annotate(points=Subquery(points))[: SHOWN + 1])
    more = len(applications) > SHOWN
    applications = applications[:SHOWN]
    known = [application.pk for application in applications]
    papers = papers_of(call).select_related(None).only("title", "date", "published_at", "file_id")
    return {
        "call": call,
        "at": at,
        "step": next_step(call, user, at),
        "more": more,
        "term": conclusion_term(call, at) if call.state in BEFORE_ADMISSION else None,
        "applications": rows_of(applications, reads_points=bool(may(user, "read_ranking", call, at))),
        "papers": papers_visible_to(user, at, papers, known).order_by("-issued_at", "-pk"),
        "entries": entries_visible_to(user, at, register_of([call.pk]), None if more else known)[:5],
        "path": path_of(call),
        "people": people_of(call, seats, user),
        "places": places_of(call, bool(seats)),
        "public_url": public_url_of(call),
        "decisions": decisions_on(call, user, at),
        "may_export": bool(may(user, "export_case_file", call, at)),
        "may_read_treatment": bool(may(user, "read_equal_treatment", call, at)),
    }


def decisions_on(call: Call, user: Any, at: datetime) -> list[tuple[str, str]]:
    """The decisions that no step asks for and the person may take, title and address."""
    names = [name for name in SELDOM if may(user, name, call, at)]
    forms = deed_forms() if names else {}
    return [(str(forms[name].title), step_url(name, call.code, call.pk)) for name in names]


def public_url_of(call: Call) -> str:
    """Where everybody reads about it; empty while nobody may."""
    page = getattr(call, "page", None) if call.published_at else None
    return page.url or "" if page is not None and page.live else ""


def places_of(call: Call, has_table: bool) -> list[tuple[str, str]]:
    """The parts of the dossier that exist by now, title and address: whoever reads it may open them all."""
    places = [(_("Avviso"), reverse("calls:desk", args=[call.code]))]
    if call.published_at:
        places.append((_("Quesiti"), reverse("calls:questions", args=[call.code])))
        places.append((_("Domande arrivate"), reverse("applications:dossier", args=[call.code])))
        places.append((_("Accesso agli atti"), reverse("calls:access", args=[call.code])))
    if call.state not in BEFORE_ANY_COMMITTEE and call.selection_mode != SelectionMode.OPEN_TABLE:
        places.append((_("Commissione"), reverse("evaluation:committee", args=[call.code])))
    if has_table:
        places.append((_("Tavolo"), reverse("tables:project", args=[call.code])))
    if (agreement := agreement_of(call)) is not None:
        places.append((_("Convenzione"), reverse("agreements:show", args=[agreement.pk])))
        if agreement.starts_on:
            places.append((_("Realizzazione"), reverse("monitoring:overview", args=[agreement.pk])))
    return places


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


def rows_of(applications: Iterable[Any], *, reads_points: bool) -> list[Row]:
    """The applications that arrived; their `points`, if any, only for whoever may read the scores."""
    rows = []
    for application in applications:
        if application.state == ApplicationState.DRAFT:
            continue
        state = ApplicationState(application.state)
        shape, outcome = SHAPES.get(state, "now"), str(state.label)
        if decision := getattr(application, "admission", None):
            outcome = decision.get_outcome_display()
            shape = "done" if decision.outcome == AdmissionOutcome.ADMITTED else "no"
        points = application.points if reads_points else None
        rows.append(Row(application, application.label, shape, outcome, points))
    return rows


def people_of(call: Call, seats: Iterable[Seat], user: Any) -> list[Person]:
    """Who answers for the dossier, and who sits at its table."""
    people = [
        Person(call.procedure_officer, _("responsabile del procedimento"), 0, call.lead_authority),
        Person(call.executive_officer, _("dirigente, firma gli atti"), 0, call.lead_authority),
    ]
    order: dict[int, int] = {call.lead_authority_id: 0}
    for seat in seats:
        order.setdefault(seat.organisation_id, len(order))
        if seat.user is None or seat.valid_to is not None or any(p.who == seat.user for p in people):
            continue
        part = seat.organisation.known_as if seat.kind != SeatKind.FACILITATOR else seat.get_kind_display()
        people.append(Person(seat.user, part, order[seat.organisation_id], seat.organisation))
    return [replace(p, part=_("%(part)s, tu") % {"part": p.part}) if p.who == user else p for p in people]
