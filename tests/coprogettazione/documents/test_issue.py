# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Papers are issued inside a deed: numbered without gaps, kept with what they say, published."""

import io
import threading
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import ProgrammingError, connection, transaction
from pypdf import PdfReader

from coprogettazione.documents.documents import RenderingFailed
from coprogettazione.documents.models import FileKind, NumberSeries, Paper, PaperKind, Series, StoredFile
from coprogettazione.documents.queries import papers_about
from coprogettazione.documents.services import issue_act, next_number, preview_act, publish_act
from tests.coprogettazione.documents.conftest import NOON
from tests.coprogettazione.documents.samples import SAMPLES
from tests.factories.publishing import in_a_deed

ROME = ZoneInfo("Europe/Rome")
HEADING = {"body", "title", "subject", "number", "date", "fictional", "procedure"}


def said(name: str) -> dict:
    return {key: value for key, value in SAMPLES[name].items() if key not in HEADING}


def issue(district, officer, name: str = "letter", kind: PaperKind = PaperKind.LETTER, **more) -> Paper:
    options = {
        "title": "Comunicazione",
        "about": district,
        "data": said(name),
        "by": officer,
        "at": NOON,
        **more,
    }
    with transaction.atomic():
        return issue_act(kind=kind, body=district, **options)


def text_of(file: StoredFile) -> str:
    with file.content.open("rb") as content:
        pages = PdfReader(io.BytesIO(content.read())).pages
        return "\n".join(page.extract_text() for page in pages)


@pytest.mark.django_db
def test_a_paper_is_numbered_dated_and_kept_with_what_it_says(district, officer) -> None:
    paper = issue(district, officer, subject="Soccorso istruttorio")
    assert (paper.number, paper.sequence, paper.year, paper.date) == ("1/2026", 1, 2026, date(2026, 2, 25))
    assert paper.data["items"] == ["firma digitale sul piano economico"]
    assert paper.data["body"]["name"] == district.name
    assert paper.file.kind == FileKind.PAPER
    assert paper.title == "Comunicazione 1/2026: Soccorso istruttorio"
    assert paper.file.name == "comunicazione-1-2026-soccorso-istruttorio.pdf"
    assert paper.file.owner == district
    shown = text_of(paper.file)
    assert "n. 1/2026 del 25 febbraio 2026" in shown.replace("\xa0", " ")
    assert "Soccorso istruttorio" in shown
    assert list(papers_about(district)) == [paper]
    assert paper.published_at is None


@pytest.mark.django_db
def test_a_determination_is_named_by_its_number_and_its_subject(district, officer) -> None:
    given = {"number": "58/2026", "subject": "Nomina della commissione"}
    act = issue(district, officer, "executive_act", PaperKind.EXECUTIVE_ACT, **given)
    assert str(act) == "Determinazione 58/2026: nomina della commissione"
    assert act.file.name == "determinazione-58-2026-nomina-della-commissione.pdf"
    with act.file.content.open("rb") as content:
        printed = PdfReader(io.BytesIO(content.read())).metadata
    assert printed is not None
    assert printed.title == "Comunicazione n. 58/2026: Nomina della commissione"


@pytest.mark.django_db
def test_a_name_too_long_for_a_list_is_cut_and_the_subject_is_kept(district, officer) -> None:
    subject = "Contributo per «" + "un titolo lunghissimo " * 15 + "», anticipo"
    act = issue(district, officer, "executive_act", PaperKind.EXECUTIVE_ACT, subject=subject)
    assert len(act.title) == 200
    assert act.title.startswith("Determinazione 1/2026: contributo per «un titolo")
    assert act.subject == subject


@pytest.mark.django_db
def test_a_number_given_by_the_bodys_own_register_is_kept(district, officer) -> None:
    act = issue(
        district, officer, "executive_act", PaperKind.EXECUTIVE_ACT, number="118", on=date(2026, 1, 30)
    )
    assert (act.number, act.sequence, act.date) == ("118", None, date(2026, 1, 30))
    assert not NumberSeries.objects.exists()


@pytest.mark.django_db
def test_each_series_and_each_year_counts_on_its_own(district, officer) -> None:
    last_second = datetime(2026, 12, 31, 23, 59, 59, tzinfo=ROME)
    numbers = [
        issue(district, officer).number,
        issue(district, officer).number,
        issue(district, officer, "executive_act", PaperKind.EXECUTIVE_ACT).number,
        issue(district, officer, at=last_second).number,
        issue(district, officer, at=last_second + timedelta(seconds=1)).number,
    ]
    assert numbers == ["1/2026", "2/2026", "1/2026", "3/2026", "1/2027"]


