# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The project document: its chapters, its versions, what changed between two, and the final one."""

import re
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
    SharedText,
    TextKind,
    TextWriter,
)
from coprogettazione.tables.queries.budget import Line, Matrix, add_up
from coprogettazione.tables.queries.differences import Paragraph, authors_along, changes, signed
from coprogettazione.tables.queries.seats import accepting_bodies, orders_of
from coprogettazione.tables.queries.shared_text import (
    Part,
    Reading,
    body_of_text,
    flat_of,
    read_text,
    text_of,
)

_HEADINGS = re.compile(r"^#+[ \t]*", re.MULTILINE)


def plain_text(text: str) -> str:
    """The text for a paper: a heading becomes a line of its own, without its mark."""
    return _HEADINGS.sub("", text)


@dataclass
class ChapterStage:
    """A chapter as it reads now and how far it is: "" empty, "now" under discussion, "done" agreed by everybody."""

    chapter: Chapter
    part: Part | None
    agreed: list[Organisation]
    awaited: list[Organisation]

    @property
    def text(self) -> str:
        """Its plain words, with the marks of headings and lists."""
        return text_of(self.part.body) if self.part else ""

    @property
    def empty(self) -> bool:
        """Whether nobody has written in it."""
        return self.part is None or not self.part.flat.strip()

    @property
    def fingerprint(self) -> str:
        """What whoever agrees agrees with."""
        return part_fingerprint(self.part)

    @property
    def shape(self) -> str:
        """The shape of its state."""
        if self.empty:
            return ""
        return "now" if self.awaited else "done"


def part_fingerprint(part: Part | None) -> str:
    """The SHA-256 of what a fragment says; empty for one that says nothing."""
    return sha256(canonical_json(part.body)) if part and part.flat.strip() else ""


def project_text(table: DesignTable) -> SharedText:
    """The shared text of the project of a table."""
    text: SharedText = SharedText.objects.get(table=table, kind=TextKind.PROJECT)
    text.table = table
    return text


def chapters_of(table: DesignTable, at: datetime, reading: Reading | None = None) -> list[ChapterStage]:
    """The chapters in order, with who agrees with what they say now and who does not yet: whoever accepted the final
    text agrees with every chapter as it stands there.
    """
    parts = (reading or read_text(project_text(table))).parts
    agreements = ChapterAgreement.objects.select_related("organisation").order_by("agreed_at", "pk")
    chapters = table.chapters.prefetch_related(Prefetch("agreements", agreements)).order_by("position")
    bodies = accepting_bodies(table, at)
    final, accepted = _accepted(table)
    stages = []
    for chapter in chapters:
        stage = ChapterStage(chapter, parts.get(chapter.code), [], [])
        fingerprint = stage.fingerprint
        if fingerprint:
            given = [a.organisation for a in chapter.agreements.all() if a.fingerprint == fingerprint]
            if final.get(chapter.code) == fingerprint:
                given += [body for body in accepted if body not in given]
            stage.agreed = given
        stage.awaited = [o for o in bodies if o not in stage.agreed]
        stages.append(stage)
    return stages


def _accepted(table: DesignTable) -> tuple[dict[str, str], list[Organisation]]:
    """The fingerprint of each chapter in the final text of a concluded table, and who accepted it."""
    if table.final_version is None:
        return {}, []
    acceptances = table.final_version.acceptances.filter(accepts=True).select_related("organisation")
    bodies = [acceptance.organisation for acceptance in acceptances.order_by("accepted_at", "pk")]
    chapters = table.final_version.content["chapters"]
    return {item["code"]: sha256(canonical_json(body_in(item))) for item in chapters}, bodies


