# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What is in a whole dossier, as far as one person may read it: papers, files, submissions, tables, register.

Everything is said at one instant and up to one entry of the register, so that the same state gives the same
bytes. What is long (files, submissions, the register) is read only when its turn comes.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.text import slugify
from django.utils.translation import gettext as _

from coprogettazione.applications.documents import application_data
from coprogettazione.applications.models import (
    Application,
    ApplicationState,
    Attachment,
    CureRequest,
    Submission,
)
from coprogettazione.applications.queries import (
    applications_for_dossier,
    entries_visible_to,
    papers_visible_to,
)
from coprogettazione.applications.queries.exports import TABLES
from coprogettazione.calls.models import Call
from coprogettazione.documents.documents import render
from coprogettazione.documents.models import Paper, StoredFile
from coprogettazione.documents.queries import papers_of
from coprogettazione.documents.services import letterhead_of
from coprogettazione.evaluation.queries import ranking_sheet, readable_sheets, scores_sheet
from coprogettazione.notifications.queries import decisions_told
from coprogettazione.parties.models import Organisation
from coprogettazione.records.canonical import canonical_json
from coprogettazione.records.deeds import DEEDS
from coprogettazione.records.models import Entry
from coprogettazione.records.rights import may
from coprogettazione.wording import ROME
from workflows.dossier_index import Part
from workflows.dossier_pieces import file_part, register_parts, table_part, told_sheet

#: The rows of the applications' chapter whose deeds may be told whole to whoever reads the dossier.
TOLD_WHOLE = ("call", "curerequest")


@dataclass(frozen=True)
class CallReader:
    """Who takes the dossier of a call out, when, and up to which entry of the register."""

    call: Call
    user: Any
    at: datetime
    upto: int

    @property
    def code(self) -> str:
        """The code of the call."""
        return self.call.code

    @property
    def title(self) -> str:
        """Its title."""
        return self.call.title

    @property
    def body(self) -> Organisation:
        """The body that published it."""
        return self.call.lead_authority

    def parts(self) -> Iterator[Part]:
        """As far as this person may read."""
        return parts_of(self)

    def left_out(self) -> list[str]:
        """What this person may not read, and what is never there."""
        return left_out(self)


def parts_of(reader: CallReader) -> Iterator[Part]:
    """Everything, in the order of the archive: tables first, so that they are of the same instant."""
    applications = list(applications_for_dossier(reader.call, reader.user, reader.at))
    readable = readable_applications(reader, applications)
    yield from _tables(reader)
    yield from _register(reader, applications, readable)
    yield from _submissions(reader, readable)
    yield from _files(reader, applications, readable)


def readable_applications(reader: CallReader, applications: Iterable[Application]) -> dict[int, Application]:
    """The applications that this person may read inside: none that was never opened."""
    found = {}
    for application in applications:
        application.call = reader.call
        if may(reader.user, "read_application", application, reader.at):
            found[application.pk] = application
    return found


def left_out(reader: CallReader) -> list[str]:
    """What is not in the archive, in words: what nobody may know of is not counted either."""
    applications = list(applications_for_dossier(reader.call, reader.user, reader.at))
    readable = readable_applications(reader, applications)
    closed = [
        _("%(who)s, n. %(number)s: %(state)s. Contenuto e file restano chiusi.")
        % {"who": a.label, "number": a.registry_number, "state": ApplicationState(a.state).label}
        for a in applications
        if a.pk not in readable
    ]
    if not may(reader.user, "read_ranking", reader.call, reader.at):
        closed.append(_("Punteggi e graduatoria: chi ha esportato non li può leggere, o non ci sono ancora."))
    return [
        *closed,
        _("Le domande in preparazione e mai inviate non ci sono, e non si dice se esistono."),
        _(
            "I file che chi ha esportato non può leggere non ci sono. Nel registro, dove il contenuto di un "
            "atto è riservato, resta la sua impronta."
        ),
    ]


def _tables(reader: CallReader) -> Iterator[Part]:
    sheets = {name: make(reader.call, reader.user, reader.at) for name, make in TABLES.items()}
    if may(reader.user, "read_ranking", reader.call, reader.at):
        told = readable_sheets(reader.call, reader.user, reader.at)
        sheets |= {"graduatoria": ranking_sheet(reader.call), "punteggi": scores_sheet(reader.call, told)}
    sheets["comunicazioni"] = told_sheet(decisions_told(reader.call, reader.at), reader.at)
    for name, sheet in sheets.items():
        yield table_part(name, sheet, reader.at)


def _register(
    reader: CallReader, applications: list[Application], readable: dict[int, Application]
) -> Iterator[Part]:
    entries = Entry.objects.filter(case_file=reader.call, seq__lte=reader.upto)
    known = [application.pk for application in applications]
    entries = entries_visible_to(reader.user, reader.at, entries, known).select_related(
        "actor", "organisation"
    )
    scores = bool(may(reader.user, "read_ranking", reader.call, reader.at))
    yield from register_parts(
        entries, lambda entry: _is_told(entry, readable, scores), at=reader.at, upto=reader.upto
    )


