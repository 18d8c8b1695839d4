# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Pages made of words only: how it works, privacy, legal notes, accessibility, open data."""

from typing import Any

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.search import index

from home.models.base import BasePage
from home.shelf import EDITORS, SITE


class ContentPage(BasePage):
    """A page written by the editors."""

    lead = models.TextField(_("in breve"), blank=True)
    parts = models.CharField(
        _("parte aggiuntiva"),
        max_length=20,
        blank=True,
        choices=[
            ("steps", _("i cinque passi")),
            ("data", _("i dati da scaricare")),
            ("legal", _("la licenza dei contenuti")),
        ],
        help_text=_("Compare sopra il testo."),
    )

    template = "home/content_page.html"
    every_minute = False
    parent_page_types = ["home.HomePage", "home.ContentPage"]
    subpage_types = ["home.ContentPage"]
    content_panels = [*BasePage.content_panels[:1], FieldPanel("lead"), *BasePage.content_panels[1:]]
    settings_panels = [*BasePage.settings_panels, FieldPanel("parts")]
    search_fields = [*BasePage.search_fields, index.SearchField("lead")]

    class Meta:
        verbose_name = _("pagina di testo")
        verbose_name_plural = _("pagine di testo")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """The words, and the datasets where the page shows them."""
        # The datasets are made of queries: the models must be there first.
        from home.opendata.tables import DATASETS

        context = super().get_context(request, *args, **kwargs)
        if self.parts == "data":
            context["datasets"] = DATASETS.values()
        return context

    @property
    def gist(self) -> str:
        """What the page says at its head."""
        return self.lead

    def depends_on(self) -> set[str]:
        """The editors, and the deeds about the body that publishes."""
        return {SITE, EDITORS}
