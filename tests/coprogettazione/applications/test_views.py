# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The pages, as people meet them: the form, its steps, the office's desk."""

from datetime import datetime

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from coprogettazione.applications.models import Application, ApplicationState
from coprogettazione.applications.services import save_answer
from coprogettazione.calls.models import CallState
from coprogettazione.parties.models import User
from tests.factories.applications import (
    STARTED,
    colleague_of,
    make_application,
    pdf,
    start,
)
from tests.factories.calls import ROME, make_call, make_officer
from tests.factories.parties import make_ets, make_legal_representative

pytestmark = pytest.mark.django_db

STEPS = ["body", "group", "section proposta", "section parte", "section dichiarazioni", "plan", "check"]
NOON = datetime(2026, 2, 18, 10, 42, tzinfo=ROME)


@pytest.fixture(autouse=True)
def the_clock():
    with time_machine.travel(NOON, tick=False) as clock:
        yield clock


@pytest.fixture
def draft():
    return start(make_call(CallState.PUBLISHED), "ets1", "ets2")


@pytest.fixture
def ada(draft):
    return make_legal_representative(draft.lead)


def said(response):
    return " ".join(response.content.decode().split())


def test_an_application_starts_from_the_page_of_the_call_and_a_second_click_finds_it(visit):
    call = make_call(CallState.PUBLISHED)
    ada = make_legal_representative(make_ets("ets1"))
    assert "Prepara la domanda" in said(visit(ada, "start", call.code))
    data = {"organisation": make_ets("ets1").pk, "form": "SINGLE"}
    first = visit.post(ada, "start", call.code, **data)
    second = visit.post(ada, "start", call.code, **data)
    assert first.status_code == second.status_code == 302
    assert first.url == second.url
    assert Application.objects.count() == 1


@pytest.mark.parametrize("step", STEPS)
def test_every_step_opens_for_both_bodies_and_for_nobody_else(visit, draft, ada, step):
    name, *section = step.split()
    marco = make_legal_representative(make_ets("ets2"))
    assert visit(ada, name, draft.pk, *section).status_code == 200
    assert visit(marco, name, draft.pk, *section).status_code == 200
    for stranger in (make_officer(), make_legal_representative(make_ets("ets3"))):
        assert visit(stranger, name, draft.pk, *section).status_code == 404
    administrator = User.objects.create_superuser("admin@example.it", "parola-di-prova-lunga")
    assert visit(administrator, name, draft.pk, *section).status_code == 404


def test_the_check_page_says_what_is_missing_and_asks_it_of_who_must_do_it(visit, draft, ada):
    text = said(visit(ada, "check", draft.pk))
    assert "Mancano " in text
    assert "La Lanterna: «La proposta» non è completa" in text
    assert "Passi Insieme deve completare la sua parte" in text
    assert "Ricordalo a Passi Insieme" in text
    assert "mercoledì 25 febbraio 2026, ore" in text
    assert "Invia la domanda</a>" not in text


def test_the_submit_button_appears_only_when_nothing_is_missing(visit):
    application = make_application(state=ApplicationState.DRAFT)
    text = said(visit(make_legal_representative(application.lead), "check", application.pk))
    assert "La domanda è pronta" in text
    assert "Invia la domanda</a>" in text
    other = said(visit(colleague_of(application.lead), "check", application.pk))
    assert "Invia la domanda</a>" not in other


def test_a_chapter_saves_by_itself_and_answers_with_hour_and_version(visit, draft, ada):
    answer = visit.post(
        ada, "answer", draft.pk, "goals", value="Trecento persone", version=0, headers={"X-Autosave": "1"}
    )
    assert answer.json() == {"time": "10:42", "version": 1}


def test_a_chapter_saves_without_a_script_and_goes_back_to_its_place(visit, draft, ada):
    answer = visit.post(ada, "answer", draft.pk, "goals", value="Trecento\r\npersone", version=0)
    assert answer.status_code == 302
    assert answer.url.endswith("/modulo/proposta/#q-goals")
    assert draft.answers.get(key="goals").value == "Trecento\npersone"


def test_two_tabs_keep_both_texts_and_show_them(visit, draft, ada):
    save_answer(
        application=draft, organisation=draft.lead, key="goals", value="Il testo di ieri", by=ada, at=STARTED
    )
    data = {"value": "Il testo di oggi", "version": 0}
    background = visit.post(ada, "answer", draft.pk, "goals", **data, headers={"X-Autosave": "1"})
    assert background.status_code == 409
    assert "Ada Fontana ha salvato questa parte" in background.json()["message"]
    shown = visit.post(ada, "answer", draft.pk, "goals", **data)
    text = said(shown)
    assert shown.status_code == 409
    assert "Il testo di ieri" in text
    assert "Il testo di oggi" in text
    assert 'name="version" value="1"' in text


