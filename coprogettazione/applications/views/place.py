# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Where a page of an application stands: which application, for which body, what may be done."""

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from coprogettazione.applications.models import APPLICANT_ROLES, Application, ApplicationState, Member
from coprogettazione.applications.queries import Draft, Gap, section_step, steps_of
from coprogettazione.calls.models import CallForm
from coprogettazione.parties.queries import holds, organisations_of
from coprogettazione.records.arrival import arrived_at
from coprogettazione.records.refusals import Refusal
from coprogettazione.records.rights import Verdict, may
from coprogettazione.records.roles import Role
from coprogettazione.wording import clock

_FIXED = {
    "ente": "applications:body",
    "gruppo": "applications:group",
    "piano": "applications:plan",
    "controlla": "applications:check",
}


def _title(step: str, form: CallForm) -> str:
    """What a step is called."""
    fixed = {
        "ente": _("Il tuo ente"),
        "gruppo": _("Il gruppo"),
        "piano": _("Piano economico"),
        "controlla": _("Controlla e invia"),
    }
    named = {section_step(section.key): section.title for section in form.sections}
    return fixed.get(step) or named[step]


def people_words(operators: int | None, volunteers: int | None) -> str:
    """How many people work at it: "1 operatore, 30 volontari"."""
    paid, free = operators or 0, volunteers or 0
    return ", ".join(
        [
            ngettext("%(n)d operatore", "%(n)d operatori", paid) % {"n": paid},
            ngettext("%(n)d volontario", "%(n)d volontari", free) % {"n": free},
        ]
    )


@dataclass
class Place:
    """A page of an application seen by a person at an instant, for one of the bodies it works for."""

    request: HttpRequest
    application: Application
    at: datetime

    @cached_property
    def draft(self) -> Draft:
        """The application with everything on it."""
        return Draft.of(self.application)

    @cached_property
    def me(self) -> Member:
        """The body for which the person is here.

        The one asked for (`?ente=`), else the first it works for.
        """
        own = organisations_of(self.request.user, APPLICANT_ROLES, self.at)
        mine = [m for m in self.draft.members if m.organisation_id in own]
        asked = self.request.GET.get("ente", "")
        chosen = [m for m in mine if str(m.organisation_id) == asked]
        if not mine:
            raise Http404
        return (chosen or mine)[0]

    @property
    def is_lead(self) -> bool:
        """Whether this body is the lead."""
        return self.me.organisation_id == self.application.lead_id

    @cached_property
    def signs(self) -> bool:
        """Whether the person is the legal representative of this body."""
        return holds(self.request.user, Role.LEGAL_REPRESENTATIVE, self.me.organisation_id, self.at)

    @cached_property
    def writes(self) -> Verdict:
        """Whether the draft can still be written."""
        return may(self.request.user, "write_application", self.application, self.at)

    @cached_property
    def gaps(self) -> list[Gap]:
        """What is missing."""
        return self.draft.gaps(self.at)

    def address(self, step: str) -> str:
        """The address of a step, for the same body."""
        pk, section = self.application.pk, step.partition(":")[2]
        address = (
            reverse("applications:section", args=[pk, section])
            if section
            else reverse(_FIXED[step], args=[pk])
        )
        several = self.request.GET.get("ente")
        return f"{address}?ente={self.me.organisation_id}" if several else address

    def context(self, step: str, **more: Any) -> dict[str, Any]:
        """What every page of the form shows: the steps, the term, what was saved."""
        lacking = {gap.step for gap in self.gaps}
        names = steps_of(self.draft.form)
        own = organisations_of(self.request.user, APPLICANT_ROLES, self.at)
        steps = [
            {
                "name": name,
                "title": _title(name, self.draft.form),
                "url": self.address(name),
                "lacking": name in lacking,
                "current": name == step,
            }
            for name in names
        ]
        following = names[min(names.index(step) + 1, len(names) - 1)]
        return {
            "application": self.application,
            "call": self.application.call,
            "draft": self.draft,
            "me": self.me,
            "mine": [m for m in self.draft.members if m.organisation_id in own],
            "is_lead": self.is_lead,
            "signs": self.signs,
            "writes": self.writes,
            "at": self.at,
            "gaps": self.gaps,
            "steps": steps,
            "step": step,
            "step_number": names.index(step) + 1,
            "complete": len([s for s in steps[:-1] if not s["lacking"]]),
            "step_url": self.address(step),
            "next_url": self.address(following),
            "next_title": _title(following, self.draft.form),
            "work_role": self.me.organisation.known_as,
            **more,
        }


def place(request: HttpRequest, pk: int) -> Place:
    """The place of a person in an application it takes part in; whoever has no part in it finds nothing."""
    at = arrived_at(request)
    visible = Application.objects.of_organisations(organisations_of(request.user, APPLICANT_ROLES, at))
    application = get_object_or_404(
        visible.select_related(
            "call__district", "call__lead_authority", "call__procedure_officer", "lead", "lot"
        ),
        pk=pk,
    )
    return Place(request, application, at)


def autosaving(request: HttpRequest) -> bool:
    """Whether the script that saves while one types is asking."""
    return request.headers.get("X-Autosave") == "1"


def saved_answer(request: HttpRequest, here: Place, to: str, **more: Any) -> HttpResponse:
    """What was saved is said to the script, or leads a person on."""
    if autosaving(request):
        return JsonResponse({"time": clock(here.at), **more})
    return redirect(to)


def is_draft(application: Application) -> bool:
    """Whether it is being written."""
    return application.state == ApplicationState.DRAFT


def place_errors(refusal: Refusal, form: Any, rows: list[Any], prefix: str) -> None:
    """Put a refusal on the rows it names, or at the head of the page."""
    placed = False
    for name, words in refusal.fields.items():
        start, _dash, rest = name.partition("-")
        number, _dash, field = rest.partition("-")
        if start == prefix and number.isdigit() and int(number) < len(rows):
            rows[int(number)].add_error(field if field in rows[int(number)].fields else None, str(words))
            placed = True
    if not placed:
        form.add_error(None, str(refusal))
