# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What the pages of the evaluation share: who is looking, the entries of the bar, the page of a deed."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from coprogettazione.calls.models import Call
from coprogettazione.evaluation.models import CommitteeSeat
from coprogettazione.evaluation.rules import seat_of
from coprogettazione.records.forms import DeedForm, typed
from coprogettazione.records.refusals import NotAllowed, Words
from coprogettazione.records.rights import may


@dataclass(frozen=True)
class WorkEntry:
    """An entry of the working bar."""

    url: str
    label: Words
    count: int = 0


def the_call(code: str) -> Call:
    """The dossier of an address, or 404."""
    return get_object_or_404(
        Call.objects.select_related("lead_authority", "procedure_officer", "executive_officer"), code=code
    )


def demand(user: Any, right: str, subject: Any, at: datetime) -> None:
    """Go on only with the right; otherwise the page of the refusal."""
    verdict = may(user, right, subject, at)
    if not verdict:
        raise NotAllowed(verdict.reason, law=verdict.law)


def bar_of(user: Any, call: Call) -> dict[str, Any]:
    """The role written beside the name and, for a member of the committee, the entries of its bar."""
    seat: CommitteeSeat | None = seat_of(user, call)
    if seat is not None:
        return {
            "seat": seat,
            "work_role": seat.get_kind_display(),
            "work_entries": [
                WorkEntry(reverse("evaluation:committee", args=[call.code]), _("Commissione")),
                WorkEntry(reverse("evaluation:sessions", args=[call.code]), _("Verbali")),
                WorkEntry("/scrivania/", _("Scrivania")),
                WorkEntry("/messaggi/", _("Messaggi")),
            ],
        }
    if user.pk == call.procedure_officer_id:
        return {"seat": None, "work_role": _("RUP")}
    if user.pk == call.executive_officer_id:
        return {"seat": None, "work_role": _("dirigente")}
    return {"seat": None}


def deed_page(
    request: HttpRequest,
    form_class: Callable[..., DeedForm],
    *,
    call: Call,
    subject: Any,
    at: datetime,
    after: str,
    template: str = "evaluation/deed.html",
    initial: dict[str, Any] | None = None,
    **context: Any,
) -> HttpResponse:
    """A page with a deed's form: what will happen, what is asked, one button; the refusal appears in
    place.
    """
    demand(request.user, form_class.deed_name, subject, at)  # type: ignore[attr-defined]
    form = form_class(
        typed(request), request.FILES or None, subject=subject, by=request.user, at=at, initial=initial
    )
    if request.method == "POST" and form.perform():
        return redirect(after)
    status = 422 if form.is_bound else 200
    return render(
        request,
        template,
        {"call": call, "form": form, "back": after, "at": at, **bar_of(request.user, call), **context},
        status=status,
    )
