# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Registering, checking and staffing an organisation in the browser."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from coprogettazione.notifications.models import Message
from coprogettazione.notifications.services import deliver_due
from coprogettazione.parties.models import Invitation, Organisation, User
from coprogettazione.parties.notifications import invitation_token
from coprogettazione.parties.services import accept_invitation, invite_colleague
from coprogettazione.records.roles import Role
from tests.factories.parties import make_district, make_ets, make_legal_representative, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def without_second_factor(settings):
    settings.MFA_REQUIRED_FOR_OFFICIALS = False


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def text(answer) -> str:
    return re.sub(r"\s+", " ", answer.content.decode())


DECLARATION = {
    "codice_fiscale": "90000010000",
    "kind": "THIRD_SECTOR_BODY",
    "name": "Cooperativa sociale La Lanterna",
    "pec": "ets1@pec.example.it",
    "runts_section": "IMPRESA_SOCIALE",
    "runts_number": "900001",
    "registered_on": "2022-01-15",
    "appointment": "verbale del 12 maggio 2024",
}


def test_a_person_registers_an_organisation_and_the_office_checks_it():
    district = make_district()
    operator = User.objects.get(email="irene.sala@example.it")
    ada = make_user("Ada", "Fontana")
    browser = signed_in(ada)
    assert (
        browser.get("/enti/registra/?codice_fiscale=9000 0010 000")["Location"]
        == "/enti/registra/90000010000/"
    )
    assert browser.get("/enti/registra/90000010000/").status_code == 200
    done = browser.post("/enti/registra/90000010000/", DECLARATION)
    lanterna = Organisation.objects.get(codice_fiscale="90000010000")
    assert done["Location"] == f"/enti/{lanterna.pk}/"
    page = text(browser.get(f"/enti/{lanterna.pk}/"))
    assert "deve ancora controllarla" in page
    assert Message.objects.filter(recipient=operator, subject__contains="Da controllare").exists()

    office = signed_in(operator)
    assert "La Lanterna" in text(office.get("/enti/da-controllare/"))
    form = text(office.get(f"/enti/{lanterna.pk}/controlla/"))
    assert "Che cosa hai controllato" in form
    answer = office.post(
        f"/enti/{lanterna.pk}/controlla/", {"evidence": "Visura", "runts_checked_on": timezone.localdate()}
    )
    assert answer["Location"] == f"/enti/{lanterna.pk}/"
    assert "nessuna organizzazione aspetta" in text(office.get("/enti/da-controllare/"))
    assert Message.objects.filter(recipient=ada, subject__contains="è stata controllata").exists()
    assert district.organisation.is_public_body


def test_what_is_wrong_is_said_and_what_was_typed_stays():
    answer = signed_in(make_user()).post(
        "/enti/registra/90000010000/", {**DECLARATION, "runts_number": "molti", "name": ""}
    )
    page = text(answer)
    assert answer.status_code == 422
    assert "da 1 a 7 cifre" in page
    assert 'value="molti"' in page
    assert not Organisation.objects.filter(codice_fiscale="90000010000").exists()


def test_a_code_that_cannot_be_is_explained():
    page = text(signed_in(make_user()).get("/enti/registra/?codice_fiscale=123"))
    assert "11 cifre" in page
    assert signed_in(make_user()).get("/enti/registra/90000010001/").status_code == 404


def test_an_organisation_already_here_is_asked_of_who_represents_it():
    lanterna = make_ets()
    sara = make_user("Sara", "Benedetti")
    browser = signed_in(sara)
    assert browser.get("/enti/registra/90000010000/")["Location"] == f"/enti/{lanterna.pk}/chiedi/"
    browser.post(f"/enti/{lanterna.pk}/chiedi/", {"text": "Seguo i progetti"})
    ada = make_legal_representative(lanterna)
    assert "Seguo i progetti" in text(signed_in(ada).get(f"/enti/{lanterna.pk}/"))
    assert Message.objects.filter(recipient=ada, subject__contains="chiede di lavorare").exists()


def test_an_invitation_travels_by_mail_and_is_accepted(mailoutbox):
    lanterna = make_ets()
    ada = make_legal_representative(lanterna)
    signed_in(ada).post(
        f"/enti/{lanterna.pk}/invita/", {"email": "sara.benedetti@example.it", "role": Role.ETS_EDITOR}
    )
    deliver_due(at=timezone.now() + timedelta(seconds=1))
    assert mailoutbox[-1].to == ["sara.benedetti@example.it"]
    link = re.search(r"/enti/inviti/[^\s/]+/", mailoutbox[-1].body)[0]
    sara = make_user("Sara", "Benedetti")
    browser = signed_in(sara)
    assert "Accetta l’invito" in text(browser.get(link))
    assert browser.post(link)["Location"] == f"/enti/{lanterna.pk}/"
    assert lanterna.memberships.filter(user=sara, role=Role.ETS_EDITOR).exists()
    assert "Non serve altro" in text(browser.get(link))
    assert browser.post(link).status_code == 409


