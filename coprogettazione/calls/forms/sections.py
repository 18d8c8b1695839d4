# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The parts of an avviso as forms, with examples and norms. Anything may be saved unfinished."""

from datetime import datetime
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from coprogettazione.calls.forms.fields import DayInput, MomentInput
from coprogettazione.calls.forms.section import SectionForm, long_text
from coprogettazione.calls.forms.selection import SelectionForm
from coprogettazione.calls.models import Call, CallState, CigRegime, CtsActivity, RegionalContent
from coprogettazione.calls.queries import CIG, law_of, profile_in
from coprogettazione.parties.codes import tidy
from coprogettazione.parties.models import RuntsSection
from coprogettazione.planning.models import Objective
from coprogettazione.records.forms import NumberField
from coprogettazione.records.refusals import Words
from coprogettazione.wording import ROME


class PurposeForm(SectionForm):
    """Letter a."""

    letter, slug, heading = "a", "finalita", _("Finalità")
    lead = _("Perché nasce l’avviso, e da quale decisione.")
    helps: ClassVar[dict[str, Words]] = {
        "title": _("Come lo leggeranno tutti. Per esempio «Pronto intervento sociale di prossimità»."),
        "summary": _(
            "Due righe per chi non sa niente: che cosa si cerca e per chi. Apre la pagina pubblica."
        ),
        "purpose": _("Quale bisogno, quale risultato. Per esempio: «dare una prima risposta entro 24 ore»."),
        "policy_act": _("L’atto dell’organo politico, per esempio «delibera Assemblea dei Sindaci 4/2026»."),
        "policy_reasons": _(
            "Perché lavorare insieme e non comprare un servizio: "
            "la leggerà anche un giudice (art. 3, l. 241/1990)."
        ),
    }
    objective = forms.ModelChoiceField(
        Objective.objects.none(),
        label=_("Obiettivo del Piano"),
        help_text=_("L’avviso deve nascere dalla programmazione (art. 55, c. 3, d.lgs. 117/2017)."),
    )

    class Meta(SectionForm.Meta):
        fields: ClassVar[list[str]] = [
            "title",
            "summary",
            "objective",
            "policy_act",
            "policy_reasons",
            "purpose",
        ]
        widgets: ClassVar[dict[str, Any]] = {
            "summary": long_text(3),
            "policy_reasons": long_text(),
            "purpose": long_text(),
        }
        labels: ClassVar[dict[str, Words]] = {"purpose": _("Finalità")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["objective"]
        field.queryset = Objective.objects.filter(plan__district_id=self.instance.district_id).select_related(
            "plan"
        )


class ObjectForm(SectionForm):
    """Letter b."""

    letter, slug, heading = "b", "oggetto", _("Oggetto")
    lead = _("Che cosa si progetta, per chi, dove.")
    helps: ClassVar[dict[str, Words]] = {
        "object": _(
            "Le azioni in grandi linee: il progetto si scrive al tavolo. Per esempio «centrale di ascolto»."
        ),
        "targets": _("Le persone a cui si rivolge, senza dati che le facciano riconoscere."),
    }
    cts_activities = forms.MultipleChoiceField(
        label=_("Attività di interesse generale"),
        choices=CtsActivity.choices,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Le lettere dell’art. 5, c. 1, d.lgs. 117/2017: chi si candida deve svolgerle."),
    )
    comuni: Any = forms.ModelMultipleChoiceField(
        None,
        label=_("Comuni"),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Dove si realizza."),
    )

    class Meta(SectionForm.Meta):
        fields: ClassVar[list[str]] = ["object", "targets", "comuni", "cts_activities"]
        widgets: ClassVar[dict[str, Any]] = {"object": long_text(), "targets": long_text(3)}
        labels: ClassVar[dict[str, Words]] = {"object": _("Oggetto")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["comuni"]
        field.queryset = self.instance.district.comuni.all()


class DurationForm(SectionForm):
    """Letter c."""

    letter, slug, heading = "c", "durata", _("Durata")
    lead = _("Quanto dura il partenariato.")
    optional = ("starts_on",)
    helps: ClassVar[dict[str, Words]] = {
        "duration_months": _("In mesi interi, per esempio 24."),
        "starts_on": _("Quando si pensa di cominciare: è una previsione."),
    }

    class Meta(SectionForm.Meta):
        fields: ClassVar[list[str]] = ["duration_months", "starts_on"]
        widgets: ClassVar[dict[str, Any]] = {
            "duration_months": forms.TextInput(attrs={"class": "co-short", "inputmode": "numeric"}),
            "starts_on": DayInput(),
        }
        labels: ClassVar[dict[str, Words]] = {"duration_months": _("Durata in mesi")}


class ResourcesForm(SectionForm):
    """Letter d."""

    letter, slug, heading = "d", "risorse", _("Risorse")
    lead = _("Che cosa mette l’amministrazione, che cosa ci si aspetta dagli enti, con quali codici.")
    optional = (
        "public_resources",
        "indirect_costs_max_pct",
        "cup",
        "cup_exemption",
        "cig",
        "budget_chapter",
        "budget_booking",
    )
    helps: ClassVar[dict[str, Words]] = {
        "public_grant": _(
            "In euro. È un contributo che rimborsa spese documentate (art. 12, l. 241/1990): 180.000."
        ),
        "public_resources": _("Sedi, personale, attrezzature messe a disposizione."),
        "expected_contribution": _(
            "La compartecipazione: denaro, beni, ore di volontariato. Solo se serve davvero."
        ),
        "indirect_costs_max_pct": _("Il massimo di costi indiretti nel rendiconto, per esempio 7."),
        "cup": _("15 caratteri, per esempio X00X26000000001 (art. 11, l. 3/2003)."),
        "cup_exemption": _("Solo se il CUP non serve: di’ perché."),
        "cig_regime": _("Non c’è una risposta unica: si sceglie e si motiva."),
        "cig": _("10 caratteri, solo se richiesto."),
        "cig_reason": _("Per esempio: «ANAC, delibera 371/2022: la tracciabilità vale sempre»."),
        "budget_chapter": _("Per esempio 12.04.1.04."),
        "budget_booking": _(
            "Serve se c’è un contributo (art. 183, d.lgs. 267/2000): «prenotazione 118/2026»."
        ),
    }

    class Meta(SectionForm.Meta):
        fields: ClassVar[list[str]] = [
            "public_grant",
            "public_resources",
            "expected_contribution",
            "indirect_costs_max_pct",
            "budget_chapter",
            "budget_booking",
            "cup",
            "cup_exemption",
            "cig_regime",
            "cig_reason",
            "cig",
        ]
        field_classes: ClassVar[dict[str, Any]] = {
            "public_grant": NumberField,
            "indirect_costs_max_pct": NumberField,
        }
        widgets: ClassVar[dict[str, Any]] = {
            "public_grant": forms.TextInput(attrs={"class": "co-money"}),
            "indirect_costs_max_pct": forms.TextInput(attrs={"class": "co-money"}),
            "public_resources": long_text(3),
            "expected_contribution": long_text(3),
            "cup": forms.TextInput(attrs={"class": "co-short"}),
            "cup_exemption": long_text(2),
            "cig": forms.TextInput(attrs={"class": "co-short"}),
            "cig_reason": long_text(2),
        }
        labels: ClassVar[dict[str, Words]] = {
            "public_grant": _("Contributo pubblico, in euro"),
            "public_resources": _("Altre risorse pubbliche"),
            "expected_contribution": _("Che cosa mettono gli enti"),
        }

    # A CUP is copied with its spaces: they are taken out before its length is judged.
    cup = forms.CharField(
        label=_("CUP"),
        required=False,
        help_text=_("15 caratteri, per esempio X00X26000000001 (art. 11, l. 3/2003)."),
        widget=forms.TextInput(attrs={"class": "co-short"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        admitted: dict[str, str] = law_of(self.instance, self.at.astimezone(ROME).date())[CIG]
        kept = self.instance.cig_regime
        field: Any = self.fields["cig_regime"]
        field.choices = [
            ("", "---------"),
            *[(value, label) for value, label in CigRegime.choices if value in admitted or value == kept],
        ]

    def clean_cup(self) -> str:
        """Without spaces, in capitals."""
        return tidy(self.cleaned_data["cup"])

    def clean_cig(self) -> str:
        """Without spaces, in capitals."""
        return tidy(self.cleaned_data["cig"])


class RequirementsForm(SectionForm):
    """Letter e."""

    letter, slug, heading = "e", "requisiti", _("Requisiti")
    lead = _("Chi può partecipare, da solo o in gruppo, e con quale ruolo.")
    optional = ("eligible_sections", "registered_before_months", "non_ets_roles", "substitution_states")
    helps: ClassVar[dict[str, Words]] = {
        "requirements": _("Proporzionati: «un’attività simile negli ultimi cinque anni, anche gratuita»."),
        "exclusion_causes": _(
            "Di solito le cause generali, per analogia con gli artt. 94–98, d.lgs. 36/2023."
        ),
        "registered_before_months": _(
            "Solo se serve, per esempio 6 per una convenzione con ODV e APS (art. 56, d.lgs. 117/2017)."
        ),
        "non_ets_roles": _(
            "Imprese e altri: sostenitori, finanziatori, attività secondarie (art. 13, l.r. Toscana 65/2020)."
        ),
        "double_participation": _(
            "Che cosa succede se un ente è in due gruppi; se ci sono più temi, nello stesso tema."
        ),
    }
    eligible_sections = forms.MultipleChoiceField(
        label=_("Sezioni del RUNTS ammesse"),
        choices=RuntsSection.choices,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Nessuna scelta: sono ammesse tutte."),
    )
    substitution_states = forms.MultipleChoiceField(
        label=_("Quando si può sostituire un partner"),
        choices=[
            (state.value, state.label)
            for state in (
                CallState.ADMITTED,
                CallState.TABLE_OPEN,
                CallState.TABLE_CONCLUDED,
                CallState.APPROVED,
                CallState.SIGNED,
                CallState.EXECUTION,
            )
        ],
        widget=forms.CheckboxSelectMultiple,
        help_text=_(
            "Fuori da queste fasi non si può (TAR Napoli 6656/2025): si passa al successivo in elenco."
        ),
    )

    class Meta(SectionForm.Meta):
        fields: ClassVar[list[str]] = [
            "requirements",
            "exclusion_causes",
            "eligible_sections",
            "registered_before_months",
            "non_ets_roles",
            "double_participation",
            "substitution_states",
        ]
        widgets: ClassVar[dict[str, Any]] = {
            "requirements": long_text(),
            "exclusion_causes": long_text(),
            "non_ets_roles": long_text(3),
            "double_participation": forms.RadioSelect,
        }
        labels: ClassVar[dict[str, Words]] = {
            "requirements": _("Requisiti"),
            "exclusion_causes": _("Cause di esclusione"),
        }


class PhasesForm(SectionForm):
    """Letter f."""

    letter, slug, heading = "f", "fasi", _("Fasi")
    lead = _("Come si svolge la procedura, passo per passo, con quali termini, e come si trattano i dati.")
    optional = ("planned_publication", "planned_deadline", "planned_questions_deadline")
    helps: ClassVar[dict[str, Words]] = {
        "phases": _(
            "Domande, controllo dei requisiti, tavolo, convenzione: quanti incontri, dove, con che regole."
        ),
        "planned_publication": _("Da questo giorno si contano i giorni del termine; senza, da oggi."),
        "planned_deadline": _(
            "Ora di Roma. È una previsione: lo fissa chi pubblica, che la trova già scritta."
        ),
        "planned_questions_deadline": _("Prima dell’altro, così c’è tempo per rispondere a tutti."),
        "privacy_notice": _("Titolare, finalità, diritti (art. 13, reg. UE 2016/679)."),
    }

    class Meta(SectionForm.Meta):
        fields: ClassVar[list[str]] = [
            "phases",
            "planned_publication",
            "planned_deadline",
            "planned_questions_deadline",
            "privacy_notice",
        ]
        widgets: ClassVar[dict[str, Any]] = {
            "phases": long_text(8),
            "planned_publication": DayInput(),
            "planned_deadline": MomentInput(),
            "planned_questions_deadline": MomentInput(),
            "privacy_notice": long_text(5),
        }
        labels: ClassVar[dict[str, Words]] = {"phases": _("Fasi e modalità")}


class ConclusionForm(SectionForm):
    """Letter h."""

    letter, slug, heading = "h", "conclusione", _("Conclusione")
    lead = _("Come finisce, che cosa l’amministrazione si riserva, a chi si può ricorrere.")
    optional = ("conclusion_days", "reserve_clause")
    helps: ClassVar[dict[str, Words]] = {
        "conclusion_days": _(
            "Si contano dal termine per le domande. Se non lo dici sono 30 (art. 2, c. 2, l. 241/1990); un "
            "regolamento dell’ente può arrivare a 90."
        ),
        "conclusion": _("Relazione del RUP, approvazione del progetto, convenzione."),
        "reserve_clause": _("In quali casi la procedura si può fermare, e con quale atto."),
        "appeal_clause": _("Autorità e termine (art. 3, c. 4, l. 241/1990)."),
    }

    class Meta(SectionForm.Meta):
        fields: ClassVar[list[str]] = ["conclusion", "conclusion_days", "reserve_clause", "appeal_clause"]
        widgets: ClassVar[dict[str, Any]] = {
            "conclusion": long_text(),
            "reserve_clause": long_text(3),
            "appeal_clause": long_text(3),
        }
        labels: ClassVar[dict[str, Words]] = {"conclusion": _("Come si conclude")}


class RegionForm(SectionForm):
    """Letter i: what the region wants besides."""

    CONTENTS: ClassVar[set[str]] = {RegionalContent.MANAGEMENT, RegionalContent.CONSULTATION}

    letter, slug, heading = "i", "regione", _("Regione")
    lead = _("Quello che la regione chiede all’avviso oltre all’elenco del DM 72/2021.")
    helps: ClassVar[dict[str, Words]] = {
        "service_management": _(
            "Di’ se chi progetta al tavolo realizza anche il servizio, e con quale ruolo."
        ),
        "consultation": _("Di’ se, prima delle proposte, si ascolta la comunità; e come se ne tiene conto."),
    }

    class Meta(SectionForm.Meta):
        fields: ClassVar[list[str]] = ["service_management", "consultation"]
        widgets: ClassVar[dict[str, Any]] = {
            "service_management": long_text(3),
            "consultation": long_text(3),
        }


#: The parts in the order of the letters, by their address.
SECTIONS: dict[str, type[SectionForm]] = {
    form.slug: form
    for form in (
        PurposeForm,
        ObjectForm,
        DurationForm,
        ResourcesForm,
        RequirementsForm,
        PhasesForm,
        SelectionForm,
        ConclusionForm,
        RegionForm,
    )
}


def sections_of(call: Call, at: datetime) -> dict[str, type[SectionForm]]:
    """The parts of this avviso: what a region wants is asked where it wants it, or where it was written."""
    asked = set(profile_in(law_of(call, at.astimezone(ROME).date())).contents) & RegionForm.CONTENTS
    if asked or call.service_management or call.consultation:
        return SECTIONS
    return {slug: form for slug, form in SECTIONS.items() if form is not RegionForm}
