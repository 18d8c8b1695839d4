# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Files that arrive in parts: begun, continued from where the line dropped, taken once, swept when left.

Not deeds: nothing is said to the procedure until a deed takes the file.
"""

from datetime import datetime, timedelta
from io import BytesIO
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.files.base import File
from django.db import transaction
from django.db.models import Sum
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from coprogettazione.documents.models import Arriving
from coprogettazione.documents.models.arriving import folder
from coprogettazione.records.deeds import locked
from coprogettazione.records.refusals import Invalid, NotAllowed, Stale
from coprogettazione.records.sealing.wrapping import rewrap

GONE = _("Il file che avevi mandato non c’è più: sceglilo di nuovo. I file non allegati restano un giorno.")
NOT_WHOLE = _("Il file non è ancora arrivato tutto: aspetta che finisca, o sceglilo di nuovo.")
NOT_YOURS = _("Questo file lo sta mandando un’altra persona.")
NOT_A_SIZE = _(
    "Il file è vuoto (0 byte). Apri il documento, controlla che ci sia il contenuto e caricalo di nuovo."
)
TOO_LARGE = _("Il file pesa più di {limit} MB. Riduci le immagini o dividi il documento.")
TOO_MANY = _("Hai già {count} file in arrivo e non ancora allegati: allegali o aspetta che scadano, domani.")
TOO_MUCH = _("Questa parte è più lunga di quanto il file doveva essere: ricomincia.")


class ArrivedFile(File):
    """A file that arrived in parts, whole, as a form or a deed reads it."""

    def __init__(self, arriving: Arriving) -> None:
        self.arriving = arriving
        super().__init__(BytesIO(arriving.content()), name=arriving.name)


def begin_arriving(*, name: str, size: int, by: Any, at: datetime) -> Arriving:
    """Begin to send a file of `size` bytes. Raises NotAllowed, Invalid: empty, too large, too many."""
    if by is None or by.pk is None or not by.is_active:
        raise NotAllowed(_("Accedi per caricare un file."))
    if size <= 0:
        raise Invalid(NOT_A_SIZE)
    if size > settings.MAX_UPLOAD_SIZE:
        raise Invalid(format_lazy(TOO_LARGE, limit=settings.MAX_UPLOAD_SIZE // 1_000_000))
    with transaction.atomic():
        # The person's row: two tabs that begin together are counted one after the other.
        locked(by)
        mine = Arriving.objects.filter(owner=by, expires_at__gt=at)
        held = mine.aggregate(total=Sum("size"))["total"] or 0
        if mine.count() >= settings.MAX_ARRIVING or held + size > settings.MAX_ARRIVING_SIZE:
            raise Invalid(format_lazy(TOO_MANY, count=mine.count()))
        arriving = Arriving.of(owner=by, name=name[-300:], size=size, at=at)
        arriving.save(force_insert=True)
    return arriving


def own_arriving(pk: UUID, *, by: Any, at: datetime) -> Arriving:
    """A file that this person is sending. Raises NotAllowed for anybody else's, Invalid when it is gone."""
    arriving = Arriving.objects.filter(pk=pk, expires_at__gt=at).first()
    if arriving is None:
        raise Invalid(GONE)
    if by is None or not by.is_active or arriving.owner_id != by.pk:
        raise NotAllowed(NOT_YOURS)
    return arriving


@transaction.atomic
def receive_part(*, pk: UUID, offset: int, part: bytes, by: Any, at: datetime) -> Arriving:
    """Take the part that begins at `offset`. Raises Stale when another one is expected, and as `own_arriving`."""
    own_arriving(pk, by=by, at=at)
    arriving = Arriving.objects.select_for_update().get(pk=pk)
    if offset != arriving.received:
        raise Stale(GONE, mine=str(offset), theirs=str(arriving.received))
    if arriving.received + len(part) > arriving.size:
        raise Invalid(TOO_MUCH)
    if part:
        arriving.append(part)
        arriving.save(update_fields=["received", "stored"])
    return arriving


def arrived_file(pk: UUID, *, at: datetime) -> ArrivedFile:
    """The file, whole, to be looked at. Whose it is is asked when it is taken. Raises Invalid."""
    arriving = Arriving.objects.filter(pk=pk, expires_at__gt=at).first()
    if arriving is None:
        raise Invalid(GONE)
    if not arriving.is_whole:
        raise Invalid(NOT_WHOLE)
    return ArrivedFile(arriving)


def take_arrived(file: ArrivedFile, *, by: Any) -> None:
    """Take the file out of those that arrive, inside the deed that keeps it: once, and only one's own."""
    arriving = Arriving.objects.select_for_update().filter(pk=file.arriving.pk).first()
    if arriving is None:
        raise Invalid(GONE)
    if by is None or arriving.owner_id != by.pk:
        raise NotAllowed(NOT_YOURS)
    _forget(arriving)


@transaction.atomic
def drop_arriving(*, pk: UUID, by: Any, at: datetime) -> None:
    """Give up sending. Raises as `own_arriving`."""
    _forget(own_arriving(pk, by=by, at=at))


def sweep_arriving(at: datetime) -> int:
    """Drop what nobody finished or attached in time, and parts that belong to nothing; returns how many."""
    known = {pk.hex for pk in Arriving.objects.values_list("pk", flat=True)}
    dropped = 0
    with transaction.atomic():
        for arriving in Arriving.objects.select_for_update(skip_locked=True).filter(expires_at__lte=at):
            _forget(arriving)
            dropped += 1
    long_ago = (at - timedelta(hours=1)).timestamp()
    for path in folder().iterdir() if folder().is_dir() else ():
        if path.name not in known and path.stat().st_mtime < long_ago:
            path.unlink(missing_ok=True)
            dropped += 1
    return dropped


def rewrap_arriving() -> int:
    """Close the secrets of what is on its way under the newest key of the installation; returns how many."""
    moved = 0
    for pk in Arriving.objects.values_list("pk", flat=True):
        with transaction.atomic():
            arriving = Arriving.objects.select_for_update().filter(pk=pk).first()
            secret = rewrap(arriving.secret) if arriving is not None else None
            if arriving is not None and secret is not None and secret != arriving.secret:
                arriving.secret = secret
                arriving.save(update_fields=["secret"])
                moved += 1
    return moved


def _forget(arriving: Arriving) -> None:
    path = arriving.path
    arriving.delete()
    transaction.on_commit(lambda: path.unlink(missing_ok=True))
