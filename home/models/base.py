# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What every public page shares: its place in the path, the instant, the story around the facts."""

from typing import Any, ClassVar

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail.search import index

from home.blocks import StoryBlock


class BasePage(Page):
    """A public page. `section` is the page above it, as the breadcrumb names it: (title, address)."""

    story = StreamField(StoryBlock(), blank=True, verbose_name=_("testo della redazione"))

    section: ClassVar[tuple[Any, str] | None] = None
    content_panels = [*Page.content_panels, FieldPanel("story")]
    search_fields = [*Page.search_fields, index.SearchField("story")]

    class Meta:
        abstract = True

    @property
    def address(self) -> str:
        """Where the page answers, from the root of its site: "/avvisi/pis-2026/"."""
        return "/" + self.url_path.split("/", 2)[2]

    @property
    def gist(self) -> str:
        """The page in a sentence or two, for lists of results."""
        return str(self.search_description)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """The page, the instant, the breadcrumb."""
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        context["at"] = timezone.now()
        context["crumbs"] = self.crumbs()
        return context

    def crumbs(self) -> list[dict[str, Any]]:
        """Home, the section, this page."""
        above = [{"title": _("Home"), "url": "/"}]
        if self.section is not None:
            above.append({"title": self.section[0], "url": self.section[1]})
        return [*above, {"title": self.title, "url": self.address}]
