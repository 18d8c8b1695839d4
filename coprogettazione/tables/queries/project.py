# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The project document: its chapters, its versions, what changed between two, and the final one."""

from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db.models import Prefetch

from coprogettazione.calls.models import Call
from coprogettazione.evaluation.queries import grant_at_table
from coprogettazione.parties.models import Organisation
from coprogettazione.records.canonical import canonical_json, sha256
from coprogettazione.tables.models import (
    Chapter,
    ChapterAgreement,
    ChapterCode,
    DesignTable,
    NamedVersion,
)
from coprogettazione.tables.queries.authorship import Block, blocks_of, plain_text
from coprogettazione.tables.queries.budget import Line, Matrix, add_up
from coprogettazione.tables.queries.differences import Paragraph, changes
from coprogettazione.tables.queries.seats import accepting_bodies, orders_of


@dataclass
class ChapterStage:
    """A chapter and how far it is: "" empty, "now" under discussion, "done" agreed by everybody."""

    chapter: Chapter
    agreed: list[Organisation]
    awaited: list[Organisation]

    @property
    def shape(self) -> str:
        """The shape of its state."""
        if not self.chapter.text.strip():
            return ""
        return "now" if self.awaited else "done"


def chapters_of(table: DesignTable, at: datetime) -> list[ChapterStage]:
    """The chapters in order, with who agrees with their current text and who does not yet: whoever accepted
    the final text agrees with every chapter as it stands there.
    """
    agreements = ChapterAgreement.objects.select_related("organisation").order_by("agreed_at", "pk")
    chapters = (
        table.chapters.select_related("current", "current__author", "current__organisation")
        .prefetch_related(Prefetch("current__agreements", agreements))
        .order_by("position")
    )
    bodies = accepting_bodies(table, at)
    final, accepted = _accepted(table)
    stages = []
    for chapter in chapters:
        agreed = [a.organisation for a in chapter.current.agreements.all()] if chapter.current else []
        if final.get(chapter.code) == chapter.version:
            agreed += [body for body in accepted if body not in agreed]
        stages.append(ChapterStage(chapter, agreed, [o for o in bodies if o not in agreed]))
    return stages


def _accepted(table: DesignTable) -> tuple[dict[str, int], list[Organisation]]:
    """The version of each chapter in the final text of a concluded table, and who accepted it."""
    if table.final_version is None:
        return {}, []
    acceptances = table.final_version.acceptances.select_related("organisation").order_by("accepted_at", "pk")
    versions = {item["code"]: item["version"] for item in table.final_version.content["chapters"]}
    return versions, [acceptance.organisation for acceptance in acceptances]


def content_of(table: DesignTable) -> dict[str, Any]:
    """The whole document as it stands, in a form that always writes the same: chapters, roles, budget."""
    chapters = table.chapters.select_related("current").order_by("position")
    return {
        "chapters": [
            {"code": chapter.code, "version": chapter.version, "text": chapter.text} for chapter in chapters
        ],
        "roles": [
            {
                "organisation": role.organisation_id,
                "name": role.organisation.known_as,
                "role": role.role,
                "commitments": role.commitments,
            }
            for role in table.roles.select_related("organisation").order_by("organisation_id")
        ],
        "budget": [
            {
                "organisation": line.organisation_id,
                "name": line.organisation.known_as,
                "category": line.category,
                "description": line.description,
                "source": line.source,
                "amount": format(line.amount, "f"),
            }
            for line in table.budget_lines.select_related("organisation").order_by("category", "pk")
        ],
    }


def fingerprint_of(content: dict[str, Any]) -> str:
    """The SHA-256 of a document's content."""
    return sha256(canonical_json(content))


@dataclass
class FinalProject:
    """The final text of a concluded table, as it was accepted: nothing written afterwards changes it."""

    table: DesignTable
    version: NamedVersion
    chapters: list[dict[str, str]]
    roles: list[dict[str, Any]]
    matrix: Matrix
    partners: list[Organisation] = field(default_factory=list)


