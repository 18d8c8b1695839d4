# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The pages of an agreement over HTTP."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from coprogettazione.agreements.models import Agreement, AgreementKind, AgreementState
from coprogettazione.agreements.queries import parties_of, signing_of
from coprogettazione.agreements.views import PLAIN
from coprogettazione.parties.models import Organisation, User
from coprogettazione.records.rights import may
from tests.factories.agreements import PUBLISHED, SIGNED, sign_for, signed_copy, text_of
from tests.factories.bodies import make_bodies, make_draft, make_sent
from tests.factories.calls import make_executive, make_officer, make_operator
from tests.factories.parties import make_ets, make_legal_representative, make_user
from tests.factories.tables import authority, casa, lanterna, make_auditor, passi

STAGE = "SIGNING"
pytestmark = pytest.mark.usefixtures("in_july")


def uploaded(agreement: Agreement, body: Organisation) -> SimpleUploadedFile:
    signed = signed_copy(text_of(agreement), make_legal_representative(body), body)
    return SimpleUploadedFile("convenzione-firmata.pdf", signed.read(), "application/pdf")


def test_who_must_sign_finds_the_text_and_uploads_the_signed_copy(
    agreement: Agreement, client: Client
) -> None:
    client.force_login(make_legal_representative(casa()))
    page = client.get(reverse("agreements:show", args=[agreement.pk])).content.decode()
    assert "Tocca a te firmare" in page
    assert "Ci sono 0 firme su 4" in page
    url = reverse("agreements:sign", args=[agreement.pk])
    assert "Firmi per <strong>Fondazione Casa Aperta ETS</strong>" in client.get(url).content.decode()
    missing = client.post(url, {"organisation": casa().pk})
    assert missing.status_code == 422
    done = client.post(url, {"organisation": casa().pk, "file": uploaded(agreement, casa())})
    assert done.status_code == 302
    after = client.get(done["Location"]).content.decode()
    assert "firma valida" in after
    assert "Tocca a te firmare" not in after


def test_in_the_demo_who_must_sign_takes_the_text_signed_for_trial_and_uploads_it(
    agreement: Agreement, client: Client
) -> None:
    client.force_login(make_legal_representative(casa()))
    sign = reverse("agreements:sign", args=[agreement.pk])
    trial = reverse("agreements:trial_copy", args=[agreement.pk])
    assert trial in client.get(sign).content.decode()
    copy = SimpleUploadedFile("firmata-per-prova.pdf", client.get(trial).content, "application/pdf")
    done = client.post(sign, {"organisation": casa().pk, "file": copy})
    assert done.status_code == 302
    again = client.get(trial)
    assert again.status_code == 403
    assert "Adesso non tocca a te firmare" in again.content.decode()


def test_outside_the_demo_nothing_is_signed_for_trial(
    agreement: Agreement, client: Client, settings: Any
) -> None:
    settings.TRIAL_AUTHORITY = None
    client.force_login(make_legal_representative(casa()))
    trial = reverse("agreements:trial_copy", args=[agreement.pk])
    assert client.get(trial).status_code == 404
    assert trial not in client.get(reverse("agreements:sign", args=[agreement.pk])).content.decode()


def test_a_wrong_file_is_refused_in_place(agreement: Agreement, client: Client) -> None:
    client.force_login(make_legal_representative(casa()))
    program = SimpleUploadedFile("convenzione.pdf", b"MZ\x90\x00" + b"\x00" * 200, "application/pdf")
    answer = client.post(
        reverse("agreements:sign", args=[agreement.pk]), {"organisation": casa().pk, "file": program}
    )
    assert answer.status_code == 422
    assert "programma" in answer.content.decode()


def test_the_officer_publishes_after_seeing_what_becomes_public(agreement: Agreement, client: Client) -> None:
    for body in (lanterna(), passi(), casa(), authority()):
        sign_for(agreement, body)
    agreement.refresh_from_db()
    client.force_login(agreement.call.procedure_officer)
    page = client.get(reverse("agreements:show", args=[agreement.pk])).content.decode()
    assert "repertorio 1/2026" in page
    assert "finché non lo è non si può pagare" in page
    url = reverse("agreements:publish", args=[agreement.pk])
    confirm = client.get(url).content.decode()
    for words in ("90000010000", "99.000,00", "Avviso pubblico PIS-2026", "Elena Marchetti"):
        assert words in confirm
    assert client.post(url).status_code == 302
    agreement.refresh_from_db()
    assert agreement.is_published
    start = client.post(reverse("agreements:start", args=[agreement.pk]), {"starts_on": "2020-01-01"})
    assert start.status_code == 422
    assert "in vigore" in start.content.decode()


