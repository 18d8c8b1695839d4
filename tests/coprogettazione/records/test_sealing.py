# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Texts and files under seal: bound to their place, opened only with their key, never half written."""

import io
import os
from decimal import Decimal
from pathlib import Path

import pytest
from cryptography.fernet import Fernet
from django.core.exceptions import ImproperlyConfigured, ValidationError
from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models import F

from config.sealing import own_seal_keys, seal_keys
from coprogettazione.applications.models import Application, EconomicLine, Member
from coprogettazione.applications.services import start_application
from coprogettazione.records.models import CallKey, ContentKey
from coprogettazione.records.sealing import (
    Ciphertext,
    SealedReader,
    SealingFile,
    SealLost,
    forget_keys,
    is_sealed,
    seal_text,
    unseal_text,
)
from coprogettazione.records.sealing.files import HEADER_BYTES, PIECE, TAG
from tests.factories.applications import STARTED, make_application
from tests.factories.calls import make_call
from tests.factories.parties import make_ets, make_legal_representative

pytestmark = pytest.mark.django_db


@pytest.fixture
def application() -> Application:
    return make_application(state="DRAFT")


@pytest.fixture
def key(application: Application) -> ContentKey:
    assert application.key is not None
    return application.key


def sealed_file(content: bytes, key: ContentKey) -> bytes:
    return b"".join(SealingFile(ContentFile(content), key.pk).chunks())


def test_a_text_opens_only_with_its_key_and_in_its_place(key: ContentKey) -> None:
    sealed = seal_text(key.pk, "economicline.amount", "3000.00")
    assert unseal_text(sealed, "economicline.amount") == "3000.00"
    assert sealed.key_id == key.pk
    assert seal_text(key.pk, "economicline.amount", "3000.00") != sealed
    for bad, place in (
        (sealed, "member.share"),
        (Ciphertext(sealed.text[:-6] + "AAAA=="), "economicline.amount"),
        (Ciphertext("seal1:x"), "economicline.amount"),
        (Ciphertext(sealed.text.replace(key.pk.hex, "0" * 32)), "economicline.amount"),
    ):
        with pytest.raises(SealLost, match="la sua chiave non si apre"):
            unseal_text(bad, place)


def test_a_text_of_one_application_does_not_open_in_another(application: Application) -> None:
    other = make_application(application.call, "ets2", state="DRAFT")
    assert other.key_id != application.key_id
    assert other.key is not None
    assert other.key.call_key == application.key.call_key  # type: ignore[union-attr]
    line = application.lines.first()
    assert line is not None
    sealed = EconomicLine.objects.filter(pk=line.pk).values_list("amount", flat=True)[0]
    moved = sealed.text.replace(application.key_id.hex, other.key_id.hex)  # type: ignore[union-attr]
    with pytest.raises(SealLost):
        unseal_text(Ciphertext(moved), "economicline.amount")


def test_a_row_reads_as_ever_and_lies_closed(application: Application) -> None:
    line = EconomicLine.objects.filter(application=application).first()
    assert line is not None
    assert (line.category, line.amount, line.get_category_display()) == (
        "A",
        line.amount,
        "Personale dipendente",
    )
    assert isinstance(line.amount, Decimal)
    raw = EconomicLine.objects.filter(pk=line.pk).values("amount", "description", "category").get()
    assert all(isinstance(value, Ciphertext) for value in raw.values())
    line.save()
    assert EconomicLine.objects.get(pk=line.pk).amount == line.amount


def test_what_was_not_read_is_written_back_as_it_was(application: Application) -> None:
    line = EconomicLine.objects.filter(application=application).first()
    assert line is not None
    before = EconomicLine.objects.filter(pk=line.pk).values_list("amount", flat=True)[0]
    line.position = 7
    line.save()
    assert EconomicLine.objects.filter(pk=line.pk).values_list("amount", flat=True)[0] == before
    assert EconomicLine.objects.defer("amount").get(pk=line.pk).amount == line.amount


def test_the_database_can_neither_change_nor_search_what_it_cannot_read(application: Application) -> None:
    lines = EconomicLine.objects.filter(application=application)
    line = lines[0]
    line.amount = Decimal(1)
    for change in (
        lambda: lines.update(amount=Decimal(1)),
        lambda: lines.update(amount=F("position")),
        lambda: EconomicLine.objects.bulk_update([line], ["amount"]),
        lambda: lines.filter(amount=Decimal(1)).exists(),
        lambda: lines.filter(description__contains="x").exists(),
    ):
        with pytest.raises(TypeError, match=r"economicline\.\w+ is under seal"), transaction.atomic():
            change()
    assert {one.amount for one in lines} != {Decimal(1)}


