# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What is asked of who appoints the committee and of who sits in it: people, declarations."""

from datetime import datetime
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from coprogettazione.evaluation.forms.act import ActForm
from coprogettazione.evaluation.models import MemberKind
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


class AppointCommitteeForm(ActForm):
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


class ReplaceMemberForm(ActForm):
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
