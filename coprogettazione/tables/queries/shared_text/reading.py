# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What a shared text says now and who wrote which passage: what was kept of it, and the rows of the log since."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from coprogettazione.records.refusals import Invalid
from coprogettazione.tables.models import SharedText, TextSnapshot, TextUpdate
from coprogettazione.tables.queries.shared_text.authorship import Block, Replay, Row, block, runs_of, share
from coprogettazione.tables.queries.shared_text.hands import Hand, Runs, join
from coprogettazione.tables.queries.shared_text.pool import Passage
from coprogettazione.tables.queries.shared_text.schema import Node
from coprogettazione.tables.queries.shared_text.yjs import opened


@dataclass
class Part:
    """A fragment as it reads now. `runs`: (index in `Reading.hands`, number of characters of `flat`), in order."""

    name: str
    body: list[Node]
    flat: str
    runs: list[tuple[int, int]]


@dataclass
class Reading:
    """A shared text after the update numbered `upto`; no fragment that nobody ever wrote in."""

    upto: int = 0
    parts: dict[str, Part] = field(default_factory=dict)
    hands: list[Hand] = field(default_factory=list)


def read_text(text: SharedText) -> Reading:
    """What the text says and whose each passage is, up to the last row of its log. Writes nothing."""
    replay, upto = kept(text.pk)
    for run in runs_of(log_of(text.pk, after=upto)):
        replay.read(run)
        upto = run.rows[-1][0]
    return reading_of(replay, upto)


def log_of(text_id: int, *, after: int = 0, upto: int | None = None) -> Iterator[Row]:
    """The rows of the log of a text after a number (and up to one), in their order."""
    rows = TextUpdate.objects.filter(text_id=text_id, number__gt=after).order_by("number")
    if upto is not None:
        rows = rows.filter(number__lte=upto)
    for number, writer, data, at in rows.values_list("number", "writer_id", "data", "at").iterator(
        chunk_size=5000
    ):
        yield number, writer, bytes(data), at


def state_of(text: SharedText, upto: int | None = None) -> bytes:
    """The state of the document after an update of its log (the last when none is named), as a Yjs update.

    Raises Invalid when that update can no longer be told from others: rows are joined after a day.
    """
    snapshot = TextSnapshot.objects.filter(text_id=text.pk).values_list("upto", "state").first()
    after, state = snapshot if snapshot and (upto is None or snapshot[0] <= upto) else (0, b"")
    doc, last = opened(bytes(state)), after
    with doc.transaction():
        for number, _writer, data, _at in log_of(text.pk, after=after, upto=upto):
            doc.apply_update(data)
            last = number
    if upto is not None and last != upto:
        raise Invalid(_("Da quando hai aperto la pagina il testo è stato riordinato: aprila di nuovo."))
    return doc.get_update()


def kept(text_id: int) -> tuple[Replay, int]:
    """The text as it was kept last, and up to which update; as nobody ever wrote it when it never was."""
    snapshot = TextSnapshot.objects.filter(text_id=text_id).first()
    if snapshot is None:
        return Replay(), 0
    return replay_of(bytes(snapshot.state), snapshot.reading), snapshot.upto


def reading_of(replay: Replay, upto: int) -> Reading:
    """The reading of a text as the replay has it."""
    numbers: dict[Hand, int] = {}
    parts = {}
    for name, blocks in sorted(replay.fragments.items()):
        parts[name] = Part(
            name,
            [one.node for one in blocks if one.node is not None],
            "".join(one.flat for one in blocks),
            [(numbers.setdefault(hand, len(numbers)), size) for hand, size in _runs(blocks)],
        )
    return Reading(upto, parts, list(numbers))


def checkpoint_of(replay: Replay) -> dict[str, Any]:
    """What a snapshot keeps of a replay at the end of a run, beside the state; `replay_of` goes on from it."""
    numbers: dict[Hand, int] = {}

    def flattened(runs: Runs) -> list[int]:
        return [number for hand, size in runs for number in (numbers.setdefault(hand, len(numbers)), size)]

    parts = {
        name: {"blocks": [one.node for one in blocks], "runs": flattened(_runs(blocks))}
        for name, blocks in sorted(replay.fragments.items())
    }
    deleted = [[one.before, one.text, one.after, flattened(one.runs)] for one in replay.pool]
    return {"parts": parts, "deleted": deleted, "hands": [list(hand) for hand in numbers]}


def replay_of(state: bytes, checkpoint: dict[str, Any]) -> Replay:
    """The replay that goes on from a checkpoint."""
    hands = [Hand(*hand) for hand in checkpoint["hands"]]

    def runs(flattened: list[int]) -> Runs:
        return [(hands[who], size) for who, size in zip(flattened[::2], flattened[1::2], strict=True)]

    fragments: dict[str, list[Block]] = {}
    for name, part in checkpoint["parts"].items():
        fragments[name] = [block(node) for node in part["blocks"]]
        share(fragments[name], runs(part["runs"]))
    deleted = (
        Passage(before, text, after, runs(whose)) for before, text, after, whose in checkpoint["deleted"]
    )
    return Replay(state, fragments, deleted)


def _runs(blocks: list[Block]) -> Runs:
    return join(run for one in blocks for run in one.runs)
