# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What every page shares that shows a fragment of a shared text with who wrote it: a chapter, the text of a group."""

from datetime import datetime
from typing import Any

from django.utils.functional import cached_property
from django.utils.safestring import SafeString

from coprogettazione.tables.models import SharedText
from coprogettazione.tables.queries import Place
from coprogettazione.tables.queries.project import HandOf, hands_of
from coprogettazione.tables.queries.seats import orders_of
from coprogettazione.tables.queries.shared_text import Part, Reading, read_text
from coprogettazione.tables.views.base import TableView
from coprogettazione.tables.views.paper import Paper
from coprogettazione.templatetags.co import author_class


class SharedTextView(TableView):
    """A page on a shared text: `_text.html` draws what `shown` gives. Where the editor runs, it takes its place."""

    @property
    def text(self) -> SharedText:
        """The shared text."""
        raise NotImplementedError

    @cached_property
    def reading(self) -> Reading:
        """What it says now."""
        return read_text(self.text)

    def shown(self, part: Part | None, *, live: bool) -> dict[str, Any]:
        """A fragment drawn, with who wrote it; `live` says whether it is written now."""
        people = hands_of(self.text, self.reading, part)
        wrote = {hand.organisation_id for hand in people.values()}
        last: HandOf | None = max(people.values(), key=_at, default=None)
        return {
            "text": self.text,
            "live": live,
            "paper": self.paper(part, people) if part else "",
            "authors": self.coloured,
            "legend": self.legend(wrote | self.may if live else wrote),
            "last": last,
        }

    @property
    def coloured(self) -> bool:
        """Whether who wrote is shown."""
        return self.request.GET.get("autori") != "no"

    @property
    def may(self) -> set[int]:
        """The organisations for which one may write here now."""
        return {p.organisation.pk for p in self.places if p.here and p.votes}

    def legend(self, bodies: set[int]) -> list[Place]:
        """Whose lines are under the text; where it is written now, of everybody who may write too."""
        return [p for p in self.places if p.organisation.pk in bodies]

    def paper(self, part: Part, people: dict[int, HandOf]) -> SafeString:
        """The fragment, drawn."""
        orders = orders_of(self.table)
        classes = {
            hand: author_class(orders.get(whose.organisation_id, len(orders)))
            for hand, whose in people.items()
        }
        return Paper(part, classes.__getitem__ if self.coloured else None, self.picture).drawn()


def _at(hand: HandOf) -> datetime:
    return hand.at
