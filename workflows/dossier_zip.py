# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The whole dossier as one ZIP with an index of fingerprints, written while it is sent: nothing of it is held.

The same dossier, read by the same person at the same entry of the register, gives the same bytes: the dates
in the archive are those of the facts.
"""

import hashlib
import io
import zipfile
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from coprogettazione.agreements.models import Agreement
from coprogettazione.agreements.services import export_agreement
from coprogettazione.applications.services import export_case_file
from coprogettazione.calls.models import Call
from coprogettazione.documents.documents import Sheet, as_csv
from coprogettazione.records.models import Entry
from coprogettazione.records.sealing import SealLost
from coprogettazione.wording import ROME
from workflows.dossier_agreements import AgreementReader
from workflows.dossier_index import Line, Part, Reader, as_json, as_xml, index_facts
from workflows.dossier_parts import CallReader

#: The deeds by which a dossier is taken out.
EXPORTS = ("export_case_file", "export_agreement")
#: The permissions of a file in the archive: read by all, written by its owner.
READ_ONLY_BY_OTHERS = 0o100644 << 16


class _Sink(io.RawIOBase):
    """Where the archive is written: its bytes are taken away as they come."""

    def __init__(self) -> None:
        super().__init__()
        self.waiting: list[bytes] = []

    def writable(self) -> bool:
        """Written only: an archive that cannot go back says the sizes after each file."""
        return True

    def write(self, data: Any) -> int:
        """Keep until taken."""
        self.waiting.append(bytes(data))
        return len(data)

    def taken(self) -> bytes:
        """What came since the last time."""
        found, self.waiting = b"".join(self.waiting), []
        return found


def take_out(dossier: Call | Agreement, *, by: Any, at: datetime) -> Iterator[bytes]:
    """Enter the export in the register, then give the archive piece by piece. Raises NotAllowed at once."""
    if isinstance(dossier, Call):
        export_case_file(call=dossier, by=by, at=at)
    else:
        export_agreement(agreement=dossier, by=by, at=at)
    kind = dossier._meta.model_name
    own = Entry.objects.filter(subject_kind=kind, subject_id=dossier.pk, actor=by, deed__in=EXPORTS).latest(
        "seq"
    )
    return archive(reader_of(dossier, by, at, own.seq))


def reader_of(dossier: Call | Agreement, user: Any, at: datetime, upto: int = 0) -> Reader:
    """Who takes out a dossier: of a call, or of an agreement that no call leads to."""
    if isinstance(dossier, Call):
        return CallReader(dossier, user, at, upto)
    return AgreementReader(dossier, user, at, upto)


def archive(reader: Reader) -> Iterator[bytes]:
    """The archive, piece by piece, in Italian whatever the language of the page."""
    root = folder_of(reader)
    sink, lines = _Sink(), list[Line]()
    with zipfile.ZipFile(sink, "w", zipfile.ZIP_DEFLATED) as out:
        parts = reader.parts()
        while (part := _next(parts)) is not None:
            yield from _write(out, sink, root, part, lines)
        with translation.override("it"):
            closing = _closing(reader, lines)
        for part in closing:
            yield from _write(out, sink, root, part, lines)
        sums = "".join(f"{line.sha256}  {line.path}\n" for line in lines if line.sha256).encode()
        yield from _write(out, sink, root, Part("SHA256SUMS", "", reader.at, "", lambda: [sums]), [])
    yield sink.taken()


def _next(parts: Iterator[Part]) -> Part | None:
    """The next part, its words in Italian: a generator that waits must not leave its language to others."""
    with translation.override("it"):
        return next(parts, None)


def folder_of(reader: Reader) -> str:
    """The folder in the archive, and the archive's name."""
    return f"fascicolo-{reader.code}"


def _write(out: zipfile.ZipFile, sink: _Sink, root: str, part: Part, lines: list[Line]) -> Iterator[bytes]:
    when = part.on.astimezone(ROME) if part.on else None
    stamp = when.timetuple()[:6] if when and when.year >= 1980 else (1980, 1, 1, 0, 0, 0)
    info = zipfile.ZipInfo(f"{root}/{part.path}", stamp)
    info.compress_type, info.create_system, info.external_attr = zipfile.ZIP_DEFLATED, 3, READ_ONLY_BY_OTHERS
    digest, size = hashlib.sha256(), 0
    chunks = iter(part.chunks())
    chunk, fault = _chunk(chunks)
    if fault:
        lines.append(Line(part.path, part.what, part.on, part.who, 0, "", fault % {"sha256": part.expected}))
        return
    with out.open(info, "w") as member:
        while chunk:
            member.write(chunk)
            digest.update(chunk)
            size += len(chunk)
            yield sink.taken()
            chunk, fault = _chunk(chunks)
    yield sink.taken()
    found = digest.hexdigest()
    if not fault and part.expected and found != part.expected:
        with translation.override("it"):
            fault = _("Non è quello che era: l’impronta registrata è %(sha256)s.")
    note = fault % {"sha256": part.expected} if fault else ""
    lines.append(Line(part.path, part.what, part.on, part.who, size, found, note))


def _chunk(chunks: Iterator[bytes]) -> tuple[bytes, str]:
    """The next piece of a part, or why there is none; its words in Italian, as of the parts."""
    with translation.override("it"):
        try:
            return next(chunks, b""), ""
        except FileNotFoundError:
            return b"", _("Il file manca dall’archivio della piattaforma: impronta registrata %(sha256)s.")
        except SealLost:
            return b"", _(
                "Non si apre: è stato alterato o manca la sua chiave. Impronta registrata %(sha256)s."
            )


def _closing(reader: Reader, lines: list[Line]) -> list[Part]:
    """The index four times, and how to check."""
    headers = [_("Che cosa"), _("Data"), _("Chi"), _("Byte"), _("SHA-256"), _("Percorso"), _("Nota")]
    rows = [[line.what, line.on, line.who, line.size, line.sha256, line.path, line.note] for line in lines]
    table = as_csv("indice", [Sheet(_("Indice"), headers, rows)])
    head = Entry.objects.get(seq=reader.upto)
    facts = index_facts(reader, lines, head)
    context = {
        "reader": reader,
        "of_a_call": isinstance(reader, CallReader),
        "lines": lines,
        "faults": [line for line in lines if line.note],
        "left_out": reader.left_out(),
        "head": head,
    }
    html = render_to_string("workflows/dossier/indice.html", context).encode()
    words = render_to_string("workflows/dossier/LEGGIMI.txt", context).encode()
    return [
        Part("indice.csv", _("Questo indice, come tabella"), reader.at, "", lambda: [table]),
        Part(
            "indice.json", _("Questo indice, per programmi (JSON)"), reader.at, "", lambda: [as_json(facts)]
        ),
        Part("indice.xml", _("Questo indice, per programmi (XML)"), reader.at, "", lambda: [as_xml(facts)]),
        Part("indice.html", _("Questo indice, da leggere"), reader.at, "", lambda: [html]),
        Part("LEGGIMI.txt", _("Che cosa c’è e come si controlla"), reader.at, "", lambda: [words]),
    ]
