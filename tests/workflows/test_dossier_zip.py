# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The whole dossier as a ZIP: what is in it, what stays out, and that one changed byte is found."""

import csv
import hashlib
import io
import json
import shutil
import subprocess
import zipfile
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine
from defusedxml import ElementTree
from django.core.management import CommandError, call_command
from django.test import Client
from pypdf import PdfReader

from coprogettazione.applications.models import Application, Submission
from coprogettazione.applications.services import attach_file, record_late_application, submit_application
from coprogettazione.calls.models import Call
from coprogettazione.documents.models import StoredFile
from coprogettazione.documents.queries import papers_of
from coprogettazione.records.arrival import STILL_AT_THE_DOOR
from coprogettazione.records.models import Entry
from coprogettazione.records.refusals import NotAllowed
from coprogettazione.records.streaming import one_by_one
from coprogettazione.records.waiting import awaited
from tests.factories.agreements import SIGNED, make_agreement
from tests.factories.applications import OPENED, STARTED, make_application, open_all, pdf
from tests.factories.calls import DEADLINE, make_call, make_executive, make_officer
from tests.factories.evaluation import make_admitted, make_evaluation, make_ranked, score_all
from tests.factories.parties import make_ets, make_legal_representative, make_user
from tests.workflows.check_dossier import faults
from workflows.dossier_parts import CallReader
from workflows.dossier_zip import archive, take_out

pytestmark = pytest.mark.django_db
AFTER = OPENED + timedelta(hours=1)
SECOND = timedelta(seconds=1)
CLOSING = {"indice.csv", "indice.json", "indice.xml", "indice.html", "LEGGIMI.txt", "SHA256SUMS"}


def opened(*keys: str) -> Call:
    """A call with an attachment in each application, opened."""
    call = make_call("PUBLISHED")
    for key in keys or ("ets1",):
        draft = make_application(call, key, state="DRAFT")
        signer = make_legal_representative(draft.lead)
        attach_file(
            application=draft,
            organisation=draft.lead,
            key="statute",
            file=pdf(f"statuto di {key}.pdf", key),
            by=signer,
            at=STARTED,
        )
        submit_application(application=draft, by=signer, at=DEADLINE - timedelta(hours=1))
    open_all(call)
    return Call.objects.get(pk=call.pk)


def taken(call: Call, *, by: Any = None, at: Any = AFTER) -> bytes:
    return b"".join(take_out(call, by=by or make_officer(), at=at))


def read(data: bytes) -> dict[str, bytes]:
    """Path without the root folder → content."""
    with zipfile.ZipFile(io.BytesIO(data)) as found:
        assert found.testzip() is None
        return {name.split("/", 1)[1]: found.read(name) for name in found.namelist()}


def index(files: dict[str, bytes]) -> list[dict[str, str]]:
    text = files["indice.csv"].decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline=""), delimiter=";"))


def entries(files: dict[str, bytes]) -> list[dict[str, Any]]:
    return [json.loads(line) for line in files["registro/voci.jsonl"].splitlines()]


def test_papers_submissions_files_tables_register_and_an_index_that_says_who_when_and_how_much() -> None:
    files = read(taken(opened("ets1", "ets3")))
    kinds = {path.split("/")[0] for path in files}
    folders = {"dati", "registro", "domande", "atti", "file"}
    assert kinds == folders | CLOSING
    rows = {row["Percorso"]: row for row in index(files)}
    assert set(rows) == set(files) - CLOSING
    for path, row in rows.items():
        assert row["SHA-256"] == hashlib.sha256(files[path]).hexdigest()
        assert row["Byte"] == str(len(files[path]))
        assert row["Nota"] == ""
    [statute] = [row for path, row in rows.items() if "statuto di ets1" in path]
    assert (statute["Chi"], statute["Data"]) == (
        "Ada Fontana, Cooperativa sociale La Lanterna",
        "2026-02-10 09:00:00",
    )
    html = files["indice.html"].decode()
    assert all(f'<a href="{path}">' in html for path in rows)
    assert "sha256sum -c SHA256SUMS" in files["LEGGIMI.txt"].decode()


def test_the_fingerprint_of_a_submission_is_the_one_on_its_receipt() -> None:
    call = opened()
    files = read(taken(call))
    [path] = [path for path in files if path.startswith("domande/") and path.endswith(".json")]
    application = Application.objects.get(call=call)
    assert hashlib.sha256(files[path]).hexdigest() == application.content_hash


