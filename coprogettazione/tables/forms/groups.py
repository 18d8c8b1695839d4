# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Working groups: who is in them, what they write, how they end."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from coprogettazione.parties.models import User
from coprogettazione.records.forms import DeedForm
from coprogettazione.tables.forms.project import ChapterForm
from coprogettazione.tables.models import Chapter, DesignTable, WorkGroup


class _Members(DeedForm):
    """Who is in a group, among who sits: whole bodies, or persons."""

    members = forms.MultipleChoiceField(
        label=_("Chi ne fa parte"),
        help_text=_("Un ente intero (chiunque sieda per l’ente) o singole persone."),
        widget=forms.CheckboxSelectMultiple,
    )
    coordinator = forms.ModelChoiceField(
        label=_("Chi lo coordina"),
        help_text=_("Una persona del gruppo: convoca i suoi incontri e ne scrive i verbali."),
        queryset=User.objects.none(),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        table = self.subject if isinstance(self.subject, DesignTable) else self.subject.table  # type: ignore[attr-defined]
        self.places: dict[str, dict[str, Any]] = {}
        people: list[int] = []
        choices: list[tuple[str, str]] = []
        for seat in table.seats_at(self.at):
            body = str(seat.organisation_id)
            if body not in self.places:
                self.places[body] = {"organisation": seat.organisation, "person": None}
                whole = gettext("%(body)s: tutto l’ente") % {"body": seat.organisation.known_as}
                choices.append((body, whole))
            if seat.user is not None:
                key = f"{body}-{seat.user_id}"
                if key not in self.places:
                    self.places[key] = {"organisation": seat.organisation, "person": seat.user}
                    choices.append((key, f"{seat.user}, {seat.organisation.known_as}"))
                people.append(seat.user.pk)
        members, coordinator = self.fields["members"], self.fields["coordinator"]
        assert isinstance(members, forms.MultipleChoiceField)
        assert isinstance(coordinator, forms.ModelChoiceField)
        order = list(self.places)
        members.choices = sorted(choices, key=lambda choice: order.index(choice[0].partition("-")[0]))
        coordinator.queryset = User.objects.filter(pk__in=people).order_by("last_name", "first_name")

    def arguments(self) -> dict[str, Any]:
        """The places behind the boxes."""
        return {**self.cleaned_data, "members": [self.places[key] for key in self.cleaned_data["members"]]}


class OpenGroupForm(_Members):
    """Opens a working group."""

    deed_name = "open_group"
    title = _("Apri un gruppo di lavoro")
    effect = _(
        "Chi ne fa parte riceve un messaggio. Il gruppo ha il suo testo, i suoi incontri e le sue carte: chi siede "
        "al tavolo legge tutto."
    )
    verb = _("Apri il gruppo di lavoro")

    name = forms.CharField(
        label=_("Nome"), help_text=_("Per esempio «Accoglienza notturna»."), max_length=100
    )
    purpose = forms.CharField(
        label=_("Che cosa deve preparare"), widget=forms.Textarea(attrs={"rows": 3, "class": "co-act"})
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.order_fields(["name", "purpose", "members", "coordinator"])


class SetGroupMembersForm(_Members):
    """Changes who is in a group."""

    deed_name = "set_group_members"
    title = _("Cambia chi è nel gruppo")
    effect = _(
        "Chi entra riceve un messaggio e può scrivere nel testo del gruppo. Chi esce lo legge soltanto, e non è più "
        "convocato agli incontri del gruppo."
    )
    verb = _("Salva chi è nel gruppo")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        assert isinstance(self.subject, WorkGroup)
        self.initial.setdefault("coordinator", self.subject.coordinator_id)
        here = [
            f"{m.organisation_id}-{m.person_id}" if m.person_id else str(m.organisation_id)
            for m in self.subject.members_now
        ]
        self.initial.setdefault("members", here)


class CloseGroupForm(DeedForm):
    """Closes a group."""

    deed_name = "close_group"
    title = _("Chiudi il gruppo di lavoro")
    effect = _(
        "Il gruppo non si riunisce più, non scrive più e non riapre. Testo, incontri, verbali e carte restano da "
        "leggere; il testo si può portare nel progetto anche dopo."
    )
    verb = _("Chiudi il gruppo di lavoro")

    outcome = forms.CharField(
        label=_("Che cosa porta al tavolo"), widget=forms.Textarea(attrs={"rows": 4, "class": "co-act"})
    )


class WriteGroupTextForm(ChapterForm, DeedForm):
    """The text of a group as plain words, where no editor runs."""

    deed_name = "write_group_text"
    title = _("Testo del gruppo")
    verb = _("Salva il testo")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"].label = gettext("Testo del gruppo")


class BringInGroupTextForm(DeedForm):
    """Chooses the chapter into which what a group wrote comes."""

    deed_name = "bring_in_group_text"
    title = _("Porta nel progetto il testo del gruppo")
    effect = _(
        "Quello che il gruppo ha scritto entra in fondo al capitolo che scegli, con il nome di chi l’ha scritto. Poi "
        "il tavolo lo lavora come ogni altro testo; il testo del gruppo resta com’è. Le modifiche solo suggerite non "
        "passano."
    )
    verb = _("Porta il testo nel capitolo")

    chapter = forms.ModelChoiceField(label=_("In quale capitolo"), queryset=Chapter.objects.none())

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        assert isinstance(self.subject, WorkGroup)
        chapter = self.fields["chapter"]
        assert isinstance(chapter, forms.ModelChoiceField)
        chapter.queryset = self.subject.table.chapters.order_by("position")