@pytest.mark.parametrize(
    ("row", "name", "value"),
    [
        (EconomicLine, "amount", Decimal(0)),
        (EconomicLine, "amount", Decimal("10000000000")),
        (EconomicLine, "description", "x" * 201),
        (Member, "share", Decimal("100.01")),
        (Member, "share", Decimal(-1)),
        (Member, "operators", -1),
    ],
)
def test_what_a_constraint_held_is_held_at_every_save(
    row: type, name: str, value: object, application: Application
) -> None:
    one = row.objects.filter(application=application).first()  # type: ignore[attr-defined]
    setattr(one, name, value)
    with pytest.raises(ValidationError):
        one.save()
    with pytest.raises(ValidationError):
        row.objects.bulk_create([one])  # type: ignore[attr-defined]


def test_money_is_kept_to_the_cent(application: Application) -> None:
    application.requested_grant = Decimal("10.005")
    application.save()
    application.refresh_from_db()
    assert application.requested_grant == Decimal("10.01")


@pytest.mark.parametrize("size", [0, 1, PIECE - 1, PIECE, PIECE + 1, 3 * PIECE, 3 * PIECE + 17])
def test_a_file_of_any_size_opens_from_anywhere(size: int, key: ContentKey) -> None:
    content = os.urandom(size)
    closed = sealed_file(content, key)
    assert is_sealed(io.BytesIO(closed))
    reader = io.BufferedReader(SealedReader(io.BytesIO(closed)))
    assert reader.read() == content
    assert reader.seek(0, io.SEEK_END) == size
    for place in {0, size // 2, max(0, size - 1), min(size, PIECE)}:
        reader.seek(place)
        assert reader.read(100) == content[place : place + 100]


def test_a_file_altered_cut_or_put_together_otherwise_does_not_open(key: ContentKey) -> None:
    closed = sealed_file(os.urandom(3 * PIECE), key)
    step = PIECE + TAG
    first, second = closed[HEADER_BYTES : HEADER_BYTES + step], closed[HEADER_BYTES + step :][:step]
    for bad in (
        closed[:-1],
        closed[: HEADER_BYTES + 2 * step],
        closed[:HEADER_BYTES] + second + first + closed[HEADER_BYTES + 2 * step :],
        closed[:20] + bytes([closed[20] ^ 1]) + closed[21:],
        closed[:-10] + bytes([closed[-10] ^ 1]) + closed[-9:],
        closed[:HEADER_BYTES],
        closed[:10],
    ):
        with pytest.raises(SealLost):
            io.BufferedReader(SealedReader(io.BytesIO(bad))).read()


def test_a_key_that_nothing_opens_is_said_in_words_and_the_rest_goes_on(
    application: Application, settings
) -> None:
    settings.SEAL_KEYS = [Fernet.generate_key().decode()]
    forget_keys()
    again = Application.objects.get(pk=application.pk)
    assert again.label == "La Lanterna"
    with pytest.raises(SealLost, match="né tu né l’ufficio potete leggerlo adesso"):
        _ = again.requested_grant
    again.save(update_fields=["saved_at"])


def test_without_keys_nothing_is_written(settings) -> None:
    call, lead = make_call("PUBLISHED"), make_ets("ets1")
    settings.SEAL_KEYS = []
    with pytest.raises(ImproperlyConfigured, match=r"docs/sealing\.md"):
        start_application(call=call, organisation=lead, by=make_legal_representative(lead), at=STARTED)
    assert not CallKey.objects.exists()


def test_the_keys_come_from_the_environment_or_a_file_and_must_be_keys(tmp_path: Path) -> None:
    first, second = Fernet.generate_key().decode(), Fernet.generate_key().decode()
    assert seal_keys({"SEAL_KEYS": f"{first}, {second}"}) == [first, second]
    (tmp_path / "keys").write_text(f"{second}\n{first}\n")
    assert seal_keys({"SEAL_KEYS_FILE": str(tmp_path / "keys")}) == [second, first]
    assert seal_keys({}) == []
    with pytest.raises(ValueError, match="Fernet"):
        seal_keys({"SEAL_KEYS": "parola"})


def test_a_developers_key_is_made_once_and_read_by_its_owner_only(tmp_path: Path) -> None:
    path = tmp_path / "var" / "seal.keys"
    keys = own_seal_keys(path)
    assert own_seal_keys(path) == keys
    assert path.stat().st_mode & 0o777 == 0o600
    assert [one.name for one in path.parent.iterdir()] == ["seal.keys"]
