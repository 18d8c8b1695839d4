# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The questions that several deeds on an agreement ask in the same way."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from coprogettazione.parties.models import Organisation
from coprogettazione.records.forms import DeedForm


class DayField(forms.DateField):
    """A day, asked with the browser's calendar."""

    def __init__(self, **options: Any) -> None:
        widget = forms.DateInput(attrs={"type": "date", "class": "co-short"}, format="%Y-%m-%d")
        super().__init__(**{"widget": widget, **options})


class BodyField(forms.ModelChoiceField):
    """One of the bodies that the form gives, by the name that says which it is."""

    def label_from_instance(self, obj: Any) -> str:
        """Its full name."""
        return str(obj.name)


def body_field(label: Any) -> BodyField:
    """Which body: its queryset is given by the form."""
    return BodyField(Organisation.objects.none(), label=label)


def reasons_field(label: Any) -> forms.CharField:
    """The reasons of a deed (art. 3, l. 241/1990)."""
    return forms.CharField(
        label=label,
        help_text=_("Una frase intera: resta nel registro e la legge chi riceve il messaggio."),
        widget=forms.Textarea(attrs={"rows": 3, "class": "co-act"}),
    )


def call_it(form: DeedForm, **words: Any) -> None:
    """Say title, effect or verb otherwise where no call leads to the agreement: it is no *convenzione*."""
    if getattr(form.subject, "call_id", None) is None:
        for name, said in words.items():
            setattr(form, name, said)
