# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The pieces of which every dossier is made: kept files, tables, who was told, the register with its chain."""

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from coprogettazione.documents.documents import Sheet, as_csv
from coprogettazione.documents.models import StoredFile
from coprogettazione.notifications.models import Message
from coprogettazione.records.canonical import canonical_json
from coprogettazione.records.models import Entry
from coprogettazione.records.queries import entry_facts
from workflows.dossier_index import Part

CHUNK = 256 * 1024


def stored_chunks(file: StoredFile) -> Iterator[bytes]:
    """The bytes of a kept file: the one place where this part of the platform opens them."""
    with file.content.open("rb") as content:
        while chunk := content.read(CHUNK):
            yield chunk


def file_part(file: StoredFile, folder: str, what: str, who: str) -> Part:
    """A kept file, under its number and its name."""
    path = f"{folder}/{file.pk:06d}-{file.name}"
    return Part(path, what, file.uploaded_at, who, lambda: stored_chunks(file), file.sha256)


def table_part(name: str, sheet: Sheet, at: datetime) -> Part:
    """A table, as CSV."""
    data = as_csv(name, [sheet])
    return Part(f"dati/{name}.csv", _("Tabella: %(name)s") % {"name": sheet.name}, at, "", lambda: [data])


def told_sheet(messages: QuerySet[Message], at: datetime) -> Sheet:
    """Who was told what, and from when each could know it: as far as the platform knows. The messages say when the
    mail was taken (`mailed_at`).
    """
    headers = [
        _("Chi"), _("Che cosa"), _("Sulla piattaforma dal"), _("E-mail presa dal server di posta"), _("Aperta qui"),
    ]  # fmt: skip
    rows = [
        [
            str(m.recipient or m.address),
            m.subject,
            m.created_at,
            _by(getattr(m, "mailed_at", None), at),
            _by(m.read_at, at),
        ]
        for m in messages.order_by("created_at", "pk")
    ]
    return Sheet(_("Decisioni comunicate"), headers, rows)


def _by(when: datetime | None, at: datetime) -> datetime | None:
    """What had happened by the instant of the export: later it is the same archive."""
    return when if when is not None and when <= at else None


def register_parts(
    entries: QuerySet[Entry], told: Callable[[Entry], bool], *, at: datetime, upto: int
) -> Iterator[Part]:
    """The entries, whole where they are `told`, and the fingerprints of all those between the first and the last."""
    first = entries.order_by("seq").values_list("seq", flat=True).first() or upto

    def lines() -> Iterable[bytes]:
        for entry in entries.order_by("seq").iterator(chunk_size=500):
            yield (canonical_json(_line(entry, told=told(entry))) + "\n").encode()

    def chain() -> Iterable[bytes]:
        yield b"numero;impronta\r\n"
        links = Entry.objects.filter(seq__gte=first - 1, seq__lte=upto).order_by("seq")
        for seq, link in links.values_list("seq", "hash").iterator(chunk_size=2000):
            yield f"{seq};{link}\r\n".encode()

    yield Part("registro/voci.jsonl", _("Le voci del registro di questo fascicolo"), at, "", lines)
    yield Part("registro/catena.csv", _("Le impronte di tutte le voci, fino all’ultima"), at, "", chain)


def _line(entry: Entry, *, told: bool) -> dict[str, Any]:
    """An entry with all that its fingerprint is made of, and how the register tells it."""
    return {
        **entry_facts(entry),
        "payload": entry.payload if told else None,
        "payload_hash": entry.payload_hash,
        "hash": entry.hash,
        "who": str(entry.actor or _("Il sistema")),
        "for": entry.organisation.name if entry.organisation else "",
        "said": entry.sentence,
    }
