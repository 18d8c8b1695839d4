# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The pages of an agreement over HTTP."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from coprogettazione.agreements.models import Agreement, AgreementState
from coprogettazione.parties.models import User
from coprogettazione.records.rights import may
from tests.factories.agreements import PUBLISHED, SIGNED, sign_for, signed_copy
from tests.factories.calls import make_operator
from tests.factories.parties import make_ets, make_legal_representative, make_user
from tests.factories.tables import authority, casa, lanterna, make_auditor, passi

STAGE = "SIGNING"


def uploaded(text: str = "firma") -> SimpleUploadedFile:
    return SimpleUploadedFile("convenzione-firmata.pdf", signed_copy(text).read(), "application/pdf")


def test_who_must_sign_finds_the_text_and_uploads_the_signed_copy(
    agreement: Agreement, client: Client
) -> None:
    client.force_login(make_legal_representative(casa()))
    page = client.get(reverse("agreements:show", args=[agreement.pk])).content.decode()
    assert "Tocca a te firmare" in page
    assert "Aspetti da altri" in page
    assert "Non verifica ancora le firme" in page
    url = reverse("agreements:sign", args=[agreement.pk])
    assert "Firmi per <strong>Fondazione Casa Aperta ETS</strong>" in client.get(url).content.decode()
    missing = client.post(url, {"organisation": casa().pk})
    assert missing.status_code == 422
    done = client.post(url, {"organisation": casa().pk, "file": uploaded()})
    assert done.status_code == 302
    after = client.get(done["Location"]).content.decode()
    assert "caricata, non verificata" in after
    assert "Tocca a te firmare" not in after


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
