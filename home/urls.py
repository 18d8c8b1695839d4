# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Public addresses; the pages of Wagtail answer whatever is not here."""

from django.contrib.sitemaps import views as sitemaps
from django.urls import include, path, re_path
from wagtail import urls as wagtail_urls

from home import draws, feeds, register, territory, verification, views
from home.alerts import views as alerts
from home.search.feeds import AgreementsFeed, SearchFeed
from home.search.sitemap import SITEMAPS, robots_txt

urlpatterns = [
    path("cerca/", views.search_page, name="search"),
    path("cerca/novita.atom", SearchFeed(), name="search_feed"),
    path("convenzioni/novita.atom", AgreementsFeed(), name="agreements_feed"),
    path("avvisami/", alerts.ask, name="alert_ask"),
    path("avvisami/conferma/<str:token>/", alerts.confirm, name="alert_confirm"),
    path("avvisami/basta/<str:token>/", alerts.stop, name="alert_stop"),
    path("robots.txt", robots_txt, name="robots_txt"),
    path("sitemap.xml", sitemaps.index, {"sitemaps": SITEMAPS, "sitemap_url_name": "sitemap"}),
    path("sitemap-<str:section>.xml", sitemaps.sitemap, {"sitemaps": SITEMAPS}, name="sitemap"),
    path("opinione/", views.opinion, name="opinion"),
    path("segnala/", views.fault, name="fault"),
    path("grazie/", views.thanks, name="thanks"),
    path("verifica/", verification.verify, name="verify"),
    path("registro/", register.facts, name="public_register"),
    path("registro/giorni/", register.days, name="register_days"),
    path("registro/giorni/<str:day>.tst", register.token_file, name="register_token"),
    path("registro/voci/<int:seq>/", register.line, name="register_line"),
    path("registro/voci/<int:seq>.json", register.line_json, name="register_line_json"),
    path("registro/atti/<slug:prefix>.json", register.acts_json, name="register_acts"),
    path("registro/registro.jsonl", register.register_file, name="register_file"),
    path("registro/radici.jsonl", register.roots_file, name="register_roots"),
    path("registro/coprogettazione_verify.py", register.verifier, name="register_verifier"),
    path("", include("home.opendata.urls")),
    path("api/", include("home.api.urls")),
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
