# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The models of avviso that an office keeps."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from coprogettazione.records.forms import DeedForm


def _name() -> forms.CharField:
    return forms.CharField(
        label=_("Nome del modello"), max_length=120, help_text=_("Per esempio «Servizi di prossimità».")
    )


class KeepAsModelForm(DeedForm):
    """Keep this avviso as a model."""

    deed_name = "keep_as_model"
    title = _("Tieni come modello")
    effect = _(
        "Testi e criteri di questo avviso, come sono ora, restano fra i modelli dell’ufficio: i prossimi avvisi possono "
        "partire da qui. CUP, CIG, date, atti e dichiarazioni non si copiano."
    )
    verb = _("Tieni come modello")

    name = _name()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        call: Any = self.subject
        self.fields["name"].initial = call.title[:120]


class RenameModelForm(DeedForm):
    """Another name."""

    deed_name = "rename_model"
    title = _("Cambia nome al modello")
    verb = _("Cambia nome")

    name = _name()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        model: Any = self.subject
        self.fields["name"].initial = model.name


class RetireModelForm(DeedForm):
    """No new avviso from it."""

    deed_name = "retire_model"
    title = _("Ritira il modello")
    verb = _("Ritira il modello")
