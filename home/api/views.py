# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The page that explains the API: made from the same declarations, with nothing of others on it."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from home.api.schemas import MOST_PER_PAGE, PER_PAGE
from home.api.service import PREFIX
from home.keeping import kept
from home.opendata.tables import DATASETS


@require_safe
@kept
def documentation(request: HttpRequest) -> HttpResponse:
    """What can be asked, how it is answered, how often."""
    crumbs = [
        {"title": _("Home"), "url": "/"},
        {"title": _("Dati"), "url": reverse("data_index")},
        {"title": _("API"), "url": reverse("api")},
    ]
    context = {
        "datasets": DATASETS.values(),
        "prefix": request.build_absolute_uri(PREFIX),
        "year": timezone.localdate().year,
        "per_page": PER_PAGE,
        "most_per_page": MOST_PER_PAGE,
        "limit": settings.API_REQUESTS_PER_MINUTE,
        "files_limit": settings.DATA_FILES_PER_MINUTE,
        "crumbs": crumbs,
    }
    return render(request, "home/api.html", context)
