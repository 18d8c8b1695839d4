# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The plan as it is typed: rows of indicators, of milestones, of reports."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from coprogettazione.agreements.models import Agreement
from coprogettazione.applications.forms.writing import MoneyField
from coprogettazione.monitoring.forms.deeds import day_field
from coprogettazione.monitoring.models import Frequency, Indicator, Milestone
from coprogettazione.records.forms import DeedForm

_CODE = {"class": "co-short", "autocomplete": "off"}


class IndicatorRow(forms.Form):
    """One indicator."""

    code = forms.CharField(label=_("Sigla"), max_length=10, widget=forms.TextInput(attrs=_CODE))
    text = forms.CharField(
        label=_("Che cosa si misura"), max_length=200, help_text=_("Per esempio «persone raggiunte».")
    )
    unit = forms.CharField(
        label=_("Unità"),
        max_length=40,
        help_text=_("Per esempio n oppure %."),
        widget=forms.TextInput(attrs=_CODE),
    )
    baseline = MoneyField(label=_("Prima del progetto"))
    target = MoneyField(label=_("Obiettivo alla fine"))
    source = forms.CharField(label=_("Da dove viene il dato"), max_length=200, required=False)
    frequency = forms.ChoiceField(
        label=_("Ogni quanto"), choices=Frequency.choices, initial=Frequency.QUARTERLY
    )


class MilestoneRow(forms.Form):
    """One milestone."""

    code = forms.CharField(label=_("Sigla"), max_length=10, widget=forms.TextInput(attrs=_CODE))
    text = forms.CharField(
        label=_("Che cosa"), max_length=200, help_text=_("Per esempio «centrale operativa attiva».")
    )
    due = day_field(_("Entro"))
    owner = forms.ChoiceField(label=_("A cura di"))


class ReportRow(forms.Form):
    """One report of the calendar."""

    period_from = day_field(_("Dal"))
    period_to = day_field(_("Al"))
    due = day_field(_("Da presentare entro"))


class SetMonitoringPlanForm(DeedForm):
    """The deed that writes the plan; its rows are in `PlanForms`."""

    deed_name = "set_monitoring_plan"
    title = _("Fissa indicatori, tappe e rendiconti")
    effect = _("Gli enti lo ricevono subito. Quello che è già misurato, fatto o presentato non si toglie.")
    verb = _("Fissa il piano")

    def __init__(self, *args: Any, rows: "PlanForms | None" = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rows = rows

    def arguments(self) -> dict[str, Any]:
        """The rows that were typed."""
        assert self.rows is not None
        return self.rows.arguments()


class PlanForms:
    """The three lists of the plan, together."""

    def __init__(self, agreement: Agreement, data: Any = None) -> None:
        def made(row: type[forms.Form], prefix: str, initial: list[dict[str, Any]], extra: int) -> Any:
            formset = forms.formset_factory(row, extra=extra, can_delete=True, max_num=60)
            return formset(data, prefix=prefix, initial=initial)

        indicators = list(Indicator.objects.filter(agreement=agreement))
        milestones = list(Milestone.objects.filter(agreement=agreement).select_related("owner"))
        reports = list(agreement.expense_reports.order_by("number"))
        self.indicators = made(
            IndicatorRow, "indicators", [_indicator(row) for row in indicators], 1 if indicators else 3
        )
        self.milestones = made(
            MilestoneRow, "milestones", [_milestone(row) for row in milestones], 1 if milestones else 3
        )
        self.reports = made(
            ReportRow,
            "reports",
            [{"period_from": r.period_from, "period_to": r.period_to, "due": r.due_on} for r in reports],
            1 if reports else 2,
        )
        parties = agreement.parties.select_related("organisation").order_by("position")
        owners = [(p.organisation.codice_fiscale, p.organisation.known_as) for p in parties]
        self.blank_milestone = self.milestones.empty_form
        for form in [*self.milestones.forms, self.blank_milestone]:
            owner = form.fields["owner"]
            # What a blank row shows is not something typed: it must not make the row count.
            owner.choices, owner.initial = owners, owners[0][0]

    def is_valid(self) -> bool:
        """All three."""
        return all([self.indicators.is_valid(), self.milestones.is_valid(), self.reports.is_valid()])

    def arguments(self) -> dict[str, Any]:
        """The arguments of the deed."""
        reports = _kept(self.reports)
        return {
            "indicators": [
                {**row, "baseline": str(row["baseline"]), "target": str(row["target"])}
                for row in _kept(self.indicators)
            ],
            "milestones": _kept(self.milestones),
            "reports": reports or None,
        }


def _kept(formset: Any) -> list[dict[str, Any]]:
    rows = [f.cleaned_data for f in formset.forms if f.cleaned_data and not f.cleaned_data.get("DELETE")]
    return [{key: value for key, value in row.items() if key != "DELETE"} for row in rows]


def _indicator(row: Indicator) -> dict[str, Any]:
    said = {name: getattr(row, name) for name in ("code", "text", "unit", "source", "frequency")}
    numbers = {n: format(getattr(row, n).normalize(), "f").replace(".", ",") for n in ("baseline", "target")}
    return {**said, **numbers}


def _milestone(row: Milestone) -> dict[str, Any]:
    return {"code": row.code, "text": row.text, "due": row.due, "owner": row.owner.codice_fiscale}
