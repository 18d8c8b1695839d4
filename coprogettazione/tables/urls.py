# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Addresses of the table."""

from django.urls import path

from coprogettazione.tables.views import budget, closing, minutes, project, seats, sessions, versions

app_name = "tables"
urlpatterns = [
    path("", project.TableListView.as_view(), name="list"),
    path("verbale/<int:pk>/", minutes.MinutesView.as_view(), name="minutes"),
    path("verbale/<int:pk>/scrivi/", minutes.DraftMinutesView.as_view(), name="draft"),
    path("<slug:code>/", project.ChapterView.as_view(), name="project"),
    path("<slug:code>/capitolo/<slug:chapter>/", project.ChapterView.as_view(), name="chapter"),
    path("<slug:code>/capitolo/<slug:chapter>/scrivi/", project.WriteChapterView.as_view(), name="write"),
    path("<slug:code>/capitolo/<slug:chapter>/accordo/", project.AgreeChapterView.as_view(), name="agree"),
    path("<slug:code>/ruoli/<int:organisation>/", project.RoleView.as_view(), name="role"),
    path("<slug:code>/piano/", budget.BudgetView.as_view(), name="budget"),
    path("<slug:code>/piano/<int:organisation>/", budget.ColumnView.as_view(), name="column"),
    path("<slug:code>/versioni/", versions.VersionsView.as_view(), name="versions"),
    path("<slug:code>/versioni/<int:number>/", versions.VersionView.as_view(), name="version"),
    path("<slug:code>/versioni/<int:before>/<int:after>/", versions.CompareView.as_view(), name="compare"),
    path("<slug:code>/definitivo/", closing.FinalView.as_view(), name="final"),
    path("<slug:code>/incontri/", sessions.SessionsView.as_view(), name="sessions"),
    path("<slug:code>/incontri/convoca/", sessions.ConveneView.as_view(), name="convene"),
    path("<slug:code>/incontri/<int:number>/annulla/", sessions.CancelView.as_view(), name="cancel"),
    path("<slug:code>/incontri/<int:number>/presenze/", sessions.AttendanceView.as_view(), name="attendance"),
    path("<slug:code>/incontri/<int:number>.ics", sessions.CalendarView.as_view(), name="calendar"),
    path("<slug:code>/proposte/nuova/", sessions.ProposeView.as_view(), name="propose"),
    path("<slug:code>/proposte/<int:pk>/", sessions.AnswerView.as_view(), name="answer"),
    path("<slug:code>/posti/", seats.SeatsView.as_view(), name="seats"),
    path("<slug:code>/posti/<int:pk>/chiudi/", seats.EndSeatView.as_view(), name="end_seat"),
    path("<slug:code>/concludi/", closing.ConcludeView.as_view(), name="conclude"),
]
