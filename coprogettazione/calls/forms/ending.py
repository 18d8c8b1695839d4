# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The forms of what happens seldom: another officer, revocation, annulment, access to one dossier."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from coprogettazione.calls.forms.fields import DayInput, PersonField, act_date, act_number, reasons
from coprogettazione.calls.models import AnnulmentReason, Parameter, RevocationReason
from coprogettazione.calls.queries import legal_parameter
from coprogettazione.calls.services.ending import ANNULLABLE, adopted_on
from coprogettazione.parties.models import User
from coprogettazione.parties.queries import role_holders
from coprogettazione.records.forms import DeedForm
from coprogettazione.records.roles import Role
from coprogettazione.wording import ROME, day


class SuccessorForm(DeedForm):
    """Who takes an office over, by which act: among those who hold its role in the body today."""

    #: The role of the office, where the subject names who has it, and what the deed calls who takes it.
    role = Role.PROCEDURE_OFFICER
    office = "procedure_officer"
    asked = "officer"

    reasons = reasons(_("Motivazione"), _("Perché si cambia."))
    act_number = act_number()
    act_date = act_date()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        subject: Any = self.subject
        people = role_holders(subject.lead_authority_id, self.role, self.at)
        others = [person.pk for person in people if person.pk != getattr(subject, f"{self.office}_id")]
        field: Any = self.fields[self.asked]
        field.queryset = User.objects.filter(pk__in=others).order_by("last_name", "first_name")
        if not others:
            field.help_text = gettext(
                "Nell’ente nessun’altra persona ha oggi l’incarico di %(role)s: prima va dato quello."
            ) % {"role": self.role.label}


class ReplaceProcedureOfficerForm(SuccessorForm):
    """Another RUP."""

    deed_name = "replace_procedure_officer"
    title = _("Cambia il responsabile del procedimento")
    effect = _(
        "Il nuovo responsabile prende il fascicolo e dichiara se ha conflitti. Il cambio resta nel registro."
    )
    verb = _("Cambia il responsabile")

    field_order = ("officer",)

    officer = PersonField(User.objects.none(), label=_("Nuovo responsabile"))


class RevokeCallForm(DeedForm):
    """Art. 21-quinquies."""

    deed_name = "revoke_call"
    title = _("Revoca la procedura")
    effect = _(
        "La procedura finisce qui. La revoca guarda al futuro: "
        "chi ne ha un danno può avere diritto a un indennizzo."
    )
    verb = _("Revoca la procedura")

    reason_code = forms.ChoiceField(
        label=_("Motivo"), choices=RevocationReason.choices, widget=forms.RadioSelect
    )
    reasons = reasons(_("Motivazione"), _("I fatti, gli interessi in gioco, perché prevale quello pubblico."))
    act_number = act_number()
    act_date = act_date()


class AnnulCallForm(DeedForm):
    """Art. 21-nonies."""

    deed_name = "annul_call"
    title = _("Annulla d’ufficio la procedura")
    verb = _("Annulla la procedura")

    annulled_deed = forms.ChoiceField(label=_("Quale atto è illegittimo"), widget=forms.RadioSelect)
    reason_code = forms.ChoiceField(
        label=_("Vizio"), choices=AnnulmentReason.choices, widget=forms.RadioSelect
    )
    reasons = reasons(
        _("Motivazione"),
        _("Il vizio, l’interesse pubblico all’annullamento, gli interessi di chi ha fatto affidamento."),
    )
    act_number = act_number()
    act_date = act_date()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        call: Any = self.subject
        field: Any = self.fields["annulled_deed"]
        field.choices = [
            (name, gettext("%(act)s del %(day)s") % {"act": str(words).capitalize(), "day": day(adopted)})
            for name, words in ANNULLABLE.items()
            if (adopted := adopted_on(call, name)) is not None
        ]

    @property
    def effect(self) -> str:  # type: ignore[override]
        """Until when it can be done."""
        call: Any = self.subject
        months = legal_parameter(
            Parameter.ANNULMENT_MONTHS, call.district.region, self.at.astimezone(ROME).date()
        )
        return gettext(
            "La procedura finisce qui, perché un suo atto è illegittimo. "
            "Si può entro %(months)s mesi dall’atto."
        ) % {"months": months}


class GrantAuditForm(DeedForm):
    """Opening one dossier to an auditor from outside."""

    deed_name = "grant_audit"
    title = _("Apri il fascicolo a chi controlla")
    effect = _("La persona potrà leggere questo fascicolo, e solo questo, fino al giorno che scegli.")
    verb = _("Apri il fascicolo")

    email = forms.EmailField(label=_("E-mail della persona"), help_text=_("Deve avere già un accesso."))
    reason = forms.CharField(
        label=_("Perché"), max_length=300, help_text=_("Per esempio «revisione dei conti 2026».")
    )
    valid_to = forms.DateField(label=_("Fino al"), widget=DayInput())

    def clean_email(self) -> str:
        """The person must exist."""
        email = str(self.cleaned_data["email"]).lower()
        if not User.objects.filter(email=email, is_active=True).exists():
            raise forms.ValidationError(_("Nessuno ha un accesso con questo indirizzo."))
        return email

    def arguments(self) -> dict[str, Any]:
        """The person instead of the address."""
        given = dict(self.cleaned_data)
        given["user"] = User.objects.get(email=given.pop("email"))
        return given


class EndAuditForm(DeedForm):
    """Closing it again."""

    deed_name = "end_audit"
    title = _("Chiudi il fascicolo a chi controllava")
    effect = _("Da subito la persona non lo legge più. Resta scritto che l’ha avuto aperto.")
    verb = _("Chiudi l’accesso")

    user = PersonField(User.objects.none(), label=_("Persona"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["user"]
        field.queryset = User.objects.filter(
            pk__in=self.subject.grants.values("user_id")  # type: ignore[attr-defined]
        )
