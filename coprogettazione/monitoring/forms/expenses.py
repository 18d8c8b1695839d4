# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The forms of a report: one expense, the sums, the presentation, the check."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from coprogettazione.applications.forms.writing import MoneyField
from coprogettazione.applications.models import CostCategory
from coprogettazione.documents.forms import UploadField
from coprogettazione.monitoring.forms.deeds import day_field, text_field
from coprogettazione.monitoring.models import CupMode, Expense, PaymentMeans, ReportState
from coprogettazione.monitoring.queries import ReportFacts
from coprogettazione.parties.models import Organisation
from coprogettazione.records.forms import DeedForm

#: Categories with their letter, as reports cite them.
CATEGORIES = [(code, f"{code} · {label}") for code, label in CostCategory.choices]


class ExpenseForm(forms.Form):
    """One expense. What is not ready can be left empty: the report says what is missing."""

    organisation = forms.ModelChoiceField(Organisation.objects.none(), label=_("Ente che ha speso"))
    category = forms.ChoiceField(
        label=_("Voce di spesa"),
        choices=CATEGORIES,
        help_text=_("V e K hanno un valore stimato e non si pagano."),
    )
    description = forms.CharField(
        label=_("Che cosa"),
        max_length=200,
        help_text=_(
            "Per esempio «Due operatori di strada, ottobre». Mai nomi di persone aiutate: solo codici."
        ),
        error_messages={"required": _("Scrivi che cosa è.")},
    )
    supplier = forms.CharField(label=_("Fornitore o beneficiario"), max_length=200, required=False)
    document_number = forms.CharField(
        label=_("Numero del documento"),
        max_length=60,
        required=False,
        widget=forms.TextInput(attrs={"class": "co-short"}),
    )
    document_date = day_field(_("Data del documento"), required=False)
    amount = MoneyField(
        label=_("Importo del documento, in euro"),
        required=False,
        help_text=_("Tutto il documento, per esempio 1.250,00. Per i volontari si calcola dalle ore."),
    )
    share = MoneyField(
        label=_("Quota a carico del progetto, per cento"),
        initial="100",
        help_text=_("Meno di 100 se il documento riguarda anche altro."),
        error_messages={"required": _("Scrivi la quota, per esempio 100.")},
    )
    paid_on = day_field(_("Pagato il"), required=False)
    payment_means = forms.ChoiceField(
        label=_("Pagato con"), choices=[("", _("non ancora indicato")), *PaymentMeans.choices], required=False
    )
    payment_reference = forms.CharField(
        label=_("Estremi del pagamento"),
        max_length=120,
        required=False,
        help_text=_("Per esempio il CRO del bonifico o il protocollo dell’F24 (art. 3, l. 136/2010)."),
    )
    cup_mode = forms.ChoiceField(
        label=_("CUP"), choices=CupMode.choices, initial=CupMode.MISSING, required=False
    )
    document = UploadField(
        label=_("File del documento"),
        required=False,
        help_text=_("Fattura, busta paga, ricevuta: PDF o immagine. Non si pubblica."),
    )
    proof = UploadField(
        label=_("Prova del pagamento"),
        required=False,
        help_text=_("Contabile del bonifico o estratto conto."),
    )
    hours = MoneyField(label=_("Ore dei volontari"), required=False)
    hourly_value = MoneyField(label=_("Valore di un’ora, in euro"), required=False)
    value_source = forms.CharField(
        label=_("Come è stimato il valore"),
        max_length=200,
        required=False,
        help_text=_("Solo per V e K: per esempio «contratto cooperative sociali, livello C1»."),
    )

    def __init__(self, *args: Any, bodies: list[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["organisation"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = Organisation.objects.filter(pk__in=[body.pk for body in bodies])
        if len(bodies) == 1:
            field.initial = bodies[0].pk

    def clean(self) -> dict[str, Any]:
        """An amount is needed, unless hours and their value give it."""
        given = super().clean() or {}
        from_hours = (
            given.get("category") == CostCategory.V and given.get("hours") and given.get("hourly_value")
        )
        if from_hours:
            given["amount"] = given["hours"] * given["hourly_value"]
        if given.get("amount") is None and "amount" not in self.errors:
            self.add_error("amount", str(_("Scrivi un importo, per esempio 1.250,00.")))
        given["cup_mode"] = given.get("cup_mode") or CupMode.MISSING
        return given

    @staticmethod
    def initial_of(expense: Expense) -> dict[str, Any]:
        """What an expense says, to be changed."""
        names = [n for n in ExpenseForm.base_fields if n not in ("document", "proof", "organisation")]
        said = {name: getattr(expense, name) for name in names}
        for name in ("amount", "share", "hours", "hourly_value"):
            if said[name] is not None:
                said[name] = format(said[name], "f").replace(".", ",")
        return {**said, "organisation": expense.organisation_id}


class SumsForm(forms.Form):
    """The partners' own money and the revenues of the period."""

    own_money = MoneyField(
        label=_("Denaro proprio degli enti, in euro"),
        help_text=_("La parte delle spese pagate che gli enti mettono di tasca loro (compartecipazione)."),
        error_messages={"required": _("Scrivi un importo, anche 0.")},
    )
    revenues = MoneyField(
        label=_("Entrate del progetto, in euro"),
        help_text=_("Quello che il progetto ha incassato da altri; 0 se niente."),
        error_messages={"required": _("Scrivi un importo, anche 0.")},
    )


class SubmitExpenseReportForm(DeedForm):
    """D12: how much is asked, and what is declared."""

    deed_name = "submit_expense_report"
    title = _("Presenta il rendiconto")
    effect = _("Il responsabile lo riceve subito. Da quel momento le spese non si cambiano più.")
    verb = _("Presenta il rendiconto")
    asked = MoneyField(
        label=_("Contributo chiesto, in euro"),
        help_text=_("Al massimo le spese pagate, meno denaro proprio ed entrate."),
        error_messages={"required": _("Scrivi un importo, anche 0.")},
    )
    declared = forms.BooleanField(
        label=_("Dichiaro quanto scritto qui sopra (artt. 46–47, d.P.R. 445/2000)"),
        error_messages={"required": _("Senza la dichiarazione il rendiconto non si presenta.")},
    )

    def arguments(self) -> dict[str, Any]:
        """The declaration is in the paper."""
        return {"asked": self.cleaned_data["asked"]}


class ReviewExpenseReportForm(DeedForm):
    """Each expense admitted or cut, and the outcome."""

    deed_name = "review_expense_report"
    title = _("Controlla il rendiconto")
    effect = _("Per ogni spesa scrivi quanto ammetti; se ammetti meno, scrivi perché.")
    verb = _("Registra l’esito")
    outcome = forms.ChoiceField(
        label=_("Esito"),
        choices=[
            (ReportState.APPROVED.value, _("approvato, con gli importi ammessi qui sopra")),
            (ReportState.REJECTED.value, _("non approvato: il capofila lo rifà")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Scegli l’esito.")},
    )
    reasons = text_field(_("Motivi"), _("Obbligatori se non approvi (art. 3, l. 241/1990)."), required=False)

    def __init__(self, *args: Any, facts: ReportFacts, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.facts = facts
        for expense in facts.expenses:
            admitted = MoneyField(
                label=_("Ammesso"),
                initial=format(expense.charged, "f").replace(".", ","),
                error_messages={"required": _("Scrivi quanto ammetti, anche 0.")},
            )
            column = "valued" if expense.is_figurative else "paid"
            data = {"data-sum-target": "cell", "data-row": str(expense.pk), "data-col": column}
            admitted.widget.attrs.update(data)
            self.fields[f"admitted_{expense.pk}"] = admitted
            self.fields[f"reason_{expense.pk}"] = forms.CharField(
                label=_("Perché non tutto"), max_length=300, required=False
            )

    @property
    def rows(self) -> list[tuple[Expense, Any, Any]]:
        """Each expense with its two fields."""
        return [(e, self[f"admitted_{e.pk}"], self[f"reason_{e.pk}"]) for e in self.facts.expenses]

    def arguments(self) -> dict[str, Any]:
        """The fields of each expense become its row."""
        given = self.cleaned_data
        return {
            "outcome": given["outcome"],
            "reasons": given["reasons"],
            "expenses": [
                {
                    "expense": expense.pk,
                    "admitted": given[f"admitted_{expense.pk}"],
                    "reason": given[f"reason_{expense.pk}"],
                }
                for expense in self.facts.expenses
            ],
        }
