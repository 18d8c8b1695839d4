# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Keeping shared texts: their reading is computed now and then, old rows of their log are joined, and what was deleted
is erased when the controller decides so. docs/shared-text.md says what each leaves behind.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.db import connection, transaction
from django.db.models import BigIntegerField, F, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Cast, Coalesce
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from pycrdt import merge_updates

from coprogettazione.parties.models import User
from coprogettazione.records.deeds import Act, deed
from coprogettazione.records.refusals import Invalid, WrongState
from coprogettazione.tables.models import SharedText, TextClient, TextSnapshot, TextUpdate
from coprogettazione.tables.queries.remarks import unlisted_in
from coprogettazione.tables.queries.shared_text.authorship import LogRun, Replay, runs_of
from coprogettazione.tables.queries.shared_text.reading import checkpoint_of, kept, log_of, read_text
from coprogettazione.tables.services.speaking import AT_WORK

#: After this the last run of a log is over: rows are stored at once, a clock may be put right by a little.
OVER = timedelta(minutes=5)
#: Rows that wait to be read: so many are read even while people write.
WAITING = 500
#: The rows of a run are joined when the last is so old.
OLD = timedelta(days=1)
_LOG = TextUpdate._meta.db_table
_DELETE = f"DELETE FROM {_LOG} WHERE text_id = %s AND number = ANY(%s)"  # noqa: S608 - our own table
_REWRITE = (
    f"UPDATE {_LOG} SET data = run.data FROM unnest(%s::bytea[], %s::bigint[]) AS run (data, number)"  # noqa: S608
    f" WHERE text_id = %s AND {_LOG}.number = run.number"
)
#: Updates joined at once: joining takes longer the more there are.
_TOGETHER = 64


def keep_texts(at: datetime) -> int:
    """Keep the readings and join the old rows of all texts where it is time (not a deed). How many it was for."""
    read = {pk for pk in _to_be_read(at) if keep_reading(pk, at)}
    return len(read | {pk for pk in _to_be_joined(at) if compact_log(pk, at)})


def keep_reading(text_id: int, at: datetime) -> bool:
    """Keep what a text says and who wrote it up to the last run of its log that is over (not a deed).

    False when there was nothing new, or somebody else is at it. Who reads or writes in the text does not wait.
    """
    with transaction.atomic():
        if not _hold(text_id):
            return False
        replay, upto, mark = _kept(text_id)
        done = upto
        for run in _over(runs_of(log_of(text_id, after=upto)), at):
            replay.read(run)
            done = run.rows[-1][0]
        if done == upto:
            return False
        _keep(text_id, replay, done, mark)
    return True


def compact_log(text_id: int, at: datetime) -> int:
    """Join the rows of each run that is over since a day into one, with the number and the instant of the last (not a
    deed). How many rows are no more.

    Never beyond what the snapshot says. A room in which the text is open is not disturbed: it only ever asks for rows
    after a number that it had, the last row of the log keeps its number, and a row that says again what the room knows
    changes nothing.
    """
    with transaction.atomic():
        if not _hold(text_id):
            return 0
        snapshot = TextSnapshot.objects.filter(text_id=text_id).first()
        if snapshot is None:
            return 0
        first = mark = snapshot.reading.get("joined", 0)
        joined: list[tuple[bytes, int]] = []
        gone: list[int] = []
        for run in runs_of(log_of(text_id, after=first, upto=snapshot.upto)):
            number, _writer, _data, last = run.rows[-1]
            if at - last < OLD:
                break
            mark = number
            if len(run.rows) > 1:
                joined.append((_joined(run), number))
                gone += [row[0] for row in run.rows[:-1]]
        if mark != first:
            _write_joined(text_id, joined, gone)
            snapshot.reading["joined"] = mark
            snapshot.save(update_fields=["reading"])
    return len(gone)


