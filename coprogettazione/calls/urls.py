# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Where an avviso is written and its questions answered, below /fascicoli/."""

from django.urls import path

from coprogettazione.calls import views

app_name = "calls"
urlpatterns = [
    path("nuovo/", views.NewCallView.as_view(), name="new"),
    path("<slug:code>/accesso/", views.AccessView.as_view(), name="access"),
    path("<slug:code>/accesso/nuova/", views.NewAccessView.as_view(), name="access_new"),
    path("<slug:code>/accesso/<int:pk>/", views.AccessRequestView.as_view(), name="access_request"),
    path("<slug:code>/accesso/segui/<str:key>/", views.FollowAccessView.as_view(), name="access_follow"),
    path("<slug:code>/accesso/segui/<str:key>/<int:pk>/", views.FollowFileView.as_view(), name="access_copy"),
    path(
        "<slug:code>/accesso/segui/<str:key>/risposta/", views.FollowFileView.as_view(), name="access_letter"
    ),
    path("<slug:code>/avviso/", views.DeskView.as_view(), name="desk"),
    path("<slug:code>/avviso/anteprima/", views.PreviewView.as_view(), name="preview"),
    path("<slug:code>/avviso/bozza.pdf", views.PreviewFileView.as_view(), name="preview_file"),
    path("<slug:code>/avviso/quesiti/", views.QuestionsView.as_view(), name="questions"),
    path("<slug:code>/avviso/<slug:section>/", views.SectionView.as_view(), name="section"),
]
