# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The rows of the editor of themes."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from coprogettazione.calls.forms.section import Unfinished
from coprogettazione.calls.models import Call, LotAdmission
from coprogettazione.records.forms import NumberField

#: What a theme is made of, as `save_lots` takes it.
FIELDS = ("code", "title", "description", "public_grant", "admits", "threshold")


class LotForm(Unfinished, forms.Form):
    """One theme: number, title, what is to be designed, its money, who sits at the table for it."""

    use_required_attribute = False

    code = forms.CharField(
        label=_("Numero"), max_length=5, widget=forms.TextInput(attrs={"class": "co-short"})
    )
    title = forms.CharField(
        label=_("Tema"), max_length=200, help_text=_("Per esempio «Accoglienza notturna».")
    )
    description = forms.CharField(
        label=_("Che cosa si progetta"),
        help_text=_("Il bisogno e le azioni in grandi linee: il progetto si scrive al tavolo."),
        widget=forms.Textarea(attrs={"class": "co-act", "rows": 3}),
    )
    public_grant = NumberField(
        label=_("Contributo pubblico, in euro"),
        max_digits=12,
        decimal_places=2,
        min_value=0,
        widget=forms.TextInput(attrs={"class": "co-money", "data-sum-target": "cell"}),
    )
    admits = forms.ChoiceField(
        label=_("Chi siede al tavolo per questo tema"),
        choices=LotAdmission.choices,
        initial=LotAdmission.ALL,
        widget=forms.RadioSelect,
    )
    threshold = NumberField(
        label=_("Soglia di punti"),
        max_digits=5,
        decimal_places=2,
        min_value=0,
        required=False,
        help_text=_("Per esempio 60."),
        widget=forms.TextInput(attrs={"class": "co-short"}),
    )

    def clean(self) -> dict[str, Any]:
        """A theme with something in it needs its number and its title."""
        given = super().clean() or {}
        if self.is_blank():
            return given
        for name, words in (
            ("code", _("Dai un numero, per esempio 1.")),
            ("title", _("Scrivi il tema, per esempio «Accoglienza notturna».")),
        ):
            if not given.get(name) and name not in self.errors:
                self.add_error(name, words)
        return given

    def is_blank(self) -> bool:
        """Whether nothing was typed: such a row is left out."""
        given = self.cleaned_data
        typed = ("code", "title", "description", "public_grant", "threshold")
        return not any(given.get(name) not in (None, "") for name in typed)


LotFormSet = forms.formset_factory(LotForm, extra=1, can_delete=True, max_num=20)


def lots_initial(call: Call) -> list[dict[str, Any]]:
    """The themes as the formset shows them."""
    return [{name: getattr(lot, name) for name in FIELDS} for lot in call.lots.all()]


def lot_rows(formset: Any) -> list[dict[str, Any]]:
    """The themes to save: neither blank nor taken away."""
    return [
        {name: form.cleaned_data.get(name) for name in FIELDS}
        for form in formset.forms
        if not form.is_blank() and not form.cleaned_data.get("DELETE")
    ]