def test_the_list_shows_the_own_agreements(agreement: Agreement, client: Client) -> None:
    client.force_login(make_legal_representative(lanterna()))
    assert agreement.title in client.get(reverse("agreements:list")).content.decode()
    client.force_login(make_legal_representative(make_ets("ets6")))
    assert "Nessuna convenzione" in client.get(reverse("agreements:list")).content.decode()


def reads(user: object, agreement: Agreement) -> bool:
    return bool(may(user, "read_agreement", agreement, PUBLISHED))


def test_before_publication_it_is_read_by_parties_and_offices(agreement: Agreement) -> None:
    assert reads(make_legal_representative(lanterna()), agreement)
    assert reads(make_legal_representative(passi()), agreement)
    assert reads(make_legal_representative(casa()), agreement)
    assert reads(agreement.call.procedure_officer, agreement)
    assert reads(agreement.call.executive_officer, agreement)
    assert reads(make_operator(), agreement)
    assert reads(make_auditor(), agreement)
    assert not reads(make_legal_representative(make_ets("ets6")), agreement)
    assert not reads(User.objects.create_superuser("admin@example.it"), agreement)
    assert not reads(make_user("Nessuno", "Qualunque"), agreement)


@pytest.mark.parametrize(
    "right", ["send_for_signature", "publish_agreement", "start_execution", "terminate_agreement"]
)
def test_an_administrator_does_nothing_on_an_agreement(agreement: Agreement, right: str) -> None:
    Agreement.objects.filter(pk=agreement.pk).update(state=AgreementState.SIGNING)
    assert not may(User.objects.create_superuser("admin@example.it"), right, agreement, SIGNED)


def queries_of(client: Client, url: str) -> int:
    with CaptureQueriesContext(connection) as queries:
        assert client.get(url).status_code == 200
    return len(queries)


def test_the_list_costs_the_same_with_one_agreement_and_with_three(client: Client) -> None:
    client.force_login(make_officer())
    make_draft()
    url = reverse("agreements:list")
    queries_of(client, url)
    assert queries_of(client, url) == 8
    for title in ("Secondo accordo", "Terzo accordo"):
        make_draft(title=title)
    assert queries_of(client, url) == 8


def test_the_list_is_filtered_by_kind_state_and_words(client: Client) -> None:
    client.force_login(make_officer())
    make_draft(title="Il piano della valle")
    make_sent(AgreementKind.OPERATIONAL_AGREEMENT)
    url = reverse("agreements:list")
    page = client.get(url, {"tipo": "PROGRAMME_AGREEMENT"}).content.decode()
    assert "Il piano della valle" in page
    assert "Alla firma" not in page.split("</form>")[-1]
    assert "Il piano della valle" not in client.get(url, {"stato": "firma"}).content.decode()
    assert "Il piano della valle" in client.get(url, {"q": "valle"}).content.decode()
    assert "Nessun accordo con queste scelte" in client.get(url, {"q": "inesistente"}).content.decode()


def test_the_signatures_cost_the_same_with_two_parties_and_with_six(client: Client) -> None:
    client.force_login(make_officer())
    few = make_sent(bodies=make_bodies(1))
    many = make_sent(bodies=make_bodies(5))
    queries_of(client, reverse("agreements:signatures", args=[few.pk]))
    assert queries_of(client, reverse("agreements:signatures", args=[few.pk])) == queries_of(
        client, reverse("agreements:signatures", args=[many.pk])
    )


def test_the_text_keeps_what_was_typed_when_more_articles_are_asked(client: Client) -> None:
    agreement = make_draft()
    client.force_login(make_officer())
    url = reverse("agreements:write", args=[agreement.pk])
    typed = {"title_field": "Altro titolo", "article_0": "Oggetto nuovo", "words_0": "Prima.", "more": "1"}
    page = client.post(url, typed)
    assert page.status_code == 200
    assert "Oggetto nuovo" in page.content.decode()
    assert 'name="article_2"' in page.content.decode()
    agreement.refresh_from_db()
    assert agreement.title != "Altro titolo"


def test_an_article_without_words_is_refused_and_nothing_typed_is_lost(client: Client) -> None:
    agreement = make_draft()
    client.force_login(make_officer())
    url = reverse("agreements:write", args=[agreement.pk])
    typed = {
        "title_field": "Altro titolo",
        "premises": "una premessa",
        "article_0": "Solo il titolo",
        "words_0": "",
    }
    page = client.post(url, typed)
    assert page.status_code == 422
    assert "L’articolo 1 ha bisogno di un titolo e di un testo" in page.content.decode()
    assert "una premessa" in page.content.decode()
    good = {**typed, "words_0": "Primo comma.\n\nSecondo comma.", "ends_on": "2028-12-31"}
    assert client.post(url, good).status_code == 302
    agreement.refresh_from_db()
    assert agreement.text["articles"] == [
        {"title": "Solo il titolo", "paragraphs": ["Primo comma.", "Secondo comma."]}
    ]


