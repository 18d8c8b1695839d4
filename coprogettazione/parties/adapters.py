# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The rules of sign-in: who may come in, with which proof, and what an identity provider tells us."""

from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.providers.base import AuthProcess
from allauth.socialaccount.signals import social_account_added
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.dispatch import receiver
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from coprogettazione.parties.codes import tidy, validate_person_code
from coprogettazione.parties.models import User
from coprogettazione.parties.queries import is_official

#: What authenticates beside the password; recovery codes only stand in for one of these.
SECOND_FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
#: Where a fiscal number is told: in the OIDC profile of SPID and CIE, by aggregators, by other providers.
FISCAL_CLAIMS = (
    "https://attributes.eid.gov.it/fiscal_number",
    "fiscal_number",
    "fiscalNumber",
    "codice_fiscale",
)


def needs_second_factor(user: Any) -> bool:
    """Whether the person may not work yet: an official, or an editor, with a password alone."""
    if not settings.MFA_REQUIRED_FOR_OFFICIALS:
        return False
    if not (user.is_staff or user.is_superuser or is_official(user, timezone.now())):
        return False
    return not Authenticator.objects.filter(user=user, type__in=SECOND_FACTORS).exists()


class SecondFactorMiddleware:
    """Leads an official without a second factor to set one up, before any working page."""

    #: Setting it up, leaving, changing language, reading what everybody reads.
    OPEN = ("/accesso/", "/lingua/", "/.well-known/", "/static/", "/media/")

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Hand the request on."""
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        """Turn the person aside, unless the page is public."""
        match = request.resolver_match
        public = match is not None and match.view_name == "wagtail_serve"
        if public or request.path.startswith(self.OPEN) or not request.user.is_authenticated:
            return None
        if not needs_second_factor(request.user):
            return None
        messages.info(
            request, _("Chi lavora in un ente pubblico entra con due fattori: attivane uno per continuare.")
        )
        return redirect("mfa_index")


class AccountAdapter(DefaultAccountAdapter):
    """Sign-in with e-mail and password."""

    def clean_email(self, email: str) -> str:
        """Addresses are kept in small letters: the same person is never here twice."""
        return str(super().clean_email(email)).lower()


class MFAAdapter(DefaultMFAAdapter):
    """Second factors."""

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """An official keeps at least one."""
        user = authenticator.user
        if not settings.MFA_REQUIRED_FOR_OFFICIALS or authenticator.type not in SECOND_FACTORS:
            return True
        others = Authenticator.objects.filter(user=user, type__in=SECOND_FACTORS).exclude(pk=authenticator.pk)
        return others.exists() or not (user.is_staff or is_official(user, timezone.now()))


def fiscal_number_of(claims: Mapping[str, Any]) -> str:
    """The codice fiscale that an identity provider tells ("TINIT-RSSMRA80A01H501U"), or nothing.

    Raises ValidationError when it tells one that is not right.
    """
    for name in FISCAL_CLAIMS:
        if claims.get(name):
            code = tidy(str(claims[name])).removeprefix("TINIT-")
            validate_person_code(code)
            return code
    return ""


def claims_of(data: Mapping[str, Any]) -> dict[str, Any]:
    """What the provider said, from the token and from the userinfo endpoint."""
    parts = [data.get("id_token"), data.get("userinfo")]
    if not any(isinstance(part, Mapping) for part in parts):
        parts = [data]
    return {key: value for part in parts if isinstance(part, Mapping) for key, value in part.items()}


class IdentityAdapter(DefaultSocialAccountAdapter):
    """Sign-in with a digital identity: the person is known by issuer and subject, never by e-mail or name."""

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        """Refuse an identity whose fiscal number is wrong, or is not that of who is connecting it."""
        try:
            code = fiscal_number_of(claims_of(sociallogin.account.extra_data))
        except ValidationError:
            self._refuse(
                request, _("Il gestore dell’identità ha comunicato un codice fiscale che non è giusto.")
            )
            return
        connecting = sociallogin.state.get("process") == AuthProcess.CONNECT
        person = request.user if connecting else sociallogin.user
        known = tidy(getattr(person, "codice_fiscale", ""))
        if code and known and code != known:
            self._refuse(
                request, _("Questa identità digitale è di un’altra persona: il codice fiscale è diverso.")
            )

    def populate_user(self, request: HttpRequest, sociallogin: Any, data: Mapping[str, Any]) -> Any:
        """A new person, as the provider tells them."""
        user = super().populate_user(request, sociallogin, data)
        claims = claims_of(sociallogin.account.extra_data)
        user.first_name = str(claims.get("given_name") or user.first_name)[:80]
        user.last_name = str(claims.get("family_name") or user.last_name)[:80]
        write_identity(user, sociallogin)
        return user

    def _refuse(self, request: HttpRequest, words: str) -> None:
        messages.error(request, words)
        raise ImmediateHttpResponse(redirect("account_login"))


def write_identity(person: User, sociallogin: Any) -> None:
    """Note on the person who told who they are; in memory."""
    with suppress(ValidationError):
        code = fiscal_number_of(claims_of(sociallogin.account.extra_data))
        person.codice_fiscale = code or person.codice_fiscale
    person.identity_issuer = settings.OIDC_ISSUER or sociallogin.account.provider
    person.identity_subject = sociallogin.account.uid


@receiver(social_account_added)
def note_connected_identity(sender: Any, request: HttpRequest, sociallogin: Any, **kwargs: Any) -> None:
    """A person already here has connected a digital identity."""
    person = sociallogin.user
    write_identity(person, sociallogin)
    person.save(update_fields=["codice_fiscale", "identity_issuer", "identity_subject"])
