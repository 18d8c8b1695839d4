# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Where each face of the platform answers."""

from django.urls import URLPattern, URLResolver, include, path
from django.views.decorators.csrf import csrf_exempt
from django.views.i18n import set_language
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

from config.security import security_txt
from coprogettazione.parties.views import SignInView

urlpatterns: list[URLPattern | URLResolver] = [
    path("redazione/", include(wagtailadmin_urls)),
    path("documenti/", include(wagtaildocs_urls)),
    path("accesso/login/", SignInView.as_view(), name="account_login"),
    path("accesso/", include("allauth.urls")),
    path("", include("coprogettazione.parties.urls")),
    path("fascicoli/", include("coprogettazione.calls.urls")),
    path("", include("coprogettazione.applications.urls")),
    path("", include("workflows.urls")),
    # A choice of words, not an act: without a token the public pages are the same for every reader.
    path("lingua/", csrf_exempt(set_language), name="set_language"),
    path("monitoraggio/", include("coprogettazione.monitoring.urls")),
    path("messaggi/", include("coprogettazione.notifications.urls")),
    path("", include("coprogettazione.documents.urls")),
    path("valutazione/", include("coprogettazione.evaluation.urls")),
    path("convenzione/", include("coprogettazione.agreements.urls")),
    path("tavolo/", include("coprogettazione.tables.urls")),
    path(".well-known/security.txt", security_txt),
    # Wagtail's pages come last: they answer every other address.
    path("", include("home.urls")),
]
