# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Step 4: the economic plan."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from coprogettazione.applications import forms, services
from coprogettazione.applications.queries import divided, totals
from coprogettazione.applications.views.place import Place, place, place_errors
from coprogettazione.parties.queries import signed_in
from coprogettazione.records.forms import typed
from coprogettazione.records.refusals import Refusal


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def plan(request: HttpRequest, pk: int) -> HttpResponse:
    """Step 4: the body's own lines; the lead also says how much is asked."""
    here = place(request, pk)
    own = [line for line in here.draft.lines if line.organisation_id == here.me.organisation_id]
    initial = [
        {"category": x.category, "description": x.description, "amount": x.amount, "source": x.source}
        for x in own
    ]
    data = typed(request)
    asked = {"amount": here.application.requested_grant}
    grant = forms.GrantForm(data if here.is_lead else None, initial=asked, prefix="grant")
    rows = forms.PlanFormSet(data, initial=initial, prefix="lines")
    if request.method == "POST" and rows.is_valid() and (grant.is_valid() or not here.is_lead):
        kept = [r for r in rows.forms if r.cleaned_data and not r.cleaned_data.get("DELETE")]
        common: dict[str, Any] = {
            "application": here.application,
            "by": signed_in(request.user),
            "at": here.at,
        }
        lines = [
            {name: r.cleaned_data[name] for name in ("category", "description", "amount", "source")}
            for r in kept
        ]
        try:
            if here.is_lead:
                services.save_requested_grant(amount=grant.cleaned_data["amount"], **common)
            services.save_plan(organisation=here.me.organisation, lines=lines, **common)
        except Refusal as refusal:
            place_errors(refusal, grant if here.is_lead else kept[0] if kept else grant, kept, "lines")
        else:
            return redirect(here.address("piano"))
    context = here.context("piano", grant=grant, rows=rows, **_sums(here))
    return render(request, "applications/plan.html", context, status=422 if request.method == "POST" else 200)


def _sums(here: Place) -> dict[str, Any]:
    asked = here.application.requested_grant
    quotas = divided(asked, [m.share for m in here.draft.members]) if asked is not None else None
    return {
        "sums": totals(here.draft.lines),
        "bodies": [
            {
                "member": m,
                "sums": totals([x for x in here.draft.lines if x.organisation_id == m.organisation_id]),
                "quota": quotas[n] if quotas else None,
            }
            for n, m in enumerate(here.draft.members)
        ],
        "own_quota": next(
            (quotas[n] for n, m in enumerate(here.draft.members) if quotas and m.pk == here.me.pk), None
        ),
    }
