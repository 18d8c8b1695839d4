# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Issuing a paper: number, snapshot, PDF, and later its publication. Called inside the deed that needs it."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone
from django.utils.text import Truncator, slugify
from django.utils.translation import gettext as _

from coprogettazione.documents.documents import READ, facts_of, render
from coprogettazione.documents.models import FileKind, NumberSeries, Paper, PaperKind, Series, StoredFile
from coprogettazione.documents.models.papers import TITLE_LENGTH
from coprogettazione.documents.services.intake import store_file
from coprogettazione.documents.services.rehearsing import stop_if_rehearsing
from coprogettazione.records.deeds import tell_published
from coprogettazione.records.omitting import omitted
from coprogettazione.records.refusals import Words
from coprogettazione.wording import in_italian

#: Kind of paper → its template under templates/documents/ (the keys it reads are at its head) and its series.
TEMPLATES: dict[PaperKind, tuple[str, Series | None]] = {
    PaperKind.OPENING_ACT: ("d1", Series.EXECUTIVE_ACTS),
    PaperKind.NOTICE: ("d2", Series.NOTICES),
    PaperKind.APPLICATION: ("d3", Series.REGISTRY),
    PaperKind.RECEIPT: ("receipt", Series.REGISTRY),
    PaperKind.PROPOSAL: ("d4", None),
    PaperKind.PROJECT_DOCUMENT: ("d5", None),
    PaperKind.ADMISSION_ACT: ("d6", Series.EXECUTIVE_ACTS),
    PaperKind.MINUTES: ("d7", Series.MINUTES),
    PaperKind.TABLE_REPORT: ("d8", Series.REPORTS),
    PaperKind.APPROVAL_ACT: ("d9", Series.EXECUTIVE_ACTS),
    PaperKind.CONVENTION: ("d10", Series.REPERTORY),
    PaperKind.PERIODIC_REPORT: ("d11", Series.REGISTRY),
    PaperKind.EXPENSE_REPORT: ("d12", Series.REGISTRY),
    PaperKind.EXECUTIVE_ACT: ("executive_act", Series.EXECUTIVE_ACTS),
    PaperKind.LETTER: ("letter", Series.REGISTRY),
}
PDF = "application/pdf"


def next_number(*, body: Any, series: Series, at: datetime) -> tuple[int, int]:
    """Take the next number of the body's series in the Roman year of `at`: (year, number), from 1, no gaps.

    The count's row stays locked until the transaction ends: a deed that fails gives its number back, and two
    deeds at once take two numbers, in the order in which they end.
    """
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("a number is taken inside a deed")
    year = timezone.localtime(at).year
    NumberSeries.objects.get_or_create(body=body, series=series, year=year)
    row = NumberSeries.objects.select_for_update().get(body=body, series=series, year=year)
    row.last += 1
    row.save(update_fields=["last"])
    return year, row.last


def letterhead_of(body: Any) -> dict[str, str]:
    """The letterhead of an organisation, as the templates read it."""
    return {"name": body.name, "address": body.address, "email": body.email, "pec": body.pec}


