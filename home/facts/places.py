# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Where things happen: the comuni of a district, each with its place on the map."""

from collections.abc import Collection
from typing import Any

from django.db.models import Count, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from coprogettazione.agreements.models import Agreement
from coprogettazione.calls.models import Call
from coprogettazione.parties.models import Comune
from coprogettazione.wording import in_words, joined
from home.facts.agreements import public_agreements
from home.facts.calls import published_calls
from home.facts.lists import rows
from home.maps import Place, draw


def places_of_outer(district: str) -> Any:
    """The comuni of the district named by an outer reference, with their boundaries."""
    found = Comune.objects.filter(districts=OuterRef(district)).order_by("name", "pk")
    return rows(found, pk="pk", name="name", rings="outline__rings", source="outline__source")


def territory(place_rows: list[dict[str, Any]], here: Collection[int]) -> dict[str, Any] | None:
    """The map and its list; `here` are the comuni in which happens what is told. None without comuni."""
    places = [Place(row["pk"], row["name"], row["pk"] in here, row["rings"]) for row in place_rows]
    figure = draw(places)
    if figure is None:
        return None
    return {
        "figure": figure,
        "places": places,
        "words": joined([place.name for place in places if place.here]),
        "sources": sorted(
            {row["source"] for row in place_rows if row["source"]} if not figure.schematic else ()
        ),
    }


def where(names: list[str], place_rows: list[dict[str, Any]]) -> str:
    """Where it happens, in a line: all the comuni of the district, or their names."""
    if len(names) > 3 and len(names) == len(place_rows):
        return _("nei %(n)s Comuni dell’Ambito") % {"n": in_words(len(names), "m")}
    if len(names) > 6:
        return _("in %(n)s Comuni") % {"n": in_words(len(names), "m")}
    return _("a %(places)s") % {"places": joined(names)} if names else ""


def comuni_of_the_site() -> QuerySet[Comune]:
    """The comuni of the districts, each with how many calls and agreements are public there."""
    calls = Count("calls", filter=Q(calls__published_at__isnull=False, calls__page__live=True), distinct=True)
    agreements = Count(
        "calls__agreements",
        filter=Q(calls__agreements__published_at__isnull=False, calls__agreements__page__live=True),
        distinct=True,
    )
    found = Comune.objects.filter(districts__isnull=False).select_related("outline")
    return found.annotate(call_count=calls, agreement_count=agreements).order_by("name", "pk")


def agreements_in(comune: Comune) -> QuerySet[Agreement]:
    """The public agreements that are carried out there, the latest first."""
    return public_agreements().filter(call__comuni=comune)


def calls_in(comune: Comune) -> QuerySet[Call]:
    """The public calls for that place, the latest first."""
    return published_calls().filter(comuni=comune).order_by("-published_at", "-pk")
