# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Reading the form of a call: strictly, from JSON to values, or not at all."""

import re
from collections.abc import Callable, Mapping
from dataclasses import fields
from datetime import date
from decimal import Decimal, InvalidOperation
from enum import Enum
from typing import Any

from django.utils.translation import gettext as _

from coprogettazione.calls.models import (
    AnsweredBy,
    Call,
    CallForm,
    CardFact,
    Column,
    Condition,
    FormQuestion,
    FormSection,
    Option,
    QuestionKind,
    SignatureKind,
)
from coprogettazione.calls.queries.form_faults import faults_of
from coprogettazione.records.refusals import Invalid

#: A key is part of an address and of an id of the page.
KEY = re.compile(r"[a-z0-9](?:[a-z0-9_-]{0,58}[a-z0-9])?")

Reader = Callable[[Any, str], Any]


def form_of(call: Call) -> CallForm:
    """The form of this call."""
    return read_form(call.form)


def read_form(value: Any) -> CallForm:
    """The form written in these JSON values.

    Raises Invalid: a field that does not exist or is not of its type, and whatever does not hold together
    (`faults_of`), by key of the question or section.
    """
    given = _object(value, "", {"sections"})
    form = CallForm(tuple(_section(item) for item in _list(given.get("sections"), "sections")))
    found = faults_of(form)
    if found:
        raise Invalid(
            _("Il modulo non tiene insieme: %(what)s")
            % {"what": " ".join(str(words) for words in found.values())},
            fields=found,
        )
    return form


def _section(value: Any) -> FormSection:
    given = _object(value, "", {"key", "title", "intro", "questions"})
    key = _key(given.get("key"), "")
    return FormSection(
        key,
        _text(given.get("title"), key),
        _text(given.get("intro", ""), key),
        tuple(read_question(item) for item in _list(given.get("questions", []), key)),
    )


def read_question(value: Any) -> FormQuestion:
    """One question, alone: what it says of others is not looked at. Raises Invalid as `read_form`."""
    given = _object(value, "", set(_QUESTION))
    key = _key(given.get("key"), "")
    for wanted in ("kind", "label"):
        if wanted not in given:
            raise _wrong(key, wanted)
    return FormQuestion(**{name: _QUESTION[name](item, key) for name, item in given.items()})


def _wrong(where: str, what: str) -> Invalid:
    words = _("Il modulo non si legge: «%(what)s» non è come deve essere.") % {"what": what}
    return Invalid(words, fields={where or "form": words})


def _object(value: Any, where: str, names: set[str]) -> Mapping[str, Any]:
    if not isinstance(value, Mapping):
        raise _wrong(where, "{…}")
    unknown = set(value) - names
    if unknown:
        raise _wrong(where or str(value.get("key", "")), sorted(unknown)[0])
    return value


def _list(value: Any, where: str) -> list[Any]:
    if not isinstance(value, list):
        raise _wrong(where, "[…]")
    return value


def _text(value: Any, where: str) -> str:
    if not isinstance(value, str):
        raise _wrong(where, str(value))
    return value.strip()


def _key(value: Any, where: str) -> str:
    if not isinstance(value, str) or not KEY.fullmatch(value):
        raise _wrong(where, str(value))
    return value


def _flag(value: Any, where: str) -> bool:
    if not isinstance(value, bool):
        raise _wrong(where, str(value))
    return value


def _whole(value: Any, where: str) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= 1_000_000:
        raise _wrong(where, str(value))
    return value


def _decimal(value: Any, where: str) -> Decimal:
    try:
        number = Decimal(value) if isinstance(value, str) else Decimal("NaN")
    except InvalidOperation:
        number = Decimal("NaN")
    if not number.is_finite():
        raise _wrong(where, str(value))
    return number


def _day(value: Any, where: str) -> date:
    try:
        return date.fromisoformat(_text(value, where))
    except ValueError:
        raise _wrong(where, str(value)) from None


def _one_of(kinds: type[Enum]) -> Reader:
    def read(value: Any, where: str) -> Any:
        try:
            return kinds(value)
        except ValueError:
            raise _wrong(where, str(value)) from None

    return read


def _texts(value: Any, where: str) -> tuple[str, ...]:
    return tuple(_text(item, where) for item in _list(value, where))


def _options(value: Any, where: str) -> tuple[Option, ...]:
    rows = [_object(item, where, {"key", "label"}) for item in _list(value, where)]
    return tuple(Option(_key(row.get("key"), where), _text(row.get("label"), where)) for row in rows)


def _columns(value: Any, where: str) -> tuple[Column, ...]:
    rows = [_object(item, where, {"key", "label", "kind"}) for item in _list(value, where)]
    kind = _one_of(QuestionKind)
    return tuple(
        Column(
            _key(row.get("key"), where),
            _text(row.get("label"), where),
            kind(row.get("kind", QuestionKind.TEXT), where),
        )
        for row in rows
    )


def _condition(value: Any, where: str) -> Condition | None:
    if value is None:
        return None
    row = _object(value, where, {"key", "values"})
    return Condition(_key(row.get("key"), where), _texts(row.get("values"), where))


_QUESTION: dict[str, Reader] = {
    "key": _key,
    "kind": _one_of(QuestionKind),
    "label": _text,
    "help": _text,
    "by": _one_of(AnsweredBy),
    "required": _flag,
    "condition": _condition,
    "max_length": _whole,
    "max_words": _whole,
    "minimum": _decimal,
    "maximum": _decimal,
    "decimals": _whole,
    "earliest": _day,
    "latest": _day,
    "options": _options,
    "multiple": _flag,
    "columns": _columns,
    "min_rows": _whole,
    "max_rows": _whole,
    "formats": _texts,
    "signature": _one_of(SignatureKind),
    "max_files": _whole,
    "words": _text,
    "note": _text,
    "prefill": _one_of(CardFact),
}
assert set(_QUESTION) == {field.name for field in fields(FormQuestion)}