@in_italian
def issue_act(
    *,
    kind: PaperKind,
    body: Any,
    title: Words,
    about: models.Model,
    data: Mapping[str, Any],
    by: Any,
    at: datetime,
    subject: Words = "",
    number: str | None = None,
    on: date | None = None,
    case_file: Any = None,
    owner: Any = None,
    key: UUID | None = None,
    public_data: Mapping[str, Any] | None = None,
    pictures: Mapping[int, bytes] | None = None,
) -> Paper:
    """Issue a paper inside a deed: render it, keep it with exactly what it says.

    `data` are the keys of the template of its kind beside the letterhead; `number` and `on` (the day) are
    given when the body's own register numbered the act, otherwise the number is the next of the body's series
    (kinds without a series take none) and the day is that of `at` in Rome. `owner` is the organisation whose
    people may always read it (default: the body). `public_data` is what the published copy says; without it the
    paper itself is published, unless it holds what no public copy may say (see `records/omitting.py`). `title` and
    `subject` are printed as they are; in a list the paper is named by `_name_of` the two and its number.
    With a `key` what it says and its PDF lie closed under it.
    `pictures` are those its text shows, by the number of their file (not in the public copy, when there is one).
    `case_file` defaults to that of `about`. Raises RenderingFailed when the data do not fit the template.
    """
    template, series = TEMPLATES[kind]
    letterhead = letterhead_of(body)
    takes_number = series is not None or bool(number)
    unnumbered = {"body": letterhead, "title": title, "subject": subject or None, "numbered": takes_number}
    stop_if_rehearsing(template, {**unnumbered, **data})
    day = on or timezone.localtime(at).date()
    year, sequence = day.year, None
    if number is None and series is not None:
        year, sequence = next_number(body=body, series=series, at=at)
        number = f"{sequence}/{year}"
    heading = {
        **unnumbered,
        "number": number,
        "date": day,
        "numbered": number is not None,
        "fictional": bool(getattr(settings, "DEMO", False)),
    }
    name = omitted(_name_of(title=str(title), number=number, subject=str(subject), series=series))
    said = facts_of({**heading, **data})
    shown = omitted(said if public_data is None else facts_of({**heading, **public_data}))
    apart = public_data is not None or (shown != said and key is None)
    public = {**shown, "public": True} if apart else None
    dossier = case_file if case_file is not None else getattr(about, "case_file", None)
    file = store_file(
        content=render(template, said, at=at, pictures=pictures),
        name=_file_name(name),
        media_type=PDF,
        kind=FileKind.PAPER,
        by=by,
        at=at,
        owner=owner or body,
        case_file=dossier,
        key=key,
    )
    return Paper.objects.create(
        key_id=key,
        kind=kind,
        body=body,
        case_file=dossier,
        about_kind=about._meta.model_name or "",
        about_id=about.pk,
        series=series or "",
        year=year,
        sequence=sequence,
        number=number or "",
        date=day,
        title=name,
        subject=str(subject),
        data=said,
        public_data=public,
        file=file,
        issued_at=at,
        issued_by=by,
    )


def publish_act(*, paper: Paper, by: Any, at: datetime) -> Paper:
    """Publish a paper inside a deed: the copy without personal data when there is one, else the paper itself.

    Publishing again changes nothing. The public file has its own address, forever.
    """
    paper = Paper.objects.select_for_update(of=("self",)).select_related("file").get(pk=paper.pk)
    if paper.published_at is not None:
        return paper
    if paper.public_data is None:
        StoredFile.objects.filter(pk=paper.file_id, public=False).update(public=True)
        paper.file.public = True
        paper.public_file = paper.file
    else:
        paper.public_file = store_file(
            content=render(TEMPLATES[PaperKind(paper.kind)][0], paper.public_data, at=at),
            name=paper.file.name,
            media_type=PDF,
            kind=FileKind.PUBLIC_COPY,
            by=by,
            at=at,
            owner=paper.body,
            case_file=paper.case_file,
            public=True,
        )
    paper.published_at = at
    paper.save(update_fields=["public_file", "published_at"])
    tell_published(
        sha256=paper.public_file.sha256,
        file=paper.public_file.name,
        kind=paper.kind,
        title=paper.title,
        number=paper.number,
        date=paper.date,
        body=paper.body.name,
    )
    return paper


@in_italian
def preview_act(
    *, kind: PaperKind, body: Any, title: Words, data: Mapping[str, Any], at: datetime, subject: Words = ""
) -> bytes:
    """Print what a paper would say, marked BOZZA on each page, without number: nothing is kept."""
    heading = {"body": letterhead_of(body), "title": title, "subject": subject or None, "draft": True}
    return render(TEMPLATES[kind][0], {**heading, **data}, at=at, standards=READ)


def _name_of(*, title: str, number: str | None, subject: str, series: Series | None) -> str:
    """What it is, which number, about what: «Determinazione 58/2026: nomina della commissione»."""
    if series == Series.EXECUTIVE_ACTS:
        title, subject = _("Determinazione"), subject[:1].lower() + subject[1:]
    head = f"{title} {number}" if number else title
    return Truncator(f"{head}: {subject}" if subject else head).chars(TITLE_LENGTH)


def _file_name(name: str) -> str:
    return slugify(name.replace("/", "-"))[:100].rstrip("-") + ".pdf"
