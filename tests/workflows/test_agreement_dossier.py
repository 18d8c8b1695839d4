# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The dossier of an agreement that no call leads to: taken out whole, with an index that can be checked."""

import csv
import io
import json
import zipfile
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client

from coprogettazione.agreements.models import Agreement, AgreementKind
from coprogettazione.agreements.queries import parties_of
from coprogettazione.agreements.services import (
    draft_addendum,
    publish_agreement,
    reject_signature,
    withdraw_text,
)
from coprogettazione.records.models import Entry
from coprogettazione.records.refusals import NotAllowed
from tests.factories.agreements import make_agreement, sign_for, signed_copy, signer_of, text_of
from tests.factories.bodies import DURING, make_sent
from tests.factories.calls import make_executive, make_officer, make_operator
from tests.factories.parties import make_ets, make_legal_representative
from tests.factories.tables import make_auditor
from tests.workflows.check_dossier import faults
from workflows.dossier_zip import take_out

WHY = "Un articolo va corretto prima che gli altri firmino."
SOON = DURING + timedelta(hours=1)
pytestmark = pytest.mark.django_db


def lived() -> Agreement:
    """An agreement sent twice, signed by all, published, with an addendum that is being written."""
    from coprogettazione.agreements.services import send_for_signature

    agreement = make_sent(AgreementKind.OPERATIONAL_AGREEMENT)
    sign_for(agreement, parties_of(agreement)[1].organisation, at=DURING)
    withdraw_text(agreement=agreement, reasons=WHY, by=make_officer(), at=DURING)
    send_for_signature(agreement=agreement, by=make_officer(), at=DURING)
    for party in parties_of(agreement):
        sign_for(agreement, party.organisation, at=DURING)
    agreement = Agreement.objects.get(pk=agreement.pk)
    publish_agreement(agreement=agreement, by=make_officer(), at=DURING)
    draft_addendum(agreement=agreement, title="Un altro servizio", by=make_officer(), at=DURING)
    return agreement


def taken(agreement: Agreement, by: Any = None) -> bytes:
    return b"".join(take_out(agreement, by=by or make_officer(), at=SOON))


def read(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as found:
        return {name.split("/", 1)[1]: found.read(name) for name in found.namelist()}


def rows(data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline=""), delimiter=";"))


def test_texts_signed_copies_of_every_round_tables_register_and_an_index_of_hashes(tmp_path: Path) -> None:
    agreement = lived()
    data = taken(agreement)
    there = tmp_path / "fascicolo.zip"
    there.write_bytes(data)
    assert faults(there) == []
    files = read(data)
    assert sum(path.startswith("atti/0") for path in files) == 3
    assert sum(path.startswith("atti/pubblicati/") for path in files) == 1
    assert sum(path.startswith("file/copie-firmate/") for path in files) == 4
    assert len(rows(files["dati/parti.csv"])) == 6
    signatures = rows(files["dati/firme.csv"])
    assert len(signatures) == 6
    assert {row["Com’è il giro"] for row in signatures} == {
        "firme raccolte",
        "ritirato: le firme raccolte non valgono per un altro testo",
    }
    assert any("Da firmare" in row["Che cosa"] for row in rows(files["dati/comunicazioni.csv"]))
    told = [json.loads(line)["deed"] for line in files["registro/voci.jsonl"].splitlines()]
    assert told[0] == "draft_agreement"
    assert told[-1] == "export_agreement"
    assert json.loads(files["indice.json"])["titolo"] == agreement.title
    assert agreement.title in files["LEGGIMI.txt"].decode()
    assert "domande/" not in files["LEGGIMI.txt"].decode()


def test_the_same_entry_of_the_register_gives_the_same_bytes() -> None:
    from workflows.dossier_zip import archive, reader_of

    agreement = lived()
    first = taken(agreement)
    last = Entry.objects.latest("seq").seq
    assert b"".join(archive(reader_of(agreement, make_officer(), SOON, last))) == first


