# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What every act of the executive is asked: its number and its day."""

from django import forms
from django.utils.translation import gettext_lazy as _

from coprogettazione.records.forms import DeedForm


class ActForm(DeedForm):
    """An executive's act: its number and its day."""

    act_number = forms.CharField(
        label=_("Numero dell’atto"),
        max_length=40,
        help_text=_("Come nel registro delle determinazioni, per esempio 31/2026."),
        widget=forms.TextInput(attrs={"class": "co-short"}),
    )
    act_date = forms.DateField(
        label=_("Data dell’atto"),
        widget=forms.DateInput(attrs={"type": "date", "class": "co-short"}, format="%Y-%m-%d"),
    )
