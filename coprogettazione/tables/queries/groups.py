# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Working groups with what they have, and what each of them wrote."""

from collections import Counter
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.db.models import F, Prefetch, QuerySet
from django.utils.translation import gettext as _

from coprogettazione.parties.models import Organisation, User
from coprogettazione.tables.models import (
    DesignTable,
    GroupMember,
    Session,
    SharedText,
    TextWriter,
    WorkGroup,
    WorkingPaper,
)
from coprogettazione.tables.queries.project import hands_of
from coprogettazione.tables.queries.shared_text import body_of_text, flat_of, read_text
from coprogettazione.tables.queries.suggestions import marks_in, settled
from coprogettazione.wording import in_italian

#: The fragment of the text of a group.
TEXT = "testo"


def groups_of(table: DesignTable) -> QuerySet[WorkGroup, WorkGroup]:
    """The groups of a table with their members, sessions and papers, those at work first."""
    members = GroupMember.objects.select_related("organisation", "person").order_by("pk")
    sessions = Session.objects.select_related("minutes").order_by("number")
    papers = WorkingPaper.objects.filter(withdrawn_at__isnull=True).select_related(
        "file__scan", "version", "minutes__session", "organisation"
    )
    return (
        table.groups.select_related("coordinator", "table__call", "shared_text")
        .prefetch_related(
            Prefetch("members", members), Prefetch("sessions", sessions), Prefetch("papers", papers)
        )
        .order_by(F("closed_at").asc(nulls_first=True), "pk")
    )


def group_text(group: WorkGroup) -> SharedText:
    """The shared text of a working group."""
    text: SharedText = group.shared_text
    text.table = group.table
    return text


@dataclass(frozen=True)
class Passage:
    """Blocks one after the other that one person wrote, for a body."""

    person: User
    organisation: Organisation
    body: list[dict[str, Any]]


def passages_of(text: SharedText) -> list[Passage]:
    """What a group wrote, by who wrote most of each block; without empty blocks and what is only suggested."""
    reading = read_text(text)
    part = reading.parts.get(TEXT)
    if part is None or not part.runs:
        return []
    people = hands_of(text, reading, part)
    whose = [people[hand].writer for hand, length in part.runs for _character in range(length)]
    blocks: list[tuple[TextWriter, dict[str, Any]]] = []
    start = 0
    for block in part.body:
        size = len(flat_of(block))
        wrote = whose[start : start + size]
        start += size
        # A picture has no characters: it goes with the passage before it.
        writer = Counter(wrote).most_common(1)[0][0] if wrote else blocks[-1][0] if blocks else whose[0]
        blocks += [(writer, kept) for kept in _without_suggestions(block) if _says(kept)]
    return [
        Passage(writer.person, writer.organisation, [block for _writer, block in one])
        for writer, one in groupby(blocks, key=lambda pair: pair[0])
    ]


@in_italian
def brought_heading(group: WorkGroup) -> list[dict[str, Any]]:
    """What stands before what a group wrote, where it is brought into a chapter."""
    return body_of_text("# " + _("Dal gruppo di lavoro «%(name)s»") % {"name": group.name})


def _without_suggestions(block: dict[str, Any]) -> list[dict[str, Any]]:
    body = [block]
    for mark in marks_in(body):
        body = settled(body, mark, accepted=False)
    return body


def _says(block: dict[str, Any]) -> bool:
    return block["type"] == "image" or bool(flat_of(block).strip())
