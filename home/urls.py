# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Public addresses; the pages of Wagtail answer whatever is not here."""

from django.urls import include, path, re_path
from wagtail import urls as wagtail_urls

from home import draws, feeds, territory, verification, views

urlpatterns = [
    path("cerca/", views.search_page, name="search"),
    path("opinione/", views.opinion, name="opinion"),
    path("segnala/", views.fault, name="fault"),
    path("grazie/", views.thanks, name="thanks"),
    path("verifica/", verification.verify, name="verify"),
    path("convenzioni/dati.csv", feeds.agreements_csv, name="agreements_csv"),
    path("avvisi/dati.csv", feeds.calls_csv, name="calls_csv"),
    path("avvisi/novita.atom", feeds.CallsFeed(), name="calls_feed"),
    path("comuni/", territory.territory, name="territory"),
    path("comuni/<int:pk>/", territory.comune, name="comune"),
    path("parametri/", views.law, name="law"),
    path("avvisi/<slug:code>/anteprima/", views.call_preview, name="call_preview"),
    path("avvisi/<slug:code>/termini.ics", feeds.call_calendar, name="call_calendar"),
    path("tavoli/<slug:code>/incontri.ics", feeds.table_calendar, name="table_calendar"),
    path("avvisi/<slug:code>/sorteggio/", draws.call_draw, name="call_draw"),
    path("avvisi/<slug:code>/sorteggio.json", draws.call_draw_json, name="call_draw_json"),
    re_path(wagtail_urls.serve_pattern, views.serve, name="wagtail_serve"),
    path("", include(wagtail_urls)),
]
