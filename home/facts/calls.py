# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What the public pages say of a call: its state in a sentence, its term, its list with filters."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db.models import Case, CharField, OuterRef, Q, QuerySet, When
from django.db.models.functions import Cast
from django.utils.translation import gettext as _

from coprogettazione.calls.models import (
    Call,
    CallChange,
    CallState,
    ChangeKind,
    Criterion,
    Level,
    Lot,
    LotAdmission,
    Question,
    SelectionMode,
    levels_of,
)
from coprogettazione.calls.queries import PROFILE, profile_in
from coprogettazione.documents.models import Paper, PaperKind, StoredFile
from coprogettazione.documents.models.files import FORMATS
from coprogettazione.evaluation.models import Draw
from coprogettazione.parties.models import Comune
from coprogettazione.tables.models import Session
from home.facts.lists import rows
from home.facts.themes import THEMES

#: States in which the procedure ended without an agreement.
ENDED = (
    CallState.DESERTED,
    CallState.ALL_EXCLUDED,
    CallState.NO_AGREEMENT,
    CallState.REVOKED,
    CallState.ANNULLED,
    CallState.TERMINATED,
)
#: States in which an agreement exists.
AGREED = (
    CallState.SIGNED,
    CallState.EXECUTION,
    CallState.TABLE_REOPENED,
    CallState.FINAL_REPORTED,
    CallState.ARCHIVED,
)


@dataclass(frozen=True)
class Document:
    """A published file as a link says it."""

    title: str
    format: str
    size: int
    sha256: str
    name: str
    on: date | None = None
    #: The number of the paper, for its page; None for what is only a file.
    paper: int | None = None

    @classmethod
    def of(cls, row: dict[str, Any]) -> "Document":
        """From a row brought as JSON."""
        return cls(
            title=row["title"],
            format=FORMATS.get(row["media_type"], row["media_type"]),
            size=int(row["size"]),
            sha256=row["sha256"],
            name=row["name"],
            on=date.fromisoformat(row["on"]) if row.get("on") else None,
            paper=row.get("paper"),
        )


def papers_of_outer(call: str, agreement: str = "") -> Any:
    """The published papers of the call named by an outer reference, oldest first; of an `agreement` that no call leads
    to, its own.
    """
    whose = Q(case_file=OuterRef(call))
    if agreement:
        whose |= Q(case_file__isnull=True, about_kind="agreement", about_id=OuterRef(agreement))
    published = Paper.objects.filter(whose, published_at__isnull=False, public_file__isnull=False).order_by(
        "date", "pk"
    )
    # What an act of no dossier decides is said by its subject alone.
    decided = Q(case_file__isnull=True, kind=PaperKind.EXECUTIVE_ACT)
    return rows(
        published,
        paper="pk",
        title=Case(When(decided, then="subject"), default="title"),
        on="date",
        media_type="public_file__media_type",
        size="public_file__size",
        sha256="public_file__sha256",
        name="public_file__name",
    )


def annexes_of_outer(call: str) -> Any:
    """The published annexes of the call named by an outer reference."""
    annexes = StoredFile.objects.filter(case_file=OuterRef(call), public=True, kind="ANNEX").order_by("pk")
    return rows(annexes, title="name", media_type="media_type", size="size", sha256="sha256", name="name")


def latest_annexes(annexes: list[Document]) -> tuple[list[Document], list[Document]]:
    """The annexes in force and those of the versions before: a later one has the same name and its version."""
    last: dict[str, Document] = {}
    for annex in annexes:
        stem, dot, extension = annex.name.rpartition(".")
        last[stem.split(", versione ")[0] + dot + extension] = annex
    return list(last.values()), [annex for annex in annexes if annex not in last.values()]


def criteria_of_outer(call: str) -> Any:
    """The criteria of the call named by an outer reference; points as text, so that no digit is lost."""
    criteria = Criterion.objects.filter(call=OuterRef(call)).order_by("position", "code")
    return rows(
        criteria,
        code="code",
        text="text",
        question="question",
        levels="levels",
        lot="lot__code",
        points=Cast("max_points", CharField()),
    )


def lots_of_outer(call: str) -> Any:
    """The themes of the call named by an outer reference; money and points as text."""
    lots = Lot.objects.filter(call=OuterRef(call)).order_by("position", "code")
    return rows(
        lots,
        code="code",
        title="title",
        text="description",
        admits="admits",
        grant=Cast("public_grant", CharField()),
        threshold=Cast("threshold", CharField()),
    )


@dataclass(frozen=True)
class PublicCriterion:
    """A criterion as the page shows it: its weight, and what each level means."""

    code: str
    text: str
    question: str
    max_points: Decimal
    levels: dict[str, str]
    lot: str | None

    @classmethod
    def of(cls, row: dict[str, Any]) -> "PublicCriterion":
        """From a row brought as JSON."""
        return cls(
            row["code"], row["text"], row["question"], Decimal(row["points"]), row["levels"], row["lot"]
        )

    @property
    def described(self) -> list[Level]:
        """Its levels from the best, each with its words and its points."""
        return levels_of(self)


