# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Addresses of the execution, under /monitoraggio/."""

from django.urls import path

from coprogettazione.monitoring import views

app_name = "monitoring"
urlpatterns = [
    path("rendiconto/<int:pk>/", views.report, name="report"),
    path("rendiconto/<int:pk>/conti/", views.sums, name="sums"),
    path("rendiconto/<int:pk>/spesa/", views.new_expense, name="new_expense"),
    path("rendiconto/<int:pk>/presenta/", views.submit, name="submit"),
    path("rendiconto/<int:pk>/controllo/", views.review, name="review"),
    path("spesa/<int:pk>/", views.expense, name="expense"),
    path("spesa/<int:pk>/togli/", views.remove, name="remove"),
    path("<int:pk>/", views.overview, name="overview"),
    path("<int:pk>/piano/", views.plan, name="plan"),
    path("<int:pk>/rendiconti/", views.reports, name="reports"),
]
