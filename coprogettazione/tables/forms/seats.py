# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Opening the table, giving and ending seats."""

from datetime import datetime
from typing import Any

from django import forms
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from coprogettazione.parties.models import Membership, Organisation, OrganisationState, User
from coprogettazione.records.forms import DeedForm
from coprogettazione.records.roles import Role
from coprogettazione.tables.forms.fields import ActText, DayField
from coprogettazione.tables.models import CHAPTER_LENGTH, ChapterCode, DesignTable, Seat, SeatKind


class OpenTableForm(DeedForm):
    """Opens the table of an admitted call."""

    deed_name = "open_table"
    title = _("Apri il tavolo")
    effect = _(
        "Gli enti ammessi siedono al tavolo e sono avvisati tutti insieme. I "
        "capitoli del progetto sono pronti "
        "da scrivere. Poi si convoca il primo incontro."
    )
    verb = _("Apri il tavolo")

    facilitator = forms.ModelChoiceField(
        label=_("Chi facilita"),
        help_text=_("Una persona con il ruolo di facilitatore, che non siede per un ente. Non ha voto."),
        queryset=User.objects.none(),
        required=False,
    )
    max_delegates = forms.IntegerField(
        label=_("Delegati per ogni ente"),
        help_text=_("Quante persone al massimo siedono per lo stesso ente."),
        min_value=1,
        max_value=10,
        initial=3,
        widget=forms.NumberInput(attrs={"class": "co-short"}),
    )

    def __init__(self, *args: Any, at: datetime, **kwargs: Any) -> None:
        super().__init__(*args, at=at, **kwargs)
        holders = Membership.objects.valid_at(at).filter(role=Role.FACILITATOR)
        field = self.fields["facilitator"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = User.objects.filter(pk__in=holders.values("user"), is_active=True)
        for chapter in ChapterCode:
            self.fields[f"chapter_{chapter.value}"] = ActText(
                label=gettext("Traccia: %(chapter)s") % {"chapter": chapter.label},
                help_text=gettext("Facoltativa: il testo da cui il tavolo parte, poi lo scrivono gli enti."),
                max_length=CHAPTER_LENGTH,
                required=False,
            )

    def arguments(self) -> dict[str, Any]:
        """The outlines go together; a chapter without one starts empty."""
        given = dict(self.cleaned_data)
        outlines = [(code, given.pop(f"chapter_{code}").strip()) for code in ChapterCode.values]
        return {**given, "chapters": [{"code": code, "text": text} for code, text in outlines if text]}


class SeatDelegateForm(DeedForm):
    """Gives a person a seat."""

    deed_name = "seat_delegate"
    title = _("Dai un posto al tavolo")
    effect = _(
        "La persona vede il tavolo da subito e riceve un messaggio. Ogni "
        "posto dato o tolto resta nel registro."
    )
    verb = _("Dai il posto")

    organisation = forms.ModelChoiceField(label=_("Per quale ente"), queryset=Organisation.objects.none())
    email = forms.EmailField(
        label=_("E-mail della persona"), help_text=_("La persona deve già avere un accesso alla piattaforma.")
    )
    kind = forms.ChoiceField(label=_("Come siede"), choices=SeatKind.choices)

    def __init__(self, *args: Any, subject: Any, by: Any, at: datetime, **kwargs: Any) -> None:
        super().__init__(*args, subject=subject, by=by, at=at, **kwargs)
        assert isinstance(subject, DesignTable)
        officer = by.pk == subject.call.procedure_officer_id
        seated = Q(pk__in=[s.organisation_id for s in subject.seats_at(at)])
        own = Q(
            memberships__in=Membership.objects.valid_at(at).filter(user=by, role=Role.LEGAL_REPRESENTATIVE)
        )
        known = Q(state=OrganisationState.VERIFIED)
        field = self.fields["organisation"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = Organisation.objects.filter(seated | known if officer else seated & own).distinct()
        if not officer:
            kind = self.fields["kind"]
            assert isinstance(kind, forms.ChoiceField)
            kind.choices = [
                (k.value, k.label) for k in (SeatKind.PARTNER, SeatKind.SUPPORTER, SeatKind.LISTENER)
            ]

    def clean_email(self) -> str:
        """The person must exist: the platform invites nobody by itself."""
        email = self.cleaned_data["email"].lower()
        if not User.objects.filter(email=email, is_active=True).exists():
            raise forms.ValidationError(
                _("Nessuno ha un accesso con questo indirizzo: prima va invitato dal suo ente.")
            )
        return str(email)

    def arguments(self) -> dict[str, Any]:
        """The person behind the address."""
        return {
            "organisation": self.cleaned_data["organisation"],
            "user": User.objects.get(email=self.cleaned_data["email"]),
            "kind": self.cleaned_data["kind"],
        }


class EndSeatForm(DeedForm):
    """Ends a seat."""

    deed_name = "end_seat"
    title = _("Chiudi un posto al tavolo")
    effect = _(
        "Dal giorno dopo la persona non vede più il tavolo. Quello che ha scritto resta, con il suo nome."
    )
    verb = _("Chiudi il posto")

    last_day = DayField(label=_("Ultimo giorno"))
    reason = forms.CharField(label=_("Perché"), widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, *args: Any, subject: Any, **kwargs: Any) -> None:
        super().__init__(*args, subject=subject, **kwargs)
        assert isinstance(subject, Seat)
        self.initial.setdefault("last_day", timezone.localdate(self.at))
