# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Writing chapters, roles, proposals and their answers."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from coprogettazione.parties.models import Organisation
from coprogettazione.records.forms import DeedForm
from coprogettazione.tables.models import CHAPTER_LENGTH, DesignTable, Outcome
from coprogettazione.tables.queries import body_of, places_at
from coprogettazione.tables.queries.seats import speaks_for


class ChapterForm(forms.Form):
    """The text of a chapter, and the version it was written on."""

    text = forms.CharField(
        label=_("Testo del capitolo"),
        help_text=_(
            "Una riga vuota separa i paragrafi. Un titolo comincia con «#», la voce di un elenco con «-»."
        ),
        required=False,
        max_length=CHAPTER_LENGTH,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 18, "class": "co-act"}),
    )
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)


class AgreeRoleForm(DeedForm):
    """What a body is and does in the project."""

    deed_name = "agree_role"
    title = _("Scrivi chi fa che cosa")
    effect = _("Ruolo e impegni entrano nel progetto e, alla fine, nella convenzione.")
    verb = _("Salva ruolo e impegni")

    role = forms.CharField(
        label=_("Ruolo"), help_text=_("Per esempio «capofila, tiene la centrale»."), max_length=200
    )
    commitments = forms.CharField(
        label=_("Che cosa si impegna a fare"), widget=forms.Textarea(attrs={"rows": 6, "class": "co-act"})
    )
    base_version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, organisation: Organisation | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.organisation = organisation
        if organisation is None:
            table = self.subject
            assert isinstance(table, DesignTable)
            bodies = [p.organisation.pk for p in places_at(table, self.at) if p.here and p.votes]
            self.fields["organisation"] = forms.ModelChoiceField(
                label=_("Per quale ente"), queryset=Organisation.objects.filter(pk__in=bodies)
            )
            self.order_fields(["organisation", "role", "commitments"])

    def arguments(self) -> dict[str, Any]:
        """For the body of the page, or for the one that was chosen."""
        return {"organisation": self.organisation, **self.cleaned_data}


class ProposeContributionForm(DeedForm):
    """Proposes something to the table."""

    deed_name = "propose_contribution"
    title = _("Fai una proposta al tavolo")
    effect = _("La relazione conclusiva dirà se è stata accolta e perché.")
    verb = _("Aggiungi la proposta")

    organisation = forms.ModelChoiceField(label=_("Per quale ente"), queryset=Organisation.objects.none())
    text = forms.CharField(label=_("La proposta"), widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        table = self.subject
        assert isinstance(table, DesignTable)
        officer = self.by.pk == table.call.procedure_officer_id
        bodies = [
            p.organisation.pk
            for p in places_at(table, self.at)
            if p.here and p.votes and (officer or speaks_for(self.by, table, p.organisation, self.at))
        ]
        field = self.fields["organisation"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = Organisation.objects.filter(pk__in=bodies)
        own = body_of(self.by, table, self.at)
        field.initial = own.pk if own else None
        if len(bodies) == 1:
            field.widget = forms.HiddenInput()


class AnswerContributionForm(DeedForm):
    """Says what became of a proposal."""

    deed_name = "answer_contribution"
    title = _("Rispondi alla proposta")
    effect = _("Esito e motivo vanno nella relazione conclusiva.")
    verb = _("Salva la risposta")

    outcome = forms.ChoiceField(
        label=_("Esito"),
        choices=[(o.value, o.label) for o in (Outcome.ACCEPTED, Outcome.PARTLY, Outcome.REFUSED)],
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(label=_("Perché"), widget=forms.Textarea(attrs={"rows": 3, "class": "co-act"}))
