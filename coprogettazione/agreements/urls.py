# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Addresses of the agreements, under /convenzione/."""

from django.urls import path

from coprogettazione.agreements import views

app_name = "agreements"
urlpatterns = [
    path("", views.my_agreements, name="list"),
    path("nuovo/<int:body>/", views.draft, name="draft"),
    path("approvazione/<slug:code>/", views.approve, name="approve"),
    path("<int:pk>/", views.agreement, name="show"),
    path("<int:pk>/testo/", views.write, name="write"),
    path("<int:pk>/parti-nuove/", views.add_parties, name="parti-nuove"),
    path("<int:pk>/invio/", views.send, name="send"),
    path("<int:pk>/firma/", views.sign, name="sign"),
    path("<int:pk>/firma/prova.pdf", views.trial_copy, name="trial_copy"),
    path("<int:pk>/firme/", views.signatures, name="signatures"),
    path("<int:pk>/pubblicazione/", views.publish, name="publish"),
    path("<int:pk>/avvio/", views.do, {"step": "avvio"}, name="start"),
    path("<int:pk>/risoluzione/", views.do, {"step": "risoluzione"}, name="terminate"),
    *(
        path(f"<int:pk>/{step}/", views.do, {"step": step}, name=step)
        for step in views.PLAIN
        if step not in ("avvio", "risoluzione")
    ),
]
