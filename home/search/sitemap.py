# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The map of the site for search engines, from the index: every public page once, in parts; and what to leave alone."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.contrib.sitemaps import Sitemap
from django.db.models import Count, Max, Q
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from home.models.search import Findable, FindableKind

#: Addresses of one part; the protocol allows fifty thousand.
PART = 5000
#: Working pages, and addresses that multiply without end.
LEFT_ALONE = (
    "/redazione/", "/accesso/", "/scrivania/", "/fascicoli/", "/messaggi/", "/cerca/", "/avvisami/",
    "/opinione/", "/segnala/", "/*?tema=", "/*?comune=", "/*?ente=", "/*?stato=", "/*?anno=", "/*?q=",
)  # fmt: skip


class FindableSitemap(Sitemap[Findable]):
    """The public things of one kind."""

    limit = PART

    def __init__(self, kind: FindableKind) -> None:
        self.kind = kind

    def items(self) -> Any:
        """In the order of their making: a page that is added moves no other to another part."""
        return Findable.objects.filter(kind=self.kind).only("address", "changed_at").order_by("pk")

    def get_latest_lastmod(self) -> datetime | None:
        """When the last of them was published, asked without reading them; None when it is not known of each."""
        unknown = Count("pk", filter=Q(changed_at__isnull=True))
        known = self.items().order_by().aggregate(latest=Max("changed_at"), unknown=unknown)
        return None if known["unknown"] else known["latest"]

    def location(self, item: Findable) -> str:
        """The address of the page."""
        return item.address

    def lastmod(self, item: Findable) -> datetime | None:
        """When the page was last published."""
        return item.changed_at


class FrontSitemap(Sitemap[str]):
    """The first page."""

    def items(self) -> list[str]:
        """One address."""
        return ["/"]

    def location(self, item: str) -> str:
        """As it is."""
        return item


SITEMAPS: dict[str, Any] = {
    "inizio": FrontSitemap,
    **{kind.value.lower(): FindableSitemap(kind) for kind in FindableKind},
}


@require_safe
def robots_txt(request: HttpRequest) -> HttpResponse:
    """What search engines leave alone, and where the map is."""
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in LEFT_ALONE), ""]
    lines.append(f"Sitemap: {settings.PUBLIC_URL.rstrip('/')}/sitemap.xml")
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")
