# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The district by its comuni: the map with its list, and what happens in each."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from coprogettazione.wording import joined
from home.facts import places as facts
from home.facts.agreements import agreement_row
from home.facts.calls import call_state, is_open
from home.models.district import remember_site

AGREEMENTS, CALLS = 20, 12


@require_safe
def territory(request: HttpRequest) -> HttpResponse:
    """The comuni of the site, with how much is public in each."""
    remember_site(request)
    comuni = list(facts.comuni_of_the_site())
    happening = {comune.pk for comune in comuni if comune.agreement_count}
    names = joined([comune.name for comune in comuni])
    context = {
        "comuni": comuni,
        "territory": facts.territory([_place(comune) for comune in comuni], happening),
        "map_words": _("%(names)s. Le stesse cifre sono nella tabella.") % {"names": names},
        "crumbs": _crumbs(),
    }
    return render(request, "home/territory.html", context)


@require_safe
def comune(request: HttpRequest, pk: int) -> HttpResponse:
    """The agreements and the calls of one comune."""
    remember_site(request)
    at = timezone.now()
    found = get_object_or_404(facts.comuni_of_the_site(), pk=pk)
    page = Paginator(facts.agreements_in(found), AGREEMENTS).get_page(request.GET.get("pagina"))
    calls = facts.calls_in(found)[: CALLS + 1]
    context = {
        "at": at,
        "comune": found,
        "page_obj": page,
        "agreements": [agreement_row(agreement, at) for agreement in page],
        "calls": [
            {"call": call, "open": is_open(call, at), "state": call_state(call, at)} for call in calls[:CALLS]
        ],
        "more_calls": len(calls) > CALLS,
        "crumbs": [*_crumbs(), {"title": found.name, "url": request.path}],
    }
    return render(request, "home/comune.html", context)


def _place(comune: facts.Comune) -> dict[str, object]:
    outline = getattr(comune, "outline", None)
    return {
        "pk": comune.pk,
        "name": comune.name,
        "rings": outline.rings if outline else None,
        "source": outline.source if outline else None,
    }


def _crumbs() -> list[dict[str, str]]:
    return [{"title": _("Home"), "url": "/"}, {"title": _("I Comuni"), "url": "/comuni/"}]
