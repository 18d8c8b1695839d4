# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What the templates of a search and of a list are given."""

from datetime import datetime
from typing import Any

from django.http import HttpRequest

from home.search.asked import FILTERS, Asked
from home.search.filtering import chosen, facets, orders
from home.search.finding import PER_PAGE, Found, find


def asked_context(
    request: HttpRequest, at: datetime, kind: str = "", per_page: int = PER_PAGE
) -> tuple[Found, dict[str, Any]]:
    """The answer to the address of a request, and what its page says of it; `kind` where a list is of one."""
    asked = Asked.of(request.GET, kind)
    all_of = request.GET.get("tutti", "")
    found = find(
        asked, at, request.GET.get("pagina"), all_of=all_of if all_of in FILTERS else "", per_page=per_page
    )
    return found, {
        "asked": asked,
        "asked_query": asked.query(kind),
        "full_query": asked.query(),
        "kept_filters": {**asked.filters(kind), **({"ordine": asked.ordine} if asked.ordine else {})},
        "narrowed": bool(asked.words or asked.filters(kind)),
        "found": found,
        "page_obj": found.page,
        "facets": facets(found, kind, all_of),
        "chosen": chosen(found, kind),
        "orders": orders(asked, kind),
        "at": at,
    }
