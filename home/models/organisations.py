# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The organisations that take part, as the public reads them."""

from typing import Any

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.contrib.routable_page.models import RoutablePageMixin, path

from home.facts import organisations as facts
from home.models.base import BasePage

PER_PAGE = 24


class OrganisationIndexPage(RoutablePageMixin, BasePage):
    """Who takes part: public bodies and third-sector bodies, and in what each one is."""

    template = "home/organisation_index_page.html"
    max_count = 1
    parent_page_types = ["home.HomePage"]
    subpage_types: list[str] = []

    class Meta:
        verbose_name = _("elenco degli enti")
        verbose_name_plural = _("elenchi degli enti")

    @classmethod
    def read(cls) -> "QuerySet[OrganisationIndexPage]":
        """The page alone."""
        return cls.objects.all()

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """The organisations, a page at a time."""
        context = super().get_context(request, *args, **kwargs)
        words = request.GET.get("q", "").strip()[:200]
        page = Paginator(facts.public_organisations(words), PER_PAGE).get_page(request.GET.get("pagina"))
        told = list(page.object_list)
        items = [(body.name, f"{self.address}{body.pk}/") for body in told]
        context.update(page_obj=page, organisations=told, words=words, items=items)
        return context

    @path("<int:pk>/")
    def one(self, request: HttpRequest, pk: int) -> HttpResponse:
        """What one organisation does here."""
        organisation = facts.public_organisations("").filter(pk=pk).first()
        if organisation is None:
            raise Http404
        crumbs = [*self.crumbs(), {"title": organisation.known_as, "url": f"{self.address}{pk}/"}]
        return self.render(
            request,
            context_overrides={
                "organisation": organisation,
                "crumbs": crumbs,
                **facts.what_it_does(organisation, timezone.now()),
            },
            template="home/organisation_page.html",
        )
