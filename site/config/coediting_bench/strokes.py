# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What is typed: Yjs updates, one a key, made beforehand."""

import itertools
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from pycrdt import Doc, XmlElement, XmlFragment, XmlText

from coprogettazione.tables.coediting.updates import read_update

PART = "bisogno"
WORDS = "Le richieste di aiuto arrivano agli sportelli dei comuni e alle sedi degli enti, ogni giorno. "
#: Characters after which a new paragraph begins.
PARAGRAPH = 400
#: Of those who write together: keys in a row before somebody else goes on; one key in so many deletes.
SHORTEST_RUN, LONGEST_RUN, DELETES = 5, 60, 12


@dataclass(frozen=True)
class Strokes:
    """The keys of one writer: the updates, and the writer's clock after each."""

    updates: list[bytes]
    ends: list[int]


class Typist:
    """A document in which somebody types; every change is kept in `updates`."""

    def __init__(self, client: int) -> None:
        self.document: Doc[Any] = Doc(client_id=client)
        self.fragment = self.document.get(PART, type=XmlFragment)
        self.updates: list[bytes] = []
        self.is_typing = True
        self._subscription = self.document.observe(self._changed)

    def _changed(self, event: Any) -> None:
        if self.is_typing:
            self.updates.append(event.update)

    def paragraph(self, letter: str) -> XmlText:
        """A new paragraph at the end, with its first letter: one change."""
        with self.document.transaction():
            block = self.fragment.children.append(XmlElement("paragraph"))
            return block.children.append(XmlText(letter))

    def catch_up(self, other: "Typist") -> None:
        """Take over what another has."""
        self.is_typing = False
        self.document.apply_update(other.document.get_update(self.document.get_state()))
        self.is_typing = True


def typed(client: int, count: int) -> Strokes:
    """So many keys of one writer, in paragraphs of their own: they lean on nobody else's."""
    typist = Typist(client)
    text, length = None, 0
    for letter in itertools.islice(itertools.cycle(WORDS), count):
        if text is None or length == PARAGRAPH:
            text, length = typist.paragraph(letter), 1
        else:
            text.insert(length, letter)
            length += 1
    return Strokes(typist.updates, [read_update(update).sections[0][2] for update in typist.updates])


def written_together(clients: Sequence[int], count: int) -> Iterator[tuple[int, bytes]]:
    """So many changes of several writers in one text, now at its end and now in what others wrote, in runs of keys;
    each with its writer's number.
    """
    chance = random.Random(count)  # noqa: S311 - the same text at every run
    typists = {client: Typist(client) for client in clients}
    last = typists[clients[0]]
    letters = itertools.cycle(WORDS)
    made = 0
    while made < count:
        client = chance.choice(clients)
        typist = typists[client]
        if typist is not last:
            typist.catch_up(last)
            last = typist
        run = min(chance.randint(SHORTEST_RUN, LONGEST_RUN), count - made)
        _type(typist, run, letters, chance)
        yield from ((client, update) for update in typist.updates)
        made += len(typist.updates)
        typist.updates = []


def _type(typist: Typist, run: int, letters: Iterator[str], chance: random.Random) -> None:
    """A run of keys somewhere in the text."""
    blocks = len(typist.fragment.children)
    text = typist.fragment.children[chance.randrange(blocks)].children[0] if blocks else None
    if text is None or len(str(text)) > PARAGRAPH:
        text = typist.paragraph(next(letters))
        run -= 1
    length = len(str(text))
    place = length if chance.random() < 0.7 else chance.randint(0, length)
    for _key in range(run):
        if place and not chance.randrange(DELETES):
            place -= 1
            del text[place : place + 1]
        else:
            text.insert(place, next(letters))
            place += 1
