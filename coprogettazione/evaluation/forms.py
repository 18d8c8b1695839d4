# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What is asked of the people of the evaluation: appointment, declaration, scores, draw, admission."""

from datetime import datetime
from decimal import Decimal
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from coprogettazione.applications.forms import ClosingForm
from coprogettazione.applications.models import Application
from coprogettazione.evaluation.models import AdmissionOutcome, MemberKind, ScoreDraft
from coprogettazione.evaluation.queries import levels_of
from coprogettazione.parties.models import Membership, User
from coprogettazione.records.forms import DeedForm
from coprogettazione.records.refusals import Refusal
from coprogettazione.records.roles import Role

#: Roles of those who may be chosen for a committee: they work for a public body, or are known as experts.
_ELIGIBLE_ROLES = (
    Role.COMMITTEE_MEMBER,
    Role.PROCEDURE_OFFICER,
    Role.EXECUTIVE_OFFICER,
    Role.PLANNING_OPERATOR,
)


def _people(at: datetime, authority_id: int, officer_id: int) -> Any:
    held = Membership.objects.valid_at(at).filter(role__in=_ELIGIBLE_ROLES, organisation_id=authority_id)
    return (
        User.objects.filter(is_active=True, pk__in=held.values("user"))
        .exclude(pk=officer_id)
        .order_by("last_name", "first_name", "email")
    )


class _Act(DeedForm):
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


