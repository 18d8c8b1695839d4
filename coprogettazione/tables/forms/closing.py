# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Versions, acceptance, conclusion; suspension, deadlock, reopening."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from coprogettazione.parties.models import Organisation
from coprogettazione.parties.queries import holds
from coprogettazione.records.forms import DeedForm
from coprogettazione.records.roles import Role
from coprogettazione.tables.forms.fields import ActNumber, ActText, DayField
from coprogettazione.tables.models import DesignTable, NamedVersion, Outcome, SeatKind, SuspensionReason
from coprogettazione.tables.queries import accepting_bodies
from coprogettazione.tables.queries.readiness import last_version, refusing_bodies


class SaveVersionForm(DeedForm):
    """Keeps the document as it is."""

    deed_name = "save_version"
    title = _("Salva una versione del progetto")
    effect = _("Capitoli, ruoli e piano economico restano com’erano in questo momento, con la loro impronta.")
    verb = _("Salva la versione")

    label = forms.CharField(
        label=_("Che cosa segna"),
        help_text=_("Per esempio «chiusa al terzo incontro: ruoli e riparto»."),
        max_length=200,
    )
    final = forms.BooleanField(
        label=_("Congelala per l’approvazione: ogni ente la legge e la accetta, o scrive un’obiezione"),
        required=False,
    )


