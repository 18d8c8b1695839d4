# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Addresses of messages."""

from django.urls import path

from coprogettazione.notifications import views

app_name = "notifications"
urlpatterns = [
    path("", views.messages, name="messages"),
    path("<int:pk>/", views.message, name="message"),
    path("letti/", views.read_all, name="read_all"),
]
