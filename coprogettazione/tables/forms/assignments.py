# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Tasks decided in a session."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from coprogettazione.records.forms import DeedForm
from coprogettazione.tables.forms.fields import DayField
from coprogettazione.tables.models import Session


class AssignTaskForm(DeedForm):
    """Gives a task."""

    deed_name = "assign_task"
    title = _("Aggiungi un compito")
    effect = _(
        "Va nel verbale e sulla scrivania di chi deve farlo; il messaggio parte quando invii il verbale ai presenti."
    )
    verb = _("Aggiungi il compito")

    text = forms.CharField(
        label=_("Che cosa"), max_length=300, help_text=_("Per esempio «Mandare i dati dei posti letto».")
    )
    owner = forms.ChoiceField(label=_("Chi"))
    due_on = DayField(label=_("Entro il"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        assert isinstance(self.subject, Session)
        self.owners: dict[str, dict[str, Any]] = {}
        choices: list[tuple[str, str]] = [("", gettext("Scegli un ente o una persona"))]
        for seat in self.subject.seats_at(self.at):
            body = str(seat.organisation_id)
            if body not in self.owners:
                self.owners[body] = {"organisation": seat.organisation, "person": None}
                choices.append((body, seat.organisation.known_as))
            if seat.user is not None and f"{body}-{seat.user_id}" not in self.owners:
                self.owners[f"{body}-{seat.user_id}"] = {
                    "organisation": seat.organisation,
                    "person": seat.user,
                }
                choices.append((f"{body}-{seat.user_id}", f"{seat.user}, {seat.organisation.known_as}"))
        field = self.fields["owner"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices

    def arguments(self) -> dict[str, Any]:
        """The body and the person behind the choice."""
        given = self.cleaned_data
        return {"text": given["text"], "due_on": given["due_on"], **self.owners[given["owner"]]}


class DropTaskForm(DeedForm):
    """Takes a task back."""

    deed_name = "drop_task"
    title = _("Togli il compito")
    effect = _("Il compito non sarà nel verbale.")
    verb = _("Togli il compito")


class FinishTaskForm(DeedForm):
    """Says that a task is done."""

    deed_name = "finish_task"
    title = _("Segna il compito come fatto")
    effect = _("Chi siede al tavolo legge che cosa è stato fatto, e quando.")
    verb = _("Segna come fatto")

    note = forms.CharField(label=_("Che cosa è stato fatto"), widget=forms.Textarea(attrs={"rows": 3}))