def test_unknown_codes_come_back_with_the_form(client: Client) -> None:
    agreement = make_draft()
    client.force_login(make_officer())
    page = client.post(
        reverse("agreements:parti-nuove", args=[agreement.pk]), {"codes": "c_zz99 12345678901"}
    )
    assert page.status_code == 422
    assert "c_zz99, 12345678901" in page.content.decode()
    assert "c_zz99 12345678901</textarea>" in page.content.decode()


@pytest.mark.parametrize("step", sorted(PLAIN))
def test_every_page_of_a_deed_opens_or_says_why_not(agreement: Agreement, client: Client, step: str) -> None:
    client.force_login(make_officer())
    answer = client.get(f"/convenzione/{agreement.pk}/{step}/")
    assert answer.status_code in (200, 403)


def test_a_draft_is_opened_written_and_sent_over_http(client: Client) -> None:
    bodies = make_bodies(2)
    client.force_login(make_officer())
    opened = client.post(
        reverse("agreements:draft", args=[authority().pk]),
        {
            "kind": "OPERATIONAL_AGREEMENT",
            "title_field": "Accordo operativo per gli anziani soli",
            "ends_on": "2028-12-31",
            "procedure_officer": make_officer().pk,
            "executive_officer": make_executive().pk,
        },
    )
    assert opened.status_code == 302
    agreement = Agreement.objects.get(title="Accordo operativo per gli anziani soli")
    codes = " ".join(body.codice_fiscale for body in bodies)
    client.post(reverse("agreements:parti-nuove", args=[agreement.pk]), {"codes": codes})
    sending = reverse("agreements:send", args=[agreement.pk])
    places = {f"place_{party.pk}": n for n, party in enumerate(reversed(list(parties_of(agreement))), 1)}
    unwritten = client.post(sending, {"due_on": "2026-08-31", "order": "SEQUENCE", **places})
    assert unwritten.status_code == 422
    assert "L’articolo 2, «Obiettivi», ha ancora le parole del modello" in unwritten.content.decode()
    text = {
        "title_field": agreement.title,
        "ends_on": "2028-12-31",
        "article_0": "Obiettivi",
        "words_0": "Stare insieme.",
    }
    assert client.post(reverse("agreements:write", args=[agreement.pk]), text).status_code == 302
    sent = client.post(sending, {"due_on": "2026-08-31", "order": "SEQUENCE", **places})
    assert sent.status_code == 302
    signing = signing_of(agreement)
    assert signing is not None
    assert [slot.party.organisation for slot in signing.current] == [bodies[1]]
    page = client.get(reverse("agreements:signatures", args=[agreement.pk])).content.decode()
    assert "Ci sono 0 firme su 3" in page
    desk = client.get("/scrivania/").content.decode()
    duties, _aside, rest = desk.partition("Da ieri")
    assert "Accordo operativo per gli anziani soli" not in duties
    assert "Elena Marchetti ha mandato il testo alla firma: Accordo operativo per gli anziani soli" in rest


def test_a_party_is_looked_for_by_name_and_what_is_ticked_stays(client: Client) -> None:
    agreement = make_draft("OPERATIONAL_AGREEMENT")
    first, second = (
        make_bodies(1, name="Comune di Roccabianca")[0],
        make_bodies(1, name="Comune di Vallescura")[0],
    )
    client.force_login(make_officer())
    there = reverse("agreements:parti-nuove", args=[agreement.pk])
    looked = client.post(there, {"name": "roccabianca", "find": "1"}).content.decode()
    assert "Un ente con «roccabianca» nel nome si può aggiungere" in looked
    assert first.name in looked
    again = client.post(
        there, {"name": "vallescura", "find": "1", "organisations": [first.pk]}
    ).content.decode()
    assert f'value="{first.pk}"' in again
    assert "checked" in again.split(f'value="{first.pk}"')[1].split(">")[0]
    assert parties_of(agreement).count() == 1
    nobody = client.post(there, {"name": "nessuno così", "find": "1"}).content.decode()
    assert "Nessun ente con «nessuno così» nel nome" in nobody
    added = client.post(there, {"name": "", "organisations": [first.pk, second.pk], "codes": ""})
    assert added.status_code == 302
    assert {party.organisation for party in parties_of(agreement)} == {authority(), first, second}


def test_a_programme_agreement_offers_public_bodies_alone(client: Client) -> None:
    agreement = make_draft()
    client.force_login(make_officer())
    make_ets("ets1")
    page = client.post(
        reverse("agreements:parti-nuove", args=[agreement.pk]), {"name": "Lanterna", "find": "1"}
    ).content.decode()
    assert "Nessun ente con «Lanterna» nel nome" in page
