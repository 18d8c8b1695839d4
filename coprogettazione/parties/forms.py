# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What is asked of people who register, check and represent an organisation."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from coprogettazione.documents.forms import UploadField
from coprogettazione.parties import codes
from coprogettazione.parties.models import (
    MEMBERSHIP_ROLES,
    OrganisationKind,
    RuntsSection,
    User,
)
from coprogettazione.parties.services.memberships import INVITED_ROLES
from coprogettazione.records.forms import DeedForm


class DayInput(forms.DateInput):
    """A day, with the browser's own calendar."""

    input_type = "date"

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(format="%Y-%m-%d", **kwargs)


class NamesForm(forms.Form):
    """What sign-up asks besides address and password."""

    first_name = forms.CharField(label=_("Nome"), max_length=80)
    last_name = forms.CharField(label=_("Cognome"), max_length=80)
    field_order = ("first_name", "last_name", "email", "password1", "password2")

    def signup(self, request: Any, user: User) -> None:
        """Keep the name; allauth has made the person."""
        user.first_name = self.cleaned_data["first_name"]
        user.last_name = self.cleaned_data["last_name"]
        user.save(update_fields=["first_name", "last_name"])


class ProfileForm(forms.Form):
    """One's own data."""

    first_name = forms.CharField(label=_("Nome"), max_length=80)
    last_name = forms.CharField(label=_("Cognome"), max_length=80)
    codice_fiscale = forms.CharField(
        label=_("Codice fiscale"),
        required=False,
        validators=[codes.validate_person_code],
        help_text=_("Per esempio RSSMRA80A01H501U. Compare solo negli atti che firmi."),
    )

    def __init__(self, *args: Any, person: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if person.identity_subject:
            del self.fields["codice_fiscale"]


class FindOrganisationForm(forms.Form):
    """The first thing asked: is the organisation already here?"""

    codice_fiscale = forms.CharField(
        label=_("Codice fiscale dell’organizzazione"),
        validators=[codes.validate_fiscal_code],
        help_text=_("11 cifre, per esempio 90000010000. Non è la partita IVA, se sono diversi."),
        widget=forms.TextInput(attrs={"class": "co-short", "inputmode": "numeric"}),
    )


class ClaimOrganisationForm(DeedForm):
    """A person declares to represent an organisation."""

    deed_name = "claim_organisation"
    title = _("Registra la tua organizzazione")
    effect = _(
        "Dichiari di rappresentarla. Puoi preparare domande da subito; l’Ufficio di Piano controlla "
        "l’iscrizione e ti risponde per e-mail."
    )
    verb = _("Dichiara e registra l’organizzazione")

    codice_fiscale = forms.CharField(label=_("Codice fiscale"), widget=forms.HiddenInput)
    kind = forms.ChoiceField(
        label=_("Natura"), choices=OrganisationKind.choices, initial=OrganisationKind.THIRD_SECTOR_BODY
    )
    name = forms.CharField(
        label=_("Denominazione"), max_length=200, help_text=_("Come sta nello statuto o nel RUNTS.")
    )
    short_name = forms.CharField(
        label=_("Nome breve"),
        max_length=60,
        required=False,
        help_text=_("Come la chiamano tutti, per esempio La Lanterna."),
    )
    pec = forms.EmailField(label=_("PEC"), help_text=_("Per esempio ente@pec.example.it"))
    runts_section = forms.ChoiceField(
        label=_("Sezione del RUNTS"),
        choices=[("", _("nessuna: non è un ente del Terzo settore")), *RuntsSection.choices],
        required=False,
    )
    runts_number = forms.CharField(
        label=_("Numero di repertorio RUNTS"),
        required=False,
        validators=[codes.validate_runts_number],
        help_text=_("Lascia vuoto se la domanda di iscrizione è in corso."),
        widget=forms.TextInput(attrs={"class": "co-short"}),
    )
    registered_on = forms.DateField(label=_("Iscritta al RUNTS dal"), required=False, widget=DayInput)
    partita_iva = forms.CharField(
        label=_("Partita IVA"), required=False, validators=[codes.validate_vat_number]
    )
    address = forms.CharField(label=_("Sede"), max_length=200, required=False)
    phone = forms.CharField(label=_("Telefono"), required=False, validators=[codes.validate_phone])
    website = forms.URLField(label=_("Sito"), required=False, assume_scheme="https")
    description = forms.CharField(
        label=_("Che cosa fa"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Due o tre frasi: le leggono i cittadini."),
    )
    appointment = forms.CharField(
        label=_("Atto che ti nomina legale rappresentante"),
        max_length=200,
        help_text=_("Per esempio: verbale dell’assemblea del 12 maggio 2024."),
    )
    valid_to = forms.DateField(
        label=_("Fino al"), required=False, widget=DayInput, help_text=_("L’ultimo giorno del tuo mandato.")
    )


class CorrectOrganisationForm(DeedForm):
    """How an organisation is reached and told."""

    deed_name = "correct_organisation"
    title = _("Correggi i dati di contatto")
    effect = _("Nome, codici e iscrizione restano quelli controllati dall’Ufficio di Piano.")
    verb = _("Salva i dati di contatto")

    short_name = forms.CharField(label=_("Nome breve"), max_length=60, required=False)
    pec = forms.EmailField(label=_("PEC"))
    email = forms.EmailField(label=_("E-mail"), required=False)
    phone = forms.CharField(label=_("Telefono"), required=False, validators=[codes.validate_phone])
    address = forms.CharField(label=_("Sede"), max_length=200, required=False)
    website = forms.URLField(label=_("Sito"), required=False, assume_scheme="https")
    description = forms.CharField(
        label=_("Che cosa fa"), required=False, widget=forms.Textarea(attrs={"rows": 4})
    )


class VerifyOrganisationForm(DeedForm):
    """An office writes what it has looked at."""

    deed_name = "verify_organisation"
    title = _("Controlla l’organizzazione")
    effect = _("Scrivi che cosa hai guardato e quando: resta nel registro.")
    verb = _("Registra il controllo")

    evidence = forms.CharField(
        label=_("Che cosa hai controllato"),
        max_length=300,
        help_text=_("Per esempio: visura dal portale RUNTS, statuto, verbale di nomina."),
    )
    runts_checked_on = forms.DateField(label=_("Quando"), widget=DayInput)
    runts_section = forms.ChoiceField(
        label=_("Sezione del RUNTS, come risulta"), choices=[("", "—"), *RuntsSection.choices], required=False
    )
    runts_number = forms.CharField(
        label=_("Numero di repertorio, come risulta"),
        required=False,
        validators=[codes.validate_runts_number],
    )
    registered_on = forms.DateField(label=_("Iscritta dal, come risulta"), required=False, widget=DayInput)
    file = UploadField(label=_("Documento a prova"), required=False, help_text=_("PDF, fino a 20 MB."))


class RejectOrganisationForm(DeedForm):
    """A declaration that does not hold."""

    deed_name = "reject_organisation"
    title = _("Non riconoscere l’organizzazione")
    effect = _("I ruoli di chi l’ha dichiarata finiscono oggi. Potrà essere dichiarata di nuovo.")
    verb = _("Non riconoscere l’organizzazione")
    reason = forms.CharField(label=_("Motivo"), widget=forms.Textarea(attrs={"rows": 4, "class": "co-act"}))


class SuspendOrganisationForm(DeedForm):
    """A requirement lost or in doubt."""

    deed_name = "suspend_organisation"
    title = _("Sospendi l’organizzazione")
    effect = _("Non potrà invitare persone né farne entrare altre, finché non la controlli di nuovo.")
    verb = _("Sospendi l’organizzazione")
    reason = forms.CharField(label=_("Motivo"), widget=forms.Textarea(attrs={"rows": 4, "class": "co-act"}))


class AskToJoinForm(DeedForm):
    """Ask the legal representative to be let in."""

    deed_name = "ask_to_join"
    title = _("Chiedi di lavorare per questa organizzazione")
    effect = _("Il suo legale rappresentante riceve la tua richiesta e può mandarti un invito.")
    verb = _("Chiedi l’invito")
    text = forms.CharField(
        label=_("Di che cosa ti occupi"),
        max_length=300,
        required=False,
        help_text=_("Per esempio: seguo i progetti e i rendiconti."),
    )


class InviteColleagueForm(DeedForm):
    """Offer a role to a colleague."""

    deed_name = "invite_colleague"
    title = _("Invita una persona")
    effect = _("Riceve un’e-mail con un collegamento, che vale 14 giorni.")
    verb = _("Manda l’invito")

    email = forms.EmailField(label=_("Il suo indirizzo e-mail"), help_text=_("Per esempio sara@example.it"))
    role = forms.ChoiceField(
        label=_("Ruolo"),
        choices=[(role.value, role.label) for role in INVITED_ROLES],
        help_text=_("Il collaboratore prepara domande e rendiconti; firma solo il legale rappresentante."),
    )
    valid_to = forms.DateField(
        label=_("Fino al"), required=False, widget=DayInput, help_text=_("L’ultimo giorno del ruolo.")
    )


class EndMembershipForm(DeedForm):
    """Set the last day of a role."""

    deed_name = "end_membership"
    title = _("Fai finire il ruolo")
    effect = _("Ciò che la persona ha fatto fin qui resta fatto, in quel ruolo.")
    verb = _("Fai finire il ruolo")
    last_day = forms.DateField(label=_("Ultimo giorno"), widget=DayInput)
    reason = forms.CharField(label=_("Motivo"), max_length=300)


class GrantMembershipForm(DeedForm):
    """An administrator enters an appointment."""

    deed_name = "grant_membership"
    title = _("Dai un ruolo")
    effect = _("Il ruolo vale nei giorni che scrivi, primo e ultimo compresi.")
    verb = _("Dai il ruolo")
    user = forms.ModelChoiceField(
        label=_("Persona (indirizzo e-mail)"),
        queryset=User.objects.filter(is_active=True),
        to_field_name="email",
        widget=forms.EmailInput,
        error_messages={"invalid_choice": _("Nessuna persona ha questo indirizzo: deve prima iscriversi.")},
    )
    role = forms.ChoiceField(label=_("Ruolo"), choices=[(r.value, r.label) for r in MEMBERSHIP_ROLES])
    valid_from = forms.DateField(label=_("Dal"), widget=DayInput)
    valid_to = forms.DateField(label=_("Al"), required=False, widget=DayInput)
    appointment = forms.CharField(
        label=_("Atto di nomina"), max_length=200, help_text=_("Per esempio: decreto del Sindaco 3/2026.")
    )


class AcceptInvitationForm(DeedForm):
    """Take the role that was offered."""

    deed_name = "accept_invitation"
    title = _("Accetta l’invito")
    verb = _("Accetta l’invito")


class WithdrawInvitationForm(DeedForm):
    """Take back an offer."""

    deed_name = "withdraw_invitation"
    title = _("Ritira l’invito")
    effect = _("Il collegamento che hai mandato non varrà più.")
    verb = _("Ritira l’invito")
