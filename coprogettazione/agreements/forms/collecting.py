# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What the officer is asked while signatures are missing."""

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from coprogettazione.agreements.forms.fields import DayField, body_field, reasons_field
from coprogettazione.agreements.forms.signing import limit_to
from coprogettazione.agreements.models import Agreement, SignatureSlot, SignatureState
from coprogettazione.agreements.queries import entitled, live_signings
from coprogettazione.parties.models import User
from coprogettazione.records.forms import DeedForm


class AboutPartyForm(DeedForm):
    """About the signature of one body: those in `states` can be chosen, the one in the address is."""

    states: ClassVar[tuple[str, ...]] = tuple(SignatureState.values)

    organisation = body_field(_("Ente"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        agreement = self.subject
        assert isinstance(agreement, Agreement)
        wanted = str(self.initial.get("organisation") or self.data.get("organisation") or "")
        waiting = [
            slot
            for signing in live_signings(agreement)
            for slot in signing.slots
            if slot.state in self.states
        ]
        chosen = [slot for slot in waiting if str(slot.party.organisation_id) == wanted]
        self.slots: list[SignatureSlot] = chosen or waiting
        limit_to(self, [slot.party for slot in self.slots])

    @property
    def slot(self) -> SignatureSlot | None:
        """The signature that it is about, when there is one only."""
        return self.slots[0] if len(self.slots) == 1 else None


class AcceptSignatureForm(AboutPartyForm):
    """Where it was verified, and why it is accepted."""

    deed_name = "accept_signature"
    states = (SignatureState.UNVERIFIABLE,)
    title = _("Accetta una firma verificata altrove")
    effect = _(
        "La firma conta per l’entrata in vigore. Non diventerà «valida»: resterà scritto che l’ha accettata l’ufficio, "
        "chi, quando, e dove è stata verificata."
    )
    verb = _("Accetta la firma")

    verified_where = forms.CharField(
        label=_("Dove l’hai verificata"),
        help_text=_("Per esempio: «servizio di verifica del gestore di firma, 12 luglio 2026»."),
        max_length=300,
    )
    reasons = reasons_field(_("Motivazione"))


class RecheckSignatureForm(AboutPartyForm):
    """Nothing is asked but which one."""

    deed_name = "recheck_signature"
    states = (SignatureState.UNVERIFIABLE,)
    title = _("Ricontrolla una firma")
    effect = _(
        "Il file caricato si controlla di nuovo con le autorità riconosciute oggi, per il giorno in cui è arrivato. Se "
        "la firma è valida, conta da subito; se non lo è, chi ha firmato riceve i motivi e può caricare un altro file."
    )
    verb = _("Ricontrolla")


class RejectSignatureForm(AboutPartyForm):
    """Why it is asked again."""

    deed_name = "reject_signature"
    states = (SignatureState.UNVERIFIABLE,)
    title = _("Chiedi un’altra firma")
    effect = _(
        "Chi ha firmato riceve il motivo e può caricare un altro file. Quello di prima resta nel fascicolo."
    )
    verb = _("Chiedi un’altra firma")

    reasons = reasons_field(_("Perché"))


class RenewSigningTermForm(DeedForm):
    """Until when, and why."""

    deed_name = "renew_signing_term"
    title = _("Dai un nuovo termine per firmare")
    effect = _(
        "Chi non ha firmato, o ha rifiutato, riceve di nuovo lo stesso testo con il nuovo termine. Le firme già "
        "raccolte restano ferme."
    )
    verb = _("Manda di nuovo")

    due_on = DayField(label=_("Entro quale giorno, compreso"))
    reasons = reasons_field(_("Perché"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        agreement = self.subject
        assert isinstance(agreement, Agreement)
        adhesions = [
            signing.slots[0].party
            for signing in live_signings(agreement)
            if signing.round.purpose == "ADHESION" and signing.slots
        ]
        if agreement.signed_at is not None:
            self.fields["organisation"] = body_field(_("Di quale ente"))
            limit_to(self, adhesions)


class ReplaceSignatoryForm(AboutPartyForm):
    """Who signs instead, among the people in office."""

    deed_name = "replace_signatory"
    states = (SignatureState.AWAITED, SignatureState.REFUSED)
    title = _("Cambia chi firma")
    effect = _("La persona scelta riceve il testo. Può firmare solo chi oggi è in carica per l’ente.")
    verb = _("Cambia chi firma")

    person = forms.ModelChoiceField(User.objects.none(), label=_("Chi firma ora"))
    reasons = reasons_field(_("Perché"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        agreement = self.subject
        assert isinstance(agreement, Agreement)
        people = {person.pk for slot in self.slots for person in entitled(slot.party, agreement, self.at)}
        field = self.fields["person"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = User.objects.filter(pk__in=people).order_by("last_name", "first_name")


class DropPartyForm(AboutPartyForm):
    """Who is left out, and why."""

    deed_name = "drop_party"
    states = (SignatureState.AWAITED, SignatureState.REFUSED, SignatureState.UNVERIFIABLE)
    title = _("Vai avanti senza un ente")
    effect = _(
        "L’ente non è più tra le parti. Le firme già raccolte restano ferme; se non ne mancano altre, l’accordo entra "
        "in vigore adesso. Non si torna indietro: l’ente potrà aderire dopo."
    )
    verb = _("Vai avanti senza questo ente")

    reasons = reasons_field(_("Perché"))


class WithdrawTextForm(DeedForm):
    """Why the text is corrected."""

    deed_name = "withdraw_text"
    title = _("Ritira il testo per correggerlo")
    effect = _(
        "Il testo torna in preparazione. Le firme già raccolte sono conservate nel fascicolo, ma non valgono per il "
        "testo nuovo: tutti dovranno firmare di nuovo. Chi doveva firmare riceve il motivo."
    )
    verb = _("Ritira il testo")

    reasons = reasons_field(_("Perché"))