def _is_told(entry: Entry, readable: dict[int, Application], scores: bool) -> bool:
    """Whether the content of an entry is told, or only its fingerprint: what is closed stays so here too."""
    deed = DEEDS.get(entry.deed)
    if deed is None:
        return False
    chapter = deed.function.__module__.split(".")[1]
    if entry.subject_kind == "application":
        return entry.subject_id in readable and (chapter != "evaluation" or scores)
    if chapter == "applications":
        return entry.subject_kind in TOLD_WHOLE
    return chapter != "evaluation" or scores


def _submissions(reader: CallReader, readable: dict[int, Application]) -> Iterator[Part]:
    rows = Submission.objects.filter(application__in=readable, submitted_at__lte=reader.at)
    for row in rows.order_by("submitted_at", "pk").select_related("submitted_by").defer("snapshot", "files"):
        who = readable[row.application_id].label
        what = _("Domanda di %(who)s, invio %(n)s") % {"who": who, "n": row.number}
        path = f"domande/{slugify(row.registry_number.replace('/', '-'))}-{slugify(who)[:60]}-invio-{row.number}.json"
        yield Part(path, what, row.submitted_at, str(row.submitted_by), _snapshot(row.pk), row.content_hash)
        printed = _("%(what)s, stampata da quel testo") % {"what": what}
        yield Part(path.removesuffix("json") + "pdf", printed, row.submitted_at, "", _printed(row.pk))


def _snapshot(pk: int) -> Callable[[], Iterable[bytes]]:
    """The canonical text of a submission: its SHA-256 is the fingerprint on the receipt."""
    return lambda: [canonical_json(Submission.objects.only("snapshot").get(pk=pk).snapshot).encode()]


def _printed(pk: int) -> Callable[[], Iterable[bytes]]:
    """D3 of a submission, PDF/A: made now from its canonical text, the same bytes every time."""

    def chunks() -> Iterator[bytes]:
        row = Submission.objects.select_related("application__call__lead_authority", "submitted_by").get(
            pk=pk
        )
        call = row.application.call
        heading = {
            "body": letterhead_of(call.lead_authority),
            "title": _("Domanda di partecipazione"),
            "subject": call.title,
            "number": row.registry_number,
            "date": row.submitted_at.astimezone(ROME).date(),
        }
        said = application_data(row.application, row.snapshot, submitted=row)
        yield render("d3", {**heading, **said}, at=row.submitted_at)

    return chunks


def _files(
    reader: CallReader, applications: list[Application], readable: dict[int, Application]
) -> Iterator[Part]:
    may_read = _reading(reader, readable)
    papers = papers_of(reader.call).filter(issued_at__lte=reader.at).defer("data", "public_data")
    papers = papers_visible_to(reader.user, reader.at, papers, [a.pk for a in applications])
    given: set[int] = set()
    for paper in papers.select_related("issued_by").order_by("issued_at", "pk"):
        for file, folder in ((paper.file, "atti"), (paper.public_file, "atti/pubblicati")):
            if file is not None and file.pk not in given and may_read(file):
                given.add(file.pk)
                yield file_part(file, folder, _paper_words(paper, file), str(paper.issued_by or paper.body))
    others = StoredFile.objects.filter(case_file=reader.call, uploaded_at__lte=reader.at)
    # What was printed but is not told to this person is asked of no rule again.
    others = others.exclude(pk__in=Paper.objects.filter(case_file=reader.call).values("file"))
    for file in others.select_related("uploaded_by", "owner").order_by("uploaded_at", "pk"):
        if file.pk not in given and may_read(file):
            what = f"{file.get_kind_display()}: {file.name}".capitalize()
            who = ", ".join(str(part) for part in (file.uploaded_by, file.owner) if part)
            yield file_part(file, f"file/{slugify(file.get_kind_display())}", what, who)


def _paper_words(paper: Paper, file: StoredFile) -> str:
    return _("%(title)s, copia pubblicata") % {"title": paper.title} if file.public else paper.title


def _reading(reader: CallReader, readable: dict[int, Application]) -> Callable[[StoredFile], bool]:
    """Whether the person may read a file; those of applications are decided once for each application."""
    mine = {"application__call": reader.call}
    of: dict[int, int] = dict(Attachment.objects.filter(**mine).values_list("file_id", "application_id"))
    of |= dict(CureRequest.objects.filter(**mine, files__isnull=False).values_list("files", "application_id"))
    of |= dict(
        CureRequest.objects.filter(**mine, letter__isnull=False).values_list("letter__file", "application_id")
    )
    of |= dict(
        Submission.objects.filter(**mine, receipt__isnull=False).values_list(
            "receipt__file", "application_id"
        )
    )

    def decide(file: StoredFile) -> bool:
        if file.public:
            return True
        if file.pk in of:
            return of[file.pk] in readable
        return bool(may(reader.user, "read_file", file, reader.at))

    return decide
