# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Where an avviso is written and its questions answered, below /fascicoli/."""

from django.urls import path

from coprogettazione.calls import views

app_name = "calls"
urlpatterns = [
    path("nuovo/", views.NewCallView.as_view(), name="new"),
    path("<slug:code>/avviso/", views.DeskView.as_view(), name="desk"),
    path("<slug:code>/avviso/anteprima/", views.PreviewView.as_view(), name="preview"),
    path("<slug:code>/avviso/bozza.pdf", views.PreviewFileView.as_view(), name="preview_file"),
    path("<slug:code>/avviso/quesiti/", views.QuestionsView.as_view(), name="questions"),
    path("<slug:code>/avviso/modulo/", views.FormView.as_view(), name="form"),
    path("<slug:code>/avviso/modulo/anteprima/", views.FormPreviewView.as_view(), name="form_preview"),
    path("<slug:code>/avviso/modulo/parti/", views.FormSectionView.as_view(), name="form_section_new"),
    path(
        "<slug:code>/avviso/modulo/parti/<slug:section>/",
        views.FormSectionView.as_view(),
        name="form_section",
    ),
    path(
        "<slug:code>/avviso/modulo/parti/<slug:section>/nuova/",
        views.FormQuestionView.as_view(),
        name="form_question_new",
    ),
    path(
        "<slug:code>/avviso/modulo/domande/<slug:key>/",
        views.FormQuestionView.as_view(),
        name="form_question",
    ),
    path("<slug:code>/avviso/<slug:section>/", views.SectionView.as_view(), name="section"),
]
