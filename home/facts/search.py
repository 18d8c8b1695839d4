# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""One search over everything public, with the Italian stems of PostgreSQL."""

from typing import Any

from django.core.paginator import Page as PageOfResults
from django.core.paginator import Paginator
from wagtail.models import Page

from coprogettazione.parties.models import Organisation
from home.facts.organisations import public_organisations

PER_PAGE = 20


def search(words: str, number: str | None) -> dict[str, Any]:
    """The pages found, best first, a page at a time; the organisations whose name holds the words."""
    results = Page.objects.live().public().filter(depth__gt=2).specific().search(words, operator="and")
    page: PageOfResults[Any] = Paginator(results, PER_PAGE).get_page(number)
    organisations: list[Organisation] = list(public_organisations(words)[:PER_PAGE])
    return {"page": page, "organisations": organisations, "count": page.paginator.count + len(organisations)}
