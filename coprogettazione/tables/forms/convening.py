# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Answering a convocation; sending another person by a written delegation."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from coprogettazione.documents.forms import UploadField
from coprogettazione.parties.models import Membership, Organisation, User
from coprogettazione.records.forms import DeedForm
from coprogettazione.records.roles import Role
from coprogettazione.tables.forms.fields import ActText
from coprogettazione.tables.models import VOTING_KINDS, Coming, Session
from coprogettazione.tables.services.speaking import WORKING_ROLES
from coprogettazione.wording import day


class AnswerConvocationForm(DeedForm):
    """Says whether one will come."""

    deed_name = "answer_convocation"
    title = _("Ci sarai?")
    effect = _("Chi ha convocato vede la tua risposta. Puoi cambiarla fino all’inizio dell’incontro.")
    verb = _("Invia la risposta")

    coming = forms.ChoiceField(label=_("La tua risposta"), choices=Coming.choices, widget=forms.RadioSelect)
    who = forms.CharField(
        label=_("Chi verrà al posto tuo"),
        help_text=_("Solo se verrà un’altra persona: nome e cognome."),
        required=False,
        max_length=200,
    )

    who.only_if = ("id_coming", [Coming.ANOTHER.value])  # type: ignore[attr-defined]


class DelegateForSessionForm(DeedForm):
    """Writes a delegation."""

    deed_name = "delegate_for_session"
    title = _("Delega una persona")
    effect = _(
        "La persona riceve la convocazione e legge il tavolo fino al giorno dopo l’incontro. La delega è "
        "scritta nell’appello e nel verbale."
    )
    verb = _("Dai la delega")

    organisation = forms.ModelChoiceField(label=_("Per quale ente"), queryset=Organisation.objects.none())
    delegate = forms.ModelChoiceField(
        label=_("Chi deleghi"),
        help_text=_("Una persona che lavora per l’ente sulla piattaforma."),
        queryset=User.objects.none(),
    )
    text = ActText(label=_("La delega"))
    file = UploadField(
        label=_("Copia firmata"),
        help_text=_("Se la delega è firmata: PDF o P7M."),
        only=("pdf", "p7m"),
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        session = self.subject
        assert isinstance(session, Session)
        seated = {s.organisation_id for s in session.seats_at(self.at) if s.kind in VOTING_KINDS}
        heads = Membership.objects.valid_at(self.at).filter(
            user=self.by, role=Role.LEGAL_REPRESENTATIVE, organisation__in=seated
        )
        mine = Organisation.objects.filter(pk__in=heads.values("organisation"))
        workers = Membership.objects.valid_at(self.at).filter(organisation__in=mine, role__in=WORKING_ROLES)
        people = User.objects.filter(pk__in=workers.values("user"), is_active=True).exclude(pk=self.by.pk)
        bodies, delegates = self.fields["organisation"], self.fields["delegate"]
        assert isinstance(bodies, forms.ModelChoiceField)
        assert isinstance(delegates, forms.ModelChoiceField)
        bodies.queryset, delegates.queryset = mine, people.order_by("last_name", "first_name")
        if len(mine) == 1:
            bodies.initial, bodies.widget = mine[0].pk, forms.HiddenInput()
        self.fields["text"].widget.attrs["rows"] = 4
        self.initial.setdefault(
            "text",
            gettext(
                "Delego a rappresentare l’ente, con diritto di parola e di voto, all’incontro "
                "%(n)s del tavolo %(code)s del %(day)s."
            )
            % {
                "n": session.number,
                "code": session.case_file.code,
                "day": day(timezone.localtime(session.starts_at)),
            },
        )


class RevokeDelegationForm(DeedForm):
    """Takes a delegation back."""

    deed_name = "revoke_delegation"
    title = _("Ritira la delega")
    effect = _(
        "La persona non rappresenta più l’ente a questo incontro. Che è stata data resta nel registro."
    )
    verb = _("Ritira la delega")
