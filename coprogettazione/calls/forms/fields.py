# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The fields that the deeds of a call share."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _


class DayInput(forms.DateInput):
    """A day, with the browser's own calendar."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d", attrs={"class": "co-short"})


class MomentInput(forms.DateTimeInput):
    """A day and an hour, in Rome."""

    input_type = "datetime-local"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%dT%H:%M", attrs={"class": "co-short"})


class PersonField(forms.ModelChoiceField):
    """A person by name."""

    def label_from_instance(self, obj: Any) -> str:
        """Name and surname."""
        return str(obj)


def act_number() -> forms.CharField:
    """The number of the executive's act."""
    return forms.CharField(
        label=_("Numero della determina"),
        max_length=40,
        help_text=_("Come nel registro dell’ente, per esempio 31/2026."),
        widget=forms.TextInput(attrs={"class": "co-short"}),
    )


def act_date() -> forms.DateField:
    """The day of the executive's act."""
    return forms.DateField(label=_("Data della determina"), widget=DayInput())


def reasons(label: Any, help_text: Any) -> forms.CharField:
    """A motivation that will stay in an act."""
    return forms.CharField(
        label=label, help_text=help_text, widget=forms.Textarea(attrs={"class": "co-act", "rows": 6})
    )
