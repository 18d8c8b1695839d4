# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Addresses of the agreements, under /convenzione/."""

from django.urls import path

from coprogettazione.agreements import views

app_name = "agreements"
urlpatterns = [
    path("", views.my_agreements, name="list"),
    path("approvazione/<slug:code>/", views.approve, name="approve"),
    path("<int:pk>/", views.agreement, name="show"),
    path("<int:pk>/invio/", views.send, name="send"),
    path("<int:pk>/firma/", views.sign, name="sign"),
    path("<int:pk>/pubblicazione/", views.publish, name="publish"),
    path("<int:pk>/avvio/", views.start, name="start"),
    path("<int:pk>/risoluzione/", views.terminate, name="terminate"),
]
