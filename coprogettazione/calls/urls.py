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
    path("modelli/", views.ModelsView.as_view(), name="models"),
    path("parametri/", views.LawView.as_view(), name="law"),
    path("parametri/<slug:kind>/<int:pk>/", views.LawChangeView.as_view(), name="law_change"),
    path("<slug:code>/avviso/bozza.pdf", views.PreviewFileView.as_view(), name="preview_file"),
    path("<slug:code>/avviso/bozza.odt", views.PreviewTextView.as_view(), name="preview_text"),
    path("<slug:code>/avviso/rettifica/", views.CorrectView.as_view(), name="correct"),
    path("<slug:code>/avviso/modifica/", views.AmendView.as_view(), name="amend"),
    path("<slug:code>/avviso/parola/", views.ReplaceWordView.as_view(), name="replace_word"),
    path("<slug:code>/avviso/parola/<int:pk>/", views.UndoReplacementView.as_view(), name="undo_word"),
    path(
        "<slug:code>/avviso/allegati/<slug:annex>.<slug:extension>",
        views.AnnexPreviewView.as_view(),
        name="annex",
    ),
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
