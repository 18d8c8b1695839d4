# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What is asked at the end: the draw, the closing, who sits at the table."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from coprogettazione.applications.forms import ClosingForm
from coprogettazione.applications.models import Application
from coprogettazione.calls.models import Call
from coprogettazione.evaluation.forms.act import ActForm
from coprogettazione.evaluation.queries import places_to_give
from coprogettazione.records.forms import DeedForm


class HoldDrawForm(DeedForm):
    """The public seed and who was present."""

    deed_name = "hold_draw"
    title = _("Tieni il sorteggio pubblico")
    effect = _(
        "L’ordine si calcola dal seme sigillato, da quello che scrivi qui e dall’ultima impronta del "
        "registro, ed è definitivo. Chiunque può rifare il conto: metodo e dati sono pubblici."
    )
    verb = _("Sorteggia")

    seed = forms.CharField(
        label=_("Seme pubblico"),
        max_length=200,
        help_text=_(
            "Lo chiamano i testimoni ad alta voce: qualcosa che all’apertura nessuno poteva sapere, per "
            "esempio l’ultima estrazione del lotto: «12 45 67 88 90»."
        ),
    )
    witnesses = forms.CharField(
        label=_("Testimoni"),
        help_text=_("Nome e cognome, uno per riga, almeno due."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def clean_witnesses(self) -> list[str]:
        """One name for each line."""
        return [line.strip() for line in self.cleaned_data["witnesses"].splitlines() if line.strip()]


class CloseEvaluationForm(DeedForm):
    """No question: the ranking follows from the sheets."""

    deed_name = "close_evaluation"
    title = _("Chiudi i lavori della commissione")
    effect = _(
        "La graduatoria si calcola dalle schede e non cambia più. Il verbale con punti e motivazioni va "
        "al RUP e al "
        "dirigente."
    )
    verb = _("Chiudi i lavori")


class AdmitApplicationsForm(ActForm):
    """The executive's act on who sits at the table."""

    deed_name = "admit_applications"
    title = _("Decidi chi è ammesso al tavolo")
    effect = _(
        "Tutti gli enti che hanno fatto domanda ricevono l’esito nello stesso istante, qui e per e-mail. "
        "La determina "
        "si pubblica; i motivi di chi non è ammesso li legge soltanto lui."
    )
    verb = _("Adotta la determina di ammissione")

    reasons = forms.CharField(
        label=_("Motivazione"),
        help_text=_(
            "Art. 3, l. 241/1990. Per esempio: «Visti i verbali della commissione, che si approvano e si "
            "richiamano…»."
        ),
        widget=forms.Textarea(attrs={"rows": 5, "class": "co-act"}),
    )


class ScrollRankingForm(ActForm):
    """Who lapses; the next in the ranking takes the place."""

    deed_name = "scroll_ranking"
    title = _("Scorri la graduatoria")
    effect = _(
        "La domanda indicata decade, se non lo è già, e siede al tavolo la prima che segue, sopra la soglia."
    )
    verb = _("Scorri la graduatoria")

    application = forms.ModelChoiceField(Application.objects.none(), label=_("Domanda che lascia il posto"))
    reason = forms.CharField(
        label=_("Motivo"),
        help_text=_("Per esempio: rinuncia al tavolo ricevuta il 3 aprile 2026."),
        widget=forms.Textarea(attrs={"rows": 3, "class": "co-act"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["application"]
        assert isinstance(field, forms.ModelChoiceField)
        assert isinstance(self.subject, Call)
        field.queryset = places_to_give(self.subject)


class DeclareAllExcludedForm(ClosingForm):
    """Everybody was excluded, or nobody reached the threshold."""

    deed_name = "declare_all_excluded"
    title = _("Chiudi senza domande ammesse")
    effect = _(
        "Il procedimento finisce e la determina è pubblicata. Ogni ente riceve il proprio esito con i motivi."
    )
    verb = _("Chiudi il procedimento")
