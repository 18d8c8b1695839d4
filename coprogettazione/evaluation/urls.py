# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Addresses of the evaluation, under /valutazione/."""

from django.urls import path

from coprogettazione.evaluation import views

app_name = "evaluation"
urlpatterns = [
    path("", views.my_committees, name="mine"),
    path("scheda/<int:pk>/", views.sheet, name="sheet"),
    path("scheda/<int:pk>/posizione/", views.position, name="position"),
    path("scheda/<int:pk>/chiusura/", views.close_sheet, name="close_sheet"),
    path("scheda/<int:pk>/<slug:letter>/", views.criterion, name="criterion"),
    path("scheda/<int:pk>/<slug:letter>/bozza/", views.draft, name="draft"),
    path("esito/<int:pk>/", views.outcome, name="outcome"),
    path("esclusione/domanda/<int:pk>/", views.announce_exclusion, name="announce_exclusion"),
    path("esclusione/<int:pk>/", views.exclusion, name="exclusion"),
    path("esclusione/<int:pk>/osservazioni/", views.exclusion_deed, {"what": "osservazioni"}, name="observe"),
    path("esclusione/<int:pk>/decidi/", views.exclusion_deed, {"what": "decidi"}, name="exclude"),
    path("esclusione/<int:pk>/archivia/", views.exclusion_deed, {"what": "archivia"}, name="drop"),
    path("<slug:code>/", views.committee, name="committee"),
    path("<slug:code>/nomina/", views.appoint, name="appoint"),
    path("<slug:code>/dichiarazione/", views.declare, name="declare"),
    path("<slug:code>/sostituzione/<int:pk>/", views.replace, name="replace"),
    path("<slug:code>/apertura/", views.open_evaluation, name="open"),
    path("<slug:code>/sedute/", views.sessions, name="sessions"),
    path("<slug:code>/sedute/nuova/", views.start_session, name="start_session"),
    path("<slug:code>/sedute/<int:pk>/chiusura/", views.end_session, name="end_session"),
    path("<slug:code>/sedute/<int:pk>/verbale/", views.approve_session, name="approve_session"),
    path("<slug:code>/sedute/<int:pk>/bozza.odt", views.minutes_draft, name="minutes_draft"),
    path("<slug:code>/sedute/<int:pk>/dissenso/", views.dissent, name="dissent"),
    path("<slug:code>/sedute/<int:pk>/chiusura-verbale/", views.close_minutes, name="close_minutes"),
    path("<slug:code>/sorteggio/", views.draw, name="draw"),
    path("<slug:code>/chiusura/", views.close, name="close"),
    path("<slug:code>/graduatoria/", views.ranking_page, name="ranking"),
    path("<slug:code>/punteggi.<slug:form>", views.scores, name="scores"),
    path("<slug:code>/parita/", views.treatment, name="treatment"),
    path("<slug:code>/parita/voce-<int:seq>.json", views.opening_proof, name="opening_proof"),
    path("<slug:code>/parita.<slug:form>", views.treatment_file, name="treatment_file"),
    path("<slug:code>/ammissione/", views.admit, name="admit"),
    path("<slug:code>/scorrimento/", views.scroll, name="scroll"),
]
