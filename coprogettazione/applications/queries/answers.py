# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Answers to the questions of a form: how each kind is kept, said, judged, and when a question is asked."""

from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from coprogettazione.calls.models import CallForm, FormQuestion, QuestionKind
from coprogettazione.records.refusals import Invalid
from coprogettazione.wording import amount, day, euro, number

#: What can be kept of a text: beyond its limit it is kept too, and the check page says by how much.
LONGEST_TEXT = 100_000
_CENT = Decimal("0.01")
_LARGEST = Decimal("1e10")


def kept_value(question: FormQuestion, value: Any) -> Any:
    """An answer as it is kept: a text, an option or a list of options, a number or an amount as its decimal
    text, a day as ISO text, rows as a list of objects by column; empty text or list where nothing is said.

    Limits are not looked at (`limits_of`). Raises Invalid, with an example, for what is no answer of its kind.
    """
    read = {
        QuestionKind.TEXT: _text,
        QuestionKind.CHOICE: _choice,
        QuestionKind.NUMBER: _number,
        QuestionKind.AMOUNT: _number,
        QuestionKind.DATE: _day,
        QuestionKind.TABLE: _rows,
    }.get(question.kind)
    if read is None:
        raise _wrong(_("A questa domanda non si risponde scrivendo."))
    return read(question, value)


def _wrong(words: str) -> Invalid:
    return Invalid(words, fields={"value": words})


def _text(question: FormQuestion, value: Any) -> str:
    if not isinstance(value, str) or len(value) > LONGEST_TEXT:
        raise _wrong(_("Scrivi un testo, al massimo di %(n)s caratteri.") % {"n": amount(LONGEST_TEXT)})
    return value.replace("\r\n", "\n").replace("\x00", "")


def _choice(question: FormQuestion, value: Any) -> str | list[str]:
    options = [option.key for option in question.options]
    given = value if isinstance(value, list) else [value] if value else []
    if any(item not in options for item in given) or (len(given) > 1 and not question.multiple):
        raise _wrong(_("Scegli fra le risposte elencate."))
    if question.multiple:
        return [key for key in options if key in given]
    return str(given[0]) if given else ""


def _number(question: FormQuestion, value: Any) -> str:
    return _decimal(value, 2 if question.kind == QuestionKind.AMOUNT else question.decimals)


def _decimal(value: Any, places: int) -> str:
    if value in (None, ""):
        return ""
    try:
        given = Decimal(str(value))
    except InvalidOperation:
        given = Decimal("NaN")
    if not given.is_finite() or abs(given) >= _LARGEST:
        raise _wrong(_("Scrivi un numero in cifre, per esempio 3.000 oppure 3.000,50."))
    fixed = given.quantize(Decimal(1).scaleb(-places))
    if fixed != given:
        raise _wrong(
            ngettext(
                "Scrivi il numero con al massimo %(n)d decimale.",
                "Scrivi il numero con al massimo %(n)d decimali.",
                places,
            )
            % {"n": places}
        )
    return format(fixed, "f")


def _day(question: FormQuestion, value: Any) -> str:
    if value in (None, ""):
        return ""
    try:
        return (value if isinstance(value, date) else date.fromisoformat(str(value))).isoformat()
    except ValueError:
        raise _wrong(_("Scrivi una data che esiste, per esempio 25/02/2026.")) from None


def _rows(question: FormQuestion, value: Any) -> list[dict[str, str]]:
    if not isinstance(value, list) or any(not isinstance(row, dict) for row in value):
        raise _wrong(_("Scrivi la tabella riga per riga."))
    if len(value) > question.max_rows:
        raise _wrong(_("Le righe sono al massimo %(n)d.") % {"n": question.max_rows})
    rows = [
        {column.key: _cell(column.kind, row.get(column.key)) for column in question.columns} for row in value
    ]
    return [row for row in rows if any(row.values())]


def _cell(kind: QuestionKind, value: Any) -> str:
    if kind == QuestionKind.DATE:
        return _day(FormQuestion("", kind, ""), value)
    if kind in (QuestionKind.NUMBER, QuestionKind.AMOUNT):
        return _decimal(value, 2)
    return _text(FormQuestion("", kind, ""), value or "").strip()


def is_blank(value: Any) -> bool:
    """Whether nothing was answered."""
    return not (value.strip() if isinstance(value, str) else value)


