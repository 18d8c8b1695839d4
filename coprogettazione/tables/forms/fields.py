# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Fields that people fill in at a table: a day, a moment, a list with one item per line."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _


class DayField(forms.DateField):
    """A day, chosen in the browser's own calendar."""

    widget = forms.DateInput(attrs={"type": "date", "class": "co-short"}, format="%Y-%m-%d")


class MomentField(forms.DateTimeField):
    """A day and an hour, on the clock of Rome."""

    widget = forms.DateTimeInput(
        attrs={"type": "datetime-local", "class": "co-short"}, format="%Y-%m-%dT%H:%M"
    )


class LinesField(forms.CharField):
    """A list: one item per line."""

    widget = forms.Textarea(attrs={"rows": 4})

    def clean(self, value: Any) -> list[str]:
        """The lines that say something, without the dash or number people put before them."""
        said = super().clean(value)
        return [line for line in (raw.strip().lstrip("-•").strip() for raw in said.splitlines()) if line]

    def prepare_value(self, value: Any) -> Any:
        """A list goes back to lines."""
        return "\n".join(value) if isinstance(value, list) else value


class ActText(forms.CharField):
    """A text that goes into an act: in Lora."""

    widget = forms.Textarea(attrs={"rows": 6, "class": "co-act"})


class ActNumber(forms.CharField):
    """The number of an act, in the body's own register."""

    def __init__(self, **options: Any) -> None:
        super().__init__(
            label=_("Numero dell’atto"),
            help_text=_("Per esempio 58/2026."),
            max_length=40,
            widget=forms.TextInput(attrs={"class": "co-short"}),
            **options,
        )
