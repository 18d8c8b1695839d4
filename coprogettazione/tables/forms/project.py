# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Writing chapters, roles, proposals and their answers."""

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from coprogettazione.applications.models import Application
from coprogettazione.evaluation.queries import admitted_applications
from coprogettazione.parties.models import Organisation
from coprogettazione.records.forms import DeedForm
from coprogettazione.records.refusals import Words
from coprogettazione.tables.models import CHAPTER_LENGTH, DesignTable, Outcome
from coprogettazione.tables.queries import body_of, places_at
from coprogettazione.tables.queries.seats import proposes_for


class ChapterForm(forms.Form):
    """The plain text of a chapter, and up to which change of the shared text it had been read."""

    verb: ClassVar[Words] = _("Salva il capitolo")

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
    read_at = forms.IntegerField(widget=forms.HiddenInput, min_value=0)


class BringInForm(DeedForm):
    """Chooses the admitted proposals whose chapters come into the project."""

    deed_name = "bring_in_proposals"
    title = _("Porta nel progetto i capitoli delle proposte")
    effect = _(
        "Quello che ogni proposta dice entra nel capitolo che gli corrisponde, dopo il testo che c’è, con il nome di "
        "chi l’ha scritto. Poi il tavolo lo lavora come ogni altro testo."
    )
    verb = _("Porta i capitoli nel progetto")

    applications = forms.ModelMultipleChoiceField(
        label=_("Da quali proposte"),
        queryset=Application.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Scegli almeno una proposta.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        assert isinstance(self.subject, DesignTable)
        field = self.fields["applications"]
        assert isinstance(field, forms.ModelMultipleChoiceField)
        field.queryset = admitted_applications(self.subject.call)
        field.initial = [application.pk for application in field.queryset]
        field.label_from_instance = lambda application: application.lead.known_as  # type: ignore[assignment,method-assign]

    def arguments(self) -> dict[str, Any]:
        """In order of arrival."""
        return {"applications": list(self.cleaned_data["applications"])}


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
            if p.here and p.proposes and (officer or proposes_for(self.by, table, p.organisation, self.at))
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
