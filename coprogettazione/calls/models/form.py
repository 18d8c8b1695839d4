# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What the form of a call is made of: sections of questions, composed by the office without code.

Values only: the form is kept as JSON in `Call.form`, is read by `calls.queries.form.read_form` and is frozen
with the avviso. Amounts in euro.
"""

from collections.abc import Iterator
from dataclasses import MISSING, dataclass, fields
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _


class QuestionKind(models.TextChoices):
    """What an answer is."""

    TEXT = "TEXT", _("testo")
    CHOICE = "CHOICE", _("scelta")
    NUMBER = "NUMBER", _("numero")
    AMOUNT = "AMOUNT", _("importo in euro")
    DATE = "DATE", _("data")
    TABLE = "TABLE", _("tabella")
    FILE = "FILE", _("file")
    DECLARATION = "DECLARATION", _("dichiarazione (d.P.R. 445/2000)")


#: Kinds whose answer is typed; files are attached, declarations are made by the legal representative.
TYPED_KINDS = (
    QuestionKind.TEXT,
    QuestionKind.CHOICE,
    QuestionKind.NUMBER,
    QuestionKind.AMOUNT,
    QuestionKind.DATE,
    QuestionKind.TABLE,
)


class AnsweredBy(models.TextChoices):
    """Who answers in a group."""

    LEAD = "LEAD", _("il capofila, per tutto il gruppo")
    EACH_MEMBER = "EACH_MEMBER", _("ogni ente, per sé")


class SignatureKind(models.TextChoices):
    """Which signature a file is asked to carry."""

    NONE = "", _("nessuna firma")
    DIGITAL = "DIGITAL", _("firma digitale (PAdES o CAdES)")


class CardFact(models.TextChoices):
    """What may be offered from the entity's own page as an answer."""

    NONE = "", _("niente")
    ADDRESS = "address", _("l’indirizzo dell’ente")
    PEC = "pec", _("la PEC dell’ente")
    PHONE = "phone", _("il telefono dell’ente")
    WEBSITE = "website", _("il sito dell’ente")
    DESCRIPTION = "description", _("che cosa fa l’ente")


@dataclass(frozen=True)
class Option:
    """One of the answers of a choice."""

    key: str
    label: str


@dataclass(frozen=True)
class Column:
    """A column of a table: TEXT, NUMBER, AMOUNT or DATE."""

    key: str
    label: str
    kind: QuestionKind = QuestionKind.TEXT


@dataclass(frozen=True)
class Condition:
    """The question is asked only when the choice `key` was answered with one of `values`."""

    key: str
    values: tuple[str, ...]


@dataclass(frozen=True)
class FormQuestion:
    """A question. What belongs to another kind stays at its default.

    TEXT: `max_length` in characters, `max_words`. NUMBER and AMOUNT: `minimum`, `maximum`, `decimals` of a
    number. DATE: `earliest`, `latest`. CHOICE: `options`, `multiple`. TABLE: `columns`, `min_rows`,
    `max_rows`. FILE: `formats` (empty: all those accepted), `signature`, `max_files`. DECLARATION: `words` in
    the first person with their norm, `note` is the label of the note that goes with it (empty: no note).
    `prefill` is what the entity's page may offer.
    """

    key: str
    kind: QuestionKind
    label: str
    help: str = ""
    by: AnsweredBy = AnsweredBy.LEAD
    required: bool = True
    condition: Condition | None = None
    max_length: int | None = None
    max_words: int | None = None
    minimum: Decimal | None = None
    maximum: Decimal | None = None
    decimals: int = 0
    earliest: date | None = None
    latest: date | None = None
    options: tuple[Option, ...] = ()
    multiple: bool = False
    columns: tuple[Column, ...] = ()
    min_rows: int = 0
    max_rows: int = 20
    formats: tuple[str, ...] = ()
    signature: SignatureKind = SignatureKind.NONE
    max_files: int = 1
    words: str = ""
    note: str = ""
    prefill: CardFact = CardFact.NONE

    @property
    def is_typed(self) -> bool:
        """Whether its answer is typed, and not attached or declared."""
        return self.kind in TYPED_KINDS

    @property
    def is_short(self) -> bool:
        """Whether its text stays on one line."""
        return self.kind == QuestionKind.TEXT and self.max_length is not None and self.max_length <= 300

    def option(self, key: str) -> str:
        """The words of an answer of a choice."""
        return next((option.label for option in self.options if option.key == key), key)


@dataclass(frozen=True)
class FormSection:
    """A step of the form: what it asks, in order."""

    key: str
    title: str
    intro: str = ""
    questions: tuple[FormQuestion, ...] = ()


@dataclass(frozen=True)
class CallForm:
    """The whole form of a call."""

    sections: tuple[FormSection, ...]

    def questions(self, *kinds: str) -> Iterator[FormQuestion]:
        """Every question in order, or those of these kinds."""
        for section in self.sections:
            yield from (q for q in section.questions if not kinds or q.kind in kinds)

    def question(self, key: str) -> FormQuestion | None:
        """The question of this key."""
        return next((q for q in self.questions() if q.key == key), None)

    def section(self, key: str) -> FormSection | None:
        """The section of this key."""
        return next((s for s in self.sections if s.key == key), None)

    def section_of(self, key: str) -> FormSection:
        """The section in which a question stands. Raises StopIteration when there is no such question."""
        return next(s for s in self.sections if any(q.key == key for q in s.questions))

    def depending_on(self, key: str) -> list[FormQuestion]:
        """The questions asked only after an answer to this one."""
        return [q for q in self.questions() if q.condition is not None and q.condition.key == key]


def as_json(part: Any) -> Any:
    """A form or a part of it as JSON values, without what stands at its default: the canonical text of it."""
    if isinstance(part, Enum):
        return part.value
    if isinstance(part, Decimal):
        return format(part, "f")
    if isinstance(part, date):
        return part.isoformat()
    if isinstance(part, tuple):
        return [as_json(item) for item in part]
    if not hasattr(part, "__dataclass_fields__"):
        return part
    return {
        field.name: as_json(getattr(part, field.name))
        for field in fields(part)
        if field.default is MISSING or getattr(part, field.name) != field.default
    }
