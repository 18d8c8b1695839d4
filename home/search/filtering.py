# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The filters of a page as links: each value with how many things it leaves, and the address that asks for it."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from home.facts.themes import THEMES
from home.search.asked import FILTERS, KIND_WORDS, ORDERS, Asked
from home.search.finding import SHOWN, Found
from home.search.states import STATES

TITLES = {
    "tipo": _("Che cosa"),
    "stato": _("A che punto è"),
    "tema": _("Tema"),
    "comune": _("Comune"),
    "ente": _("Ente"),
    "anno": _("Anno"),
}
_WORDS: dict[str, dict[str, Any]] = {"tipo": dict(KIND_WORDS), "stato": dict(STATES), "tema": dict(THEMES)}


@dataclass(frozen=True)
class Link:
    """A value of a filter, or an order: its words, its address, and whether it is set (then it is taken away)."""

    words: str
    query: str
    count: int = 0
    on: bool = False


@dataclass(frozen=True)
class Facet:
    """A filter with its values; `more` is the address that shows them all, when some are not shown."""

    name: str
    title: Any
    links: list[Link]
    more: str = ""


def facets(found: Found, fixed: str = "", all_of: str = "") -> list[Facet]:
    """The filters that can narrow this answer; what would leave everything as it is is not offered."""
    asked = found.asked
    told = []
    for name in FILTERS:
        choices = found.facets[name]
        chosen = getattr(asked, name)
        same = len(choices) == 1 and choices[0].count == found.count
        if (name == "tipo" and fixed) or not choices or (same and not chosen):
            continue
        links = [
            Link(
                words=str(_WORDS.get(name, {}).get(choice.value, choice.words or choice.value)),
                query=asked.with_filter(name, "" if choice.value == chosen else choice.value).query(fixed),
                count=choice.count,
                on=choice.value == chosen,
            )
            for choice in choices
        ]
        if name == "anno":
            links.sort(key=lambda link: link.words, reverse=True)
        more = ""
        if len(choices) >= SHOWN and name in ("comune", "ente", "tema") and all_of != name:
            query = asked.query(fixed)
            more = f"{query}&tutti={name}" if query else f"tutti={name}"
        told.append(Facet(name, TITLES[name], links, more))
    return told


def chosen(found: Found, fixed: str = "") -> list[Link]:
    """The filters that are set, each with the address without it."""
    told = []
    for name, value in found.asked.filters(fixed).items():
        words = next((c.words for c in found.facets[name] if c.value == value), "")
        told.append(
            Link(
                words=str(_WORDS.get(name, {}).get(value, words or value)),
                query=found.asked.with_filter(name, "").query(fixed),
                on=True,
            )
        )
    return told


def orders(asked: Asked, fixed: str = "") -> list[Link]:
    """The orders one may ask for; how well words fit only when there are words."""
    now = asked.ordine or ("pertinenza" if asked.words else "data")
    return [
        Link(str(words), asked.with_filter("ordine", name).query(fixed), on=name == now)
        for name, words in ORDERS.items()
        if name != "pertinenza" or asked.words
    ]