class RestoreVersionForm(DeedForm):
    """Goes back to the chapters of an earlier version."""

    deed_name = "restore_version"
    title = _("Torna ai capitoli di questa versione")
    effect = _(
        "I capitoli tornano com’erano allora e diventano una versione nuova. Quello che c’è adesso resta salvato "
        "nella versione precedente; ruoli e piano economico non cambiano."
    )
    verb = _("Ripristina i capitoli")

    def __init__(self, *args: Any, version: NamedVersion, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.version = version

    def arguments(self) -> dict[str, Any]:
        """The version of the page."""
        return {"version": self.version}


class AnswerFinalTextForm(DeedForm):
    """What a body says of the version under approval."""

    organisation = forms.ModelChoiceField(label=_("Per quale ente"), queryset=Organisation.objects.none())
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        table = self.subject
        assert isinstance(table, DesignTable)
        last = last_version(table)
        given = (
            set(last.acceptances.filter(accepts=True).values_list("organisation_id", flat=True))
            if last
            else set()
        )
        mine = [
            o.pk
            for o in accepting_bodies(table, self.at)
            if self._answers_for(table, o) and o.pk not in given
        ]
        field = self.fields["organisation"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = Organisation.objects.filter(pk__in=mine)
        self.fields["version"].initial = last.number if last else None
        if len(mine) == 1:
            field.initial = mine[0]
            field.widget = forms.HiddenInput()
        self.can_answer = bool(mine)

    def _answers_for(self, table: DesignTable, organisation: Organisation) -> bool:
        if organisation.pk == table.call.lead_authority_id:
            return bool(self.by.pk == table.call.procedure_officer_id)
        return holds(self.by, Role.LEGAL_REPRESENTATIVE, organisation.pk, self.at)


class ObjectToFinalTextForm(AnswerFinalTextForm):
    """Objects to the version that was read."""

    deed_name = "object_to_final_text"
    title = _("Scrivi un’obiezione")
    effect = _(
        "La leggono tutti quelli che siedono al tavolo. Finché resta, il tavolo non si può concludere: o il testo "
        "cambia, e si risponde a una versione nuova, o accetti questa."
    )
    verb = _("Invia l’obiezione")

    objection = ActText(
        label=_("Che cosa non va, e come lo cambieresti"),
        help_text=_("Per esempio «Le azioni promettono quattro sere: ne possiamo garantire tre»."),
    )


class AcceptFinalTextForm(AnswerFinalTextForm):
    """Accepts the final version that was read."""

    deed_name = "accept_final_text"
    title = _("Accetta il testo definitivo")
    effect = _(
        "Accetti per il tuo ente il progetto intero: capitoli, ruoli e piano "
        "economico della versione indicata."
    )
    verb = _("Accetta il testo definitivo")


class ConcludeTableForm(DeedForm):
    """Concludes: how it ran, and an answer to each proposal still open."""

    deed_name = "conclude_table"
    issues_paper = True
    title = _("Concludi il tavolo")
    effect = _(
        "La relazione conclusiva prende il numero ed è pubblicata. Il testo "
        "accettato passa al dirigente, che decide "
        "se approvarlo."
    )
    verb = _("Concludi il tavolo")

    how_it_ran = ActText(
        label=_("Come ha lavorato il tavolo"),
        help_text=_("Quanti incontri, con quale metodo, come si è arrivati al testo."),
    )
    open_points = ActText(label=_("Questioni aperte"), required=False)
    proposal = ActText(
        label=_("Che cosa proponi al dirigente"),
        required=False,
        help_text=_(
            "Se lo lasci vuoto: «Si propone di approvare il progetto definitivo e lo schema di convenzione»."
        ),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        assert isinstance(self.subject, DesignTable)
        self.waiting = list(
            self.subject.contributions.filter(outcome=Outcome.PROPOSED).select_related("organisation")
        )
        for item in self.waiting:
            words = {"who": item.organisation.known_as, "text": item.text}
            self.fields[f"outcome_{item.pk}"] = forms.ChoiceField(
                label=gettext("Proposta di %(who)s: «%(text)s»") % words,
                choices=[(o.value, o.label) for o in (Outcome.ACCEPTED, Outcome.PARTLY, Outcome.REFUSED)],
                widget=forms.RadioSelect,
            )
            self.fields[f"reason_{item.pk}"] = forms.CharField(
                label=gettext("Perché"), widget=forms.Textarea(attrs={"rows": 2, "class": "co-act"})
            )

    def arguments(self) -> dict[str, Any]:
        """The texts, and an outcome with its reason for each open proposal."""
        said = self.cleaned_data
        return {
            **{name: said[name] for name in ("how_it_ran", "open_points", "proposal")},
            "contributions": [
                {
                    "contribution": item.pk,
                    "outcome": said[f"outcome_{item.pk}"],
                    "reason": said[f"reason_{item.pk}"],
                }
                for item in self.waiting
            ],
        }


class _ActForm(DeedForm):
    """A reasoned act of the executive."""

    reasons = ActText(label=_("Motivazione"), help_text=_("Entra nell’atto: chi legge deve capire perché."))
    act_number = ActNumber()
    act_date = DayField(label=_("Data dell’atto"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("act_date", timezone.localdate(self.at))


class SuspendTableForm(_ActForm):
    """Suspends the table."""

    deed_name = "suspend_table"
    title = _("Sospendi il tavolo")
    effect = _("Finché è sospeso il progetto si legge e non si scrive. Tutti sono avvisati.")
    verb = _("Sospendi il tavolo")

    reason_code = forms.ChoiceField(
        label=_("Perché si ferma"), choices=SuspensionReason.choices, widget=forms.RadioSelect
    )
    field_order = ("reason_code", "reasons", "act_number", "act_date")


class ResumeTableForm(_ActForm):
    """Ends the suspension."""

    deed_name = "resume_table"
    title = _("Fai riprendere il tavolo")
    effect = _("Il tavolo torna aperto e tutti sono avvisati.")
    verb = _("Fai riprendere il tavolo")


class AdoptTextForm(_ActForm):
    """Adopts the text on which not everybody agrees."""

    deed_name = "adopt_text"
    title = _("Adotta il testo con un atto")
    effect = _(
        "Il testo definitivo resta com’è e non si cambia più. L’atto riporta la posizione di ogni ente e dice "
        "perché non è accolta. Il procedimento prosegue con gli enti che hanno accettato."
    )
    verb = _("Adotta il testo")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        assert isinstance(self.subject, DesignTable)
        self.bodies = refusing_bodies(self.subject, self.at)
        for body in self.bodies:
            self.fields[f"text_{body.pk}"] = ActText(
                label=gettext("Perché la posizione di %(who)s non è accolta") % {"who": body.known_as}
            )

    def arguments(self) -> dict[str, Any]:
        """The act, and an answer to each body that does not accept."""
        said = self.cleaned_data
        answers = [{"organisation": body.pk, "text": said[f"text_{body.pk}"]} for body in self.bodies]
        return {**{name: said[name] for name in ("reasons", "act_number", "act_date")}, "answers": answers}


class DeclareNoAgreementForm(_ActForm):
    """Closes without an agreement."""

    deed_name = "declare_no_agreement"
    title = _("Chiudi il tavolo senza accordo")
    effect = _(
        "Il procedimento finisce qui. L’atto riporta la posizione di ogni ente ed "
        "è pubblicato. Non si torna indietro."
    )
    verb = _("Chiudi il tavolo senza accordo")


class RecordPositionsForm(DeedForm):
    """Sums up what each body holds."""

    deed_name = "record_positions"
    title = _("Riassumi le posizioni")
    effect = _("Il riassunto entra nell’atto, se il tavolo si chiude senza accordo.")
    verb = _("Salva le posizioni")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        table = self.subject
        assert isinstance(table, DesignTable)
        written = {p.organisation_id: p.text for p in table.positions.all()}
        self.bodies = list(
            {
                s.organisation_id: s.organisation
                for s in table.seats_at(self.at)
                if s.kind in (SeatKind.PARTNER, SeatKind.PUBLIC_BODY)
            }.values()
        )
        for body in self.bodies:
            self.fields[f"text_{body.pk}"] = ActText(
                label=gettext("Posizione di %(who)s") % {"who": body.known_as},
                initial=written.get(body.pk, ""),
            )

    def arguments(self) -> dict[str, Any]:
        """One position per body."""
        return {
            "positions": [
                {"organisation": body.pk, "text": self.cleaned_data[f"text_{body.pk}"]}
                for body in self.bodies
            ]
        }


class ReopenTableForm(DeedForm):
    """Sits again during the realisation."""

    deed_name = "reopen_table"
    title = _("Riapri il tavolo")
    effect = _(
        "Gli stessi enti tornano a scrivere il progetto. Quello che concordano seguirà la stessa strada."
    )
    verb = _("Riapri il tavolo")

    reasons = ActText(label=_("Quale nuovo bisogno lo riapre"))
