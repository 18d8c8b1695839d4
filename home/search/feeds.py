# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Any search as an Atom feed: what was published lately among the things it finds."""

from datetime import datetime
from typing import Any

from django.contrib.syndication.views import Feed
from django.http import HttpRequest
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _

from home.models.search import Findable, FindableKind
from home.search.asked import NEWS, Asked
from home.search.finding import LATEST_FIRST, matching
from home.search.telling import published_in_words
from home.search.words import words_of

#: Entries of a feed.
LATEST = 30


class SearchFeed(Feed[Findable, Asked]):
    """The latest things that a search finds; without words and filters, everything that was published."""

    feed_type = Atom1Feed

    def get_object(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Asked:
        """What the address asks."""
        return Asked.of(request.GET)

    def title(self, asked: Asked) -> str:
        """What is followed."""
        if asked.words:
            return _("Novità per «%(words)s»") % {"words": asked.words}
        return _("Novità della co-progettazione")

    def subtitle(self, asked: Asked) -> str:
        """What the feed holds."""
        return _("Avvisi, tavoli e convenzioni pubblicati, dal più recente.")

    def link(self, asked: Asked) -> str:
        """The page of the search."""
        query = asked.query()
        return f"/cerca/?{query}" if query else "/cerca/"

    def items(self, asked: Asked) -> Any:
        """The last thirty."""
        found = matching(asked, words_of(asked.words), timezone.now()).filter(kind__in=NEWS)
        return found.defer("head", "words", "text").order_by(*LATEST_FIRST)[:LATEST]

    def item_title(self, item: Findable) -> str:
        """What it is, and its title."""
        return f"{FindableKind(item.kind).label}: {item.title}"

    def item_description(self, item: Findable) -> str:
        """Summary and term."""
        return " ".join(filter(None, [item.summary, published_in_words(item, timezone.now())]))

    def item_link(self, item: Findable) -> str:
        """Its page."""
        return item.address

    def item_pubdate(self, item: Findable) -> datetime | None:
        """When it was published."""
        return item.published_at

    def item_updateddate(self, item: Findable) -> datetime | None:
        """When what it says last changed."""
        return item.changed_at or item.published_at


class AgreementsFeed(SearchFeed):
    """The latest agreements."""

    def get_object(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Asked:
        """The agreements, whatever else is asked."""
        return Asked.of(request.GET, "convenzioni")

    def title(self, asked: Asked) -> str:
        """What is followed."""
        return _("Convenzioni di co-progettazione")

    def link(self, asked: Asked) -> str:
        """The list."""
        return "/convenzioni/"
