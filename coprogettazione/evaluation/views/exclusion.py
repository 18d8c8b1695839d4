# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The exclusion of an admitted application: its page, and each of its deeds on a page of its own."""

from collections.abc import Callable

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from coprogettazione.applications.models import Application
from coprogettazione.evaluation.forms import (
    AnnounceExclusionForm,
    DropExclusionForm,
    ExcludeAdmittedForm,
    ObserveExclusionForm,
)
from coprogettazione.evaluation.models import Exclusion, ExclusionState
from coprogettazione.evaluation.queries import nobody_sits, somebody_can_enter
from coprogettazione.evaluation.views.pages import bar_of, deed_page, demand
from coprogettazione.records.forms import DeedForm
from coprogettazione.records.rights import may

#: What may be done on an exclusion, by the last part of the address.
DEEDS: dict[str, Callable[..., DeedForm]] = {
    "osservazioni": ObserveExclusionForm,
    "decidi": ExcludeAdmittedForm,
    "archivia": DropExclusionForm,
}


def the_exclusion(pk: int) -> Exclusion:
    """The exclusion of an address, with its dossier and its papers, or 404."""
    related = (
        "application__lead",
        "application__lot",
        "application__call__lead_authority",
        "application__call__procedure_officer",
        "application__call__executive_officer",
        "letter__file",
        "act__file",
        "announced_by",
        "observed_by",
        "concluded_by",
    )
    rows = Exclusion.objects.select_related(*related)
    return get_object_or_404(rows.prefetch_related("files", "application__members__organisation"), pk=pk)


@require_safe
@login_required
def exclusion(request: HttpRequest, pk: int) -> HttpResponse:
    """Why, what the body answered, what was decided; and what whoever looks may do now."""
    at = timezone.now()
    row = the_exclusion(pk)
    demand(request.user, "read_exclusion", row, at)
    user, application, call = request.user, row.application, row.case_file
    decided = row.state == ExclusionState.EXCLUDED
    context = {
        "exclusion": row,
        "application": application,
        "call": call,
        "who": application.label,
        "in_office": bool(may(user, "read_case_file", call, at)),
        "hears": row.hears(at),
        "observes": may(user, "observe_exclusion", row, at),
        "excludes": may(user, "exclude_admitted", row, at),
        "drops": may(user, "drop_exclusion", row, at),
        "scrolls": decided
        and bool(may(user, "scroll_ranking", call, at))
        and somebody_can_enter(application),
        "ends": decided and bool(may(user, "declare_all_excluded", call, at)) and nobody_sits(call),
        "at": at,
        **bar_of(user, call),
    }
    return render(request, "evaluation/exclusion.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def announce_exclusion(request: HttpRequest, pk: int) -> HttpResponse:
    """The officer tells an admitted body that it may be excluded."""
    related = (
        "lead",
        "call__lead_authority",
        "call__district",
        "call__procedure_officer",
        "call__executive_officer",
    )
    application = get_object_or_404(Application.objects.select_related(*related), pk=pk)
    return deed_page(
        request,
        AnnounceExclusionForm,
        call=application.call,
        subject=application,
        at=timezone.now(),
        after=reverse("applications:requirements", args=[pk]),
        template="evaluation/exclusion_deed.html",
        application=application,
    )


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def exclusion_deed(request: HttpRequest, pk: int, what: str) -> HttpResponse:
    """A deed on an exclusion; what somebody else has just done is shown instead."""
    row = the_exclusion(pk)
    page = reverse("evaluation:exclusion", args=[pk])
    at = timezone.now()
    demand(request.user, "read_exclusion", row, at)
    if not row.is_open or (what == "osservazioni" and row.state == ExclusionState.OBSERVED):
        return redirect(page)
    return deed_page(
        request,
        DEEDS[what],
        call=row.case_file,
        subject=row,
        at=at,
        after=page,
        template="evaluation/exclusion_deed.html",
        exclusion=row,
        hears=row.hears(at),
        application=row.application,
    )