def content_of(table: DesignTable, reading: Reading | None = None) -> dict[str, Any]:
    """The whole document as it stands, in a form that always writes the same: chapters, roles, budget."""
    parts = (reading or read_text(project_text(table))).parts
    empty = Part("", [], "", [])
    return {
        "chapters": [
            {"code": code, "text": text_of(part.body), "body": part.body}
            for code, part in ((c, parts.get(c, empty)) for c in ChapterCode.values)
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


@dataclass(frozen=True)
class HandOf:
    """Whose a passage is: a person, for an organisation, in a minute."""

    writer: TextWriter
    at: datetime

    @property
    def organisation_id(self) -> int:
        """The organisation."""
        return self.writer.organisation_id


def hands_of(text: SharedText, reading: Reading, part: Part | None) -> dict[int, HandOf]:
    """The hands that wrote a fragment as it reads now, by their index in the reading."""
    used = {hand for hand, _length in part.runs} if part else set()
    writers = (
        TextWriter.objects.select_related("person", "organisation").in_bulk(
            {reading.hands[hand].writer for hand in used}
        )
        if used
        else {}
    )
    return {
        hand: HandOf(writers[reading.hands[hand].writer], reading.hands[hand].at) for hand in sorted(used)
    }


def bodies_since(reading: Reading, at: datetime) -> list[Organisation]:
    """The organisations whose words came after an instant, in order of name."""
    writers = {hand.writer for hand in reading.hands if hand.at > at}
    return list(
        Organisation.objects.filter(pk__in=TextWriter.objects.filter(pk__in=writers).values("organisation"))
    )


def authorship_of(reading: Reading) -> dict[str, list[list[int]]]:
    """Who wrote each chapter, for a version: [[organisation id, number of characters], …] over its words."""
    bodies = dict(
        TextWriter.objects.filter(pk__in={hand.writer for hand in reading.hands}).values_list(
            "pk", "organisation_id"
        )
    )
    found: dict[str, list[list[int]]] = {}
    for name, part in reading.parts.items():
        runs: list[list[int]] = []
        for hand, length in part.runs:
            body = bodies[reading.hands[hand].writer]
            if runs and runs[-1][0] == body:
                runs[-1][1] += length
            else:
                runs.append([body, length])
        found[name] = runs
    return found


def fingerprint_of(content: dict[str, Any]) -> str:
    """The SHA-256 of a document's content."""
    return sha256(canonical_json(content))


@dataclass
class FinalProject:
    """The final text of a concluded table, as it was accepted: nothing written afterwards changes it."""

    table: DesignTable
    version: NamedVersion
    chapters: list[dict[str, Any]]
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
            "body": body_in(item),
        }
        for item in version.content["chapters"]
        if item["text"].strip()
    ]
    accepted = version.acceptances.filter(accepts=True).values_list("organisation_id", flat=True)
    orders = orders_of(table)
    partners = Organisation.objects.filter(pk__in=list(accepted)).exclude(pk=call.lead_authority_id)
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


def chapters_in(version: NamedVersion) -> list[Part]:
    """The chapters that say something in a version."""
    bodies = ((item["code"], body_in(item)) for item in version.content["chapters"])
    return [Part(str(ChapterCode(code).label), body, "", []) for code, body in bodies if body]


def body_in(item: dict[str, Any]) -> list[dict[str, Any]]:
    """The blocks of a chapter of a content; versions kept before texts were shared have plain words only."""
    return item["body"] if "body" in item else body_of_text(item["text"])


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
    def authors(self) -> set[int]:
        """The organisations whose words came."""
        return {
            change.author
            for chapter in self.chapters
            for paragraph in chapter.paragraphs
            for change in paragraph
            if change.kind == "new"
        }

    @property
    def nothing(self) -> bool:
        """Whether the two are the same."""
        return not any(c.changed for c in (*self.chapters, *self.roles)) and not self.lines


def differences_between(
    before: dict[str, Any], after: dict[str, Any], authorship: dict[str, list[list[int]]]
) -> Difference:
    """Compare two contents (see `content_of`); `authorship` says who wrote the later one (see `authorship_of`)."""
    ours = {item["code"]: item["text"] for item in before["chapters"]}
    theirs = {item["code"]: item for item in after["chapters"]}
    chapters = []
    for code in ChapterCode:
        item = theirs.get(code, {"text": "", "body": []})
        old, new = ours.get(code, ""), item["text"]
        if old != new:
            flat = "".join(flat_of(block) for block in body_in(item))
            authors = authors_along(new, flat, authorship.get(code.value, []))
            chapters.append(ChapterDifference(str(code.label), signed(changes(old, new), new, authors)))
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
