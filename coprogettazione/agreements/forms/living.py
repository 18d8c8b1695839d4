# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What is asked for an agreement that everybody signed: publication, beginning, adhesions, renewal, end."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from coprogettazione.agreements.forms.approving import act_date_field, act_number_field
from coprogettazione.agreements.forms.fields import DayField, body_field, call_it, reasons_field
from coprogettazione.agreements.models import WITHOUT_CALL, Agreement, AgreementKind
from coprogettazione.parties.models import PUBLIC_BODIES, Organisation, OrganisationState
from coprogettazione.records.forms import DeedForm
from coprogettazione.records.omitting import strings_in
from coprogettazione.records.refusals import Words


class PublishAgreementForm(DeedForm):
    """No question: the data that will be public are on the page."""

    deed_name = "publish_agreement"
    title = _("Pubblica la convenzione")
    effect = _(
        "La copia pubblica e i dati degli articoli 26 e 27 diventano visibili a tutti. Da questo momento "
        "si può pagare."
    )
    verb = _("Pubblica la convenzione")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        words = _("Pubblica l’accordo")
        call_it(self, title=words, verb=words, effect=_("La copia pubblica diventa visibile a tutti."))

    def public_texts(self) -> Iterable[tuple[Words, str]]:
        """The text, and what each party does."""
        agreement = self.subject
        assert isinstance(agreement, Agreement)
        yield _("titolo"), agreement.title
        yield _("Premesse"), "\n".join(strings_in(agreement.text.get("premises", [])))
        for article in agreement.text.get("articles", []):
            yield article["title"], "\n".join(strings_in(article))
        for party in agreement.parties.select_related("organisation").order_by("position", "pk"):
            yield party.organisation.known_as, party.activities


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

    act_number = act_number_field()
    act_date = act_date_field()
    reasons = forms.CharField(
        label=_("Motivazione"),
        help_text=_(
            "Quale impegno non è stato rispettato, quando è stato chiesto di rimediare, che cosa è successo."
        ),
        widget=forms.Textarea(attrs={"rows": 5, "class": "co-act"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        words = _("Risolvi l’accordo")
        effect = _(
            "L’accordo finisce prima del suo ultimo giorno. Le parti ricevono la motivazione; l’atto si pubblica."
        )
        call_it(self, title=words, verb=words, effect=effect)


class InviteAdhesionForm(DeedForm):
    """Which body may join, by when, to do what."""

    deed_name = "invite_adhesion"
    title = _("Invita un ente ad aderire")
    effect = _(
        "Chi rappresenta l’ente riceve la scheda di adesione da firmare. L’ente è vincolato dal giorno della sua "
        "firma: il testo che gli altri hanno firmato non cambia."
    )
    verb = _("Manda la scheda di adesione")

    organisation = body_field(_("Ente"))
    activities = forms.CharField(
        label=_("Che cosa fa"), required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    due_on = DayField(
        label=_("Entro quale giorno, compreso"),
        required=False,
        help_text=_("Se non lo scrivi vale il termine consueto."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        agreement = self.subject
        assert isinstance(agreement, Agreement)
        assert agreement.kind in WITHOUT_CALL
        bodies = Organisation.objects.filter(state=OrganisationState.VERIFIED).exclude(
            pk__in=agreement.parties.filter(dropped_at__isnull=True, leaves_on__isnull=True).values(
                "organisation"
            )
        )
        if agreement.kind == AgreementKind.PROGRAMME_AGREEMENT:
            bodies = bodies.filter(kind__in=PUBLIC_BODIES)
        field = self.fields["organisation"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = bodies


class WithdrawFromAgreementForm(DeedForm):
    """Which body leaves, and why."""

    deed_name = "withdraw_from_agreement"
    title = _("Recedi dall’accordo")
    effect = _(
        "Il tuo ente lascia l’accordo quando è passato il preavviso che il testo prevede. Le altre parti ricevono "
        "un messaggio con il motivo. Non si torna indietro: per rientrare serve una nuova adesione."
    )
    verb = _("Comunica il recesso")

    organisation = body_field(_("Per conto di"))
    reasons = reasons_field(_("Perché"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        agreement = self.subject
        assert isinstance(agreement, Agreement)
        mine = (
            self.by.memberships.valid_at(self.at).filter(role="LEGAL_REPRESENTATIVE").values("organisation")
        )
        bodies = Organisation.objects.filter(pk__in=mine, agreement_parties__agreement=agreement)
        field = self.fields["organisation"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = bodies
        if len(bodies) == 1:
            field.initial = bodies[0].pk


class RenewAgreementForm(DeedForm):
    """Until when, by which act."""

    deed_name = "renew_agreement"
    title = _("Rinnova l’accordo")
    effect = _(
        "La fine si sposta in avanti, una volta sola ed entro ciò che il testo ammette. Le parti ricevono un messaggio."
    )
    verb = _("Rinnova l’accordo")

    ends_on = DayField(label=_("Nuovo ultimo giorno"))
    act_number = act_number_field()
    act_date = act_date_field()
    reasons = reasons_field(_("Motivazione"))