def said(question: FormQuestion, value: Any) -> str:
    """An answer as people read it, in lines: "180.000 €", "25 febbraio 2026", "Anziani, Minori"."""
    if is_blank(value):
        return ""
    if question.kind == QuestionKind.CHOICE:
        return ", ".join(question.option(key) for key in (value if isinstance(value, list) else [value]))
    if question.kind == QuestionKind.TABLE:
        return "\n".join(" · ".join(cells) for cells in said_rows(question, value))
    return _said_cell(question.kind, value)


def said_rows(question: FormQuestion, value: list[dict[str, str]]) -> list[list[str]]:
    """The cells of a table as people read them, row by row."""
    return [[_said_cell(c.kind, row.get(c.key, "")) for c in question.columns] for row in value]


def _said_cell(kind: QuestionKind, value: str) -> str:
    if not value:
        return "–"
    if kind == QuestionKind.AMOUNT:
        return euro(Decimal(value), cents=Decimal(value) % 1 != 0)
    if kind == QuestionKind.NUMBER:
        return number(Decimal(value), 4)
    if kind == QuestionKind.DATE:
        return day(date.fromisoformat(value))
    return value


def limits_of(question: FormQuestion, value: Any) -> list[str]:
    """How an answer that is not blank goes beyond what the question admits, each in a sentence."""
    if is_blank(value):
        return []
    return list(_LIMITS.get(question.kind, lambda _question, _value: iter(()))(question, value))


def length_of(text: str) -> tuple[int, int]:
    """Characters and words of a text, as they are counted here and on the page."""
    return len(text), len(text.split())


def _long(question: FormQuestion, value: str) -> Iterator[str]:
    characters, words = length_of(value)
    if question.max_length is not None and characters > question.max_length:
        yield _("%(n)s caratteri su %(max)s: accorcia il testo.") % {
            "n": amount(characters),
            "max": amount(question.max_length),
        }
    if question.max_words is not None and words > question.max_words:
        yield _("%(n)s parole su %(max)s: accorcia il testo.") % {
            "n": amount(words),
            "max": amount(question.max_words),
        }


def _large(question: FormQuestion, value: str) -> Iterator[str]:
    if question.minimum is not None and Decimal(value) < question.minimum:
        yield _("%(value)s è meno del minimo, %(limit)s.") % _against(question, value, question.minimum)
    if question.maximum is not None and Decimal(value) > question.maximum:
        yield _("%(value)s è più del massimo, %(limit)s.") % _against(question, value, question.maximum)


def _against(question: FormQuestion, value: str, limit: Decimal) -> dict[str, str]:
    return {"value": _said_cell(question.kind, value), "limit": _said_cell(question.kind, format(limit, "f"))}


def _late(question: FormQuestion, value: str) -> Iterator[str]:
    given = date.fromisoformat(value)
    if question.earliest and given < question.earliest:
        yield _("La data è prima del %(limit)s.") % {"limit": day(question.earliest)}
    if question.latest and given > question.latest:
        yield _("La data è dopo il %(limit)s.") % {"limit": day(question.latest)}


def _few(question: FormQuestion, value: list[dict[str, str]]) -> Iterator[str]:
    if len(value) < question.min_rows:
        yield _("Servono almeno %(n)d righe: ce ne sono %(given)d.") % {
            "n": question.min_rows,
            "given": len(value),
        }
    if any(not cell for row in value for cell in row.values()):
        yield _("In una riga manca qualcosa.")


_LIMITS: dict[str, Callable[[FormQuestion, Any], Iterator[str]]] = {
    QuestionKind.TEXT: _long,
    QuestionKind.NUMBER: _large,
    QuestionKind.AMOUNT: _large,
    QuestionKind.DATE: _late,
    QuestionKind.TABLE: _few,
}


def is_asked(question: FormQuestion, form: CallForm, answer_to: Callable[[FormQuestion], Any]) -> bool:
    """Whether the conditions that lead to a question are met; `answer_to` gives the answers of the body."""
    condition = question.condition
    if condition is None:
        return True
    other = form.question(condition.key)
    if other is None or not is_asked(other, form, answer_to):
        return False
    given = answer_to(other)
    return bool({*condition.values} & {*(given if isinstance(given, list) else [given])})
