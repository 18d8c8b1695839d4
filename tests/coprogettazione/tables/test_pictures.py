# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The library of pictures of a table: who adds, who sees, what is refused, and the papers that show them."""

import io
import zipfile
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from pypdf import PdfReader

from coprogettazione.documents.models import FileKind, PaperKind, Scan, ScanState
from coprogettazione.documents.queries import papers_about
from coprogettazione.documents.services import letterhead_of
from coprogettazione.records.models import Entry
from coprogettazione.records.refusals import Invalid, NotAllowed
from coprogettazione.tables.documents import FORMATS, project_as
from coprogettazione.tables.models import DesignTable, Picture
from coprogettazione.tables.queries.export import document_for_export, pictures_of
from coprogettazione.tables.queries.project import project_text
from coprogettazione.tables.services import (
    add_picture,
    begin_minutes,
    circulate_minutes,
    draft_minutes,
    freeze_minutes,
)
from coprogettazione.tables.services.writing import write_part
from tests.coprogettazione.documents.bodies import block, p, png
from tests.coprogettazione.tables.test_minutes_live import DURING, SENT, write
from tests.coprogettazione.tables.test_views import at, page, signed_in, written
from tests.factories.calls import make_officer
from tests.factories.parties import make_ets, make_legal_representative
from tests.factories.tables import (
    FIRST_END,
    WRITTEN,
    casa,
    lanterna,
    make_attended,
    make_auditor,
    make_session,
)

pytestmark = pytest.mark.django_db
CODE = "PIS-2026"


def add(table: DesignTable, **facts: Any) -> Picture:
    """A picture, by who represents Casa Aperta."""
    given = {"by": make_legal_representative(casa()), "alt": "La mappa dei servizi", **facts}
    given.setdefault("file", ContentFile(png(), name="mappa.png"))
    return add_picture(table=table, at=WRITTEN, **given)


def upload(name: str = "mappa.png", content: bytes | None = None) -> SimpleUploadedFile:
    """What a browser sends."""
    return SimpleUploadedFile(name, png() if content is None else content, "image/png")


def test_who_writes_adds_a_picture_and_everybody_seated_finds_it(table: DesignTable) -> None:
    with at(WRITTEN):
        giulia = signed_in(make_legal_representative(casa()))
        answer = giulia.post(page("pictures", CODE), {"file": upload(), "alt": " La  mappa dei servizi "})
        ada = signed_in(make_legal_representative(lanterna()))
        listed = ada.get(page("pictures", CODE))
    picture = Picture.objects.get()
    said = {
        "id": picture.file_id,
        "alt": "La mappa dei servizi",
        "title": "mappa.png",
        "address": f"{page('pictures', CODE)}{picture.file_id}/",
    }
    assert (answer.status_code, answer.json()) == (201, said)
    assert listed.json() == [said]
    assert listed["Cache-Control"] == "no-store"
    assert (picture.file.kind, picture.file.case_file, picture.organisation) == (
        FileKind.WORKING,
        table.call,
        casa(),
    )
    assert Entry.objects.get(deed="add_picture").payload["sha256"] == picture.file.sha256


def test_a_picture_is_shown_to_who_reads_the_table_and_never_run(table: DesignTable) -> None:
    picture = add(table)
    with at(WRITTEN):
        shown = signed_in(make_legal_representative(lanterna())).get(page("picture", CODE, picture.file_id))
        assert b"".join(shown.streaming_content) == png()  # type: ignore[attr-defined]
        stranger = signed_in(make_legal_representative(make_ets("ets3")))
        assert stranger.get(page("picture", CODE, picture.file_id)).status_code == 403
        assert stranger.get(page("pictures", CODE)).status_code == 403
        officer = signed_in(make_officer())
        assert officer.get(page("picture", CODE, picture.file_id + 1)).status_code == 404
    assert (shown["Content-Type"], shown["Content-Disposition"]) == ("image/png", "inline")
    assert shown["X-Content-Type-Options"] == "nosniff"
    assert shown["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert shown["Cache-Control"] == "private, max-age=3600"


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"alt": "La mappa"}, "Scegli un’immagine."),
        ({"file": "mappa.png"}, "Descrivi l’immagine in poche parole: chi non la vede legge quelle."),
        (
            {"file": "mappa.png", "alt": "  "},
            "Descrivi l’immagine in poche parole: chi non la vede legge quelle.",
        ),
        ({"file": "mappa.svg", "alt": "La mappa"}, "questo formato non si può caricare"),
        ({"file": "mappa.pdf", "alt": "La mappa"}, "questo formato non si può caricare"),
        ({"file": "finta.png", "alt": "La mappa"}, "ma il contenuto è un altro"),
        ({"file": "mappa.png", "alt": "a" * 301}, "supera 300 caratteri"),
    ],
)
def test_what_is_not_a_picture_with_its_words_is_refused_and_says_why(
    table: DesignTable, sent: dict[str, str], said: str
) -> None:
    content = {"mappa.svg": b"<svg xmlns='http://www.w3.org/2000/svg'/>", "finta.png": b"<html></html>"}
    given: dict[str, Any] = dict(sent)
    if "file" in sent:
        given["file"] = upload(sent["file"], content.get(sent["file"]))
    with at(WRITTEN):
        answer = signed_in(make_legal_representative(casa())).post(page("pictures", CODE), given)
    assert answer.status_code == 422
    assert said in answer.json()["message"]
    assert not Picture.objects.exists()


