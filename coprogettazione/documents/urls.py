# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Addresses of files, and of the acts as pages."""

from django.urls import path

from coprogettazione.documents import views

app_name = "documents"
urlpatterns = [
    path("atti/<int:pk>/", views.act, name="act"),
    path("atti/<int:pk>/intero/", views.whole_act, name="whole_act"),
    path("file/<int:pk>/", views.download, name="download"),
    path("file/pubblico/<str:sha256>/<str:name>", views.public_download, name="public"),
    path("file/in-arrivo/", views.begin, name="begin"),
    path("file/in-arrivo/<uuid:pk>/", views.part, name="arriving"),
]
