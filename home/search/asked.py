# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What is asked of the search: words, filters, order, page; from an address, and back to one."""

from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from django.utils.translation import gettext_lazy as _

from home.facts.themes import THEMES
from home.models.search import FindableKind
from home.search.states import STATES

#: What an address says (`?tipo=avvisi`) → the kind.
KINDS = {
    "avvisi": FindableKind.CALL,
    "tavoli": FindableKind.TABLE,
    "convenzioni": FindableKind.AGREEMENT,
    "enti": FindableKind.ORGANISATION,
    "pagine": FindableKind.PAGE,
}
KIND_WORDS = {
    "avvisi": _("Avvisi"),
    "tavoli": _("Tavoli"),
    "convenzioni": _("Convenzioni"),
    "enti": _("Enti"),
    "pagine": _("Pagine del sito"),
}
#: What is published on a day of its own: pages of words and bodies are not news.
NEWS = (FindableKind.CALL, FindableKind.TABLE, FindableKind.AGREEMENT)
#: `?ordine=`: by how well the words fit, by date of publication, by what ends first.
ORDERS = {
    "pertinenza": _("Pertinenza"),
    "data": _("Data di pubblicazione"),
    "termine": _("Termine più vicino"),
}
#: The filters, in the order of the page.
FILTERS = ("tipo", "stato", "tema", "comune", "ente", "anno")
MOST_LETTERS = 200


@dataclass(frozen=True)
class Asked:
    """A search: `words` as typed, a value for each filter, "" when there is none."""

    words: str = ""
    tipo: str = ""
    stato: str = ""
    tema: str = ""
    comune: str = ""
    ente: str = ""
    anno: str = ""
    ordine: str = ""

    @classmethod
    def of(cls, asked: Any, kind: str = "") -> "Asked":
        """From the query of an address; whatever is not understood is as if not asked.

        `kind` is the only kind where a list is of one. "aperti=1" is how the list of calls used to ask.
        """
        state = "aperti" if asked.get("aperti") == "1" else asked.get("stato", "")
        return cls(
            words=" ".join(asked.get("q", "").replace("\0", "").split())[:MOST_LETTERS],
            tipo=kind or _known(asked.get("tipo", ""), KINDS),
            stato=_known(state, STATES),
            tema=_known(asked.get("tema", ""), THEMES),
            comune=_number(asked.get("comune", "")),
            ente=_number(asked.get("ente", "")),
            anno=_number(asked.get("anno", ""), 4),
            ordine=_known(asked.get("ordine", ""), ORDERS),
        )

    def __bool__(self) -> bool:
        """Whether anything was asked."""
        return bool(self.words or any(getattr(self, name) for name in FILTERS))

    def filters(self, fixed: str = "") -> dict[str, str]:
        """The filters that are set; `fixed` is a kind that the list itself sets."""
        found = {name: getattr(self, name) for name in FILTERS}
        return {n: value for n, value in found.items() if value and not (n == "tipo" and fixed)}

    def with_filter(self, name: str, value: str) -> "Asked":
        """The same with a filter set, or taken away."""
        return replace(self, **{name: value})

    def query(self, fixed: str = "") -> str:
        """As the query of an address, always in the same order: two equal searches have one address."""
        words = {"q": self.words} if self.words else {}
        order = {"ordine": self.ordine} if self.ordine else {}
        return urlencode({**words, **self.filters(fixed), **order})


def _known(value: str, values: Any) -> str:
    return value if value in values else ""


def _number(value: str, digits: int = 9) -> str:
    return str(int(value)) if value.isascii() and value.isdigit() and len(value) <= digits else ""
