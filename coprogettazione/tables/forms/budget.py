# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""A body's column of the budget: one row per line, and empty ones to add."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from coprogettazione.applications.models import FIGURATIVE, CostCategory, FundingSource
from coprogettazione.records.forms import NumberField
from coprogettazione.tables.models import BudgetLine


class LineForm(forms.Form):
    """A line: what for, how much, from where."""

    line = forms.ModelChoiceField(
        queryset=BudgetLine.objects.none(), required=False, widget=forms.HiddenInput
    )
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)
    category = forms.ChoiceField(
        label=_("Voce"),
        choices=[("", "–"), *((c.value, f"{c.value}. {c.label}") for c in CostCategory)],
        required=False,
    )
    description = forms.CharField(label=_("Che cosa"), required=False, max_length=200)
    source = forms.ChoiceField(
        label=_("Da dove viene"), choices=[("", "–"), *FundingSource.choices], required=False
    )
    amount = NumberField(
        label=_("Importo in euro"),
        required=False,
        min_value=Decimal(0),
        max_digits=12,
        decimal_places=2,
        widget=forms.TextInput(attrs={"class": "co-money", "data-sum-target": "cell"}),
    )

    def clean(self) -> dict[str, Any]:
        """A row left empty is not a line; a figurative category knows its source by itself."""
        said = super().clean() or self.cleaned_data
        if self.is_empty:
            return said
        category = said.get("category")
        if not category:
            self.add_error("category", _("Scegli la voce, per esempio «A. Personale dipendente»."))
        elif CostCategory(category) in FIGURATIVE:
            said["source"] = FIGURATIVE[CostCategory(category)].value
        if not said.get("source") and "source" not in self.errors:
            self.add_error("source", _("Scegli da dove viene, per esempio «contributo pubblico»."))
        if not said.get("amount") and "amount" not in self.errors:
            self.add_error("amount", _("Scrivi l’importo, per esempio 12.000."))
        return said

    @property
    def is_empty(self) -> bool:
        """Whether nothing was written in the row."""
        said = self.cleaned_data
        return not any((said.get("line"), said.get("category"), said.get("description"), said.get("amount")))


class ColumnFormSet(forms.BaseFormSet):
    """The whole column."""

    lines: Any = BudgetLine.objects.none()

    def add_fields(self, form: Any, index: int | None) -> None:
        """Bind the hidden line to the lines of the column."""
        super().add_fields(form, index)
        form.fields["line"].queryset = self.lines

    def changes(self) -> list[dict[str, Any]]:
        """What to do, line by line."""
        found = []
        for form in self.forms:
            said = form.cleaned_data
            if not said or form.is_empty:
                continue
            found.append({**said, "remove": bool(said.get("DELETE"))})
        return found


def column_formset(data: Any, lines: Any, extra: int = 3) -> ColumnFormSet:
    """The formset of a column; `lines` are its lines, in order."""
    factory = forms.formset_factory(
        LineForm, formset=ColumnFormSet, extra=extra, can_delete=True, max_num=200, validate_max=True
    )
    initial = [
        {
            "line": line.pk,
            "version": line.version,
            "category": line.category,
            "description": line.description,
            "source": line.source,
            "amount": line.amount,
        }
        for line in lines
    ]
    formset = factory(data, prefix="lines", initial=initial)
    assert isinstance(formset, ColumnFormSet)
    formset.lines = lines
    return formset
