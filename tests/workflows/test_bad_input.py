# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What people get wrong, through the pages: the words they read, and what they typed still there."""

from typing import Any

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from coprogettazione.applications.models import ApplicationState
from coprogettazione.calls.models import Call, CallState
from coprogettazione.parties.models import Organisation, User
from tests.factories.applications import SUBMITTED, make_application, pdf, start
from tests.factories.calls import AUTHORISED, CRITERIA, DRAFTED, make_call, make_executive, make_officer
from tests.factories.parties import make_legal_representative, make_user

pytestmark = pytest.mark.django_db


def as_(user: User) -> Client:
    """A browser of this person."""
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def said(answer: Any) -> str:
    """The page in one line."""
    return " ".join(answer.content.decode().split())


@time_machine.travel(SUBMITTED, tick=False)
def test_a_file_too_large_says_both_sizes_and_keeps_what_was_chosen(settings: Any) -> None:
    settings.MAX_UPLOAD_SIZE = 2_000_000
    draft = start(make_call(CallState.PUBLISHED), "ets1")
    file = SimpleUploadedFile("statuto.pdf", pdf().read() + b" " * 2_000_000)
    client = as_(make_legal_representative(draft.lead))
    answer = client.post(
        reverse("applications:attach", args=[draft.pk]), {"label": "Lettera di sostegno", "file": file}
    )
    page = said(answer)
    assert answer.status_code == 422
    assert "il massimo è 2 MB" in page
    assert 'value="Lettera di sostegno"' in page
    assert not draft.attachments.exists()


@time_machine.travel(SUBMITTED, tick=False)
@pytest.mark.parametrize(
    ("content", "words"),
    [(b"", "è vuoto (0 byte)"), (b"MZ\x90\x00" + b"\x00" * 200, "contiene un programma")],
)
def test_an_empty_file_and_a_program_called_pdf_keep_what_was_chosen(content: bytes, words: str) -> None:
    draft = start(make_call(CallState.PUBLISHED), "ets1")
    answer = as_(make_legal_representative(draft.lead)).post(
        reverse("applications:attach", args=[draft.pk]),
        {"label": "Visura", "file": SimpleUploadedFile("visura.pdf", content)},
    )
    page = said(answer)
    assert answer.status_code == 422
    assert words in page
    assert 'value="Visura"' in page


def test_a_codice_fiscale_whose_last_digit_is_wrong_stays_in_the_field_with_the_reason() -> None:
    answer = as_(make_user()).get("/enti/registra/", {"codice_fiscale": "90000010001"})
    page = said(answer)
    assert "la cifra di controllo non torna" in page
    assert 'value="90000010001"' in page
    assert not Organisation.objects.filter(codice_fiscale="90000010001").exists()


def save_part(call: Call, part: str, **typed: Any) -> Any:
    """The officer saves a part of the avviso."""
    data = {"version": call.draft_version, **typed}
    return as_(make_officer()).post(reverse("calls:section", args=[call.code, part]), data)


def authorise(call: Call) -> Any:
    """The executive tries to authorise."""
    with time_machine.travel(AUTHORISED, tick=False):
        return as_(make_executive()).post(
            reverse("deed", args=[call.code, "authorise_call", call.pk]),
            {"act_number": "31/2026", "act_date": "2026-01-29"},
        )


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"cup": "X00X2600000000"}, "CUP"),
        ({"cup": "X00X26000000001", "cig_regime": "PROCUREMENT", "cig": "8567116FC3"}, "CIG"),
    ],
)
def test_a_wrong_cup_and_a_wrong_cig_stop_the_avviso_and_stay_in_their_fields(
    typed: dict[str, str], words: str
) -> None:
    call = make_call()
    with time_machine.travel(DRAFTED, tick=False):
        assert save_part(
            call, "risorse", **{"public_grant": "180.000", "cig_reason": "Sì", **typed}
        ).status_code in (
            200,
            302,
        )
        shown = said(as_(make_officer()).get(reverse("calls:section", args=[call.code, "risorse"])))
    wrong = typed.get("cig", typed["cup"])
    assert f'value="{wrong}"' in shown
    refused = authorise(call)
    page = said(refused)
    assert refused.status_code == 422
    assert words in page
    assert 'value="31/2026"' in page
    call.refresh_from_db()
    assert call.state == CallState.DRAFT


def test_criteria_whose_points_are_not_the_maximum_stop_the_avviso_with_both_sums() -> None:
    call = make_call(criteria=[*CRITERIA[:5], {**CRITERIA[5], "max_points": "9.5"}])
    refused = authorise(call)
    page = said(refused)
    assert refused.status_code == 422
    assert "I punti dei criteri sommano 99,5: devono fare 100" in page
    assert 'value="31/2026"' in page
    with time_machine.travel(DRAFTED, tick=False):
        shown = said(as_(make_officer()).get(reverse("calls:section", args=[call.code, "criteri"])))
    assert 'value="9,50"' in shown


def test_a_body_already_in_another_group_is_named_when_the_second_group_sends() -> None:
    call = make_call(CallState.PUBLISHED)
    make_application(call, "ets1", "ets2")
    second = make_application(call, "ets3", "ets2", state=ApplicationState.DRAFT)
    client = as_(make_legal_representative(second.lead))
    with time_machine.travel(SUBMITTED, tick=False):
        checked = said(client.get(reverse("applications:check", args=[second.pk])))
        refused = client.post(reverse("applications:act", args=[second.pk, "invia"]), {"sent": "1"})
        shown = said(client.get(reverse("applications:group", args=[second.pk])))
    assert "in un’altra domanda già inviata: l’avviso non ammette lo stesso ente in due gruppi" in checked
    assert "deve completare la sua parte" not in checked
    assert refused.status_code == 422
    assert "Passi Insieme è già in un’altra domanda" in said(refused)
    assert 'value="90000020009"' in shown
    second.refresh_from_db()
    assert second.state == ApplicationState.DRAFT


def test_an_address_that_names_an_unknown_deed_is_not_found() -> None:
    call = make_call()
    client = as_(make_officer())
    known = client.get(reverse("deed", args=[call.code, "declare_officer_conflicts", call.pk]))
    unknown = client.post(reverse("deed", args=[call.code, "award_contract", call.pk]), {})
    assert known.status_code != 404
    assert unknown.status_code == 404