def test_a_picture_too_heavy_is_refused(table: DesignTable, settings: Any) -> None:
    settings.MAX_UPLOAD_SIZE = len(png()) - 1
    with pytest.raises(Invalid) as refused:
        add(table)
    assert "il massimo è" in str(refused.value)


def test_who_only_reads_adds_nothing(table: DesignTable) -> None:
    with pytest.raises(NotAllowed):
        add(table, by=make_auditor())
    with at(WRITTEN):
        answer = signed_in(make_auditor()).post(page("pictures", CODE), {"file": upload(), "alt": "La mappa"})
    assert (answer.status_code, list(answer.json())) == (403, ["message"])
    assert not Picture.objects.exists()


def test_what_waits_for_the_antivirus_is_seen_by_who_brought_it_and_what_is_infected_by_nobody(
    table: DesignTable,
) -> None:
    picture = add(table)
    address = page("picture", CODE, picture.file_id)
    giulia, ada = make_legal_representative(casa()), make_legal_representative(lanterna())
    scans = Scan.objects.filter(file=picture.file)
    scans.update(state=ScanState.PENDING)
    with at(WRITTEN):
        assert b"".join(signed_in(giulia).get(address).streaming_content) == png()  # type: ignore[attr-defined]
        assert signed_in(ada).get(address).status_code == 403
        assert pictures_of(table)(picture.file_id) is None
        scans.update(state=ScanState.INFECTED, found="Prova", ended_at=WRITTEN)
        assert signed_in(giulia).get(address).status_code == 403
        assert signed_in(ada).get(page("pictures", CODE)).json() == []


def test_the_list_costs_the_same_with_three(table: DesignTable, django_assert_num_queries: Any) -> None:
    client = signed_in(make_officer())
    for number in range(3):
        add(table, file=ContentFile(png(60 + number), name=f"mappa{number}.png"))
        if number != 1:
            with at(WRITTEN), django_assert_num_queries(6):
                client.get(page("pictures", CODE))


def test_the_pages_show_the_picture_and_the_editor_knows_where_they_are(table: DesignTable) -> None:
    picture = shown_in_the_project(table)
    with at(WRITTEN):
        said = written(signed_in(make_officer()).get(page("chapter", CODE, "azioni")))
    assert f'src="{page("picture", CODE, picture.file_id)}" alt="La mappa"' in said
    assert f'data-images="{page("pictures", CODE)}"' in said


def shown_in_the_project(table: DesignTable) -> Picture:
    """A picture in the chapter of the actions."""
    picture = add(table)
    write_part(
        project_text(table),
        "azioni",
        [p("Dove siamo:"), block("image", file=picture.file_id, alt="La mappa")],
        person=make_legal_representative(casa()),
        organisation=casa(),
        at=WRITTEN,
    )
    return picture


@pytest.mark.parametrize("extension", FORMATS)
def test_each_format_carries_the_picture_of_the_library(table: DesignTable, extension: str) -> None:
    shown_in_the_project(table)
    content = project_as(
        extension,
        document_for_export(table),
        body=letterhead_of(table.call.lead_authority),
        pictures=pictures_of(table),
        at=WRITTEN,
    )
    if extension == "pdf":
        assert sum(len(one.images) for one in PdfReader(io.BytesIO(content)).pages) == 1
        return
    with zipfile.ZipFile(io.BytesIO(content)) as opened:
        assert [n for n in opened.namelist() if n.lower().endswith(".png") and png() == opened.read(n)]
        main = "content.xml" if extension == "odt" else "word/document.xml"
        assert "La mappa" in opened.read(main).decode()


def test_the_minutes_show_their_picture_but_not_in_the_copy_for_everybody(table: DesignTable) -> None:
    session = make_attended(make_session(table))
    minutes = begin_minutes(session=session, by=make_officer(), at=DURING)
    picture = add(table)
    write(session, "punto-1", [block("image", file=picture.file_id, alt="La lavagna")], by=make_officer())
    draft_minutes(session=session, points=minutes.points, ended_at=FIRST_END, by=make_officer(), at=SENT)
    minutes.refresh_from_db()
    circulate_minutes(minutes=minutes, by=make_officer(), at=SENT)
    freeze_minutes(minutes=minutes, by=make_officer(), at=minutes.answer_by)
    paper = papers_about(minutes).get(kind=PaperKind.MINUTES)
    counts = []
    for file in (paper.file, paper.public_file):
        with file.content.open("rb") as opened:
            reader = PdfReader(opened)
            counts.append(sum(len(one.images) for one in reader.pages))
            said = "".join(one.extract_text() for one in reader.pages)
    assert counts == [1, 0]
    assert "[immagine: La lavagna]" in said
    assert minutes.answer_by == SENT + timedelta(days=7)
