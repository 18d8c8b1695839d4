# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The site around the procedures: first pages, language, search, opinions, verification, errors, editors."""

from datetime import date, datetime, timedelta

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from django.contrib.auth.models import Group
from django.test import Client, RequestFactory
from django.utils import timezone
from wagtail.models import Page

from coprogettazione.calls.models import CallState
from coprogettazione.parties.models import Membership
from coprogettazione.records.roles import Role
from coprogettazione.wording import ROME
from home.models import ContentPage, HomePage, PageOpinion
from home.tree import EDITORS, plant
from tests.factories.calls import make_call
from tests.factories.parties import make_district, make_ets, make_user
from tests.home.agreements import make_agreement

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "address",
    ["/", "/avvisi/", "/convenzioni/", "/organizzazioni/", "/come-funziona/", "/dati-aperti/", "/privacy/",
     "/note-legali/", "/accessibilita/", "/cerca/", "/verifica/", "/segnala/"],
)  # fmt: skip
def test_every_entry_of_a_new_site_answers(client: Client, address: str) -> None:
    response = client.get(address)
    assert response.status_code == 200
    text = response.content.decode()
    assert '<html lang="it">' in text
    assert "style=" not in text
    for hook in ("accessibility-link", "privacy-policy-link", "legal-notes", "report-inefficiency", "faq"):
        assert f'data-element="{hook}"' in text
    assert "http://" not in text.replace("http://www.w3.org/", "").replace('"http://localhost:8000/', "")


def test_planting_twice_changes_nothing() -> None:
    before = Page.objects.count()
    ContentPage.objects.filter(slug="privacy").update(lead="Riscritta dalla redazione")
    plant()
    assert Page.objects.count() == before
    assert ContentPage.objects.get(slug="privacy").lead == "Riscritta dalla redazione"


def test_the_pages_are_strict_about_what_they_load(client: Client) -> None:
    policy = client.get("/")["Content-Security-Policy"]
    assert "script-src 'self'" in policy
    assert "style-src 'self'" in policy


def test_italian_is_spoken_unless_another_language_is_chosen(client: Client) -> None:
    assert '<html lang="it">' in client.get("/", headers={"accept-language": "en"}).content.decode()
    client.post("/lingua/", {"language": "en", "next": "/"})
    assert '<html lang="en">' in client.get("/").content.decode()


def test_a_page_that_is_not_there_says_so_and_offers_the_search(client: Client) -> None:
    response = client.get("/niente/")
    assert response.status_code == 404
    assert "Questa pagina non c’è" in response.content.decode()
    assert 'action="/cerca/"' in response.content.decode()


def test_the_error_page_needs_nothing() -> None:
    from django.views.defaults import server_error

    response = server_error(RequestFactory().get("/"))
    assert response.status_code == 500
    assert "Qualcosa non ha funzionato" in response.content.decode()


def test_the_search_finds_italian_stems_in_calls_pages_and_names_of_bodies(client: Client) -> None:
    with time_machine.travel(datetime(2026, 2, 12, 9, tzinfo=ROME), tick=False):
        make_call(CallState.PUBLISHED, summary="Contro la solitudine di chi è anziano.")
        make_ets("ets1")
    assert "Pronto intervento sociale" in client.get("/cerca/?q=solitudini").content.decode()
    assert "Cooperativa sociale La <mark>Lanterna</mark>" in client.get("/cerca/?q=lanterne").content.decode()
    assert "Informativa privacy" in client.get("/cerca/?q=privacy").content.decode()
    assert "0 risultati" in client.get("/cerca/?q=astronave").content.decode()


def test_the_search_never_finds_a_draft(client: Client) -> None:
    make_call(CallState.AUTHORISED, summary="Contro la solitudine.")
    assert "0 risultati" in client.get("/cerca/?q=solitudine").content.decode()


