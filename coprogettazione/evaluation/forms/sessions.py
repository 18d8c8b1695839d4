# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What is asked around a session of the committee: who is there, what was said, what each says of the minutes."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from coprogettazione.calls.forms import long_text
from coprogettazione.evaluation.queries import committee_of, seats_of
from coprogettazione.parties.models import User
from coprogettazione.records.forms import DeedForm


class StartSessionForm(DeedForm):
    """Where the committee meets and who is there."""

    deed_name = "start_committee_session"
    title = _("Apri una seduta")
    effect = _(
        "Da ora il verbale tiene quello che la commissione fa sulla piattaforma. Se qualcuno arriva o va via, "
        "chiudi la seduta e aprine un’altra."
    )
    verb = _("Apri la seduta")

    place = forms.CharField(
        label=_("Dove"),
        max_length=200,
        help_text=_("Per esempio: sala riunioni, primo piano; oppure: in video."),
    )
    present = forms.ModelMultipleChoiceField(
        User.objects.none(),
        label=_("Chi è presente"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Segna chi è presente.")},
    )
    secretary = forms.CharField(
        label=_("Segretario verbalizzante"),
        max_length=120,
        required=False,
        help_text=_("Nome e cognome. Se manca, redige chi presiede."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        call: Any = self.subject
        committee = committee_of(call)
        held = [seat.user_id for seat in seats_of(committee)] if committee else []
        field = self.fields["present"]
        assert isinstance(field, forms.ModelMultipleChoiceField)
        field.queryset = User.objects.filter(pk__in=held).order_by("last_name", "first_name")
        field.initial = held

    def arguments(self) -> dict[str, Any]:
        """The people as a list."""
        return {**self.cleaned_data, "present": list(self.cleaned_data["present"])}


class EndSessionForm(DeedForm):
    """What the register does not know of a session."""

    deed_name = "end_committee_session"
    title = _("Chiudi la seduta")
    effect = _("Il verbale prende dal registro che cosa si è fatto. Chi era presente lo approva.")
    verb = _("Chiudi la seduta")

    notes = forms.CharField(
        label=_("Annotazioni"),
        required=False,
        help_text=_("Che cosa si è detto, in breve: entra nel verbale come lo scrivi."),
        widget=long_text(6),
    )


class ApproveMinutesForm(DeedForm):
    """Approval of the minutes of a session, with a remark."""

    deed_name = "approve_committee_minutes"
    title = _("Approva il verbale della seduta")
    effect = _(
        "Quando lo hanno approvato tutti i presenti il verbale è emesso e non cambia più. Approvi il testo così "
        "com’è: se qualcosa non ti convince approvalo con osservazioni."
    )
    verb = _("Approva il verbale")

    remark = forms.CharField(
        label=_("Osservazioni"),
        required=False,
        help_text=_("Entrano nel verbale con il tuo nome, come le scrivi."),
        widget=long_text(3),
    )


class DissentFromMinutesForm(DeedForm):
    """Why one does not approve the minutes of a session."""

    deed_name = "dissent_from_committee_minutes"
    title = _("Scrivi perché non approvi il verbale")
    effect = _(
        "Entra nel verbale con il tuo nome; se il verbale è già chiuso, nel verbale conclusivo della commissione. "
        "Chi presiede riceve un messaggio. Fino alla chiusura puoi cambiare idea e approvarlo."
    )
    verb = _("Fai scrivere che non approvi")

    reason = forms.CharField(
        label=_("Perché non lo approvi"),
        help_text=_("Per esempio: «Non riporta che sul criterio B avevo chiesto di rileggere il piano»."),
        widget=long_text(4),
    )


class CloseMinutesForm(DeedForm):
    """Why the approval of somebody who was there is missing."""

    deed_name = "close_committee_minutes"
    title = _("Chiudi il verbale della seduta")
    effect = _(
        "Il verbale è emesso così com’è e non cambia più. Dice chi lo ha approvato, chi no e che cosa ha scritto; "
        "chi non lo ha approvato riceve un messaggio e può ancora far scrivere il proprio dissenso."
    )
    verb = _("Chiudi il verbale")

    reason = forms.CharField(
        label=_("Perché mancano delle approvazioni"),
        help_text=_(
            "Quello che ne sai, per esempio: «È in malattia dal 10 marzo e non ha risposto né al messaggio né al "
            "telefono»."
        ),
        widget=long_text(4),
    )
