# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Letter g: how partners are chosen."""

from collections.abc import Sequence
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from coprogettazione.calls.forms.section import SectionForm
from coprogettazione.calls.models import PUBLIC_DRAW, ScoringMode, SelectionMode, SheetsShown
from coprogettazione.records.forms import NumberField
from coprogettazione.records.refusals import Words

#: The ways of choosing that give points, and those with one threshold for the whole call.
WITH_POINTS = (SelectionMode.SINGLE_PARTNER, SelectionMode.THRESHOLD, SelectionMode.PER_LOT)
WITH_ONE_THRESHOLD = (SelectionMode.SINGLE_PARTNER, SelectionMode.THRESHOLD)
#: What is asked only after some answers: shown by the browser when one of them is chosen (templates/forms/only_if.html).
ASKED_AFTER: dict[str, tuple[str, Sequence[str]]] = {
    "scoring_mode": ("id_selection_mode", WITH_POINTS),
    "sheets_shown": ("id_scoring_mode", (ScoringMode.INDIVIDUAL,)),
    "max_points": ("id_selection_mode", WITH_POINTS),
    "threshold": ("id_selection_mode", WITH_ONE_THRESHOLD),
    "lots_per_body": ("id_selection_mode", (SelectionMode.PER_LOT,)),
    "tie_break": ("id_selection_mode", WITH_POINTS),
}
#: How each step of the tie-break is asked.
TIE_STEPS = (_("A parità di punti, per primo conta"), _("Poi"), _("Poi ancora"), _("Infine"))


class SelectionForm(SectionForm):
    """Letter g, beside the criteria."""

    letter, slug, heading = "g", "criteri", _("Criteri")
    lead = _("Come si scelgono i partner. Dopo la pubblicazione non si cambia più (TAR Umbria 438/2024).")
    optional = ("threshold", "lots_per_body")
    helps: ClassVar[dict[str, Words]] = {
        "selection_mode": _("Uno o più partner è una scelta che si fa prima, negli atti generali."),
        "max_points": _("Quanto fanno in tutto i criteri, di solito 100."),
        "threshold": _(
            "Quanti punti servono per sedere al tavolo, per esempio 60. Se ci sono più temi, si scrive per ciascuno."
        ),
        "lots_per_body": _(
            "A quanti temi può candidarsi lo stesso ente, da solo o in gruppo, per esempio 2. Vuoto: a tutti."
        ),
        "scoring_mode": _("In un tavolo aperto, senza punti, questa scelta non conta."),
        "sheets_shown": _("Se la commissione valuta insieme la scheda è una sola e la vedono tutti."),
    }

    #: When the criteria, and the themes, beside this form are asked for.
    points_only_if, lots_only_if = ASKED_AFTER["max_points"], ASKED_AFTER["lots_per_body"]

    class Meta(SectionForm.Meta):
        fields: ClassVar[list[str]] = [
            "selection_mode",
            "scoring_mode",
            "sheets_shown",
            "max_points",
            "threshold",
            "lots_per_body",
        ]
        field_classes: ClassVar[dict[str, Any]] = {"max_points": NumberField, "threshold": NumberField}
        widgets: ClassVar[dict[str, Any]] = {
            "selection_mode": forms.RadioSelect,
            "scoring_mode": forms.RadioSelect,
            "sheets_shown": forms.RadioSelect,
            "max_points": forms.TextInput(attrs={"class": "co-short"}),
            "threshold": forms.TextInput(attrs={"class": "co-short"}),
            "lots_per_body": forms.TextInput(attrs={"class": "co-short", "inputmode": "numeric"}),
        }
        labels: ClassVar[dict[str, Words]] = {"lots_per_body": _("Temi per ciascun ente: al più")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.selection_mode != SelectionMode.PER_LOT:
            del self.fields["lots_per_body"]
        for name, choices in (
            ("selection_mode", SelectionMode),
            ("scoring_mode", ScoringMode),
            ("sheets_shown", SheetsShown),
        ):
            field: Any = self.fields[name]
            field.choices = choices.choices
        # A theme's own criterion parts nobody of another theme.
        codes = [criterion.code for criterion in self.instance.criteria.all() if criterion.lot_id is None]
        steps = [
            ("", _("niente altro")),
            *[(code, _("punti del criterio %(code)s") % {"code": code}) for code in codes],
            (PUBLIC_DRAW, _("sorteggio pubblico")),
        ]
        said = self.instance.tie_break
        for position, words in enumerate(TIE_STEPS):
            self.fields[f"tie_break_{position}"] = forms.ChoiceField(
                label=words,
                choices=steps,
                required=position == 0,
                initial=said[position] if position < len(said) else "",
            )

        for name, field in self.fields.items():
            field.only_if = ASKED_AFTER.get("tie_break" if name.startswith("tie_break") else name)

    def facts(self) -> dict[str, Any]:
        """The tie-break as a list, without holes; what has a usual answer keeps it."""
        given = dict(self.cleaned_data)
        steps = [given.pop(f"tie_break_{position}", "") for position in range(len(TIE_STEPS))]
        for name in ("max_points", "scoring_mode", "sheets_shown"):
            if not given.get(name):
                given.pop(name, None)
        return {**given, "tie_break": [step for step in steps if step]}
