# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Convening a session, moving it, cancelling it."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from coprogettazione.calls.models import CallState
from coprogettazione.records.forms import DeedForm
from coprogettazione.records.rights import may
from coprogettazione.tables.forms.fields import LinesField, MomentField
from coprogettazione.tables.forms.papers import papers_formset, papers_in
from coprogettazione.tables.models import DesignTable, Session, SessionMode, WorkGroup
from coprogettazione.tables.queries import convocation_days


class _WhenAndWhere(DeedForm):
    """When and where a session is held."""

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

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        days = convocation_days(self.subject.case_file, self.at)  # type: ignore[attr-defined]
        self.fields["starts_at"].help_text = gettext(
            "Tra la convocazione e l’incontro passano almeno %(days)s giorni."
        ) % {"days": days}


class ConveneSessionForm(_WhenAndWhere):
    """Convenes a session; the papers are in their own formset."""

    deed_name = "convene_session"
    title = _("Convoca l’incontro")
    effect = _(
        "Chi è convocato riceve l’invito nello stesso momento, con il calendario, e risponde se ci sarà."
    )
    verb = _("Convoca l’incontro")

    group = forms.ModelChoiceField(
        label=_("Chi si incontra"),
        queryset=WorkGroup.objects.none(),
        required=False,
        empty_label=_("Tutto il tavolo"),
    )
    agenda = LinesField(
        label=_("Ordine del giorno"),
        help_text=_("Un punto per riga. Il primo, di solito: approvazione del verbale precedente."),
    )

    def __init__(self, *args: Any, papers: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        assert isinstance(self.subject, DesignTable)
        self.papers = papers if papers is not None else papers_formset(self.subject)
        self.order_fields(["group", "starts_at", "mode", "place", "link", "agenda"])
        open_groups = self.subject.groups.filter(closed_at__isnull=True)
        keeper = may(self.by, "open_group", self.subject, self.at)
        field = self.fields["group"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = open_groups if keeper else open_groups.filter(coordinator=self.by)
        if not keeper and self.subject.call.state != CallState.TABLE_SUSPENDED:
            field.required, field.empty_label = True, None
        elif not open_groups:
            del self.fields["group"]

    def arguments(self) -> dict[str, Any]:
        """A suspended table meets only to overcome the deadlock."""
        assert isinstance(self.subject, DesignTable)
        return {
            **self.cleaned_data,
            "extraordinary": self.subject.call.state == CallState.TABLE_SUSPENDED,
            "papers": papers_in(self.papers, self.subject),
        }


class MoveSessionForm(_WhenAndWhere):
    """Convenes a session again, at another time or place."""

    deed_name = "move_session"
    title = _("Sposta l’incontro")
    effect = _(
        "Chi è convocato riceve un nuovo invito, che nel calendario prende il posto del primo, e risponde di nuovo."
    )
    verb = _("Sposta l’incontro")

    reason = forms.CharField(label=_("Perché cambia"), widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        session = self.subject
        assert isinstance(session, Session)
        for name in ("starts_at", "mode", "place", "link"):
            self.initial.setdefault(name, getattr(session, name))


class CancelSessionForm(DeedForm):
    """Cancels a session that has not begun."""

    deed_name = "cancel_session"
    title = _("Annulla l’incontro")
    effect = _("Chi siede al tavolo è avvisato subito. Il numero dell’incontro non si usa più.")
    verb = _("Annulla l’incontro")

    reason = forms.CharField(label=_("Perché non si tiene"), widget=forms.Textarea(attrs={"rows": 3}))
