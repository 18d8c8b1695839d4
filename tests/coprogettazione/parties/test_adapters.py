# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Signing in: officials with two factors, digital identities known by issuer and subject, never by name."""

from types import SimpleNamespace
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import get_adapter as get_mfa_adapter
from allauth.mfa.models import Authenticator
from django.contrib.messages.storage.cookie import CookieStorage
from django.core.exceptions import ValidationError
from django.test import Client, RequestFactory

from config.identity import identity_origins, identity_providers
from coprogettazione.parties.adapters import (
    IdentityAdapter,
    claims_of,
    fiscal_number_of,
    needs_second_factor,
    note_connected_identity,
)
from coprogettazione.parties.models import User
from tests.factories.parties import make_ets, make_legal_representative, make_official, make_user


@pytest.fixture(autouse=True)
def officials_need_a_second_factor(settings):
    """As in production; the other tests sign officials in without one."""
    settings.MFA_REQUIRED_FOR_OFFICIALS = True


pytestmark = pytest.mark.django_db
CODE = "RSSMRA80A01H501U"


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


# ---- second factor


def test_an_official_without_second_factor_is_led_to_set_one_up():
    elena = make_official()
    answer = signed_in(elena).get("/profilo/")
    assert (answer.status_code, answer["Location"]) == (302, "/accesso/2fa/")


def test_an_official_with_second_factor_works():
    elena = make_official()
    Authenticator.objects.create(user=elena, type=Authenticator.Type.TOTP, data={"secret": "x"})
    assert signed_in(elena).get("/profilo/").status_code == 200


def test_recovery_codes_alone_are_no_second_factor():
    elena = make_official()
    Authenticator.objects.create(user=elena, type=Authenticator.Type.RECOVERY_CODES, data={})
    assert needs_second_factor(elena)


def test_third_sector_people_may_work_with_a_password():
    ada = make_legal_representative(make_ets())
    assert not needs_second_factor(ada)
    assert signed_in(ada).get("/profilo/").status_code == 200


def test_editors_and_administrators_need_it_too():
    assert needs_second_factor(make_user("Nicola", "Serra", is_staff=True))
    assert needs_second_factor(User.objects.create_superuser("admin@example.it"))


def test_a_body_that_does_not_require_it_asks_nobody(settings):
    settings.MFA_REQUIRED_FOR_OFFICIALS = False
    assert not needs_second_factor(make_official())


def test_the_way_to_set_it_up_and_the_way_out_stay_open():
    client = signed_in(make_official())
    assert client.get("/accesso/2fa/").status_code == 200
    assert client.get("/accesso/logout/").status_code == 200


def test_an_official_keeps_the_last_second_factor():
    elena = make_official()
    totp = Authenticator.objects.create(user=elena, type=Authenticator.Type.TOTP, data={"secret": "x"})
    assert not get_mfa_adapter().can_delete_authenticator(totp)
    Authenticator.objects.create(user=elena, type=Authenticator.Type.WEBAUTHN, data={})
    assert get_mfa_adapter().can_delete_authenticator(totp)


def test_others_may_take_their_second_factor_away():
    sara = make_user()
    totp = Authenticator.objects.create(user=sara, type=Authenticator.Type.TOTP, data={"secret": "x"})
    assert get_mfa_adapter().can_delete_authenticator(totp)


# ---- digital identity


@pytest.mark.parametrize(
    "claims",
    [
        {"fiscal_number": f"TINIT-{CODE}"},
        {"fiscalNumber": CODE.lower()},
        {"https://attributes.eid.gov.it/fiscal_number": f"TINIT-{CODE}"},
    ],
)
def test_the_fiscal_number_is_read_in_whatever_way_it_is_told(claims):
    assert fiscal_number_of(claims) == CODE


def test_no_fiscal_number_is_no_fault_and_a_wrong_one_is():
    assert fiscal_number_of({"sub": "1"}) == ""
    with pytest.raises(ValidationError):
        fiscal_number_of({"fiscal_number": "TINIT-RSSMRA80A01H501A"})


def test_claims_come_from_token_and_userinfo():
    data = {"id_token": {"sub": "1", "name": "x"}, "userinfo": {"name": "y"}}
    assert claims_of(data) == {"sub": "1", "name": "y"}
    assert claims_of({"sub": "1"}) == {"sub": "1"}


def login(user: User, claims: dict[str, Any], process: str = "login") -> Any:
    account = SimpleNamespace(provider="identita", uid="subject-1", extra_data={"userinfo": claims})
    return SimpleNamespace(account=account, user=user, state={"process": process})


def request_of(user: User) -> Any:
    request = RequestFactory().get("/accesso/")
    request.user = user
    request._messages = CookieStorage(request)
    return request


