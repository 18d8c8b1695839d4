# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Addresses of files."""

from django.urls import path

from coprogettazione.documents import views

app_name = "documents"
urlpatterns = [
    path("<int:pk>/", views.download, name="download"),
    path("pubblico/<str:sha256>/<str:name>", views.public_download, name="public"),
    path("in-arrivo/", views.begin, name="begin"),
    path("in-arrivo/<uuid:pk>/", views.part, name="arriving"),
]
