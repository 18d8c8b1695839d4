# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What is asked to send a text to be signed, to sign it, to refuse."""

from datetime import timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from coprogettazione.agreements.forms.fields import DayField, body_field, call_it, reasons_field
from coprogettazione.agreements.models import Agreement, AgreementKind, AgreementParty, SigningOrder
from coprogettazione.agreements.queries import days_of, parties_of, signable_by
from coprogettazione.agreements.services import SIGNED_FORMATS
from coprogettazione.calls.models import Parameter
from coprogettazione.documents.forms import UploadField
from coprogettazione.parties.models import Organisation
from coprogettazione.records.forms import DeedForm


class SendForSignatureForm(DeedForm):
    """By when, all together or one after the other; in which order."""

    deed_name = "send_for_signature"
    issues_paper = True
    title = _("Manda la convenzione alla firma")
    effect = _(
        "Chi firma per ciascuna parte riceve il testo in PDF. Il testo non si cambia più senza ritirarlo. Il numero di "
        "repertorio si assegna con l’ultima firma."
    )
    verb = _("Manda alla firma")

    due_on = DayField(label=_("Entro quale giorno, compreso"))
    order = forms.ChoiceField(
        label=_("Come si firma"),
        choices=SigningOrder.choices,
        initial=SigningOrder.PARALLEL,
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        agreement = self.subject
        assert isinstance(agreement, Agreement)
        call_it(self, title=_("Manda l’accordo alla firma"))
        today = timezone.localdate(self.at)
        self.fields["due_on"].initial = today + timedelta(
            days=days_of(agreement, Parameter.SIGNING_DAYS, today)
        )
        self.parties: list[AgreementParty] = list(parties_of(agreement))
        for place, party in enumerate(self.parties, 1):
            self.fields[f"place_{party.pk}"] = forms.IntegerField(
                label=gettext("Posto di %(who)s") % {"who": party.organisation.known_as},
                min_value=1,
                initial=place,
                required=False,
                widget=forms.NumberInput(attrs={"class": "co-short"}),
            )

    def places(self) -> list[Any]:
        """The fields that say the order, for the page to show apart."""
        return [self[f"place_{party.pk}"] for party in self.parties]

    def in_order(self) -> bool:
        """Whether the order matters, or has something to say: the page shows it open."""
        return self["order"].value() == SigningOrder.SEQUENCE or any(field.errors for field in self.places())

    def questions(self) -> list[Any]:
        """The other fields."""
        return [self["due_on"], self["order"]]

    def arguments(self) -> dict[str, Any]:
        """The bodies in the order that was written; who has no place comes last."""
        data = self.cleaned_data
        last = len(self.parties) + 1
        ordered = sorted(self.parties, key=lambda party: data.get(f"place_{party.pk}") or last)
        return {
            "order": data["order"],
            "due_on": data["due_on"],
            "sequence": [party.organisation for party in ordered],
        }


class SignatoryForm(DeedForm):
    """What is done for one of the bodies for which the person signs; when there is one, it is not asked."""

    organisation = body_field(_("Per conto di"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        assert isinstance(self.subject, Agreement)
        self.mine = signable_by(self.by, self.subject, self.at)
        limit_to(self, self.mine)


class SignAgreementForm(SignatoryForm):
    """The signed file, for one of the bodies for which the person signs."""

    deed_name = "sign_agreement"
    title = _("Carica la convenzione firmata")
    effect = _(
        "La piattaforma controlla la firma, che il documento sia quello mandato e che il codice fiscale sia di chi "
        "firma per l’ente. Se qualcosa non va, dice che cosa e non conserva il file."
    )
    verb = _("Carica la copia firmata")

    deliberation = forms.CharField(
        label=_("Deliberazione che ha approvato l’accordo"),
        help_text=_("Organo, numero e data, per esempio «Consiglio comunale n. 12 del 3 marzo 2026»."),
        max_length=200,
        required=False,
    )
    file = UploadField(
        only=SIGNED_FORMATS,
        label=_("File firmato"),
        help_text=_("Il testo scaricato da questa pagina, firmato: PDF con la firma dentro, oppure P7M."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        assert isinstance(self.subject, Agreement)
        call_it(self, title=_("Carica l’accordo firmato"))
        if self.subject.kind != AgreementKind.PROGRAMME_AGREEMENT:
            del self.fields["deliberation"]
        elif len(self.mine) == 1:
            self.fields["deliberation"].initial = self.mine[0].deliberation


class RefuseToSignForm(SignatoryForm):
    """For which body, and why."""

    deed_name = "refuse_to_sign"
    title = _("Rifiuta di firmare")
    effect = _(
        "Il responsabile del procedimento riceve il motivo e decide come andare avanti. Le altre parti continuano a "
        "firmare. Il rifiuto resta nel registro."
    )
    verb = _("Rifiuta di firmare")

    reasons = reasons_field(_("Perché"))


def limit_to(form: DeedForm, parties: list[AgreementParty]) -> None:
    """Offer only these bodies; when there is one, it is not asked."""
    field = form.fields["organisation"]
    assert isinstance(field, forms.ModelChoiceField)
    field.queryset = Organisation.objects.filter(pk__in=[party.organisation_id for party in parties])
    if len(parties) == 1:
        field.initial = parties[0].organisation_id
        field.widget = forms.HiddenInput()
