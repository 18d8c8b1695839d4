# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What is asked of who scores: a level and why, whether one agrees, the closing of a sheet."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from coprogettazione.calls.models import ScoringMode, SheetsShown, levels_of
from coprogettazione.evaluation.models import ScoreDraft
from coprogettazione.records.forms import DeedForm
from coprogettazione.records.refusals import Words


class ScoreCriterionForm(DeedForm):
    """A level and its reason, for one criterion."""

    deed_name = "score_criterion"
    title = _("Valuta il criterio")
    verb = _("Salva il punteggio")

    coefficient = forms.TypedChoiceField(
        label=_("Quale descrizione le somiglia di più?"),
        coerce=Decimal,
        widget=forms.RadioSelect,
        error_messages={"required": _("Scegli la descrizione che somiglia di più alla proposta.")},
    )
    reason = forms.CharField(
        label=_("Perché"),
        help_text=_(
            "La motivazione va nel verbale e può leggerla l’ente. Scrivi che cosa, nella proposta, ti ha "
            "convinto o no."
        ),
        widget=forms.Textarea(attrs={"rows": 5, "class": "co-act"}),
        error_messages={"required": _("Manca il perché: un punteggio senza motivazione non vale.")},
    )

    def __init__(self, *args: Any, criterion: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.criterion = criterion
        self.levels = levels_of(criterion)
        field = self.fields["coefficient"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(level.value, level.name) for level in self.levels]

    def arguments(self) -> dict[str, Any]:
        """The level, the reason, and of which criterion."""
        return {"criterion": self.criterion, **self.cleaned_data}


class ScoreDraftForm(forms.ModelForm):
    """What is being typed: anything is accepted, nothing is scored."""

    class Meta:
        model = ScoreDraft
        fields = ("coefficient", "reason")


class CloseScoreSheetForm(DeedForm):
    """No question: closing is the answer."""

    deed_name = "close_score_sheet"
    title = _("Chiudi la scheda")
    verb = _("Chiudi la scheda")

    @property
    def consequence(self) -> Words:
        """What closing leads to, by what the avviso says of the sheets."""
        call: Any = self.subject.case_file  # type: ignore[attr-defined]
        if call.scoring_mode == ScoringMode.COLLEGIAL:
            return _(
                "La scheda è quella della commissione: dopo la chiusura punti e motivazioni non cambiano."
            )
        if call.sheets_shown == SheetsShown.AT_CLOSING:
            return _(
                "Dopo la chiusura non cambi più punti e motivazioni. Leggerai le schede dei colleghi quando "
                "la commissione chiude i lavori."
            )
        return _(
            "Dopo la chiusura non cambi più punti e motivazioni. Potrai leggere le schede chiuse dei "
            "colleghi sulla stessa domanda."
        )


class TakePositionForm(DeedForm):
    """Whether one agrees with the sheet that who presides proposes."""

    deed_name = "take_position"
    title = _("Di’ se sei d’accordo")
    verb = _("Conferma la tua posizione")

    agrees = forms.TypedChoiceField(
        label=_("Sei d’accordo con i punti e le motivazioni proposti?"),
        choices=[("yes", _("Sì, sono d’accordo.")), ("no", _("No: il mio dissenso va nel verbale."))],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
        error_messages={"required": _("Di’ se sei d’accordo o no.")},
    )
    reason = forms.CharField(
        label=_("Perché dissenti"),
        required=False,
        help_text=_("Se non sei d’accordo scrivi su quale criterio e perché."),
        widget=forms.Textarea(attrs={"rows": 4, "class": "co-act"}),
    )