def test_a_submission_is_there_to_be_read_too_as_it_was_sent() -> None:
    call = opened()
    files = read(taken(call))
    [path] = [path for path in files if path.startswith("domande/") and path.endswith(".pdf")]
    reader = PdfReader(io.BytesIO(files[path]))
    said = " ".join("".join(page.extract_text() for page in reader.pages).replace("\xa0", " ").split())
    submission = Submission.objects.get(application__call=call)
    assert f"n. {submission.registry_number}" in said
    assert "Cooperativa sociale La Lanterna" in said
    assert "statuto di ets1.pdf" in said
    assert path.removesuffix("pdf") + "json" in files


def test_the_index_for_programmes_says_the_same_as_the_one_to_read() -> None:
    files = read(taken(opened("ets1", "ets3")))
    told, rows = json.loads(files["indice.json"]), index(files)
    assert [(f["percorso"], f["impronta"], str(f["byte"])) for f in told["file"]] == [
        (row["Percorso"], row["SHA-256"], row["Byte"]) for row in rows
    ]
    head = Entry.objects.get(deed="export_case_file")
    assert told["registro"] == {"voce": head.seq, "impronta": head.hash}
    assert (told["fascicolo"], told["algoritmo"]) == ("PIS-2026", "SHA-256")
    tree = ElementTree.fromstring(files["indice.xml"])
    assert [(f.findtext("percorso"), f.findtext("impronta")) for f in tree.iter("file")] == [
        (f["percorso"], f["impronta"]) for f in told["file"]
    ]
    assert tree.findtext("registro/impronta") == head.hash
    assert "questo non lo è" in files["LEGGIMI.txt"].decode()


def test_who_was_told_which_decision_is_in_it() -> None:
    call = make_admitted()
    files = read(taken(call, at=OPENED + timedelta(days=60)))
    told = files["dati/comunicazioni.csv"].decode("utf-8-sig").splitlines()
    assert told[0].startswith("Chi;Che cosa;Sulla piattaforma dal")
    assert len(told) > 3


def test_every_paper_of_the_call_is_in_it_in_the_order_of_issue() -> None:
    call = make_admitted()
    rows = index(read(taken(call, at=OPENED + timedelta(days=60))))
    acts = [row["Che cosa"] for row in rows if row["Percorso"].startswith("atti/0")]
    issued = papers_of(call).order_by("issued_at", "pk")
    assert [words.removesuffix(", copia pubblicata") for words in acts] == [paper.title for paper in issued]


def test_who_has_only_the_archive_can_check_all_of_it(tmp_path: Path) -> None:
    data = taken(opened("ets1", "ets3"))
    assert faults(io.BytesIO(data)) == []
    with zipfile.ZipFile(io.BytesIO(data)) as found:
        found.extractall(tmp_path)
    checker = shutil.which("sha256sum")
    if checker is None:
        pytest.skip("no sha256sum on this machine")
    here = tmp_path / "fascicolo-PIS-2026"
    done = subprocess.run([checker, "-c", "--quiet", "SHA256SUMS"], cwd=here, capture_output=True, text=True)
    assert (done.returncode, done.stdout) == (0, "")