def test_a_copy_that_had_to_be_made_again_is_there_too() -> None:
    from coprogettazione.agreements.models import SignatureSlot, SignatureState

    agreement = make_sent(AgreementKind.OPERATIONAL_AGREEMENT)
    body = parties_of(agreement)[1].organisation
    sign_for(agreement, body, at=DURING)
    SignatureSlot.objects.filter(party__organisation=body).update(state=SignatureState.UNVERIFIABLE)
    reject_signature(agreement=agreement, organisation=body, reasons=WHY, by=make_officer(), at=DURING)
    person = signer_of(body, agreement)
    again = signed_copy(text_of(agreement, body), person, body, at=DURING + timedelta(minutes=5))
    sign_for(agreement, body, at=DURING + timedelta(minutes=5), file=again)
    files = read(taken(agreement))
    assert sum(path.startswith("file/copie-firmate/") for path in files) == 2


@pytest.mark.parametrize(
    ("reader", "copies"), [(make_officer, 4), (make_executive, 4), (make_auditor, 4), (make_operator, 0)]
)
def test_each_of_the_offices_takes_what_they_may_read(reader: Any, copies: int) -> None:
    files = read(taken(lived(), reader()))
    assert sum(path.startswith("file/copie-firmate/") for path in files) == copies
    assert ("Le copie firmate: le leggono" in files["LEGGIMI.txt"].decode()) is (copies == 0)


def test_a_party_and_a_stranger_do_not_take_it_and_nothing_is_entered() -> None:
    agreement = lived()
    for person in (
        make_legal_representative(parties_of(agreement)[1].organisation),
        make_legal_representative(make_ets("ets6")),
    ):
        with pytest.raises(NotAllowed):
            taken(agreement, person)
    assert not Entry.objects.filter(deed="export_agreement").exists()


def test_of_an_agreement_of_a_call_one_takes_the_dossier_of_the_call() -> None:
    agreement = make_agreement("SIGNED")
    with pytest.raises(NotAllowed, match="fascicolo"):
        taken(agreement)


@pytest.fixture
def office(client: Client, time_machine: Any) -> Iterator[Client]:
    time_machine.move_to(SOON, tick=False)
    client.force_login(make_officer())
    return client


def test_from_the_page_of_the_agreement_to_the_register_and_to_the_archive(office: Client) -> None:
    agreement = lived()
    page = office.get(f"/convenzione/{agreement.pk}/").content.decode()
    assert f"/convenzione/{agreement.pk}/fascicolo/" in page
    register = office.get(f"/convenzione/{agreement.pk}/registro/").content.decode()
    assert "ha aperto un accordo" in register
    assert "ha ritirato" in register
    export = office.get(f"/convenzione/{agreement.pk}/fascicolo/").content.decode()
    assert "Torna all’accordo" in export
    answer: Any = office.post(f"/convenzione/{agreement.pk}/fascicolo/")
    assert answer["Content-Disposition"] == f'attachment; filename="fascicolo-accordo-{agreement.pk}.zip"'
    assert "indice.html" in read(b"".join(answer.streaming_content))


@pytest.mark.parametrize("pages", ["fascicolo", "registro"])
def test_who_has_no_part_in_it_is_told_why_not(client: Client, time_machine: Any, pages: str) -> None:
    agreement = lived()
    time_machine.move_to(SOON, tick=False)
    assert client.get(f"/convenzione/{agreement.pk}/{pages}/").status_code == 302
    client.force_login(make_legal_representative(make_ets("ets6")))
    assert client.get(f"/convenzione/{agreement.pk}/{pages}/").status_code == 403


def test_the_command_writes_it_too(tmp_path: Path) -> None:
    agreement = make_sent()
    there = tmp_path / "accordo.zip"
    call_command("export_dossier", f"accordo-{agreement.pk}", email=make_officer().email, to=there)
    assert faults(there) == []
