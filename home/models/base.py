# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What every public page shares: its place in the path, the instant, the story around the facts."""

from collections.abc import Iterable
from datetime import datetime, time, timedelta
from typing import Any, ClassVar

from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page, PageViewRestriction
from wagtail.search import index

from coprogettazione.wording import ROME
from home.blocks import StoryBlock
from home.prepared import Prepared
from home.shelf import DEEDS, EDITORS, SITE

MINUTE = timedelta(minutes=1)
#: The smallest difference between two instants.
TICK = timedelta.resolution
#: Whether anything on the site is closed to some readers: one restriction, if there is any.
ANY_CLOSED = Prepared(lambda: PageViewRestriction.objects.order_by("pk")[:1])


def next_minute(at: datetime) -> datetime:
    """The whole minute that comes."""
    return at.replace(second=0, microsecond=0) + MINUTE


def address_of(url_path: str) -> str:
    """Where a page answers, from the root of its site."""
    return "/" + url_path.split("/", 2)[2]


class BasePage(Page):
    """A public page. `section` is the page above it, as the breadcrumb names it: (title, address)."""

    story = StreamField(StoryBlock(), blank=True, verbose_name=_("testo della redazione"))

    section: ClassVar[tuple[Any, str] | None] = None
    #: Whether the clock may change its words at every minute, and not only at midnight and near its terms.
    every_minute: ClassVar[bool] = True
    content_panels = [*Page.content_panels, FieldPanel("story")]
    search_fields = [*Page.search_fields, index.SearchField("story")]

    class Meta:
        abstract = True

    @property
    def address(self) -> str:
        """Where the page answers, from the root of its site: "/avvisi/pis-2026/"."""
        return address_of(self.url_path)

    @property
    def gist(self) -> str:
        """The page in a sentence or two, for lists of results."""
        return str(self.search_description)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """The page, the instant, the breadcrumb."""
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        context["at"] = timezone.now()
        context["crumbs"] = self.crumbs()
        context["here"] = request.build_absolute_uri(self.address)
        return context

    def depends_on(self) -> set[str]:
        """What makes the page old once it is drawn (home/shelf.py): any deed, until a page knows better."""
        return {DEEDS, SITE, EDITORS}

    def terms(self, context: dict[str, Any]) -> Iterable[datetime | None]:
        """The terms of which the page, drawn with this context, says what is left."""
        return ()

    def holds_until(self, context: dict[str, Any]) -> datetime:
        """The first instant at which the clock changes the words of the page: at the latest midnight in Rome."""
        at: datetime = context["at"]
        tomorrow = at.astimezone(ROME).date() + timedelta(days=1)
        ends = [datetime.combine(tomorrow, time.min, tzinfo=ROME)]
        if self.every_minute:
            ends.append(next_minute(at))
        # What is left of a term changes with its minutes, which are counted back from it.
        ends += [at + ((term - at) % MINUTE or TICK) for term in self.terms(context) if term and term > at]
        return min(ends)

    def get_view_restrictions(self) -> QuerySet[PageViewRestriction]:
        """As Wagtail finds them, which looks at every page above; none are looked for where there are none at all."""
        return super().get_view_restrictions() if ANY_CLOSED() else PageViewRestriction.objects.none()

    def crumbs(self) -> list[dict[str, Any]]:
        """Home, the section, this page."""
        above = [{"title": _("Home"), "url": "/"}]
        if self.section is not None:
            above.append({"title": self.section[0], "url": self.section[1]})
        return [*above, {"title": self.title, "url": self.address}]
