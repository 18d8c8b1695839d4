# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The officer's checklist: one outcome and, where needed, one reason for each item."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from coprogettazione.applications.forms.office import OUTCOMES, WithReserve
from coprogettazione.applications.models import Application, CheckItem, CheckOutcome
from coprogettazione.applications.queries import items_to_check
from coprogettazione.records.forms import DeedForm


def _outcomes(item: CheckItem) -> list[tuple[str, Any]]:
    """What may be said of an item: only of the form of an application that something formal is missing."""
    return [(o.value, o.label) for o in CheckOutcome if o != CheckOutcome.GAP or item.is_formal]


class ChecksForm(DeedForm):
    """The items of an application, or one of them (`only`), each with its outcome and, where needed, its reason."""

    def __init__(self, *args: Any, only: CheckItem | None = None, **kwargs: Any) -> None:
        self.only = only
        super().__init__(*args, **kwargs)
        assert isinstance(self.subject, Application)
        done = {(c.item, c.organisation_id): c for c in self.subject.checks.all()}
        self.rows: list[dict[str, Any]] = []
        for number, (item, body) in enumerate(items_to_check(self.subject)):
            if self.only is not None and item != self.only:
                continue
            saved = done.get((str(item), body.pk if body else None))
            self.fields[f"item_{number}"] = forms.ChoiceField(
                label=str(item.label),
                choices=[("", _("da controllare")), *_outcomes(item)],
                required=False,
                initial=saved and saved.outcome,
            )
            self.fields[f"note_{number}"] = forms.CharField(
                label=_("Motivo"),
                required=False,
                max_length=1000,
                initial=saved and saved.note,
                widget=forms.TextInput(attrs={"class": "co-act"}),
            )
            self.rows.append({"number": number, "item": item, "body": body})

    def rows_by_body(self) -> list[tuple[Any, list[Any]]]:
        """The items with their bound fields, those of the whole application first, then body by body."""
        groups: list[tuple[Any, list[Any]]] = []
        for row in self.rows:
            if not groups or groups[-1][0] != row["body"]:
                groups.append((row["body"], []))
            groups[-1][1].append((self[f"item_{row['number']}"], self[f"note_{row['number']}"]))
        return groups

    def checks(self) -> list[dict[str, Any]]:
        """The items that have an outcome, as the services take them."""
        return [
            {
                "item": row["item"].value,
                "outcome": self.cleaned_data[f"item_{row['number']}"],
                "note": self.cleaned_data[f"note_{row['number']}"],
                "codice_fiscale": row["body"] and row["body"].codice_fiscale,
            }
            for row in self.rows
            if self.cleaned_data.get(f"item_{row['number']}")
        ]

    def clean(self) -> dict[str, Any]:
        """A gap has its reason."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        for row in self.rows:
            outcome, name = cleaned.get(f"item_{row['number']}"), f"note_{row['number']}"
            if outcome in (CheckOutcome.GAP, CheckOutcome.FAILED) and not cleaned.get(name):
                self.add_error(
                    name, _("Scrivi che cosa manca, per esempio «manca la firma sul piano economico».")
                )
        return cleaned


class CheckAdmissibilityForm(WithReserve, ChecksForm):
    """Every item, then the decision. The items may be saved without deciding (see views.office)."""

    deed_name = "check_admissibility"
    title = _("Controllo dei requisiti")
    effect = _("L’ente riceve l’esito con i motivi. La decisione è scritta nel registro.")
    verb = _("Decidi sulla domanda")
    outcome = forms.ChoiceField(
        label=_("Esito"),
        choices=OUTCOMES,
        widget=forms.RadioSelect,
        error_messages={"required": _("Scegli un esito, per esempio «Ammessa».")},
    )
    reasons = forms.CharField(
        label=_("Motivi"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4, "class": "co-act"}),
        help_text=_("Obbligatori per escludere o ammettere con riserva; vanno nell’atto."),
    )

    def arguments(self) -> dict[str, Any]:
        """Outcome, reasons, and the items."""
        return {
            "outcome": self.cleaned_data["outcome"],
            **{name: self.cleaned_data[name] for name in ("reasons", "reserve_event", "reserve_until")},
            "checks": self.checks(),
        }