def test_following_a_link_is_not_yet_an_opinion(client: Client) -> None:
    client.get("/opinione/?chiara=si&pagina=/avvisi/")
    assert not PageOpinion.objects.exists()
    client.post("/opinione/?chiara=si&pagina=/avvisi/")
    assert PageOpinion.objects.get().kind == "CLEAR"
    assert PageOpinion.objects.get().page == "/avvisi/"


def test_an_opinion_without_words_is_asked_again(client: Client) -> None:
    response = client.post("/opinione/?chiara=no&pagina=/avvisi/", {"text": ""})
    assert "Manca una cosa" in response.content.decode()
    client.post("/opinione/?chiara=no&pagina=/avvisi/", {"text": "Non si capisce il termine."})
    assert PageOpinion.objects.get().text == "Non si capisce il termine."


def test_the_page_of_an_opinion_is_an_address_of_this_site(client: Client) -> None:
    text = client.get("/opinione/?chiara=no&pagina=https://altrove.example/").content.decode()
    assert 'Pagina: <a href="/">/</a>' in text


def test_a_fault_is_kept_with_the_address_for_the_reply(client: Client) -> None:
    client.post(
        "/segnala/", {"page": "/avvisi/", "text": "Il filtro non si apre.", "reply_to": "io@example.it"}
    )
    kept = PageOpinion.objects.get()
    assert (kept.kind, kept.reply_to) == ("FAULT", "io@example.it")


def test_only_who_is_an_editor_today_enters_the_editors_admin(client: Client) -> None:
    district = make_district()
    editor, former = make_user("Lia", "Conti"), make_user("Ugo", "Neri")
    today = timezone.localdate()
    for user, last in ((editor, None), (former, today - timedelta(days=1))):
        Membership.objects.create(
            user=user, organisation=district.organisation, role=Role.CMS_EDITOR,
            valid_from=date(2025, 1, 1), valid_to=last,
        )  # fmt: skip
    for user in (editor, former):
        Authenticator.objects.create(user=user, type=Authenticator.Type.TOTP, data={"secret": "x"})
    editor.groups.add(Group.objects.get(name=EDITORS))
    client.force_login(editor)
    assert client.get("/redazione/").status_code == 200
    home = HomePage.objects.get()
    assert client.get(f"/redazione/pages/{home.pk}/edit/").status_code == 200
    assert client.get("/redazione/opinioni/").status_code == 200
    assert client.get("/redazione/opinioni/new/").status_code == 302
    assert client.get("/redazione/users/").status_code == 302
    client.force_login(former)
    assert client.get("/redazione/").status_code == 302


def test_an_editor_cannot_make_the_page_of_a_call_by_hand() -> None:
    from home.models import CallIndexPage, CallPage

    assert not CallPage.can_create_at(CallIndexPage.objects.get())


def test_the_district_gives_its_name_to_the_site_once(client: Client) -> None:
    make_district()
    text = client.get("/").content.decode()
    assert "<h1>I servizi sociali di Valdora si progettano a un tavolo. Tu puoi leggere tutto.</h1>" in text
    assert "Ambito territoriale sociale di Valdora" in text
    assert "ambito.valdora@pec.example.it" in text
    assert "Borgolieto" in text


def test_the_first_page_greets_with_the_words_of_the_editors(client: Client) -> None:
    HomePage.objects.update(heading="Titolo della redazione", examples="anziani, doposcuola")
    text = client.get("/").content.decode()
    assert "<h1>Titolo della redazione</h1>" in text
    assert '<a href="/cerca/?q=anziani">anziani</a>' in text


@pytest.mark.parametrize(
    "address",
    ["/", "/avvisi/", "/avvisi/pis-2026/", "/tavoli/", "/convenzioni/", "/convenzioni/pis-2026/", "/comuni/",
     "/organizzazioni/", "/come-funziona/", "/dati-aperti/", "/cerca/?q=sociale", "/parametri/",
     "/convenzioni/dati.csv", "/niente/"],
)  # fmt: skip
def test_who_only_reads_gets_no_cookie(client: Client, address: str) -> None:
    make_agreement()
    assert not client.get(address).cookies
