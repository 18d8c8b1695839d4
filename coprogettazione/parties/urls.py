# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""One's own profile, the organisations, and who works for them."""

from django.urls import path

from coprogettazione.parties import forms, views

app_name = "parties"
deed = views.DeedOnParties.as_view

urlpatterns = [
    path("profilo/", views.ProfileView.as_view(), name="profile"),
    path("enti/", views.OrganisationsView.as_view(), name="organisations"),
    path("enti/registra/", views.FindOrganisationView.as_view(), name="find"),
    path("enti/registra/<str:codice_fiscale>/", views.ClaimView.as_view(), name="claim"),
    path("enti/da-controllare/", views.QueueView.as_view(), name="queue"),
    path("enti/inviti/<str:token>/", views.InvitationView.as_view(), name="invitation"),
    path("enti/inviti/<int:pk>/ritira/", deed(form_class=forms.WithdrawInvitationForm), name="withdraw"),
    path("enti/ruoli/<int:pk>/fine/", deed(form_class=forms.EndMembershipForm), name="end"),
    path("enti/<int:pk>/", views.OrganisationView.as_view(), name="organisation"),
    path("enti/<int:pk>/contatti/", deed(form_class=forms.CorrectOrganisationForm), name="correct"),
    path("enti/<int:pk>/chiedi/", deed(form_class=forms.AskToJoinForm), name="ask"),
    path("enti/<int:pk>/invita/", deed(form_class=forms.InviteColleagueForm), name="invite"),
    path("enti/<int:pk>/ruolo/", deed(form_class=forms.GrantMembershipForm), name="grant"),
    path("enti/<int:pk>/controlla/", deed(form_class=forms.VerifyOrganisationForm), name="verify"),
    path("enti/<int:pk>/non-riconoscere/", deed(form_class=forms.RejectOrganisationForm), name="reject"),
    path("enti/<int:pk>/sospendi/", deed(form_class=forms.SuspendOrganisationForm), name="suspend"),
]
