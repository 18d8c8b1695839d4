# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""A question of the form as an entity meets it: its field, its limits in words, the answer as it was typed."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.html import escape
from django.utils.translation import gettext_lazy

from coprogettazione.calls.forms.fields import DayInput
from coprogettazione.calls.forms.section import Unfinished, long_text
from coprogettazione.calls.models import Column, FormQuestion, QuestionKind
from coprogettazione.calls.queries import limits_in_words
from coprogettazione.records.forms import NumberField


class AnswerForm(Unfinished, forms.Form):
    """The answer to one question, with the version it was read at. Nothing is required to save a draft.

    A table has its rows in the formset `rows`; everything else is in the field `value`.
    """

    use_required_attribute = False
    version = forms.IntegerField(min_value=0, widget=forms.HiddenInput)

    def __init__(
        self, data: Any = None, *, question: FormQuestion, value: Any = "", version: int = 0
    ) -> None:
        super().__init__(data, initial={"version": version, "value": _typed(question, value)})
        self.question = question
        self.auto_id = f"{question.key}-%s"
        self.rows: Any = None
        if question.kind == QuestionKind.TABLE:
            self.rows = _table(question)(
                data, initial=_cells(question, value), prefix="rows", auto_id=f"{question.key}-%s"
            )
        else:
            field = _FIELDS[question.kind](question)
            field.label, field.required = question.label, question.required
            field.help_text = escape(" ".join(filter(None, [question.help, limits_in_words(question)])))
            self.fields["value"] = field

    def is_valid(self) -> bool:
        """Whether what was typed can be kept."""
        return super().is_valid() and (self.rows is None or bool(self.rows.is_valid()))

    @property
    def answer(self) -> Any:
        """What was typed, as `save_answer` takes it."""
        if self.rows is None:
            return self.cleaned_data["value"]
        return [
            {name: value for name, value in row.cleaned_data.items() if name != "DELETE"}
            for row in self.rows.forms
            if row.cleaned_data and not row.cleaned_data.get("DELETE")
        ]

    @property
    def faults(self) -> list[str]:
        """Why it cannot be kept."""
        rows = self.rows.forms if self.rows is not None else []
        said = [str(words) for form in (self, *rows) for errors in form.errors.values() for words in errors]
        return said + ([str(words) for words in self.rows.non_form_errors()] if self.rows is not None else [])


def _typed(question: FormQuestion, value: Any) -> Any:
    if not value or question.kind == QuestionKind.TABLE:
        return value
    return _value(question.kind, value)


def _value(kind: QuestionKind, value: Any) -> Any:
    if value and kind in (QuestionKind.NUMBER, QuestionKind.AMOUNT):
        return Decimal(value)
    return date.fromisoformat(value) if value and kind == QuestionKind.DATE else value


def _cells(question: FormQuestion, value: Any) -> list[dict[str, Any]]:
    return [{c.key: _value(c.kind, row.get(c.key, "")) for c in question.columns} for row in value or []]


def _text(question: FormQuestion) -> forms.Field:
    widget = forms.TextInput() if question.is_short else long_text(8)
    counted = {"data-counter-target": "text"} if question.max_length or question.max_words else {}
    widget.attrs.update(counted)
    # A text too long is kept, and said on the check page: nothing typed is lost.
    return forms.CharField(max_length=100_000, strip=False, widget=widget)


def _choice(question: FormQuestion) -> forms.Field:
    options = [(option.key, option.label) for option in question.options]
    if question.multiple:
        return forms.MultipleChoiceField(choices=options, widget=forms.CheckboxSelectMultiple)
    return forms.ChoiceField(choices=options, widget=forms.RadioSelect)


def _number(question: FormQuestion) -> forms.Field:
    return NumberField(max_digits=14, error_messages={"invalid": NUMBER_EXAMPLE})


def _date(question: FormQuestion) -> forms.Field:
    return forms.DateField(
        widget=DayInput(),
        error_messages={"invalid": gettext_lazy("Scrivi una data che esiste, per esempio 25/02/2026.")},
    )


NUMBER_EXAMPLE = gettext_lazy("Scrivi un numero in cifre, per esempio 3.000 oppure 3.000,50.")
_FIELDS: dict[str, Callable[[FormQuestion], forms.Field]] = {
    QuestionKind.TEXT: _text,
    QuestionKind.CHOICE: _choice,
    QuestionKind.NUMBER: _number,
    QuestionKind.AMOUNT: _number,
    QuestionKind.DATE: _date,
}


def _table(question: FormQuestion) -> Any:
    fields: dict[str, Any] = {column.key: _column(column) for column in question.columns}
    row = type("RowForm", (forms.Form,), {**fields, "use_required_attribute": False})
    return forms.formset_factory(
        row, extra=1, can_delete=True, max_num=question.max_rows, absolute_max=question.max_rows + 1
    )


def _column(column: Column) -> forms.Field:
    plain = FormQuestion(column.key, column.kind, column.label, max_length=300)
    field = _FIELDS[column.kind](plain)
    field.widget.attrs.pop("data-counter-target", None)
    field.label, field.required = column.label, False
    return field
