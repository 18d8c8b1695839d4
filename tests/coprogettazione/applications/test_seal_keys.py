# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The keys of the sealed applications: rotated, checked, lost, found again, destroyed by a deed."""

from collections.abc import Iterator
from datetime import timedelta
from http import HTTPStatus
from pathlib import Path
from typing import Any

import pytest
from cryptography.fernet import Fernet
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from coprogettazione.applications.models import Application, Submission
from coprogettazione.applications.services import (
    attach_file,
    declare_deserted,
    destroy_sealed_keys,
    record_late_application,
    submit_application,
)
from coprogettazione.calls.services import close_call
from coprogettazione.documents.models import Arriving
from coprogettazione.documents.services import begin_arriving
from coprogettazione.records.models import CallKey, ContentKey, Entry
from coprogettazione.records.refusals import Invalid, NotAllowed
from coprogettazione.records.sealing import SealLost, forget_keys
from tests.factories.applications import OPENED, STARTED, SUBMITTED, make_application, open_all, pdf
from tests.factories.calls import DEADLINE, make_executive, make_officer
from tests.factories.parties import make_legal_representative

pytestmark = pytest.mark.django_db
OTHER = Fernet.generate_key().decode()


@pytest.fixture(autouse=True)
def nothing_in_memory(settings: Any, tmp_path: Path) -> Iterator[None]:
    settings.PRIVATE_MEDIA_ROOT = tmp_path / "private"
    forget_keys()
    yield
    forget_keys()


@pytest.fixture
def application() -> Application:
    """Received, with a file."""
    draft = make_application(state="DRAFT")
    signer = make_legal_representative(draft.lead)
    common: dict[str, Any] = {"application": draft, "by": signer}
    attach_file(key="statute", file=pdf(), organisation=draft.lead, at=STARTED, **common)
    submit_application(at=SUBMITTED, **common)
    draft.refresh_from_db()
    forget_keys()
    return draft


def read_again(application: Application) -> Any:
    forget_keys()
    return Submission.objects.get(application=application).snapshot


def test_a_rotation_leaves_every_text_readable_and_the_old_key_useless(
    application: Application, settings: Any, capsys: Any
) -> None:
    old = settings.SEAL_KEYS[0]
    begin_arriving(name="a.pdf", size=10, by=make_legal_representative(application.lead), at=timezone.now())
    settings.SEAL_KEYS = [OTHER, old]
    assert read_again(application)["lead"] == application.lead.codice_fiscale
    call_command("seal", "rotate")
    assert (
        "passate alla più nuova: 1; già sotto la più nuova: 0; file in arrivo: 1." in capsys.readouterr().out
    )
    settings.SEAL_KEYS = [OTHER]
    assert read_again(application)["lead"] == application.lead.codice_fiscale
    assert Arriving.objects.get().name == "a.pdf"
    call_command("verify_files")
    call_command("seal", "check")
    assert "Tutto si apre." in capsys.readouterr().out
    settings.SEAL_KEYS = [old]
    with pytest.raises(SealLost):
        read_again(application)


def test_a_rotation_run_twice_changes_nothing(application: Application, settings: Any, capsys: Any) -> None:
    settings.SEAL_KEYS = [OTHER, *settings.SEAL_KEYS]
    call_command("seal", "rotate")
    wrapped = CallKey.objects.get().wrapped
    call_command("seal", "rotate")
    assert CallKey.objects.get().wrapped == wrapped
    assert "già sotto la più nuova: 1" in capsys.readouterr().out


def test_a_rotation_that_was_interrupted_goes_on(
    application: Application, settings: Any, monkeypatch: Any
) -> None:
    from coprogettazione.records.sealing import rotation

    settings.SEAL_KEYS = [OTHER, *settings.SEAL_KEYS]
    ordinary = rotation.rewrap
    monkeypatch.setattr(rotation, "rewrap", lambda wrapped: (_ for _ in ()).throw(KeyboardInterrupt))
    with pytest.raises(KeyboardInterrupt):
        call_command("seal", "rotate")
    assert read_again(application)
    monkeypatch.setattr(rotation, "rewrap", ordinary)
    call_command("seal", "rotate")
    settings.SEAL_KEYS = [OTHER]
    assert read_again(application)


def test_a_lost_key_is_named_by_the_checks_and_nothing_is_spoilt(
    application: Application, settings: Any, capsys: Any
) -> None:
    right = settings.SEAL_KEYS
    settings.SEAL_KEYS = [OTHER]
    forget_keys()
    for command in (("seal", "rotate"), ("seal", "check"), ("verify_files",)):
        with pytest.raises(CommandError):
            call_command(*command)
    said = capsys.readouterr().err
    assert "La chiave dell’avviso PIS-2026 non si apre." in said
    assert f"la chiave {application.key_id.hex} non si apre" in said  # type: ignore[union-attr]
    assert "è sigillato e la sua chiave non si apre" in said
    settings.SEAL_KEYS = right
    assert read_again(application)
    call_command("seal", "check")


