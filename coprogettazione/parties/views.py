# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Signing in, one's profile, the organisations and who works for them."""

from typing import Any

from allauth.account.views import LoginView
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views import View
from django.views.generic import ListView, TemplateView

from coprogettazione.parties import forms
from coprogettazione.parties.codes import tidy, validate_fiscal_code
from coprogettazione.parties.models import Invitation, Membership, Organisation, User
from coprogettazione.parties.notifications import invitation_of
from coprogettazione.parties.queries import (
    demo_accounts,
    known_organisation,
    memberships_of,
    organisations_to_check,
    signed_in,
)
from coprogettazione.parties.services import save_profile
from coprogettazione.records.forms import DeedForm, typed
from coprogettazione.records.refusals import NotAllowed, Refusal
from coprogettazione.records.rights import RIGHTS, may


class SignInView(LoginView):
    """Sign-in; the demo shows whom one can sign in as, no other installation does."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """With the demo's people, in the demo only."""
        context: dict[str, Any] = super().get_context_data(**kwargs)
        if settings.DEMO:
            context["demo_accounts"] = demo_accounts(timezone.now())
            context["demo_password"] = settings.DEMO_PASSWORD
            context["second_factor_required"] = settings.MFA_REQUIRED_FOR_OFFICIALS
        return context


class ProfileView(LoginRequiredMixin, View):
    """One's own data, roles, open invitations, sign-in."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show what is known of the person."""
        person = self._person(request)
        names = ("first_name", "last_name", "codice_fiscale")
        initial = {name: getattr(person, name) for name in names}
        return self._show(request, forms.ProfileForm(initial=initial, person=person))

    def post(self, request: HttpRequest) -> HttpResponse:
        """Keep what was typed, or say what is wrong."""
        person = self._person(request)
        form = forms.ProfileForm(request.POST, person=person)
        if form.is_valid():
            try:
                save_profile(person=person, **form.cleaned_data, by=person, at=timezone.now())
            except Refusal as refusal:
                form.add_error(None, str(refusal))
            else:
                messages.success(request, _("I tuoi dati sono salvati."))
                return redirect("parties:profile")
        return self._show(request, form, status=422)

    def _person(self, request: HttpRequest) -> User:
        assert isinstance(request.user, User)
        return request.user

    def _show(self, request: HttpRequest, form: forms.ProfileForm, status: int = 200) -> HttpResponse:
        at, person = timezone.now(), self._person(request)
        context = {
            "form": form,
            "person": person,
            "memberships": memberships_of(person, at),
            "invitations": invitations_to(person),
            "crumbs": [{"title": _("Profilo")}],
        }
        return render(request, "parties/profile.html", context, status=status)


def invitations_to(person: User) -> QuerySet[Invitation]:
    """The invitations a person can accept now."""
    mine = Invitation.objects.open_at(timezone.now()).filter(email__iexact=person.email)
    return mine.select_related("organisation", "invited_by")


class OrganisationsView(LoginRequiredMixin, TemplateView):
    """The organisations one works for, and how to bring in another."""

    template_name = "parties/organisations.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """One's own, the invitations, and how many wait for the office."""
        at, user = timezone.now(), self.request.user
        assert isinstance(user, User)
        checks = bool(may(user, "read_verification_queue", None, at))
        return super().get_context_data(
            memberships=memberships_of(user, at),
            invitations=invitations_to(user),
            to_check=organisations_to_check().count() if checks else None,
            crumbs=[{"title": _("Organizzazioni")}],
            **kwargs,
        )


class QueueView(LoginRequiredMixin, ListView):
    """The organisations that wait for the planning office, those waiting longest first."""

    template_name = "parties/queue.html"
    paginate_by = 25
    page_kwarg = "pagina"

    def get_queryset(self) -> QuerySet[Organisation]:
        """Refused with its reason to who does not work in a planning office."""
        verdict = may(self.request.user, "read_verification_queue", None, timezone.now())
        if not verdict:
            raise NotAllowed(verdict.reason, law=verdict.law)
        return organisations_to_check()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """With the path to here."""
        crumbs = [
            {"title": _("Organizzazioni"), "url": reverse("parties:organisations")},
            {"title": _("Da controllare")},
        ]
        return super().get_context_data(crumbs=crumbs, **kwargs)


class FindOrganisationView(LoginRequiredMixin, View):
    """First the codice fiscale: is the organisation already here?"""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Ask; lead on when the code is right."""
        form = forms.FindOrganisationForm(request.GET or None)
        if form.is_bound and form.is_valid():
            return redirect("parties:claim", codice_fiscale=tidy(form.cleaned_data["codice_fiscale"]))
        return render(request, "parties/find.html", {"form": form, "crumbs": registering()})


def registering() -> list[dict[str, str]]:
    """The path to the pages that register an organisation."""
    here = {"title": _("Registra un’organizzazione")}
    return [{"title": _("Organizzazioni"), "url": reverse("parties:organisations")}, here]


class ClaimView(LoginRequiredMixin, View):
    """Declare to represent an organisation; one already here is asked of its legal representative."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Codes that cannot be are not found."""
        try:
            validate_fiscal_code(kwargs["codice_fiscale"])
        except ValidationError as fault:
            raise Http404 from fault
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest, codice_fiscale: str) -> HttpResponse:
        """The declaration, or how to be invited."""
        known = known_organisation(codice_fiscale)
        if known is not None and known.state != "REJECTED":
            return redirect("parties:ask", pk=known.pk)
        form = self._form(request, initial={"codice_fiscale": tidy(codice_fiscale)})
        return self._show(request, form)

    def post(self, request: HttpRequest, codice_fiscale: str) -> HttpResponse:
        """Do it, or say what is wrong."""
        form = self._form(request, request.POST)
        if form.perform():
            messages.success(request, _("L’organizzazione è registrata. L’Ufficio di Piano la controllerà."))
            return redirect("parties:organisation", pk=form.result.pk)
        return self._show(request, form, status=422)

    def _form(self, request: HttpRequest, *args: Any, **kwargs: Any) -> forms.ClaimOrganisationForm:
        return forms.ClaimOrganisationForm(
            *args, subject=signed_in(request.user), by=request.user, at=timezone.now(), **kwargs
        )

    def _show(self, request: HttpRequest, form: DeedForm, status: int = 200) -> HttpResponse:
        context = {"form": form, "crumbs": registering(), "back": reverse("parties:organisations")}
        return render(request, "parties/deed.html", context, status=status)