def changed(data: bytes, which: str, old: bytes, new: bytes) -> io.BytesIO:
    """The archive with one file changed, and its line in SHA256SUMS made to agree: the work of a forger."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as before, zipfile.ZipFile(out, "w") as after:
        kept = {name: before.read(name) for name in before.namelist()}
        name = next(name for name in kept if which in name)
        assert old in kept[name]
        was, kept[name] = kept[name], kept[name].replace(old, new, 1)
        sums = next(n for n in kept if n.endswith("SHA256SUMS"))
        digests = [hashlib.sha256(content).hexdigest().encode() for content in (was, kept[name])]
        kept[sums] = kept[sums].replace(*digests)
        for path, content in kept.items():
            after.writestr(path, content)
    out.seek(0)
    return out


def test_one_changed_byte_is_found_also_when_the_sums_were_made_to_agree() -> None:
    data = taken(opened())
    opening = Entry.objects.get(deed="open_applications")
    assert faults(changed(data, "voci.jsonl", b'"received":1', b'"received":2')) == [f"voce {opening.seq}"]
    assert faults(changed(data, "voci.jsonl", b'"role":"PROCEDURE_OFFICER"', b'"role":"AUDITOR"')) != []
    link = opening.hash.encode()
    assert faults(changed(data, "catena.csv", link, b"0" * 64)) != []


def test_a_byte_changed_without_touching_the_sums_is_found() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(taken(opened()))) as before, zipfile.ZipFile(out, "w") as after:
        for name in before.namelist():
            content = before.read(name)
            after.writestr(name, content[:-1] + b"?" if "statuto" in name else content)
    [fault] = faults(out)
    assert "statuto" in fault


def test_the_same_state_gives_the_same_bytes() -> None:
    call = opened("ets1", "ets3")
    first = taken(call)
    seq = Entry.objects.get(deed="export_case_file").seq
    reader = CallReader(Call.objects.get(pk=call.pk), make_officer(), AFTER, seq)
    assert b"".join(archive(reader)) == first


def test_an_export_is_one_entry_and_it_is_the_last_of_the_chain_it_carries() -> None:
    files = read(taken(opened()))
    entry = Entry.objects.get(deed="export_case_file")
    assert (entry.actor, entries(files)[-1]["hash"]) == (make_officer(), entry.hash)
    assert files["registro/catena.csv"].decode().splitlines()[-1] == f"{entry.seq};{entry.hash}"
    assert entry.hash in files["LEGGIMI.txt"].decode()
    assert not Entry.objects.filter(deed="read_file").exists()


def test_a_sealed_dossier_is_refused_with_its_reason_until_the_opening() -> None:
    call = make_call("PUBLISHED")
    make_application(call)
    with pytest.raises(NotAllowed, match="sigillate fino a mercoledì 25 febbraio 2026"):
        take_out(call, by=make_officer(), at=DEADLINE - SECOND)
    with pytest.raises(NotAllowed, match="si esporta dopo che sono state aperte"):
        take_out(call, by=make_officer(), at=DEADLINE + SECOND)
    assert not Entry.objects.filter(deed="export_case_file").exists()


def test_who_may_not_read_the_dossier_takes_nothing_out() -> None:
    call = opened()
    for person in (make_user("Nino", "Nulla"), make_legal_representative(make_ets("ets1"))):
        with pytest.raises(NotAllowed):
            take_out(call, by=person, at=AFTER)


def test_what_came_late_stays_closed_and_the_index_says_so() -> None:
    call = make_call("PUBLISHED")
    make_application(call)
    late = make_application(call, "ets3", state="DRAFT")
    signer = make_legal_representative(late.lead)
    attach_file(
        application=late,
        organisation=late.lead,
        label="Altro",
        file=pdf("segreto.pdf"),
        by=signer,
        at=STARTED,
    )
    never_sent = make_application(call, "ets4", state="DRAFT")
    record_late_application(application=late, by=signer, at=DEADLINE + STILL_AT_THE_DOOR)
    open_all(call)
    data = taken(Call.objects.get(pk=call.pk))
    files = read(data)
    assert faults(io.BytesIO(data)) == []
    assert "segreto.pdf" not in " ".join(files)
    assert len([path for path in files if path.startswith("domande/")]) == 2
    assert "Il Ponte" in files["LEGGIMI.txt"].decode()
    assert "Fuori termine, non aperta" in files["indice.html"].decode()
    of_late = [e for e in entries(files) if e["subject"] == ["application", late.pk]]
    assert of_late
    assert {e["payload"] for e in of_late} == {None}
    everything = b"".join(files.values())
    assert never_sent.lead.codice_fiscale.encode() not in everything
    assert b"Casa Aperta" not in everything


def test_points_come_out_only_when_the_committee_has_closed() -> None:
    call = make_evaluation()
    score_all(call)
    files = read(taken(call, at=OPENED + timedelta(days=30)))
    assert not [path for path in files if "punteggi" in path or "graduatoria" in path]
    assert "Punteggi e graduatoria" in files["LEGGIMI.txt"].decode()
    given = [entry for entry in entries(files) if entry["deed"] in ("score_criterion", "close_score_sheet")]
    assert given
    assert {entry["payload"] for entry in given} == {None}


def test_ranking_and_points_with_their_reasons_for_who_may_read_them() -> None:
    call = make_ranked()
    files = read(taken(call, at=OPENED + timedelta(days=60)))
    ranking = files["dati/graduatoria.csv"].decode("utf-8-sig").splitlines()
    scores = files["dati/punteggi.csv"].decode("utf-8-sig").splitlines()
    assert ranking[0].startswith("Posizione;Numero di registro;Chi;Punti")
    assert len(ranking) > 1
    assert len(scores) > 1
    executive = read(taken(call, by=make_executive(), at=OPENED + timedelta(days=60)))
    assert len(executive["dati/punteggi.csv"].decode("utf-8-sig").splitlines()) == 1


def test_signed_copies_and_acts_of_the_agreement_are_in_it() -> None:
    agreement = make_agreement("SIGNED", published=True)
    files = read(taken(agreement.call, at=SIGNED + timedelta(days=2)))
    words = [row["Che cosa"] for row in index(files)]
    assert any("copia caricata come firmata" in said.lower() for said in words)
    assert any(path.startswith("atti/") for path in files)


def test_a_file_that_is_no_longer_what_it_was_is_said_in_the_index(settings: Any) -> None:
    call = opened()
    (file,) = [one for one in StoredFile.objects.all() if one.name == "statuto di ets1.pdf"]
    path = Path(settings.PRIVATE_MEDIA_ROOT) / file.content.name
    kept = path.read_bytes()
    try:
        path.chmod(0o640)
        path.write_bytes(kept + b" ")
        altered = read(taken(call))
        path.unlink()
        missing = read(taken(call, at=AFTER + SECOND))
    finally:
        path.write_bytes(kept)
        path.chmod(0o440)
    [row] = [row for row in index(altered) if "statuto" in row["Percorso"]]
    assert (
        row["Nota"]
        == f"Non si apre: è stato alterato o manca la sua chiave. Impronta registrata {file.sha256}."
    )
    [row] = [row for row in index(missing) if "statuto" in row["Percorso"]]
    assert "manca dall’archivio" in row["Nota"]
    assert row["Percorso"] not in missing
    assert "ATTENZIONE" in missing["LEGGIMI.txt"].decode()


@pytest.fixture
def officer_at_work() -> Any:
    """The officer signed in, after the opening."""
    with time_machine.travel(AFTER, tick=False):
        client = Client()
        client.force_login(make_officer(), backend="django.contrib.auth.backends.ModelBackend")
        yield client


def test_the_page_says_what_will_happen_and_the_button_begins_the_download(officer_at_work: Client) -> None:
    call = opened()
    address = f"/fascicoli/{call.code}/esporta/"
    assert f'href="{address}"' in officer_at_work.get(f"/fascicoli/{call.code}/").content.decode()
    page = officer_at_work.get(address).content.decode()
    assert "Scarica il fascicolo, ZIP" in page
    assert "Le domande in preparazione e mai inviate non ci sono" in page
    answer: Any = officer_at_work.post(address)
    assert answer["Content-Disposition"] == 'attachment; filename="fascicolo-PIS-2026.zip"'
    assert faults(io.BytesIO(b"".join(answer.streaming_content))) == []


def test_a_sealed_dossier_has_a_page_that_says_until_when(officer_at_work: Client) -> None:
    call = make_call("PUBLISHED")
    make_application(call)
    with time_machine.travel(DEADLINE - SECOND, tick=False):
        client = Client()
        client.force_login(make_officer(), backend="django.contrib.auth.backends.ModelBackend")
        answer = client.get(f"/fascicoli/{call.code}/esporta/")
        assert (answer.status_code, "sigillate fino a" in answer.content.decode()) == (403, True)
        assert client.post(f"/fascicoli/{call.code}/esporta/").status_code == 403


def test_the_command_writes_the_same_archive_for_one_of_its_readers(tmp_path: Path) -> None:
    opened()
    target = tmp_path / "fascicolo.zip"
    call_command(
        "export_dossier", "PIS-2026", "--as", make_officer().email, "--to", str(target), stdout=io.StringIO()
    )
    assert faults(target) == []
    assert Entry.objects.get(deed="export_case_file").actor == make_officer()
    with pytest.raises(CommandError, match="Non c’è un fascicolo"):
        call_command("export_dossier", "ALTRO", "--as", make_officer().email)
    with pytest.raises(CommandError):
        call_command("export_dossier", "PIS-2026", "--as", make_user("Nino", "Nulla").email)
    assert list(tmp_path.iterdir()) == [target]


def test_a_server_that_does_other_things_meanwhile_takes_one_piece_at_a_time() -> None:
    asked = []

    def pieces() -> Iterator[bytes]:
        for piece in (b"a", b"", b"b"):
            asked.append(piece)
            yield piece

    async def first() -> bytes:
        return await anext(one_by_one(pieces()))

    async def every() -> list[bytes]:
        return [piece async for piece in one_by_one(pieces())]

    assert awaited(first()) == b"a"
    assert asked == [b"a"]
    assert awaited(every()) == [b"a", b"b"]