def test_a_link_that_is_not_ours_is_not_found_and_one_for_others_is_not_theirs():
    lanterna = make_ets()
    invitation = invite_colleague(
        organisation=lanterna,
        email="sara@example.it",
        role=Role.ETS_EDITOR,
        by=make_legal_representative(lanterna),
        at=timezone.now(),
    )
    marco = signed_in(make_user("Marco", "Neri"))
    assert marco.get("/enti/inviti/falso/").status_code == 404
    link = f"/enti/inviti/{invitation_token(invitation)}/"
    assert "L’invito è per sara@example.it" in text(marco.get(link))
    assert marco.post(link).status_code == 409
    assert Client().get(link)["Location"].startswith("/accesso/login/")
    assert not Invitation.objects.get().accepted_at


def test_a_role_ends_in_the_browser():
    lanterna = make_ets()
    ada, sara = make_legal_representative(lanterna), make_user("Sara", "Benedetti")
    now = timezone.now()
    invitation = invite_colleague(
        organisation=lanterna, email=sara.email, role=Role.ETS_EDITOR, by=ada, at=now
    )
    membership = accept_invitation(invitation=invitation, by=sara, at=now)
    browser = signed_in(ada)
    assert "Ultimo giorno" in text(browser.get(f"/enti/ruoli/{membership.pk}/fine/"))
    today = timezone.localdate()
    browser.post(f"/enti/ruoli/{membership.pk}/fine/", {"last_day": today, "reason": "Cambia lavoro"})
    membership.refresh_from_db()
    assert membership.valid_to == today


@pytest.mark.parametrize("address", ["", "controlla/", "invita/", "contatti/", "ruolo/", "sospendi/"])
def test_who_has_no_role_reads_why(address):
    lanterna = make_ets()
    answer = signed_in(make_user("Marco", "Neri")).get(f"/enti/{lanterna.pk}/{address}")
    assert answer.status_code == 403
    assert "<h1" in text(answer)


def test_the_queue_is_for_the_planning_office():
    assert signed_in(make_user()).get("/enti/da-controllare/").status_code == 403


def test_one_changes_ones_own_data():
    sara = make_user("Sara", "Benedetti")
    browser = signed_in(sara)
    wrong = browser.post(
        "/profilo/", {"first_name": "Sara", "last_name": "B", "codice_fiscale": "RSSMRA80A01H501A"}
    )
    assert wrong.status_code == 422
    browser.post(
        "/profilo/", {"first_name": "Sara", "last_name": "Bianchi", "codice_fiscale": "rssmra80a01h501u"}
    )
    sara.refresh_from_db()
    assert (sara.last_name, sara.codice_fiscale) == ("Bianchi", "RSSMRA80A01H501U")


def test_what_a_digital_identity_told_is_not_retyped():
    sara = make_user("Sara", "Benedetti", codice_fiscale="RSSMRA80A01H501U", identity_subject="s")
    browser = signed_in(sara)
    assert "comunicato dalla tua identità digitale" in text(browser.get("/profilo/"))
    browser.post("/profilo/", {"first_name": "Sara", "last_name": "B", "codice_fiscale": "RCCMNL83S18D969H"})
    sara.refresh_from_db()
    assert sara.codice_fiscale == "RSSMRA80A01H501U"


@pytest.mark.parametrize(
    "address", ["/profilo/", "/enti/", "/enti/registra/", "/enti/da-controllare/", "/enti/1/"]
)
def test_visitors_sign_in_first(address):
    assert Client().get(address)["Location"].startswith("/accesso/login/")


@pytest.mark.parametrize("count", [1, 3])
def test_the_queue_takes_the_same_queries_with_one_and_three_rows(count, django_assert_num_queries):
    make_district()
    for key in ("ets1", "ets2", "ets3")[:count]:
        make_ets(key, verified=False)
    browser = signed_in(User.objects.get(email="irene.sala@example.it"))
    browser.get("/enti/da-controllare/")
    with django_assert_num_queries(QUEUE_QUERIES):
        browser.get("/enti/da-controllare/")


QUEUE_QUERIES = 8