@pytest.mark.django_db
def test_a_project_document_takes_no_number(district, officer) -> None:
    paper = issue(district, officer, "d5", PaperKind.PROJECT_DOCUMENT)
    assert (paper.number, paper.sequence, paper.series) == ("", None, "")


@pytest.mark.django_db
def test_a_deed_undone_gives_its_number_back(district, officer) -> None:
    issue(district, officer)
    with transaction.atomic():
        issue(district, officer)
        transaction.set_rollback(True)
    assert issue(district, officer).number == "2/2026"


@pytest.mark.django_db
def test_a_paper_whose_facts_do_not_fit_takes_no_number(district, officer) -> None:
    with pytest.raises(RenderingFailed):
        issue(district, officer, data={"opening": "manca il resto"})
    assert not Paper.objects.exists()
    assert issue(district, officer).number == "1/2026"


@pytest.mark.django_db(transaction=True)
def test_numbers_taken_at_once_have_no_gap_and_no_double(district) -> None:
    taken: list[int] = []

    def take() -> None:
        try:
            for _turn in range(10):
                with transaction.atomic():
                    taken.append(next_number(body=district, series=Series.REGISTRY, at=NOON)[1])
        finally:
            connection.close()

    threads = [threading.Thread(target=take) for _n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(taken) == list(range(1, 41))


@pytest.mark.django_db(transaction=True)
def test_a_number_is_taken_only_inside_a_deed(district) -> None:
    with pytest.raises(RuntimeError, match="inside a deed"):
        next_number(body=district, series=Series.REGISTRY, at=NOON)


@pytest.mark.django_db
def test_publishing_makes_the_paper_itself_public_when_it_has_no_other_copy(district, officer) -> None:
    paper = issue(district, officer)
    with transaction.atomic(), in_a_deed():
        published = publish_act(paper=paper, by=officer, at=NOON + timedelta(days=1))
    assert published.public_file == paper.file
    assert StoredFile.objects.get(pk=paper.file_id).public
    assert published.published_at == NOON + timedelta(days=1)


@pytest.mark.django_db
def test_the_published_copy_is_printed_from_public_facts_only(district, officer) -> None:
    private = said("d7")
    rows = [{"organisation": row["organisation"], "people": [], "count": 2} for row in private["present"]]
    public = {**private, "present": rows, "signatures": [], "drafter": "Ufficio di Piano"}
    paper = issue(district, officer, kind=PaperKind.MINUTES, data=private, public_data=public, number="3")
    with transaction.atomic(), in_a_deed():
        published = publish_act(paper=paper, by=officer, at=NOON)
        again = publish_act(paper=paper, by=officer, at=NOON + timedelta(days=1))
    assert again.published_at == NOON
    assert published.public_file is not None
    assert published.public_file != paper.file
    assert published.public_file.public
    assert not StoredFile.objects.get(pk=paper.file_id).public
    assert "Elena Marchetti" in text_of(paper.file)
    assert "Elena Marchetti" not in text_of(published.public_file)
    assert "Copia per la pubblicazione" in text_of(published.public_file)


@pytest.mark.django_db
def test_an_issued_paper_cannot_be_changed_nor_deleted(district, officer) -> None:
    paper = issue(district, officer)
    with pytest.raises(ProgrammingError, match="Cannot update"), transaction.atomic():
        Paper.objects.filter(pk=paper.pk).update(number="99/2026")
    with pytest.raises(ProgrammingError, match="delete rows"), transaction.atomic():
        Paper.objects.filter(pk=paper.pk).delete()
    with transaction.atomic(), in_a_deed():
        publish_act(paper=paper, by=officer, at=NOON)
    with pytest.raises(ProgrammingError, match="Cannot update"), transaction.atomic():
        Paper.objects.filter(pk=paper.pk).update(published_at=None)


@pytest.mark.django_db
def test_a_preview_is_marked_as_a_draft_and_keeps_nothing(district) -> None:
    pdf = preview_act(
        kind=PaperKind.LETTER, body=district, title="Comunicazione", data=said("letter"), at=NOON
    )
    assert "BOZZA" in PdfReader(io.BytesIO(pdf)).pages[0].extract_text()
    assert not StoredFile.objects.exists()
    assert not NumberSeries.objects.exists()