def themes_with_criteria(lots: list[dict[str, Any]], criteria: list[PublicCriterion]) -> list[dict[str, Any]]:
    """Each theme of a divided call with its money, who sits, and the criteria that count for it."""
    return [
        {
            **lot,
            "grant": Decimal(lot["grant"]) if lot["grant"] else None,
            "threshold": Decimal(lot["threshold"]) if lot["threshold"] else None,
            "admits": LotAdmission(lot["admits"]).label,
            "criteria": [row for row in criteria if row.lot in (None, lot["code"])],
        }
        for lot in lots
    ]


def comuni_of_outer(call: str) -> Any:
    """The comuni of the call named by an outer reference."""
    return rows(Comune.objects.filter(calls=OuterRef(call)).order_by("name"), pk="pk", name="name")


def is_open(call: Call, at: datetime) -> bool:
    """Whether one can still apply: published, and before the term to the second."""
    return call.state == CallState.PUBLISHED and call.deadline is not None and at < call.deadline


def call_state(call: Call, at: datetime) -> dict[str, str]:
    """The shape and the sentence of a call's state."""
    if call.state == CallState.PUBLISHED:
        if is_open(call, at):
            return {"kind": "now", "words": _("Aperto alle domande")}
        return {"kind": "now", "words": _("Domande chiuse")}
    if call.state in ENDED:
        return {"kind": "no", "words": str(call.get_state_display())}
    if call.state in AGREED:
        return {"kind": "done", "words": str(call.get_state_display())}
    return {"kind": "now", "words": str(call.get_state_display())}


def who_sits(call: Call) -> str:
    """How partners are chosen, as the page says it; empty when the avviso does not say yet."""
    if call.selection_mode == SelectionMode.OPEN_TABLE:
        return _("Siedono al tavolo tutti gli enti ammessi: non ci sono punti né un vincitore.")
    if call.selection_mode == SelectionMode.PER_LOT:
        return _("L’avviso ha più temi: ciascuno ha il suo contributo, i suoi criteri, la sua graduatoria.")
    if call.selection_mode == SelectionMode.SINGLE_PARTNER:
        return _("Diventa partner chi presenta la proposta con più punti; il progetto si scrive poi insieme.")
    return ""


def admitted_roles(call: Call) -> list[str]:
    """In which roles whoever is no third-sector body may take part, by the profile the call was published with."""
    return profile_in(call.parameters).role_words if PROFILE in call.parameters else []


def tie_break(call: Call) -> str:
    """What decides between equal points, in the avviso's order: "A parità conta il criterio B, poi …"."""
    if not call.tie_break:
        return ""
    said = [
        _("il sorteggio pubblico") if "sorteggio" in rule else _("il criterio %(code)s") % {"code": rule}
        for rule in call.tie_break
    ]
    return _("A parità conta %(rules)s.") % {"rules": _(", poi ").join(said)}


def themes_of(call: Call) -> list[str]:
    """The themes of a call, from the letters of art. 5 CTS."""
    return [str(THEMES[letter]) for letter in call.cts_activities if letter in THEMES]


def published_calls() -> QuerySet[Call]:
    """Calls that the public may read, with what a row of the list shows."""
    return Call.objects.public().select_related("page", "lead_authority").filter(page__live=True)


def open_calls(at: datetime) -> QuerySet[Call]:
    """Those to which one can apply now, the nearest term first."""
    return published_calls().filter(state=CallState.PUBLISHED, deadline__gt=at).order_by("deadline")


def questions_of_outer(call: str) -> Any:
    """The answered questions of the call named by an outer reference: who asked is not among the columns."""
    answered_ones = Question.objects.public().filter(call=OuterRef(call)).order_by("answered_at", "pk")
    return rows(answered_ones, text="published_text", answer="answer", answered_at="answered_at")


def changes_of_outer(call: str) -> Any:
    """What changed after publication in the call named by an outer reference, both texts, the latest first."""
    changes = CallChange.objects.filter(call=OuterRef(call)).order_by("-version")
    return rows(
        changes,
        kind="kind",
        version="version",
        facts="facts",
        number="act__number",
        signed_on="act__signed_on",
        reasons="act__reasons",
        new_deadline="new_deadline",
        at="at",
    )


def changes_of(change_rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Changes brought as JSON, with kind in words, days and instants."""
    return [
        {
            **row,
            "kind": ChangeKind(row["kind"]).label,
            "signed_on": date.fromisoformat(row["signed_on"]),
            "at": datetime.fromisoformat(row["at"]),
            "new_deadline": datetime.fromisoformat(row["new_deadline"]) if row["new_deadline"] else None,
        }
        for row in change_rows
    ]


def sessions_of_outer(call: str) -> Any:
    """When the table of the call named by an outer reference meets, cancelled meetings left out."""
    held = Session.objects.filter(table__call=OuterRef(call), cancelled_at__isnull=True).order_by("starts_at")
    return rows(held, starts_at="starts_at")


def draws_of(call: Any) -> QuerySet[Draw]:
    """The draw of a call that counts: held by the committee at work."""
    return Draw.objects.filter(committee__call=call, committee__ended_at__isnull=True)


def answered(question_rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Questions brought as JSON, their instants as instants."""
    return [{**row, "answered_at": datetime.fromisoformat(row["answered_at"])} for row in question_rows]