@pytest.mark.parametrize("who", ["applicant", "officer"])
def test_with_a_lost_key_every_page_says_so_in_words_and_lists_go_on(
    who: str, application: Application, settings: Any, time_machine: Any
) -> None:
    open_all(application.call)
    time_machine.move_to(OPENED + timedelta(minutes=1), tick=False)
    client = Client()
    client.force_login(make_officer() if who == "officer" else make_legal_representative(application.lead))
    settings.SEAL_KEYS = [OTHER]
    forget_keys()
    attached = application.attachments.get()
    closed = [reverse("documents:download", args=[attached.file_id])]
    closed += [reverse("applications:read", args=[application.pk])]
    for address in closed:
        answer = client.get(address)
        assert answer.status_code == HTTPStatus.CONFLICT, address
        assert "deve rimettere la chiave" in answer.content.decode(), address
    lists = {
        "officer": reverse("applications:dossier", args=["PIS-2026"]),
        "applicant": reverse("applications:list"),
    }
    for address in (lists[who], reverse("desk")):
        answer = client.get(address)
        assert answer.status_code == HTTPStatus.OK, address
    assert "La Lanterna" in client.get(lists[who]).content.decode()


def test_an_altered_submission_is_found(application: Application) -> None:
    Application.objects.filter(pk=application.pk).update(content_hash="0" * 64)
    call_command("seal", "check")
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute("UPDATE coprogettazione_submission SET content_hash = %s", ["0" * 64])
        cursor.execute("SET LOCAL session_replication_role = origin")
    with pytest.raises(CommandError, match="1 cose"):
        call_command("seal", "check")


@pytest.fixture
def deserted() -> Application:
    """A finished procedure to which one body applied late."""
    late = make_application(state="DRAFT")
    close_call(call=late.call, by=None, at=DEADLINE)
    record_late_application(
        application=late, by=make_legal_representative(late.lead), at=DEADLINE + timedelta(hours=1)
    )
    late.refresh_from_db()
    return late


def end(call: Any) -> None:
    call.refresh_from_db()
    declare_deserted(
        call=call, reasons="Nessuna domanda.", act_number="60/2026", act_date=OPENED.date(),
        by=call.executive_officer, at=OPENED,
    )  # fmt: skip


def test_the_keys_of_what_was_never_opened_are_destroyed_and_nothing_opens_it(
    deserted: Application, django_capture_on_commit_callbacks: Any
) -> None:
    end(deserted.call)
    with django_capture_on_commit_callbacks(execute=True):
        keys = destroy_sealed_keys(
            call=deserted.call, reasons="Termini trascorsi.", by=make_executive(), at=OPENED + timedelta(90)
        )
    assert [key.pk for key in keys] == [deserted.key_id]
    with pytest.raises(SealLost, match="distrutta con un atto"):
        _ = Submission.objects.get(application=deserted).snapshot
    entry = Entry.objects.get(deed="destroy_sealed_keys")
    assert entry.payload["keys"] == [deserted.key_id.hex]  # type: ignore[union-attr]
    assert Entry.objects.get(deed="record_late_application").payload["content_hash"] == deserted.content_hash
    call_command("seal", "check")
    with pytest.raises(Invalid, match="nessuna domanda chiusa"):
        destroy_sealed_keys(
            call=deserted.call, reasons="Ancora.", by=make_executive(), at=OPENED + timedelta(91)
        )


def test_keys_are_destroyed_only_with_a_reason_and_when_the_procedure_is_over(deserted: Application) -> None:
    with pytest.raises(NotAllowed, match="quando il procedimento è finito"):
        destroy_sealed_keys(call=deserted.call, reasons="Subito.", by=make_executive(), at=OPENED)
    end(deserted.call)
    with pytest.raises(Invalid, match="Scrivi perché"):
        destroy_sealed_keys(call=deserted.call, reasons="  ", by=make_executive(), at=OPENED)
    with pytest.raises(NotAllowed):
        destroy_sealed_keys(call=deserted.call, reasons="Motivo.", by=make_officer(), at=OPENED)
    assert not ContentKey.objects.filter(destroyed_at__isnull=False).exists()


def test_the_executive_destroys_them_on_a_page_that_says_there_is_no_way_back(
    deserted: Application, time_machine: Any
) -> None:
    end(deserted.call)
    time_machine.move_to(OPENED + timedelta(days=90), tick=False)
    client = Client()
    client.force_login(make_executive())
    address = reverse("applications:call_act", args=["PIS-2026", "distruggi-chiavi"])
    assert address in client.get(reverse("applications:dossier", args=["PIS-2026"])).content.decode()
    assert "Non si può tornare indietro" in client.get(address).content.decode()
    assert client.post(address, {"reasons": ""}).status_code == 422
    assert client.post(address, {"reasons": "Termini trascorsi."}).status_code == 302
    assert ContentKey.objects.get(pk=deserted.key_id).destroyed_at is not None
