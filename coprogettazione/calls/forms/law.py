# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What the law decides, changed from a day on by whoever administers the platform."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from coprogettazione.calls.forms.fields import DayInput
from coprogettazione.calls.models import PartnerRole, RegionalContent
from coprogettazione.records.forms import DeedForm

_EFFECT = _(
    "Vale dal giorno che scrivi; quello che vale ora finisce il giorno prima e resta leggibile. Gli avvisi già "
    "pubblicati tengono le regole con cui sono usciti."
)


class DatedForm(DeedForm):
    """Norm and day, and whether the official text was read."""

    effect = _EFFECT

    norm = forms.CharField(
        label=_("Norma"), max_length=300, help_text=_("Per esempio «art. 13, l.r. Toscana 65/2020».")
    )
    valid_from = forms.DateField(label=_("Vale dal"), widget=DayInput())
    verified = forms.BooleanField(
        label=_("L’ho riscontrato sul testo ufficiale"),
        required=False,
        help_text=_("Solo se l’hai letto nella Gazzetta o nel Bollettino: chi legge i parametri lo vede."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        row: Any = self.subject
        self.fields["norm"].initial = row.norm


def _region() -> forms.CharField:
    return forms.CharField(
        label=_("Regione"),
        required=False,
        max_length=40,
        help_text=_(
            "Vuoto: vale dove una regione non dice altro. Scrivi una regione per darle la sua regola."
        ),
    )


class SetLegalParameterForm(DatedForm):
    """Another value."""

    deed_name = "set_legal_parameter"
    title = _("Cambia un parametro di legge")
    verb = _("Scrivi il nuovo valore")

    value = forms.IntegerField(
        label=_("Nuovo valore"),
        min_value=0,
        max_value=32767,
        widget=forms.TextInput(attrs={"class": "co-short", "inputmode": "numeric"}),
    )
    region = _region()
    field_order = ["value", "region", "norm", "valid_from", "verified"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        row: Any = self.subject
        self.fields["value"].initial, self.fields["region"].initial = row.value, row.region


class SetRegionalProfileForm(DatedForm):
    """Another profile."""

    deed_name = "set_regional_profile"
    title = _("Cambia il profilo di una regione")
    verb = _("Scrivi il nuovo profilo")

    region = _region()
    partner_roles = forms.MultipleChoiceField(
        label=_("Chi non è un ente del Terzo settore può essere"),
        choices=PartnerRole.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    contents = forms.MultipleChoiceField(
        label=_("L’avviso deve dire anche"),
        choices=RegionalContent.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    field_order = ["region", "partner_roles", "contents", "norm", "valid_from", "verified"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        row: Any = self.subject
        for name in ("region", "partner_roles", "contents"):
            self.fields[name].initial = getattr(row, name)


class SetCigRegimeForm(DatedForm):
    """Whether the regime may be chosen."""

    deed_name = "set_cig_regime"
    title = _("Cambia un regime del CIG")
    verb = _("Scrivi la nuova regola")

    admitted = forms.BooleanField(label=_("Un avviso lo può scegliere"), required=False)
    field_order = ["admitted", "norm", "valid_from", "verified"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        row: Any = self.subject
        self.fields["admitted"].initial = row.admitted