class AppointCommitteeForm(_Act):
    """Three or five people, one of whom presides."""

    deed_name = "appoint_committee"
    title = _("Nomina la commissione")
    effect = _(
        "Le persone nominate ricevono subito un messaggio: dichiarano se hanno conflitti di interesse con "
        "gli enti che "
        "hanno fatto domanda e poi leggono le proposte. L’atto di nomina si pubblica in Amministrazione "
        "trasparente."
    )
    verb = _("Nomina la commissione")
    MEMBERS: ClassVar[tuple[str, ...]] = ("member_1", "member_2", "member_3", "member_4")

    president = forms.ModelChoiceField(
        User.objects.none(),
        label=_("Presidente"),
        help_text=_("Non può essere il RUP, che controlla i requisiti delle stesse domande."),
    )
    member_1 = forms.ModelChoiceField(User.objects.none(), label=_("Primo componente"))
    member_2 = forms.ModelChoiceField(User.objects.none(), label=_("Secondo componente"))
    member_3 = forms.ModelChoiceField(User.objects.none(), label=_("Terzo componente"), required=False)
    member_4 = forms.ModelChoiceField(
        User.objects.none(),
        label=_("Quarto componente"),
        required=False,
        help_text=_("Il numero totale, presidente compreso, è dispari: tre o cinque."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        call: Any = self.subject
        people = _people(self.at, call.lead_authority_id, call.procedure_officer_id)
        order: list[str] = []
        for name in ("president", *self.MEMBERS):
            field = self.fields[name]
            assert isinstance(field, forms.ModelChoiceField)
            field.queryset = people
            self.fields[f"{name}_expertise"] = forms.CharField(
                label=_("Competenza: %(who)s") % {"who": field.label},
                required=False,
                max_length=200,
                help_text=_("Entra nell’atto di nomina, per esempio «assistente sociale»."),
            )
            order += [name, f"{name}_expertise"]
        self.order_fields(order)

    def arguments(self) -> dict[str, Any]:
        """The members as the deed takes them, the president first."""
        data = self.cleaned_data
        members = [
            {
                "user": data[name].pk,
                "kind": (MemberKind.PRESIDENT if name == "president" else MemberKind.MEMBER).value,
                "expertise": data[f"{name}_expertise"],
            }
            for name in ("president", *self.MEMBERS)
            if data.get(name)
        ]
        return {"members": members, "act_number": data["act_number"], "act_date": data["act_date"]}

    def refuse(self, refusal: Refusal) -> None:
        """A refusal on the members concerns all of them: it goes to the head of the form."""
        if "members" in refusal.fields:
            self.add_error(None, str(refusal))
            refusal = Refusal(
                refusal.reason,
                fields={name: words for name, words in refusal.fields.items() if name in self.fields},
            )
            if not refusal.fields:
                return
        super().refuse(refusal)


class ReplaceMemberForm(_Act):
    """Who sits in the place of somebody who cannot."""

    deed_name = "replace_member"
    title = _("Sostituisci un componente")
    effect = _("Chi subentra riceve un messaggio e dichiara se ha conflitti di interesse prima di leggere.")
    verb = _("Nomina chi subentra")

    user = forms.ModelChoiceField(User.objects.none(), label=_("Chi subentra"))
    reason = forms.CharField(
        label=_("Motivo"),
        help_text=_(
            "Resta nel fascicolo. Per esempio: conflitto di interesse dichiarato il 27 febbraio 2026."
        ),
        widget=forms.Textarea(attrs={"rows": 3, "class": "co-act"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        seat: Any = self.subject
        call = seat.committee.call
        held = seat.committee.seats.filter(ended_at__isnull=True).values("user")
        field = self.fields["user"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = _people(self.at, call.lead_authority_id, call.procedure_officer_id).exclude(
            pk__in=held
        )


class DeclareConflictsForm(DeedForm):
    """Whether there is a conflict with one of the applicants, who are named on the page."""

    deed_name = "declare_conflicts"
    title = _("Dichiara se hai conflitti di interesse")
    effect = _(
        "La dichiarazione è resa ai sensi dell’articolo 6-bis della legge 241/1990 e dell’articolo 35-bis "
        "del decreto "
        "legislativo 165/2001. Resta nel fascicolo con data e ora. Se qualcosa cambia, puoi renderne "
        "un’altra."
    )
    verb = _("Rendi la dichiarazione")

    has_conflict = forms.TypedChoiceField(
        label=_("Hai un conflitto di interesse, anche solo potenziale, con uno di questi enti?"),
        choices=[
            (
                "no",
                _(
                    "No: nessun rapporto di lavoro, incarico, parentela o interesse con loro, e nessuna "
                    "condanna "
                    "per i reati indicati dall’articolo 35-bis."
                ),
            ),
            ("yes", _("Sì, e mi astengo: un’altra persona valuterà al mio posto.")),
        ],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
    )
    text = forms.CharField(
        label=_("Precisazioni"),
        required=False,
        help_text=_(
            "Se hai un conflitto scrivi con chi e perché, per esempio: «Fino al 2024 ho lavorato per …»."
        ),
        widget=forms.Textarea(attrs={"rows": 3, "class": "co-act"}),
    )


class OpenEvaluationForm(DeedForm):
    """The president opens, when something was missing at the last declaration."""

    deed_name = "open_evaluation"
    title = _("Apri la valutazione")
    effect = _("Ogni componente può leggere le proposte e compilare le proprie schede.")
    verb = _("Apri la valutazione")


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
    effect = _(
        "Dopo la chiusura non cambi più punti e motivazioni. Potrai leggere le schede chiuse dei colleghi "
        "sulla stessa "
        "domanda."
    )
    verb = _("Chiudi la scheda")


class HoldDrawForm(DeedForm):
    """The public seed and who was present."""

    deed_name = "hold_draw"
    title = _("Tieni il sorteggio pubblico")
    effect = _(
        "L’ordine si calcola dai due semi, quello sigillato e quello che scrivi qui, ed è definitivo. "
        "Chiunque può rifare il conto: il metodo e i semi sono scritti nel verbale."
    )
    verb = _("Sorteggia")

    seed = forms.CharField(
        label=_("Seme pubblico"),
        max_length=200,
        help_text=_(
            "Lo chiamano i testimoni ad alta voce, per esempio i numeri di un’estrazione: «12 45 67 88 90»."
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


class AdmitApplicationsForm(_Act):
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


class ScrollRankingForm(_Act):
    """Who lapses; the next in the ranking takes the place."""

    deed_name = "scroll_ranking"
    title = _("Scorri la graduatoria")
    effect = _("La domanda indicata decade e siede al tavolo la prima che segue, sopra la soglia.")
    verb = _("Scorri la graduatoria")

    application = forms.ModelChoiceField(Application.objects.none(), label=_("Domanda che decade"))
    reason = forms.CharField(
        label=_("Motivo"),
        help_text=_("Per esempio: rinuncia al tavolo ricevuta il 3 aprile 2026."),
        widget=forms.Textarea(attrs={"rows": 3, "class": "co-act"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["application"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = Application.objects.filter(
            call_id=self.subject.pk, admission__outcome=AdmissionOutcome.ADMITTED
        ).select_related("lead", "call")


class DeclareAllExcludedForm(ClosingForm):
    """Everybody was excluded, or nobody reached the threshold."""

    deed_name = "declare_all_excluded"
    title = _("Chiudi senza domande ammesse")
    effect = _(
        "Il procedimento finisce e la determina è pubblicata. Ogni ente riceve il proprio esito con i motivi."
    )
    verb = _("Chiudi il procedimento")
