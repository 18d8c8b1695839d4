# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What is asked of every paper of a whole procedure: nothing personal in any public byte, every act in order.

The story is loaded once, by the test beside; what it must not say is planted in it before.
"""

import io
import json
import re
import zipfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from django.test import Client
from pypdf import PdfReader
from pypdf.generic import IndirectObject, StreamObject
from wagtail.models import Page

from coprogettazione.applications.documents import application_data
from coprogettazione.applications.models import Submission
from coprogettazione.calls.models import Call
from coprogettazione.documents.documents import render
from coprogettazione.documents.models import FileKind, Paper, PaperKind, StoredFile
from coprogettazione.documents.services import page_of
from coprogettazione.parties.models import User
from coprogettazione.records.omitting import OMITTED_PHONE
from coprogettazione.records.rights import may
from home.facts.organisations import public_organisations
from home.opendata.formats import FORMATS
from home.opendata.tables import DATASETS

CODE = "MRKTST80A01H5{:02d}U"
ACCOUNT = "IT60X0542811101000000123456"
#: Of a person whom nobody here knows, and where they live; and of one who has an account.
PHONE, EMAIL, HOME = "347 1234567", "bianca.tesi@gmail.com", "via dei Tigli 47"
COLLEAGUE = "nina.archivio@studio.example.it"
AFTERWARDS = datetime(2026, 12, 1, 9, 0, tzinfo=UTC)
#: Where people type what ends in an act, or on a public page.
TYPED = frozenset(
    {
        "reasons",
        "reason",
        "recap",
        "synthesis",
        "open_points",
        "proposal",
        "discussion",
        "commitments",
        "note",
        "expertise",
        "summary",
        "purpose",
        "object",
        "targets",
        "requirements",
        "exclusion_causes",
        "phases",
        "conclusion",
        "reserve_clause",
        "privacy_notice",
        "policy_reasons",
        "text",
        "answer",
        "inputs",
        "decisions",
        "agenda",
        "how_it_ran",
        "activities",
        "deviations",
        "next_steps",
    }
)

#: Deeds whose texts have room for little.
SHORT = frozenset({"save_criteria", "set_monitoring_plan", "appoint_committee"})


def planted(story: Path, folder: Path) -> Path:
    """The story with the code, the account, the telephone, the e-mail and the home of a person in everything that
    people type and the public may come to read, and people who have a code of their own.
    """
    told = json.loads(story.read_text())
    for number, facts in enumerate(told["people"].values()):
        User.objects.create(**{"codice_fiscale": CODE.format(number), **facts})
    User.objects.create(email=COLLEAGUE, first_name="Nina", last_name="Archivio")
    for step in told["deeds"]:
        step["with"] = _typed(step["with"], room=step["deed"] not in SHORT)
    target = folder / story.name
    target.write_text(json.dumps(told))
    return target


def _typed(value: Any, key: str = "", *, room: bool = True) -> Any:
    match value:
        case dict():
            return {name: _typed(item, name, room=room) for name, item in value.items()}
        case list():
            return [_typed(item, key, room=room) for item in value]
        case str() if value and key in TYPED and not value.startswith("$"):
            if not room:
                return f"{value} {CODE.format(99)}, {PHONE}, {ACCOUNT}"
            return (
                f"{value} Di {CODE.format(99)}, conto {ACCOUNT}, telefono {PHONE}, {EMAIL} o {COLLEAGUE}, residente "
                f"in {HOME} a Valdora."
            )
    return value


def markers() -> list[str]:
    """What no public byte may hold: codes of people, the account, telephone, addresses and home of people, a mark of
    signed copies.
    """
    codes = list(User.objects.exclude(codice_fiscale="").values_list("codice_fiscale", flat=True))
    return [
        *codes,
        CODE.format(99),
        ACCOUNT,
        PHONE,
        EMAIL,
        HOME,
        *User.objects.values_list("email", flat=True),
        "copia firmata per",
    ]


def public_bytes() -> Iterator[tuple[str, str]]:
    """Everything that anybody can fetch: name and text. Of a PDF its words, metadata and streams."""
    for file in StoredFile.objects.filter(public=True):
        assert file.kind in (FileKind.PAPER, FileKind.PUBLIC_COPY, FileKind.ANNEX), file.name
        with file.content.open("rb") as content:
            yield file.name, _text_of(content.read())
    client, told = Client(), Call.objects.get().code
    addresses = {url for page in Page.objects.live().specific() if (url := page.url)}
    addresses |= {
        f"/atti/{pk}/" for pk in Paper.objects.filter(published_at__isnull=False).values_list("pk", flat=True)
    }
    addresses |= {
        "/convenzioni/dati.csv",
        "/avvisi/dati.csv",
        "/avvisi/novita.atom",
        "/cerca/?q=conto",
        "/cerca/?q=Tigli",
        "/cerca/novita.atom",
        "/convenzioni/novita.atom",
        "/registro/",
        "/registro/registro.jsonl",
        f"/avvisi/{told}/termini.ics",
        f"/tavoli/{told}/incontri.ics",
        *(f"/dati/{dataset}.{ending}" for dataset in DATASETS for ending in FORMATS),
        *(f"/api/v1/{dataset}" for dataset in DATASETS),
        *(f"/organizzazioni/{body.pk}/" for body in public_organisations("")),
        "/parametri/",
    }
    for address in sorted(addresses):
        answer = client.get(address, follow=True)
        assert answer.status_code == 200, address
        assert not answer.cookies, address
        content = answer.getvalue()
        yield address, _text_of(content) if content.startswith(b"PK") else content.decode()


def _text_of(content: bytes) -> str:
    said = [content.decode("latin-1")]
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            said += [archive.read(name).decode("latin-1") for name in archive.namelist()]
    if content.startswith(b"%PDF"):
        reader = PdfReader(io.BytesIO(content))
        said += [page.extract_text() for page in reader.pages]
        said += [str(reader.metadata), *map(str, _strings(reader))]
    return "\n".join(said)


def _strings(reader: PdfReader) -> Iterator[str]:
    """Every object of a PDF as text, its streams unpacked: what a page does not show is there too."""
    for number in range(1, len(reader.xref[0]) + len(reader.xref_objStm) + 1):
        found = reader.get_object(IndirectObject(number, 0, reader))
        if isinstance(found, StreamObject) and "/Length1" not in found:
            yield found.get_data().decode("latin-1")
        yield str(found)


def nothing_personal_is_public() -> None:
    """No marker in any public byte; there is enough public to look at; and in every form of it something was left
    out, so that the markers had come there.
    """
    looked_at, forbidden, shown = 0, markers(), set()
    for name, text in public_bytes():
        looked_at += 1
        squeezed = re.sub(r"\s", "", text)
        found = [mark for mark in forbidden if mark in text or mark.replace(" ", "") in squeezed]
        assert not found, (name, found)
        if OMITTED_PHONE in text:
            shown |= {name, name.rpartition(".")[2], name[: name.find("/", 1) + 1]}
    assert looked_at > 30, looked_at
    assert {"odt", "pdf", "/atti/", "/avvisi/pis-2026/", "/tavoli/pis-2026/", "/convenzioni/pis-2026/", "ics", "atom",
            "/api/v1/parti", "csv", "json", "xlsx", "ods"} <= shown, shown  # fmt: skip
    inside = [paper for paper in Paper.objects.all() if ACCOUNT in json.dumps(paper.data)]
    assert len(inside) > 5, "the markers were planted where nothing is printed"


def every_act_is_in_order(call: Call) -> None:
    """D1 to D12, as the procedure made them: title, language, tags, headings, headed tables, fonts, and a page."""
    kinds = set(Paper.objects.filter(case_file=call).values_list("kind", flat=True))
    made_on_request = {PaperKind.APPLICATION, PaperKind.PROPOSAL}
    assert set(PaperKind) - kinds <= made_on_request, set(PaperKind) - kinds
    closed = []
    for paper in Paper.objects.filter(case_file=call).select_related("file"):
        with paper.file.content.open("rb") as content:
            act_is_in_order(content.read(), str(paper.data["title"]))
        page = page_of(paper)
        assert page.count("<h1>") == 1
        if not may(call.procedure_officer, "read_file", paper.file, AFTERWARDS):
            closed.append(paper.title)
    # Of what came late nothing is read, not even the receipt.
    assert closed == ["Ricevuta della domanda 4/2026: Pronto intervento sociale di prossimità"]
    for submission in Submission.objects.filter(application__call=call, in_time=True).select_related(
        "application"
    ):
        facts = application_data(submission.application, submission.snapshot, submitted=submission)
        heading = {"body": {"name": call.lead_authority.name}, "title": "Domanda di partecipazione"}
        act_is_in_order(render("d3", {**heading, **facts}, at=submission.submitted_at), heading["title"])
        proposal = {"applicant": submission.application.label, "chapters": facts["proposal"]}
        plan = {"plan": facts["plan"], "plan_total": facts["plan_total"]}
        act_is_in_order(
            render("d4", {**heading, **proposal, **plan, "title": "Proposta"}, at=submission.submitted_at),
            "Proposta",
        )


def act_is_in_order(content: bytes, title: str) -> None:
    """What a reader's programme asks of a PDF: its title, its language, its structure, its fonts."""
    reader = PdfReader(io.BytesIO(content))
    root = reader.trailer["/Root"]
    assert root["/Lang"] == "it"
    assert root["/MarkInfo"]["/Marked"]
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert reader.metadata is not None
    assert title in str(reader.metadata.title)
    kinds: dict[str, int] = {}
    _count(root["/StructTreeRoot"]["/K"], kinds)
    assert kinds["/H1"] == 1, kinds
    assert kinds.get("/Table", 0) == 0 or kinds["/TH"] >= kinds["/Table"], kinds
    assert kinds.get("/Figure", 0) == 0
    for page in reader.pages:
        assert page["/StructParents"] is not None
        for font in page["/Resources"].get("/Font", {}).values():
            below = font["/DescendantFonts"][0] if "/DescendantFonts" in font else font
            assert {"/FontFile2", "/FontFile3"} & set(below["/FontDescriptor"]), below
            assert "/ToUnicode" in font


def _count(node: Any, kinds: dict[str, int]) -> None:
    node = node.get_object() if isinstance(node, IndirectObject) else node
    if isinstance(node, list):
        for item in node:
            _count(item, kinds)
    elif isinstance(node, dict):
        if "/S" in node:
            kinds[node["/S"]] = kinds.get(node["/S"], 0) + 1
        if "/K" in node:
            _count(node["/K"], kinds)
