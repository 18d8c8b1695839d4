# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What is asked for an agreement: the approval, the signed files, the publication, the beginning, the end."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from coprogettazione.agreements.models import Agreement, AgreementParty
from coprogettazione.agreements.queries import signable_by
from coprogettazione.agreements.services.signing import SIGNED_FORMATS
from coprogettazione.documents.forms import UploadField
from coprogettazione.parties.models import Organisation
from coprogettazione.records.forms import DeedForm, NumberField
from coprogettazione.records.refusals import Refusal
from coprogettazione.tables.queries import final_project


def _act_number() -> forms.CharField:
    return forms.CharField(
        label=_("Numero dell’atto"),
        max_length=40,
        help_text=_("Come nel registro delle determinazioni, per esempio 97/2026."),
        widget=forms.TextInput(attrs={"class": "co-short"}),
    )


def _act_date() -> forms.DateField:
    return forms.DateField(
        label=_("Data dell’atto"),
        widget=forms.DateInput(attrs={"type": "date", "class": "co-short"}, format="%Y-%m-%d"),
    )


class ApproveProjectForm(DeedForm):
    """D9: who leads, the commitment year by year, the outcome of the checks on each partner."""

    deed_name = "approve_project"
    title = _("Approva il progetto e la convenzione")
    effect = _(
        "Il progetto definitivo e il testo della convenzione diventano un atto. Gli enti ricevono un "
        "messaggio; il RUP "
        "manda poi la convenzione alla firma."
    )
    verb = _("Approva il progetto")

    act_number = _act_number()
    act_date = _act_date()
    reasons = forms.CharField(
        label=_("Motivazione"),
        help_text=_("Art. 3, l. 241/1990. Per esempio: «Vista la relazione conclusiva del tavolo…»."),
        widget=forms.Textarea(attrs={"rows": 4, "class": "co-act"}),
    )
    lead_partner = forms.ModelChoiceField(
        Organisation.objects.none(),
        label=_("Capofila"),
        help_text=_("L’ente che firma gli atti di attuazione e risponde per tutti."),
    )
    chapter = forms.CharField(
        label=_("Capitolo di bilancio"), max_length=120, help_text=_("Per esempio 12.04.1.04.")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        call: Any = self.subject
        project = final_project(call)
        self.partners: list[Organisation] = project.partners if project else []
        self.public: Decimal = project.matrix.public if project else Decimal(0)
        lead = self.fields["lead_partner"]
        assert isinstance(lead, forms.ModelChoiceField)
        lead.queryset = Organisation.objects.filter(pk__in=[o.pk for o in self.partners])
        if len(self.partners) < 2:
            del self.fields["lead_partner"]
        self.fields["chapter"].initial = call.budget_chapter
        first = self.at.year
        self.years = range(first, first + (call.duration_months or 12) // 12 + 2)
        for year in self.years:
            self.fields[f"amount_{year}"] = NumberField(
                label=gettext("Impegno sull’anno %(year)s, in euro") % {"year": year},
                required=False,
                min_value=0,
                max_digits=12,
                decimal_places=2,
            )
        for body in self.partners:
            self.fields[f"check_{body.pk}"] = forms.CharField(
                label=gettext("Controlli su %(who)s") % {"who": body.known_as},
                help_text=gettext(
                    "Quali e con quale esito, per esempio: «DURC regolare fino al 30 settembre 2026»."
                ),
                widget=forms.TextInput(),
                max_length=300,
            )
            self.fields[f"passed_{body.pk}"] = forms.BooleanField(
                label=gettext("I controlli su %(who)s sono in regola") % {"who": body.known_as},
                required=False,
            )

    def arguments(self) -> dict[str, Any]:
        """The commitment and the checks as the deed takes them."""
        data = self.cleaned_data
        return {
            "act_number": data["act_number"],
            "act_date": data["act_date"],
            "reasons": data["reasons"],
            "lead_partner": data.get("lead_partner"),
            "commitment": [
                {"chapter": data["chapter"], "year": year, "amount": format(data[f"amount_{year}"], "f")}
                for year in self.years
                if data.get(f"amount_{year}")
            ],
            "checks": [
                {
                    "organisation": body.pk,
                    "check": gettext("dichiarazioni sostitutive e regolarità"),
                    "outcome": data[f"check_{body.pk}"],
                    "passed": data[f"passed_{body.pk}"],
                }
                for body in self.partners
            ],
        }

    def refuse(self, refusal: Refusal) -> None:
        """A refusal on commitment or checks concerns many fields: it goes to the head of the form."""
        if {"commitment", "checks"} & set(refusal.fields):
            self.add_error(None, str(refusal))
            return
        super().refuse(refusal)


class SendForSignatureForm(DeedForm):
    """No question: the text goes to those who sign."""

    deed_name = "send_for_signature"
    issues_paper = True
    title = _("Manda la convenzione alla firma")
    effect = _(
        "Chi firma per ciascuna parte riceve il testo in PDF nello stesso istante. Il numero di "
        "repertorio si assegna "
        "con l’ultima firma."
    )
    verb = _("Manda alla firma")


class SignAgreementForm(DeedForm):
    """The signed file, for one of the bodies for which the person signs."""

    deed_name = "sign_agreement"
    title = _("Carica la convenzione firmata")
    effect = _(
        "La piattaforma conserva il file e la sua impronta. Non verifica ancora la firma: lo stato sarà "
        "«caricata, non "
        "verificata»."
    )
    verb = _("Carica la copia firmata")

    organisation = forms.ModelChoiceField(Organisation.objects.none(), label=_("Per conto di"))
    file = UploadField(
        only=SIGNED_FORMATS,
        label=_("File firmato"),
        help_text=_("Il testo scaricato da questa pagina, firmato: PDF con la firma dentro, oppure P7M."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        agreement = self.subject
        assert isinstance(agreement, Agreement)
        field = self.fields["organisation"]
        assert isinstance(field, forms.ModelChoiceField)
        mine = signable_by(self.by, agreement, self.at)
        field.queryset = Organisation.objects.filter(pk__in=[party.organisation_id for party in mine])
        if len(mine) == 1:
            field.initial = mine[0].organisation_id
            field.widget = forms.HiddenInput()
        self.mine: list[AgreementParty] = mine


class PublishAgreementForm(DeedForm):
    """No question: the data that will be public are on the page."""

    deed_name = "publish_agreement"
    title = _("Pubblica la convenzione")
    effect = _(
        "La copia pubblica e i dati degli articoli 26 e 27 diventano visibili a tutti. Da questo momento "
        "si può pagare."
    )
    verb = _("Pubblica la convenzione")


class StartExecutionForm(DeedForm):
    """The first day of the activities."""

    deed_name = "start_execution"
    title = _("Avvia la realizzazione")
    effect = _("Le parti ricevono il giorno di inizio e di fine. Comincia il monitoraggio.")
    verb = _("Avvia la realizzazione")

    starts_on = forms.DateField(
        label=_("Primo giorno delle attività"),
        help_text=_("Non prima che la convenzione sia in vigore. L’ultimo giorno si calcola dalla durata."),
        widget=forms.DateInput(attrs={"type": "date", "class": "co-short"}, format="%Y-%m-%d"),
    )


class TerminateAgreementForm(DeedForm):
    """The act that ends it before its time."""

    deed_name = "terminate_agreement"
    title = _("Risolvi la convenzione")
    effect = _(
        "La convenzione finisce prima del termine: si chiede il rendiconto e si recupera quanto non dovuto."
    )
    verb = _("Risolvi la convenzione")

    act_number = _act_number()
    act_date = _act_date()
    reasons = forms.CharField(
        label=_("Motivazione"),
        help_text=_(
            "Quale impegno non è stato rispettato, quando è stato chiesto di rimediare, che cosa è successo."
        ),
        widget=forms.Textarea(attrs={"rows": 5, "class": "co-act"}),
    )
