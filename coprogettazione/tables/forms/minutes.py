# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The minutes: draft, answers, closing."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from coprogettazione.parties.models import Organisation
from coprogettazione.records.forms import DeedForm
from coprogettazione.records.omitting import strings_in
from coprogettazione.records.refusals import Words
from coprogettazione.tables.forms.fields import LinesField, MomentField
from coprogettazione.tables.models import Minutes, Session
from coprogettazione.tables.queries import minutes_days
from coprogettazione.tables.queries.minutes import said_in
from coprogettazione.tables.queries.seats import speaks_for


class PointForm(forms.Form):
    """A point that was dealt with; `part` names the fragment of its text, empty for a new one."""

    part = forms.SlugField(required=False, widget=forms.HiddenInput())
    title = forms.CharField(label=_("Punto"), max_length=200)
    discussion = forms.CharField(
        label=_("Che cosa si è detto"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4, "class": "co-act"}),
    )
    inputs = LinesField(label=_("Contributi portati, uno per riga"), required=False)
    decisions = LinesField(label=_("Decisioni, una per riga"), required=False)

    inputs.widget.attrs["rows"] = 2
    decisions.widget.attrs["rows"] = 2


def points_formset(data: Any = None, *, points: list[dict[str, Any]] | None = None) -> Any:
    """The points, with the empty ones to add."""
    factory = forms.formset_factory(PointForm, extra=0 if points else 2, can_delete=True, max_num=30)
    return factory(data, prefix="points", initial=None if data is not None else points)


class DraftMinutesForm(DeedForm):
    """Writes the draft; the points are in their own formset. Where the editor runs, the synthesis and the discussions
    are not sent: they are written in the live text.
    """

    deed_name = "draft_minutes"
    title = _("Scrivi il verbale")
    effect = _("Resta una bozza finché non la invii ai presenti.")
    verb = _("Salva la bozza del verbale")

    ended_at = MomentField(
        label=_("Fine dell’incontro"), help_text=_("Vuoto finché l’incontro va avanti."), required=False
    )
    read_at = forms.IntegerField(required=False, widget=forms.HiddenInput())
    recap = forms.CharField(
        label=_("Lavoro precedente"),
        help_text=_("Per esempio «Il verbale del secondo incontro è approvato»."),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2, "class": "co-act"}),
    )
    synthesis = forms.CharField(
        label=_("Sintesi"), required=False, widget=forms.Textarea(attrs={"rows": 3, "class": "co-act"})
    )
    annexes = LinesField(label=_("Allegati, uno per riga"), required=False)
    next_starts_at = MomentField(label=_("Prossimo incontro"), required=False)
    next_place = forms.CharField(label=_("Dove sarà il prossimo incontro"), required=False, max_length=200)

    def __init__(self, *args: Any, points: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        assert isinstance(self.subject, Session)
        self.fields["annexes"].widget.attrs["rows"] = 2
        self.points = points if points is not None else points_formset(self.data or None)

    def arguments(self) -> dict[str, Any]:
        """The points of the formset, in order, without those taken away; what was not sent stays as it is."""
        points = []
        for form in self.points:
            item = getattr(form, "cleaned_data", {})
            if item.get("title") and not item.get("DELETE"):
                names = ["title", "part", "inputs", "decisions"]
                names += ["discussion"] * (form.add_prefix("discussion") in form.data)
                points.append({name: item[name] for name in names})
        synthesis = self.cleaned_data["synthesis"] if self.add_prefix("synthesis") in self.data else None
        return {**self.cleaned_data, "synthesis": synthesis, "points": points}


class CorrectMinutesForm(DeedForm):
    """Opens again a draft that was sent."""

    deed_name = "correct_minutes"
    title = _("Correggi il verbale")
    effect = _("La bozza si riapre: la correggi, la invii di nuovo e chi era presente risponde di nuovo.")
    verb = _("Riapri la bozza del verbale")


class CirculateMinutesForm(DeedForm):
    """Sends the draft to those present."""

    deed_name = "circulate_minutes"
    title = _("Invia la bozza ai presenti")
    verb = _("Invia la bozza ai presenti")

    @property
    def effect(self) -> str:  # type: ignore[override]
        """By when whoever was there answers: the days are a parameter."""
        assert isinstance(self.subject, Minutes)
        said = _(
            "Ogni ente che era presente la legge e risponde entro %(days)s giorni: "
            "approva, o scrive che cosa non va."
        )
        return str(said % {"days": minutes_days(self.subject.case_file, self.at)})


class _AnswerForm(DeedForm):
    """An answer for a body that was present, among those one speaks for."""

    organisation = forms.ModelChoiceField(label=_("Per quale ente"), queryset=Organisation.objects.none())

    def __init__(self, *args: Any, subject: Any, **kwargs: Any) -> None:
        super().__init__(*args, subject=subject, **kwargs)
        assert isinstance(subject, Minutes)
        table = subject.session.table
        mine = [
            o.pk for o in subject.session.organisations_present() if speaks_for(self.by, table, o, self.at)
        ]
        field = self.fields["organisation"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = Organisation.objects.filter(pk__in=mine)
        if len(mine) == 1:
            field.initial = mine[0]
            field.widget = forms.HiddenInput()


class ApproveMinutesForm(_AnswerForm):
    """Approves."""

    deed_name = "approve_minutes"
    title = _("Approva il verbale")
    effect = _("Il verbale dice quello che è successo: lo approvi per il tuo ente.")
    verb = _("Approva il verbale")


class ObjectToMinutesForm(_AnswerForm):
    """Objects."""

    deed_name = "object_to_minutes"
    title = _("Scrivi un’osservazione")
    effect = _(
        "Chi redige può correggere la bozza; se non lo fa, la tua osservazione resta allegata al verbale."
    )
    verb = _("Invia l’osservazione")

    text = forms.CharField(
        label=_("Che cosa non va"),
        help_text=_("Per esempio «Al punto 2 avevamo detto dodici posti, non dieci»."),
        widget=forms.Textarea(attrs={"rows": 4, "class": "co-act"}),
    )


class FreezeMinutesForm(DeedForm):
    """Closes the minutes."""

    deed_name = "freeze_minutes"
    title = _("Chiudi il verbale")
    effect = _(
        "Il verbale prende il numero e non si cambia più. La copia pubblica non ha i nomi delle persone."
    )
    verb = _("Chiudi il verbale")

    publish = forms.BooleanField(
        label=_("Pubblica subito la copia senza i nomi delle persone"), required=False, initial=True
    )

    def public_texts(self) -> Iterable[tuple[Words, str]]:
        """What its points say."""
        return _written_in(self.subject)


class PublishMinutesForm(DeedForm):
    """Publishes the copy without names."""

    deed_name = "publish_minutes"
    title = _("Pubblica il verbale")
    effect = _("Tutti possono leggere la copia del verbale senza i nomi delle persone.")
    verb = _("Pubblica il verbale")

    def public_texts(self) -> Iterable[tuple[Words, str]]:
        """What its points say."""
        return _written_in(self.subject)


def _written_in(minutes: Any) -> Iterable[tuple[Words, str]]:
    """The texts of minutes that are no longer a draft, by their points."""
    said = said_in(minutes)
    yield _("Sintesi"), "\n".join(strings_in([minutes.recap, said.synthesis.body]))
    for point in said.points:
        yield point.title, "\n".join(strings_in([point.row, point.part.body]))