def test_an_expired_session_sends_to_the_sign_in_and_back_to_the_same_page(client, draft):
    answer = client.post(
        reverse("applications:answer", args=[draft.pk, "goals"]), {"value": "x", "version": 0}
    )
    assert answer.status_code == 302
    assert answer.url == f"/accesso/login/?next=/domande/{draft.pk}/risposte/goals/"
    client.force_login(
        make_legal_representative(draft.lead), backend="django.contrib.auth.backends.ModelBackend"
    )
    back = client.get(f"/domande/{draft.pk}/risposte/goals/")
    assert back.url == f"/domande/{draft.pk}/modulo/proposta/#q-goals"


def test_every_long_form_keeps_on_the_device_what_is_typed(visit, draft, ada):
    for step in STEPS[:-1]:
        name, *section = step.split()
        text = said(visit(ada, name, draft.pk, *section))
        assert "autosave" in text
        assert f'data-autosave-owner-value="{ada.pk}"' in text


def test_shares_that_do_not_make_one_hundred_stay_on_the_page_with_the_reason(visit, draft, ada):
    data = {
        "form": "ATS_TO_BE_FORMED",
        "members-TOTAL_FORMS": 2,
        "members-INITIAL_FORMS": 2,
        "members-0-codice_fiscale": "90000010000",
        "members-0-role": "ETS_PARTNER",
        "members-0-share": "55",
        "members-1-codice_fiscale": "90000020009",
        "members-1-role": "ETS_PARTNER",
        "members-1-share": "40",
    }
    answer = visit.post(ada, "group", draft.pk, **data)
    text = said(answer)
    assert "Le quote sommano a 95 %: devono fare 100 %" in text
    assert 'value="55"' in text
    assert {member.share for member in draft.members.all()} == {50}
    wrong = visit.post(ada, "group", draft.pk, **{**data, "members-1-codice_fiscale": "90000020008"})
    assert "la cifra di controllo non torna" in said(wrong)
    right = visit.post(ada, "group", draft.pk, **{**data, "members-1-share": "45,00"})
    assert right.status_code == 302


def test_a_line_of_the_plan_is_saved_as_italians_write_it_and_refused_in_place(visit, draft, ada):
    data = {
        "grant-amount": "180.000",
        "lines-TOTAL_FORMS": 1,
        "lines-INITIAL_FORMS": 0,
        "lines-0-category": "A",
        "lines-0-description": "Operatori",
        "lines-0-amount": "1.234,50",
        "lines-0-source": "PUBLIC",
    }
    assert visit.post(ada, "plan", draft.pk, **data).status_code == 302
    assert str(draft.lines.get().amount) == "1234.50"
    wrong = said(visit.post(ada, "plan", draft.pk, **{**data, "lines-0-amount": "molto"}))
    assert "Scrivi un importo in cifre, per esempio 3.000" in wrong
    assert 'value="molto"' in wrong
    figurative = said(visit.post(ada, "plan", draft.pk, **{**data, "lines-0-category": "V"}))
    assert "Questa voce non si paga" in figurative


@pytest.mark.parametrize(
    ("content", "name", "words"),
    [
        (b"", "statuto.pdf", "è vuoto (0 byte)"),
        (b"MZ\x90\x00" + b"\x00" * 200, "statuto.pdf", "contiene un programma"),
    ],
)
def test_a_file_refused_says_why_on_the_page(visit, draft, ada, content, name, words):
    file = SimpleUploadedFile(name, content)
    answer = visit.post(ada, "attach_answer", draft.pk, "statute", file=file)
    assert answer.status_code == 422
    assert words in said(answer)
    assert not draft.attachments.exists()


def test_a_file_is_attached_and_taken_away(visit, draft, ada):
    file = SimpleUploadedFile("statuto.pdf", pdf().read())
    assert visit.post(ada, "attach_answer", draft.pk, "statute", file=file).status_code == 302
    assert "statuto.pdf" in said(visit(ada, "section", draft.pk, "dichiarazioni"))
    row = draft.attachments.get()
    assert visit.post(ada, "detach", draft.pk, row.pk).status_code == 302
    assert not draft.attachments.exists()