@deed(
    on="text",
    says=gettext_lazy("ha cancellato per sempre quello che era stato tolto da un testo comune"),
    law=gettext_lazy("art. 17, reg. UE 2016/679"),
)
def erase_deleted(act: Act, *, text: SharedText, decision: str, by: User | None, at: datetime) -> int:
    """Write the log of a text anew without what was deleted from it, by a decision of the controller. How many rows
    there were.

    What the text says and who wrote it stay as they were; who deleted what, and when, can no longer be told. Raises
    Invalid without a decision, and when nothing was ever written; WrongState while the log alone says whose a suggested
    change is, at a table that may still decide on it.
    """
    if not decision.strip():
        raise Invalid(
            _("Indica la decisione del titolare."), fields={"decision": _("Numero e data, o protocollo.")}
        )
    if text.case_file.state in AT_WORK and any(
        unlisted_in(text, part, at) for part in read_text(text).parts.values()
    ):
        raise WrongState(
            _("Nel testo ci sono modifiche suggerite e non ancora in elenco: prima si mettono in elenco.")
        )
    replay, upto, _mark = _kept(text.pk)
    last: LogRun | None = None
    for last in runs_of(log_of(text.pk, after=upto)):
        replay.read(last)
        upto = last.rows[-1][0]
    rows = TextUpdate.objects.filter(text=text, number__lte=upto)
    count = rows.count()
    if not count:
        raise Invalid(_("In questo testo nessuno ha ancora scritto."))
    replay.forget()
    newest = rows.order_by("-number").values("writer_id", "at").first()
    assert newest is not None
    rows.delete()
    TextUpdate.objects.create(text=text, number=upto, data=replay.state, **newest)
    _keep(text.pk, replay, upto, upto)
    # What browsers hold of before is not accepted any more: it would bring back what is erased.
    TextClient.objects.filter(text=text).delete()
    text.edition += 1
    text.save(update_fields=["edition"])
    act.record(edition=text.edition, rows=count, upto=upto)
    with connection.cursor() as cursor:
        # Whoever has the text open loads it again: their browsers still hold what is erased.
        cursor.execute("SELECT pg_notify('shared_text', %s)", [str(text.pk)])
    return count


def _hold(text_id: int) -> bool:
    """Hold a text, unless somebody else does; its writers and their numbers can still be added."""
    rows = SharedText.objects.select_for_update(skip_locked=True, no_key=True)
    return rows.filter(pk=text_id).exists()


def _kept(text_id: int) -> tuple[Replay, int, int]:
    """The replay of the snapshot, up to which row, and up to which row runs are joined."""
    replay, upto = kept(text_id)
    mark = TextSnapshot.objects.filter(text_id=text_id).values_list("reading__joined", flat=True).first()
    return replay, upto, mark or 0


def _keep(text_id: int, replay: Replay, upto: int, mark: int) -> None:
    reading: dict[str, Any] = {**checkpoint_of(replay), "joined": mark}
    TextSnapshot.objects.update_or_create(
        text_id=text_id, defaults={"upto": upto, "state": replay.state, "reading": reading}
    )


def _over(runs: Iterable[LogRun], at: datetime) -> Iterable[LogRun]:
    """The runs to which no row can be added any more: all but the last, unless some time has passed."""
    before: LogRun | None = None
    for run in runs:
        if before is not None:
            yield before
        before = run
    if before is not None and at - before.rows[-1][3] >= OVER:
        yield before


def _joined(run: LogRun) -> bytes:
    """The rows of a run as one update."""
    updates = [row[2] for row in run.rows]
    while len(updates) > 1:
        starts = range(0, len(updates), _TOGETHER)
        updates = [merge_updates(*updates[start : start + _TOGETHER]) for start in starts]
    return updates[0]


def _write_joined(text_id: int, joined: list[tuple[bytes, int]], gone: list[int]) -> None:
    """Write the last row of each run anew (data, number) and delete the others: two statements, however many."""
    with connection.cursor() as cursor:
        cursor.execute(_DELETE, [text_id, gone])
        cursor.execute(
            _REWRITE,
            [[data for data, _number in joined], [number for _data, number in joined], text_id],
        )


def _to_be_read(at: datetime) -> list[int]:
    """Texts with rows to read: nobody writes in them any more, or many rows wait."""
    waiting = _texts().annotate(rows=F("last") - F("upto")).filter(rows__gt=0)
    return list(waiting.filter(Q(last_at__lte=at - OVER) | Q(rows__gte=WAITING)).values_list("pk", flat=True))


def _to_be_joined(at: datetime) -> list[int]:
    """Texts with rows to join: the first that was not looked at is old, and has been read."""
    mark = Coalesce(
        Cast(KeyTextTransform("joined", "snapshot__reading"), BigIntegerField()),
        Value(0),
        output_field=BigIntegerField(),
    )
    after = TextUpdate.objects.filter(text=OuterRef("pk"), number__gt=OuterRef("mark")).order_by("number")
    texts = _texts().annotate(mark=mark).filter(mark__lt=F("upto"))
    old = texts.annotate(next_at=Subquery(after.values("at")[:1])).filter(next_at__lte=at - OLD)
    return list(old.values_list("pk", flat=True))


def _texts() -> QuerySet[SharedText, Any]:
    last = TextUpdate.objects.filter(text=OuterRef("pk")).order_by("-number")
    return SharedText.objects.annotate(
        upto=Coalesce(F("snapshot__upto"), Value(0), output_field=BigIntegerField()),
        last=Subquery(last.values("number")[:1]),
        last_at=Subquery(last.values("at")[:1]),
    )
