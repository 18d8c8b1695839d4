# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What is said beside a chapter: threads of comments, and suggested changes that wait for an answer."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import F, Func, IntegerField, Prefetch, QuerySet, Value

from coprogettazione.parties.models import User
from coprogettazione.tables.models import (
    Contribution,
    DesignTable,
    Outcome,
    SharedText,
    TextComment,
    TextUpdate,
    TextWriter,
)
from coprogettazione.tables.queries.shared_text import Part
from coprogettazione.tables.queries.suggestions import marks_in, suggested

#: The browser of whoever suggests tells it in a few seconds; after this it will not.
UNTOLD = timedelta(minutes=1)


@dataclass(frozen=True)
class Unlisted:
    """A change marked in the text that is not in the ledger: the browser of whoever suggested it never told."""

    mark: str
    before: str
    after: str
    writer: TextWriter


@dataclass(frozen=True)
class Remarks:
    """The threads of a chapter in order, and the suggestions; `closed` counts the threads that are closed."""

    threads: list[TextComment]
    suggestions: list[Contribution]
    unlisted: list[Unlisted]
    closed: int

    @property
    def open(self) -> int:
        """How many wait."""
        waiting = sum(thread.closed_at is None for thread in self.threads)
        return waiting + len(self.suggestions) + len(self.unlisted)


def remarks_on(
    text: SharedText, name: str, part: Part | None, at: datetime, *, closed: bool = False
) -> Remarks:
    """What is said beside a fragment, `part` as it reads now; `closed`: the closed threads instead of the open ones."""
    answers = TextComment.objects.select_related("author", "organisation").order_by("written_at", "pk")
    threads = (
        TextComment.objects.filter(text=text, part=name, thread=None)
        .select_related("author", "organisation", "closed_by")
        .prefetch_related(Prefetch("answers", answers))
        .order_by("written_at", "pk")
    )
    found = list(threads)
    return Remarks(
        threads=[thread for thread in found if (thread.closed_at is not None) == closed],
        suggestions=[] if closed else list(suggestions_in(text.table, name)),
        unlisted=[] if closed or part is None else unlisted_in(text, part, at - UNTOLD),
        closed=sum(thread.closed_at is not None for thread in found),
    )


def suggestions_in(table: DesignTable, part: str) -> QuerySet[Contribution]:
    """The suggested changes of a chapter that wait for an answer."""
    waiting = table.contributions.filter(part=part, outcome=Outcome.PROPOSED).exclude(mark="")
    return waiting.select_related("person", "organisation").order_by("proposed_at", "pk")


def unlisted_in(text: SharedText, part: Part, before: datetime) -> list[Unlisted]:
    """The changes marked in a fragment before an instant that are not in the ledger."""
    marks = marks_in(part.body)
    if not marks:
        return []
    known = set(text.table.contributions.filter(mark__in=marks).values_list("mark", flat=True))
    found = []
    for mark in marks:
        first = None if mark in known else marked_first(text, mark)
        if first is not None and first.at <= before:
            found.append(Unlisted(mark, *suggested(part.body, mark), writer=first.writer))
    return found


def marked_first(text: SharedText, mark: str) -> TextUpdate | None:
    """The row of the log that first marked a change with a number: whose row it is, suggested it."""
    place = Func(
        Value(mark.encode()),
        F("data"),
        template="position(%(expressions)s)",
        arg_joiner=" in ",
        output_field=IntegerField(),
    )
    rows = TextUpdate.objects.filter(text=text).annotate(place=place).filter(place__gt=0)
    return rows.select_related("writer__person", "writer__organisation").order_by("number").first()


def mentioned_in(words: str, people: Iterable[User]) -> list[User]:
    """Who a comment calls by name: "@Sara Benedetti"."""
    said = words.casefold()
    return [person for person in people if f"@{person}".casefold() in said]
