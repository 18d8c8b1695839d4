# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The desk, the dossiers, and the page of a deed."""

from django.urls import path

from workflows import dossier_views, views

urlpatterns = [
    path("scrivania/", views.DeskView.as_view(), name="desk"),
    path("fascicoli/", views.CaseFileListView.as_view(), name="case_files"),
    path("fascicoli/<slug:code>/", views.CaseFileView.as_view(), name="case_file"),
    path(
        "fascicoli/<slug:code>/esporta/", dossier_views.DossierExportView.as_view(), name="export_case_file"
    ),
    path(
        "convenzione/<int:pk>/fascicolo/",
        dossier_views.AgreementExportView.as_view(),
        name="export_agreement",
    ),
    path(
        "convenzione/<int:pk>/registro/",
        dossier_views.AgreementRegisterView.as_view(),
        name="agreement_register",
    ),
    path("fascicoli/<slug:code>/registro/", views.RegisterView.as_view(), name="register"),
    path("fascicoli/<slug:code>/conoscenza/", views.KnowledgeView.as_view(), name="knowledge"),
    path("fascicoli/<slug:code>/fatto/<int:seq>/", views.DoneView.as_view(), name="done"),
    path("fascicoli/<slug:code>/<slug:deed>/<int:pk>/", views.DeedView.as_view(), name="deed"),
]