def test_a_wrong_fiscal_number_lets_nobody_in():
    sociallogin = login(User(), {"fiscal_number": "TINIT-RSSMRA80A01H501A"})
    with pytest.raises(ImmediateHttpResponse) as refused:
        IdentityAdapter().pre_social_login(request_of(User()), sociallogin)
    assert refused.value.response["Location"] == "/accesso/login/"


def test_an_identity_of_another_person_is_not_connected():
    sara = make_user(codice_fiscale="RCCMNL83S18D969H")
    sociallogin = login(User(), {"fiscal_number": CODE}, process="connect")
    with pytest.raises(ImmediateHttpResponse):
        IdentityAdapter().pre_social_login(request_of(sara), sociallogin)
    sara.refresh_from_db()
    assert sara.identity_subject == ""


def test_a_new_person_is_written_as_the_provider_tells(settings):
    settings.OIDC_ISSUER = "https://idp.example.it"
    person = User(email="x@example.it")
    claims = {"given_name": "Maria", "family_name": "Rossi", "fiscal_number": f"TINIT-{CODE}"}
    IdentityAdapter().populate_user(request_of(person), login(person, claims), {"email": "x@example.it"})
    assert (person.get_full_name(), person.codice_fiscale) == ("Maria Rossi", CODE)
    assert (person.identity_issuer, person.identity_subject) == ("https://idp.example.it", "subject-1")


def test_connecting_an_identity_writes_it_on_the_person():
    sara = make_user()
    note_connected_identity(None, request=request_of(sara), sociallogin=login(sara, {"fiscal_number": CODE}))
    sara.refresh_from_db()
    assert (sara.codice_fiscale, sara.identity_subject) == (CODE, "subject-1")


def test_a_provider_exists_only_when_the_environment_names_it():
    assert identity_providers({}) == {}
    given = {
        "OIDC_ISSUER": "https://idp.example.it/realms/a",
        "OIDC_CLIENT_ID": "me",
        "OIDC_CLIENT_SECRET": "secret",
    }
    app = identity_providers(given)["openid_connect"]["APPS"][0]
    assert (app["name"], app["settings"]["server_url"]) == ("SPID o CIE", "https://idp.example.it/realms/a")
    named = identity_providers({**given, "OIDC_PRESET": "idp", "OIDC_LABEL": "Accesso Valdora"})
    assert named["openid_connect"]["APPS"][0]["name"] == "Accesso Valdora"
    with pytest.raises(ValueError, match="OIDC_CLIENT_SECRET"):
        identity_providers({"OIDC_ISSUER": "x", "OIDC_CLIENT_ID": "y"})
    with pytest.raises(ValueError, match="OIDC_PRESET"):
        identity_providers({**given, "OIDC_PRESET": "facebook"})
    assert identity_origins(given) == ["https://idp.example.it"]
    assert identity_origins({}) == []


def test_the_button_appears_only_when_a_provider_is_configured(settings):
    assert "Entra con SPID" not in Client().get("/accesso/login/").content.decode()
    settings.SOCIALACCOUNT_PROVIDERS = identity_providers(
        {"OIDC_ISSUER": "https://idp.example.it", "OIDC_CLIENT_ID": "a", "OIDC_CLIENT_SECRET": "b"}
    )
    assert "Entra con SPID o CIE" in Client().get("/accesso/login/").content.decode()


# ---- password


def test_signing_up_asks_the_name_and_a_confirmation_of_the_address(mailoutbox):
    answer = Client().post(
        "/accesso/signup/",
        {
            "email": "Nuova@Example.it",
            "first_name": "Nuova",
            "last_name": "Persona",
            "password1": "una-frase-lunga-9",
            "password2": "una-frase-lunga-9",
        },
    )
    assert answer["Location"] == "/accesso/confirm-email/"
    person = User.objects.get(email="nuova@example.it")
    assert person.get_full_name() == "Nuova Persona"
    assert not EmailAddress.objects.get(user=person).verified
    assert mailoutbox[0].to == ["nuova@example.it"]


def test_the_people_of_the_demo_are_shown_in_the_demo_only(settings):
    elena = make_official()
    assert elena.email not in Client().get("/accesso/login/").content.decode()
    settings.DEMO = True
    page = Client().get("/accesso/login/").content.decode()
    assert elena.email in page
    assert settings.DEMO_PASSWORD in page
    assert "non è chiesto il secondo fattore" not in page
    settings.MFA_REQUIRED_FOR_OFFICIALS = False
    assert "non è chiesto il secondo fattore" in Client().get("/accesso/login/").content.decode()
