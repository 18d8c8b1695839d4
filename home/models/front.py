# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The first page: what this is in ten seconds, what is open now, what is in force."""

from datetime import datetime
from typing import Any, ClassVar

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.url_routing import RouteResult

from home.facts.front import front_facts
from home.models.base import BasePage
from home.models.district import DistrictSettings
from home.prepared import Given, Prepared


def by_address(kind: type[BasePage]) -> Prepared[BasePage]:
    """The live page of a kind at an address, with everything that it tells."""
    address = Given("url_path", models.TextField())
    return Prepared(lambda: kind.read().filter(url_path=address, live=True)[:1])


class HomePage(BasePage):
    """The root of the site."""

    heading = models.CharField(
        _("titolo in grande"),
        max_length=160,
        blank=True,
        help_text=_("Se manca, lo scrive il sito con il nome dell’ambito."),
    )
    lead = models.TextField(
        _("in breve"),
        default=_(
            "L’ente pubblico chiama cooperative, associazioni e fondazioni a scrivere insieme un progetto, "
            "lo finanzia e ne controlla i risultati. Qui trovi chi partecipa, che cosa è stato deciso e come "
            "si spende ogni euro."
        ),
    )
    examples = models.CharField(
        _("ricerche d’esempio"), max_length=200, blank=True, help_text=_("Separate da una virgola.")
    )

    template = "home/home_page.html"
    max_count = 1
    parent_page_types = ["wagtailcore.Page"]
    content_panels = [
        *BasePage.content_panels[:1],
        FieldPanel("heading"),
        FieldPanel("lead"),
        FieldPanel("examples"),
        *BasePage.content_panels[1:],
    ]

    #: First part of an address → how that page, and those under it, are read: each with one query.
    routes: ClassVar[dict[str, tuple[Prepared[BasePage], Prepared[BasePage]]]] = {}

    class Meta:
        verbose_name = _("prima pagina")
        verbose_name_plural = _("prime pagine")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """What is open, what is in force."""
        context = super().get_context(request, *args, **kwargs)
        context["heading"] = self.heading or self.greeting(request)
        context["examples"] = [word.strip() for word in self.examples.split(",") if word.strip()]
        return {**context, **front_facts(context["at"])}

    def terms(self, context: dict[str, Any]) -> list[datetime | None]:
        """Of the calls that are open, and the next meetings."""
        meetings = [meeting.starts_at for meeting in context["appointments"]]
        return [call.deadline for call in context["open_calls"]] + meetings

    def greeting(self, request: HttpRequest) -> str:
        """The title in large when the editors have written none."""
        place = DistrictSettings.for_request(request).place
        if place:
            return gettext(
                "I servizi sociali di %(place)s si progettano a un tavolo. Tu puoi leggere tutto."
            ) % {"place": place}
        return gettext("I servizi sociali si progettano a un tavolo. Tu puoi leggere tutto.")

    def route(self, request: HttpRequest, path_components: list[str]) -> RouteResult:
        """Find the pages of the procedure with one query; anything else as Wagtail does."""
        if path_components and len(path_components) <= 2 and path_components[0] in self.routes:
            read = self.routes[path_components[0]][len(path_components) - 1]
            wanted = f"{self.url_path}{'/'.join(path_components)}/"
            if found := read(url_path=wanted):
                return RouteResult(found[0])
        return super().route(request, path_components)