def final_project(call: Call) -> FinalProject | None:
    """The project with which the table of a call concluded, or None while it has not."""
    table = (
        DesignTable.objects.select_related("call", "call__lead_authority", "final_version")
        .filter(call=call)
        .first()
    )
    if table is None or table.final_version is None:
        return None
    version = table.final_version
    chapters = [
        {
            "code": item["code"],
            "title": str(ChapterCode(item["code"]).label),
            "text": plain_text(item["text"]),
        }
        for item in version.content["chapters"]
        if item["text"].strip()
    ]
    accepted = [a.organisation_id for a in version.acceptances.order_by("accepted_at", "pk")]
    orders = orders_of(table)
    partners = Organisation.objects.filter(pk__in=accepted).exclude(pk=call.lead_authority_id)
    return FinalProject(
        table,
        version,
        chapters,
        version.content["roles"],
        version_matrix(table, version),
        sorted(partners, key=lambda o: orders.get(o.pk, len(orders))),
    )


def version_matrix(table: DesignTable, version: NamedVersion) -> Matrix:
    """The budget as a version froze it."""
    lines = [
        Line(
            item["organisation"],
            item["category"],
            item["source"],
            Decimal(item["amount"]),
            item["description"],
        )
        for item in version.content["budget"]
    ]
    orders = orders_of(table)
    bodies = Organisation.objects.filter(pk__in={line.organisation_id for line in lines})
    columns = sorted(bodies, key=lambda o: orders.get(o.pk, len(orders)))
    return add_up(
        lines,
        columns,
        orders=[orders.get(o.pk, len(orders)) for o in columns],
        grant=grant_at_table(table.call),
        indirect_max=table.call.indirect_costs_max_pct,
    )


def chapters_in(version: NamedVersion) -> list[tuple[str, list[Block]]]:
    """Title and blocks of each chapter that has a text in a version."""
    return [
        (str(ChapterCode(item["code"]).label), blocks_of([(0, item["text"])]))
        for item in version.content["chapters"]
        if item["text"].strip()
    ]


@dataclass
class ChapterDifference:
    """A chapter in two versions, word by word."""

    title: str
    paragraphs: list[Paragraph]

    @property
    def changed(self) -> bool:
        """Whether anything changed."""
        return any(change.kind != "same" for paragraph in self.paragraphs for change in paragraph)


@dataclass
class LineDifference:
    """An amount of the budget in two versions, in euro; None where the line was not there."""

    name: str
    category: str
    description: str
    before: Decimal | None
    after: Decimal | None


@dataclass
class Difference:
    """What changed between two versions of the whole document."""

    chapters: list[ChapterDifference]
    roles: list[ChapterDifference]
    lines: list[LineDifference]

    @property
    def nothing(self) -> bool:
        """Whether the two are the same."""
        return not any(c.changed for c in (*self.chapters, *self.roles)) and not self.lines


def differences_between(before: dict[str, Any], after: dict[str, Any]) -> Difference:
    """Compare two contents (see `content_of`)."""
    ours = {item["code"]: item["text"] for item in before["chapters"]}
    theirs = {item["code"]: item["text"] for item in after["chapters"]}
    chapters = [
        ChapterDifference(str(code.label), changes(ours.get(code, ""), theirs.get(code, "")))
        for code in ChapterCode
        if ours.get(code, "") != theirs.get(code, "")
    ]
    return Difference(chapters, _roles(before, after), _lines(before, after))


def _roles(before: dict[str, Any], after: dict[str, Any]) -> list[ChapterDifference]:
    def written(item: dict[str, Any] | None) -> str:
        return f"{item['role']}\n\n{item['commitments']}" if item else ""

    ours = {item["organisation"]: item for item in before["roles"]}
    theirs = {item["organisation"]: item for item in after["roles"]}
    names = {**ours, **theirs}
    return [
        ChapterDifference(names[pk]["name"], changes(written(ours.get(pk)), written(theirs.get(pk))))
        for pk in names
        if written(ours.get(pk)) != written(theirs.get(pk))
    ]


def _lines(before: dict[str, Any], after: dict[str, Any]) -> list[LineDifference]:
    def sums(content: dict[str, Any]) -> dict[tuple[int, str, str, str], Decimal]:
        found: dict[tuple[int, str, str, str], Decimal] = {}
        for item in content["budget"]:
            key = (item["organisation"], item["category"], item["description"], item["source"])
            found[key] = found.get(key, Decimal(0)) + Decimal(item["amount"])
        return found

    names = {item["organisation"]: item["name"] for item in (*before["budget"], *after["budget"])}
    ours, theirs = sums(before), sums(after)
    return [
        LineDifference(names[key[0]], key[1], key[2], ours.get(key), theirs.get(key))
        for key in sorted({*ours, *theirs})
        if ours.get(key) != theirs.get(key)
    ]
