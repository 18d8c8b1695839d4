# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Comments beside a chapter, and what becomes of a suggested change."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from coprogettazione.records.forms import DeedForm
from coprogettazione.tables.models import Outcome, TextComment
from coprogettazione.tables.queries import places_at
from coprogettazione.tables.queries.remarks import mentioned_in


class CommentForm(DeedForm):
    """A comment on a passage, or an answer in its thread."""

    deed_name = "comment_text"
    title = _("Commenta")
    verb = _("Commenta")

    words = forms.CharField(
        label=_("Il tuo commento"),
        help_text=_("Per avvisare una persona scrivi @ e il suo nome, per esempio «@Sara Benedetti»."),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    quote = forms.CharField(widget=forms.HiddenInput, required=False)
    anchor = forms.JSONField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, part: str, thread: TextComment | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.part, self.thread = part, thread
        if thread is not None:
            self.fields["words"].label = _("La tua risposta")
            self.fields["words"].help_text = ""
            del self.fields["quote"], self.fields["anchor"]

    def arguments(self) -> dict[str, Any]:
        """With the chapter, the thread and whoever is called by name."""
        people = [person for place in places_at(self.subject.table, self.at) for person in place.people]  # type: ignore[attr-defined]
        said = dict(self.cleaned_data)
        said["anchor"] = said.get("anchor") if isinstance(said.get("anchor"), dict) else {}
        return {
            **said,
            "part": self.part,
            "thread": self.thread,
            "mentions": mentioned_in(said["words"], people),
        }


class SettleSuggestionForm(DeedForm):
    """Accepts or refuses a suggested change, with the reason."""

    deed_name = "answer_contribution"
    title = _("Decidi sulla modifica")
    effect = _("Se la accetti il testo cambia subito; esito e motivo vanno nella relazione conclusiva.")
    verb = _("Salva la decisione")

    outcome = forms.ChoiceField(
        label=_("Esito"),
        choices=[(Outcome.ACCEPTED.value, _("accetta")), (Outcome.REFUSED.value, _("non accettare"))],
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(label=_("Perché"), widget=forms.Textarea(attrs={"rows": 2, "class": "co-act"}))
