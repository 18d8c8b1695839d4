# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Convening a session, cancelling it, writing who was there."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from coprogettazione.calls.models import CallState
from coprogettazione.records.forms import DeedForm
from coprogettazione.tables.forms.fields import LinesField, MomentField
from coprogettazione.tables.models import DesignTable, Presence, Session, SessionMode
from coprogettazione.tables.queries import convocation_days


class ConveneSessionForm(DeedForm):
    """Convenes a session."""

    deed_name = "convene_session"
    title = _("Convoca l’incontro")
    effect = _(
        "Tutti quelli che siedono al tavolo ricevono la convocazione nello stesso momento, con il calendario."
    )
    verb = _("Convoca l’incontro")

    starts_at = MomentField(label=_("Quando"))
    mode = forms.ChoiceField(
        label=_("Come ci si incontra"), choices=SessionMode.choices, widget=forms.RadioSelect
    )
    place = forms.CharField(
        label=_("Dove"),
        help_text=_("Per esempio «Sala consiliare di Valdora, primo piano»."),
        required=False,
        max_length=200,
    )
    link = forms.URLField(
        assume_scheme="https",
        label=_("Indirizzo del collegamento video"),
        required=False,
        help_text=_("Lo vede solo chi siede al tavolo."),
    )
    agenda = LinesField(
        label=_("Ordine del giorno"),
        help_text=_("Un punto per riga. Il primo, di solito: approvazione del verbale precedente."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        assert isinstance(self.subject, DesignTable)
        days = convocation_days(self.subject.call, self.at)
        self.fields["starts_at"].help_text = gettext(
            "Tra la convocazione e l’incontro passano almeno %(days)s giorni."
        ) % {"days": days}

    def arguments(self) -> dict[str, Any]:
        """A suspended table meets only to overcome the deadlock."""
        assert isinstance(self.subject, DesignTable)
        return {
            **self.cleaned_data,
            "extraordinary": self.subject.call.state == CallState.TABLE_SUSPENDED,
        }


class CancelSessionForm(DeedForm):
    """Cancels a session that has not begun."""

    deed_name = "cancel_session"
    title = _("Annulla l’incontro")
    effect = _("Chi siede al tavolo è avvisato subito. Il numero dell’incontro non si usa più.")
    verb = _("Annulla l’incontro")

    reason = forms.CharField(label=_("Perché non si tiene"), widget=forms.Textarea(attrs={"rows": 3}))


class RecordAttendanceForm(DeedForm):
    """Writes who was there: a row for each seat in force on the day."""

    deed_name = "record_attendance"
    title = _("Segna chi è presente")
    effect = _("Il verbale lo approveranno gli enti presenti.")
    verb = _("Salva le presenze")

    def __init__(self, *args: Any, subject: Any, **kwargs: Any) -> None:
        super().__init__(*args, subject=subject, **kwargs)
        assert isinstance(subject, Session)
        written = {a.person_id: a for a in subject.attendance.all()}
        self.rows: list[dict[str, Any]] = []
        self.unnamed: list[Any] = []
        for seat in subject.table.seats_at(subject.starts_at):
            if seat.user is None:
                self.unnamed.append(seat.organisation)
                continue
            if any(row["seat"].user_id == seat.user_id for row in self.rows):
                continue
            before = written.get(seat.user_id)
            name, note = f"presence_{seat.user_id}", f"note_{seat.user_id}"
            self.fields[name] = forms.ChoiceField(
                label=gettext("Presenza di %(who)s") % {"who": seat.user},
                choices=Presence.choices,
                initial=before.presence if before else Presence.PRESENT,
            )
            self.fields[note] = forms.CharField(
                label=gettext("Nota su %(who)s, per esempio l’ora di arrivo") % {"who": seat.user},
                required=False,
                max_length=200,
                initial=before.note if before else "",
            )
            self.rows.append({"seat": seat, "presence": self[name], "note": self[note]})

    def arguments(self) -> dict[str, Any]:
        """One item per person."""
        return {
            "attendance": [
                {
                    "person": row["seat"].user_id,
                    "presence": self.cleaned_data[row["presence"].name],
                    "note": self.cleaned_data[row["note"].name],
                }
                for row in self.rows
            ]
        }
