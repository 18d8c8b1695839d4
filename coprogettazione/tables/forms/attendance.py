# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The roll call, quick to fill in on a phone: one tap for who is not there, an hour for who is late."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from coprogettazione.records.forms import DeedForm
from coprogettazione.tables.forms.fields import LinesField
from coprogettazione.tables.models import THERE, Coming, Presence, Session
from coprogettazione.tables.queries.convening import delegations_of, replies_to


class RecordAttendanceForm(DeedForm):
    """Writes who was there: each body with a row for each person who sits, or is delegated, on the day. Who
    answered that they would not come is absent until somebody says otherwise.
    """

    deed_name = "record_attendance"
    title = _("Segna chi è presente")
    effect = _("Il verbale lo approveranno gli enti presenti.")
    verb = _("Salva le presenze")

    listeners = LinesField(
        label=_("Uditori senza un posto, uno per riga"),
        help_text=_("Nome, cognome ed ente di chi ascolta, senza voto. Non sono nella copia pubblica."),
        required=False,
    )

    def __init__(self, *args: Any, subject: Any, **kwargs: Any) -> None:
        super().__init__(*args, subject=subject, **kwargs)
        assert isinstance(subject, Session)
        self.written = {a.person_id: a for a in subject.attendance.all()}
        self.coming = {reply.person_id: reply for reply in replies_to(subject)}
        self.fields["listeners"].widget.attrs["rows"] = 2
        self.initial.setdefault("listeners", subject.listeners)
        self.bodies: dict[Any, list[dict[str, Any]]] = {}
        self.unnamed: list[Any] = []
        self.people: list[int] = []
        delegations = {d.delegate_id: d for d in delegations_of(subject)}
        for seat in subject.seats_at(subject.starts_at):
            if seat.user is None:
                self.unnamed.append(seat.organisation)
            elif seat.user_id not in self.people:
                self._row(
                    seat.user, seat.organisation, seat.get_kind_display(), delegations.pop(seat.user.pk, None)
                )
        for delegation in delegations.values():
            self._row(delegation.delegate, delegation.organisation, "", delegation)
        named = set(self.bodies)
        self.unnamed = [body for body in self.unnamed if body not in named]

    def _row(self, person: Any, organisation: Any, quality: Any, delegation: Any) -> None:
        pk = person.pk
        before, reply = self.written.get(pk), self.coming.get(pk)
        absent = reply is not None and reply.coming != Coming.YES
        if before is not None:
            absent = before.presence not in THERE
        self.fields[f"presence_{pk}"] = forms.ChoiceField(
            label=gettext("Presenza di %(who)s") % {"who": person},
            choices=[(Presence.PRESENT, gettext("presente")), (Presence.ABSENT, gettext("assente"))],
            initial=Presence.ABSENT if absent else Presence.PRESENT,
            widget=forms.RadioSelect,
        )
        for name, words in (
            ("arrived", _("%(who)s arriva alle")),
            ("left", _("%(who)s va via alle")),
        ):
            self.fields[f"{name}_{pk}"] = forms.TimeField(
                label=str(words) % {"who": person},
                required=False,
                initial=getattr(before, name, None),
                widget=forms.TimeInput(attrs={"type": "time", "class": "co-short"}, format="%H:%M"),
            )
        self.fields[f"note_{pk}"] = forms.CharField(
            label=gettext("Nota su %(who)s") % {"who": person},
            required=False,
            max_length=200,
            initial=before.note if before else "",
        )
        self.people.append(pk)
        self.bodies.setdefault(organisation, []).append(
            {
                "person": person,
                "quality": quality,
                "delegation": delegation,
                "reply": reply,
                "open": self.is_bound
                or (before is not None and bool(before.arrived or before.left or before.note)),
                **{name: self[f"{name}_{pk}"] for name in ("presence", "arrived", "left", "note")},
            }
        )

    def arguments(self) -> dict[str, Any]:
        """One item per person, and who listened."""
        given = self.cleaned_data
        return {
            "attendance": [
                {
                    "person": pk,
                    **{
                        name: given[f"{name}_{pk}"]
                        for name in ("presence", "arrived", "left", "note")
                        if given[f"{name}_{pk}"] not in (None, "")
                    },
                }
                for pk in self.people
            ],
            "listeners": given["listeners"],
        }
