# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Composing the form of the application: a section, a question of each kind."""

from collections.abc import Callable, Iterator
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from coprogettazione.calls.forms.fields import DayInput
from coprogettazione.calls.forms.section import long_text
from coprogettazione.calls.models import (
    AnsweredBy,
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
from coprogettazione.calls.queries import fresh_key
from coprogettazione.documents.services import ACCEPTED_EXTENSIONS
from coprogettazione.records.forms import NumberField
from coprogettazione.wording import read_number, typed_number

Fields = dict[str, forms.Field]
#: Between the question and the answer in a condition: in no key.
_IS = "="


class FormSectionForm(forms.Form):
    """What a section is called and what it says at its head."""

    title = forms.CharField(
        label=_("Titolo della parte"),
        max_length=60,
        help_text=_("È un passo della domanda, per esempio «La proposta»."),
        error_messages={"required": _("Dai un titolo alla parte, per esempio «La proposta».")},
    )
    intro = forms.CharField(
        label=_("Che cosa dire all’inizio"),
        max_length=600,
        required=False,
        help_text=_("Una o due frasi per chi compila."),
        widget=long_text(3),
    )


class ColumnForm(forms.Form):
    """A column of a table."""

    key = forms.CharField(required=False, widget=forms.HiddenInput)
    label = forms.CharField(label=_("Colonna"), max_length=60, required=False)
    kind = forms.ChoiceField(
        label=_("Che cosa contiene"),
        choices=[
            (kind.value, kind.label)
            for kind in (QuestionKind.TEXT, QuestionKind.NUMBER, QuestionKind.AMOUNT, QuestionKind.DATE)
        ],
        initial=QuestionKind.TEXT,
    )


ColumnFormSet = forms.formset_factory(ColumnForm, extra=2, can_delete=True, max_num=12, validate_max=True)


class FormQuestionForm(forms.Form):
    """A question of one kind; `before` is what is asked before it, on whose answers it may depend."""

    use_required_attribute = False

    def __init__(
        self, data: Any = None, *, question: FormQuestion, before: list[FormQuestion], is_new: bool
    ) -> None:
        super().__init__(data, initial=_initial(question))
        self.question = question
        self.before = before
        self.is_new = is_new
        self.columns: Any = None
        self.fields.update(_base(question))
        self.fields.update(_OWN[question.kind]())
        choices = list(_conditions(question, before))
        if choices:
            self.fields["when"] = forms.MultipleChoiceField(
                label=_("Solo se la risposta è"),
                choices=choices,
                required=False,
                widget=forms.CheckboxSelectMultiple,
                help_text=_(
                    "Lascia vuoto per chiederlo sempre. Le risposte scelte sono di una sola domanda."
                ),
            )
        if question.kind == QuestionKind.TABLE:
            rows = [{"key": c.key, "label": c.label, "kind": c.kind.value} for c in question.columns]
            self.columns = ColumnFormSet(data, initial=rows, prefix="columns")

    def is_valid(self) -> bool:
        """With its columns."""
        return super().is_valid() and (self.columns is None or bool(self.columns.is_valid()))

    def clean_when(self) -> Condition | None:
        """The condition: answers of one question."""
        pairs = [chosen.split(_IS, 1) for chosen in self.cleaned_data["when"]]
        if len({key for key, _value in pairs}) > 1:
            raise forms.ValidationError(_("Scegli le risposte di una domanda sola."))
        return Condition(pairs[0][0], tuple(value for _key, value in pairs)) if pairs else None

    def composed(self, taken: set[str]) -> FormQuestion:
        """The question as it was typed; a new one gets a key that is not `taken`."""
        said = dict(self.cleaned_data)
        condition = said.pop("when", None)
        if "options" in said:
            said["options"] = _options(said["options"], self.question.options)
        if self.columns is not None:
            said["columns"] = _columns(self.columns, self.question.columns)
        if "formats" in said:
            said["formats"] = tuple(said["formats"])
        for name, kinds in (("by", AnsweredBy), ("signature", SignatureKind), ("prefill", CardFact)):
            if name in said:
                said[name] = kinds(said[name])
        kept = {name: value for name, value in said.items() if value is not None or name in _OPEN}
        key = fresh_key(said["label"], taken) if self.is_new else self.question.key
        return FormQuestion(**{"key": key, "kind": self.question.kind, **kept, "condition": condition})


#: Limits that may be absent.
_OPEN = {"max_length", "max_words", "minimum", "maximum", "earliest", "latest"}


def _initial(question: FormQuestion) -> dict[str, Any]:
    condition = question.condition
    return {
        **{name: getattr(question, name) for name in question.__dataclass_fields__},
        "options": "\n".join(option.label for option in question.options),
        "formats": list(question.formats),
        "when": [f"{condition.key}{_IS}{value}" for value in condition.values] if condition else [],
    }


def _conditions(question: FormQuestion, before: list[FormQuestion]) -> Iterator[tuple[str, str]]:
    for other in before:
        if other.kind == QuestionKind.CHOICE:
            for option in other.options:
                yield f"{other.key}{_IS}{option.key}", f"{other.label} → {option.label}"


def _options(text: str, old: tuple[Option, ...]) -> tuple[Option, ...]:
    """One for each line; an answer that keeps its words keeps its key."""
    known = {option.label: option.key for option in old}
    taken = set(known.values())
    found = []
    for label in filter(None, (line.strip() for line in text.splitlines())):
        key = known.get(label) or fresh_key(label, taken)
        taken.add(key)
        found.append(Option(key, label))
    return tuple(found)


def _columns(formset: Any, old: tuple[Column, ...]) -> tuple[Column, ...]:
    known = {column.key for column in old}
    taken = set(known)
    found = []
    for row in formset.forms:
        said = row.cleaned_data
        if not said.get("label") or said.get("DELETE"):
            continue
        key = said["key"] if said.get("key") in known else fresh_key(said["label"], taken)
        taken.add(key)
        found.append(Column(key, said["label"], QuestionKind(said["kind"])))
    return tuple(found)


def _base(question: FormQuestion) -> Fields:
    declares = question.kind == QuestionKind.DECLARATION
    return {
        "label": forms.CharField(
            label=_("Titolo della dichiarazione") if declares else _("Domanda"),
            max_length=300,
            help_text=_("Breve, per esempio «Contributi e imposte».")
            if declares
            else _("Come la leggerà l’ente, per esempio «Quante persone raggiungete?»."),
            error_messages={"required": _("Scrivi la domanda, per esempio «Quante persone raggiungete?».")},
        ),
        "help": forms.CharField(
            label=_("Aiuto a chi compila"),
            max_length=600,
            required=False,
            help_text=_("Che cosa ci si aspetta, con un esempio."),
            widget=long_text(2),
        ),
        "by": forms.ChoiceField(
            label=_("Chi risponde, in un gruppo"), choices=AnsweredBy.choices, widget=forms.RadioSelect
        ),
        "required": forms.BooleanField(label=_("Senza risposta la domanda non si invia"), required=False),
    }


class WholeField(forms.IntegerField):
    """A whole number as people write it: "2.000" is two thousand, which Django alone would read as two."""

    def to_python(self, value: Any) -> int | None:
        """The number, or None where nothing was written."""
        return super().to_python(read_number(value) if isinstance(value, str) else value)

    def prepare_value(self, value: Any) -> Any:
        """What is kept, with its thousands apart; what was typed, as it was typed."""
        return typed_number(value) if isinstance(value, int) else value


def _count(label: Any, help_text: Any = "", *, most: int = 100_000, least: int = 0) -> WholeField:
    return WholeField(
        label=label,
        min_value=least,
        max_value=most,
        required=False,
        help_text=help_text,
        widget=forms.TextInput(attrs={"class": "co-short", "inputmode": "numeric"}),
    )


def _text() -> Fields:
    return {
        "max_length": _count(
            _("Caratteri, al massimo"),
            _("Fino a 300 la risposta sta su una riga, per esempio 200."),
            least=1,
        ),
        "max_words": _count(_("Parole, al massimo"), _("Per esempio 500."), least=1),
        "prefill": forms.ChoiceField(
            label=_("Che cosa proporre dalla scheda dell’ente"),
            choices=CardFact.choices,
            required=False,
            help_text=_("L’ente lo legge e decide se riprenderlo."),
        ),
    }


def _range() -> Fields:
    return {
        "minimum": NumberField(label=_("Minimo"), required=False, max_digits=14),
        "maximum": NumberField(label=_("Massimo"), required=False, max_digits=14),
    }


def _number() -> Fields:
    return {**_range(), "decimals": _count(_("Decimali"), _("Da 0 a 4."), most=4)}


def _date() -> Fields:
    return {
        "earliest": forms.DateField(label=_("Non prima del"), required=False, widget=DayInput()),
        "latest": forms.DateField(label=_("Non dopo il"), required=False, widget=DayInput()),
    }


def _choice() -> Fields:
    return {
        "options": forms.CharField(
            label=_("Risposte fra cui scegliere"),
            help_text=_("Una per riga, almeno due."),
            widget=forms.Textarea(attrs={"rows": 5}),
            error_messages={"required": _("Scrivi almeno due risposte, una per riga.")},
        ),
        "multiple": forms.BooleanField(label=_("Se ne può scegliere più di una"), required=False),
    }


def _table() -> Fields:
    return {
        "min_rows": _count(_("Righe, almeno"), most=200),
        "max_rows": _count(_("Righe, al massimo"), most=200, least=1),
    }


def _file() -> Fields:
    return {
        "formats": forms.MultipleChoiceField(
            label=_("Formati"),
            choices=[(extension, extension.upper()) for extension in ACCEPTED_EXTENSIONS],
            required=False,
            widget=forms.CheckboxSelectMultiple,
            help_text=_("Lascia vuoto per accettarli tutti."),
        ),
        "signature": forms.ChoiceField(
            label=_("Firma chiesta"),
            choices=SignatureKind.choices,
            required=False,
            widget=forms.RadioSelect,
            help_text=_("Per la firma digitale i formati sono PDF (PAdES) e P7M (CAdES)."),
        ),
        "max_files": _count(_("Quanti file, al massimo"), most=20, least=1),
    }


def _declaration() -> Fields:
    return {
        "words": forms.CharField(
            label=_("Parole della dichiarazione"),
            help_text=_("In prima persona o dell’ente, con la norma: resteranno come sono state rese."),
            widget=long_text(4),
            error_messages={"required": _("Scrivi le parole della dichiarazione, con la norma.")},
        ),
        "note": forms.CharField(
            label=_("Precisazione da chiedere"),
            max_length=200,
            required=False,
            help_text=_("Per esempio «Quali requisiti, con quale esperienza»; vuoto se non serve."),
        ),
    }


_OWN: dict[str, Callable[[], Fields]] = {
    QuestionKind.TEXT: _text,
    QuestionKind.NUMBER: _number,
    QuestionKind.AMOUNT: _range,
    QuestionKind.DATE: _date,
    QuestionKind.CHOICE: _choice,
    QuestionKind.TABLE: _table,
    QuestionKind.FILE: _file,
    QuestionKind.DECLARATION: _declaration,
}


def section_from(form: FormSectionForm, section: FormSection | None, whole: CallForm) -> FormSection:
    """The section as it was typed; a new one gets a key of its own."""
    title, intro = form.cleaned_data["title"], form.cleaned_data["intro"]
    if section is not None:
        return FormSection(section.key, title, intro, section.questions)
    return FormSection(fresh_key(title, {s.key for s in whole.sections}), title, intro)