class OrganisationView(LoginRequiredMixin, View):
    """An organisation as its people and the planning office see it."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Facts, people with their dates, invitations, and what can be done."""
        organisation = get_object_or_404(Organisation, pk=pk)
        at, user = timezone.now(), request.user
        verdict = may(user, "read_organisation", organisation, at)
        if not verdict:
            raise NotAllowed(verdict.reason, law=verdict.law)
        deeds = ("correct_organisation", "invite_colleague", "grant_membership", "verify_organisation")
        more = ("reject_organisation", "suspend_organisation")
        context = {
            "organisation": organisation,
            "can": {name: bool(may(user, name, organisation, at)) for name in (*deeds, *more)},
            "people": organisation.memberships.select_related("user").order_by("role", "valid_from"),
            "today": timezone.localdate(at),
            "invitations": organisation.invitations.open_at(at).select_related("invited_by"),
            "requests": organisation.join_requests.filter(answered_at=None).select_related("person"),
            "crumbs": [
                {"title": _("Organizzazioni"), "url": reverse("parties:organisations")},
                {"title": organisation.known_as},
            ],
        }
        return render(request, "parties/organisation.html", context)


class DeedOnParties(LoginRequiredMixin, View):
    """A deed on an organisation, a role or an invitation, with its plain form."""

    form_class: type[DeedForm] = DeedForm
    kinds = {
        "end_membership": Membership,
        "withdraw_invitation": Invitation,
    }

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Find the row; who may not do the deed reads why."""
        if not request.user.is_authenticated:
            return self.handle_no_permission()
        self.at = timezone.now()
        name = self.form_class.deed_name
        self.subject: Any = get_object_or_404(self.kinds.get(name, Organisation), pk=kwargs["pk"])
        self.organisation: Organisation = getattr(self.subject, "organisation", self.subject)  # type: ignore[arg-type]
        verdict = RIGHTS[name].check(request.user, self.subject, self.at)
        if not verdict:
            raise NotAllowed(verdict.reason, law=verdict.law)
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The form, with what is already known; an address may bring an e-mail along."""
        initial = {name: getattr(self.subject, name, None) for name in self.form_class.base_fields}
        initial.update({"email": request.GET["email"]} if "email" in request.GET else {})
        if self.form_class is forms.VerifyOrganisationForm:
            initial["runts_checked_on"] = timezone.localdate(self.at)
        return self._show(self._form(initial={k: v for k, v in initial.items() if v}))

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Do it, or say what is wrong."""
        form = self._form(request.POST, request.FILES)
        if not form.perform():
            return self._show(form, status=422)
        messages.success(request, _("Fatto: %(what)s.") % {"what": str(form.title)})
        if may(request.user, "read_organisation", self.organisation, timezone.now()):
            return redirect("parties:organisation", pk=self.organisation.pk)
        return redirect("parties:organisations")

    def _form(self, *args: Any, **kwargs: Any) -> DeedForm:
        return self.form_class(*args, subject=self.subject, by=self.request.user, at=self.at, **kwargs)

    def _show(self, form: DeedForm, status: int = 200) -> HttpResponse:
        context = {
            "form": form,
            "subject_name": self.subject if self.subject is not self.organisation else self.organisation.name,
            "back": reverse("parties:organisations"),
            "crumbs": [
                {"title": _("Organizzazioni"), "url": reverse("parties:organisations")},
                {"title": str(form.title)},
            ],
        }
        return render(self.request, "parties/deed.html", context, status=status)


class InvitationView(LoginRequiredMixin, View):
    """The link that an invitation's e-mail carries."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """A link that was not sent by us is not found."""
        if not request.user.is_authenticated:
            return self.handle_no_permission()
        found = invitation_of(kwargs["token"])
        if found is None:
            raise Http404
        self.form = forms.AcceptInvitationForm(
            typed(request), subject=found, by=request.user, at=timezone.now()
        )
        self.invitation = found
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest, token: str) -> HttpResponse:
        """What is offered, by whom, until when."""
        return self._show(200)

    def post(self, request: HttpRequest, token: str) -> HttpResponse:
        """Take it."""
        if self.form.perform():
            name = self.invitation.organisation.known_as
            messages.success(request, _("Da oggi lavori per %(name)s.") % {"name": name})
            return redirect("parties:organisation", pk=self.invitation.organisation_id)
        return self._show(409)

    def _show(self, status: int) -> HttpResponse:
        context = {
            "form": self.form,
            "invitation": self.invitation,
            "for_me": self.invitation.email.lower() == str(self.request.user.email).lower(),  # type: ignore[union-attr]
            "is_open": Invitation.objects.open_at(self.form.at).filter(pk=self.invitation.pk).exists(),
        }
        return render(self.request, "parties/invitation.html", context, status=status)
