# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The rows of the criteria editor."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from coprogettazione.calls.forms.section import Unfinished
from coprogettazione.calls.models import DEFAULT_LEVELS, Call
from coprogettazione.records.forms import NumberField
from coprogettazione.records.refusals import Words

#: The template of 100 points (domain.md §5): a start, to be changed.
TEMPLATE: tuple[tuple[str, Promise, int], ...] = (
    ("A", _("Lettura dei bisogni e coerenza con il Piano di Zona"), 20),
    ("B", _("Qualità e innovatività delle azioni"), 30),
    ("C", _("Équipe, volontari, competenze"), 15),
    ("D", _("Rete e radicamento nella comunità"), 15),
    ("E", _("Risorse messe a disposizione"), 10),
    ("F", _("Monitoraggio, valutazione, sostenibilità"), 10),
)
#: The levels that may be described: coefficient, name of the field, words, what holds when it stays empty.
DESCRIBED: tuple[tuple[str, str, Words, Words], ...] = tuple(
    (format(coefficient.normalize(), "f"), f"level_{len(DEFAULT_LEVELS) - 1 - place}", name, text)
    for place, (coefficient, name, text) in enumerate(DEFAULT_LEVELS)
)


class CriterionForm(Unfinished, forms.Form):
    """One criterion: letter, text, points, a guiding question, what each level looks like."""

    use_required_attribute = False

    code = forms.CharField(label=_("Lettera"), max_length=5)
    text = forms.CharField(label=_("Criterio"), max_length=200)
    max_points = NumberField(
        label=_("Punti"),
        max_digits=5,
        decimal_places=2,
        min_value=Decimal(0),
        widget=forms.TextInput(attrs={"class": "co-money", "data-sum-target": "cell"}),
    )
    question = forms.CharField(
        label=_("Domanda guida per chi valuta"),
        max_length=300,
        required=False,
        help_text=_("Per esempio: «Le azioni sono chiare, realizzabili nei tempi e adatte al bisogno?»"),
    )

    def __init__(self, *args: Any, lots: Iterable[tuple[str, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if lots:
            # Whether the theme is there is said by the service: it may be typed in the same page.
            self.fields["lot"] = forms.CharField(
                label=_("Per quale tema"),
                required=False,
                widget=forms.Select(choices=[("", _("per tutti i temi")), *lots]),
            )
        for _coefficient, name, words, usual in DESCRIBED:
            self.fields[name] = forms.CharField(
                label=str(words),
                required=False,
                max_length=500,
                help_text=_("Se resta vuoto vale: «%(text)s»") % {"text": usual},
                widget=forms.Textarea(attrs={"rows": 2}),
            )

    @property
    def level_fields(self) -> list[Any]:
        """The fields of the levels, from the highest."""
        return [self[name] for _coefficient, name, _words, _usual in DESCRIBED]

    @property
    def described(self) -> int:
        """How many levels have words of the avviso."""
        return sum(1 for field in self.level_fields if (field.value() or "").strip())

    def clean(self) -> dict[str, Any]:
        """A row with something in it needs letter, text and points."""
        given = super().clean() or {}
        if self.is_blank():
            return given
        for name, words in (
            ("code", _("Dai una lettera, per esempio A.")),
            ("text", _("Scrivi il criterio.")),
            ("max_points", _("Scrivi i punti, per esempio 20.")),
        ):
            if given.get(name) in (None, "") and name not in self.errors:
                self.add_error(name, words)
        return given

    def is_blank(self) -> bool:
        """Whether nothing was typed: such a row is left out."""
        given = self.cleaned_data
        return not any(given.get(name) not in (None, "") for name in ("code", "text", "max_points"))

    def row(self) -> dict[str, Any]:
        """What `save_criteria` takes."""
        given = self.cleaned_data
        return {
            "code": given["code"],
            "text": given["text"],
            "max_points": given["max_points"],
            "question": given["question"],
            "lot": given.get("lot", ""),
            "levels": {
                c: given[name].strip() for c, name, _words, _usual in DESCRIBED if given[name].strip()
            },
        }


CriteriaFormSet = forms.formset_factory(CriterionForm, extra=1, can_delete=True, max_num=40)


def criteria_initial(call: Call) -> list[dict[str, Any]]:
    """The criteria as the formset shows them."""
    return [
        {
            "code": criterion.code,
            "text": criterion.text,
            "max_points": criterion.max_points,
            "question": criterion.question,
            "lot": criterion.lot.code if criterion.lot else "",
            **{name: criterion.levels.get(c, "") for c, name, _words, _usual in DESCRIBED},
        }
        for criterion in call.criteria.select_related("lot")
    ]


def criteria_rows(formset: Any) -> list[dict[str, Any]]:
    """The rows to save: neither blank nor taken away."""
    return [
        form.row() for form in formset.forms if not form.is_blank() and not form.cleaned_data.get("DELETE")
    ]


def template_rows() -> list[dict[str, Any]]:
    """The 100-point template as rows to save."""
    return [{"code": code, "text": str(text), "max_points": points} for code, text, points in TEMPLATE]
