# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The plain forms of the execution: figures, milestones, clarifications, payments, closing."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from coprogettazione.applications.forms.writing import MoneyField
from coprogettazione.calls.models import Parameter
from coprogettazione.calls.queries import parameter_of
from coprogettazione.documents.forms import UploadField
from coprogettazione.monitoring.models import ExpenseReport, PaymentKind, ReportState
from coprogettazione.monitoring.queries import balance_of
from coprogettazione.monitoring.services import CHECKS
from coprogettazione.records.forms import DeedForm
from coprogettazione.wording import ROME, euro

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise


def day_field(
    label: "_StrOrPromise", help_text: "_StrOrPromise" = "", *, required: bool = True
) -> forms.DateField:
    """A day, with the browser's own calendar."""
    return forms.DateField(
        label=label,
        help_text=help_text,
        required=required,
        widget=forms.DateInput(attrs={"type": "date", "class": "co-short"}, format="%Y-%m-%d"),
    )


def text_field(
    label: "_StrOrPromise", help_text: "_StrOrPromise" = "", *, required: bool = True, rows: int = 4
) -> forms.CharField:
    """A text of some lines."""
    return forms.CharField(
        label=label, help_text=help_text, required=required, widget=forms.Textarea(attrs={"rows": rows})
    )


class _Act(DeedForm):
    """An executive's act: its number and its day."""

    act_number = forms.CharField(
        label=_("Numero dell’atto"),
        max_length=40,
        help_text=_("Come nel registro delle determinazioni, per esempio 118/2026."),
        widget=forms.TextInput(attrs={"class": "co-short"}),
    )
    act_date = day_field(_("Data dell’atto"))


class ReportIndicatorForm(DeedForm):
    """The value of an indicator."""

    deed_name = "report_indicator"
    title = _("Comunica il dato di un indicatore")
    effect = _("Il dato si legge nella pagina pubblica della convenzione, accanto a quello atteso.")
    verb = _("Comunica il dato")
    period_end = day_field(
        _("Dato al"), _("L’ultimo giorno del periodo misurato, per esempio il 30 novembre.")
    )
    value = MoneyField(
        label=_("Valore"),
        help_text=_("Solo il numero, per esempio 64."),
        error_messages={"required": _("Scrivi un numero, per esempio 64.")},
    )
    note = text_field(_("Nota"), _("Come è stato misurato, o perché è diverso dall’atteso."), required=False)


class CompleteMilestoneForm(DeedForm):
    """A milestone was reached."""

    deed_name = "complete_milestone"
    title = _("Segna fatta la tappa")
    effect = _("La tappa risulta fatta nella pagina pubblica della convenzione.")
    verb = _("Segna fatta la tappa")
    done_on = day_field(_("Fatta il"))
    evidence = text_field(
        _("Che cosa lo mostra"), _("Per esempio: la centrale risponde al numero verde dal 24 settembre.")
    )
    file = UploadField(
        label=_("Documento"), required=False, help_text=_("Una foto, un verbale, una locandina.")
    )


class WaiveMilestoneForm(DeedForm):
    """A milestone is no longer due."""

    deed_name = "waive_milestone"
    title = _("Togli la tappa dal piano")
    effect = _("La tappa resta scritta, con il motivo per cui non è più dovuta.")
    verb = _("Togli la tappa dal piano")
    reason = text_field(
        _("Perché"), _("Per esempio: la cabina di regia del 10 marzo l’ha sostituita con M5.")
    )


class SubmitPeriodicReportForm(DeedForm):
    """D11."""

    deed_name = "submit_periodic_report"
    title = _("Presenta la relazione periodica")
    effect = _("Indicatori e tappe entrano nella relazione come sono ora. Si fa un PDF con il suo numero.")
    verb = _("Presenta la relazione")
    period_from = day_field(_("Dal"))
    period_to = day_field(_("Al"))
    activities = text_field(
        _("Che cosa è stato fatto"),
        _("Per esempio: la centrale ha risposto a 112 chiamate; l’unità di strada è uscita 36 sere."),
        rows=8,
    )
    deviations = text_field(_("Che cosa è andato diversamente, e perché"), required=False)
    next_steps = text_field(_("Prossimi passi"), required=False)


class AskClarificationForm(DeedForm):
    """One question on a report."""

    deed_name = "ask_clarification"
    title = _("Chiedi chiarimenti sul rendiconto")
    effect = _("Il capofila riceve subito la richiesta. Si può chiedere una volta sola: scrivi tutto qui.")
    verb = _("Chiedi i chiarimenti")
    question = text_field(
        _("Che cosa va chiarito"), _("Per esempio: a quale periodo si riferisce la fattura 12/A.")
    )
    due = day_field(_("Entro"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        report: Any = self.subject
        today = self.at.astimezone(ROME).date()
        self.fields["due"].help_text = gettext("Tra %(least)s e %(most)s giorni da oggi.") % {
            "least": parameter_of(report.agreement.the_call, Parameter.CLARIFICATION_DAYS_MINIMUM, today),
            "most": parameter_of(report.agreement.the_call, Parameter.CLARIFICATION_DAYS_MAXIMUM, today),
        }


class AnswerClarificationForm(DeedForm):
    """The answer."""

    deed_name = "answer_clarification"
    title = _("Rispondi ai chiarimenti")
    effect = _("Il responsabile del procedimento riprende il controllo del rendiconto.")
    verb = _("Invia la risposta")
    text = text_field(_("Risposta"), rows=6)
    file = UploadField(label=_("Documento"), required=False)


class ResumeReviewForm(DeedForm):
    """Go on without an answer."""

    deed_name = "resume_review"
    title = _("Riprendi il controllo senza i chiarimenti")
    effect = _("Il termine per rispondere è passato: il rendiconto si controlla con quello che c’è.")
    verb = _("Riprendi il controllo")


class AuditExpenseReportForm(DeedForm):
    """The auditor's note."""

    deed_name = "audit_expense_report"
    title = _("Scrivi la nota del revisore")
    effect = _("La nota si legge nel rendiconto; non ne cambia lo stato.")
    verb = _("Scrivi la nota")
    note = text_field(_("Nota"))


class OrderPaymentForm(_Act):
    """A payment order."""

    deed_name = "order_payment"
    title = _("Disponi un pagamento")
    effect = _(
        "Si fa la determina di liquidazione, pubblicata con i dati dell’articolo 26 del d.lgs. 33/2013. "
        "Il pagamento va al capofila."
    )
    verb = _("Disponi il pagamento")
    kind = forms.ChoiceField(
        label=_("Che pagamento è"), choices=[c for c in PaymentKind.choices if c[0] != PaymentKind.RECOVERY]
    )
    expense_report = forms.ModelChoiceField(
        ExpenseReport.objects.none(),
        label=_("Su quale rendiconto"),
        required=False,
        help_text=_("Per acconto e saldo; l’anticipo non ne ha bisogno."),
    )
    amount = MoneyField(
        label=_("Importo in euro"), error_messages={"required": _("Scrivi un importo, per esempio 54.000.")}
    )
    durc = day_field(_("DURC controllato il"), _("Regolare e in corso di validità (art. 31, d.l. 69/2013)."))
    debts = day_field(
        _("Debiti con il fisco controllati il"),
        _("Oltre 5.000 € (art. 48-bis, d.P.R. 602/1973)."),
        required=False,
    )
    antimafia = day_field(
        _("Documentazione antimafia del"),
        _("Per contributi oltre 150.000 € (art. 83, d.lgs. 159/2011)."),
        required=False,
    )
    note = text_field(_("Motivo"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["expense_report"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = ExpenseReport.objects.filter(
            agreement_id=self.subject.pk, state=ReportState.APPROVED
        )

    def arguments(self) -> dict[str, Any]:
        """The days of the checks go together."""
        given = dict(self.cleaned_data)
        checks = {code: given.pop(code) for code in CHECKS}
        return {**given, "checks": {code: made_on for code, made_on in checks.items() if made_on}}


class RecordRecoveryForm(_Act):
    """Money that came back."""

    deed_name = "record_recovery"
    title = _("Registra una somma restituita")
    effect = _("La somma si toglie da quanto è stato pagato.")
    verb = _("Registra la somma")
    amount = MoneyField(label=_("Importo in euro"), error_messages={"required": _("Scrivi un importo.")})
    note = text_field(_("Perché è restituita"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        excess = balance_of(self.subject).to_recover  # type: ignore[arg-type]
        if excess:
            self.initial["amount"] = excess
            self.fields["amount"].help_text = _("Pagati oltre quanto ammesso: %(sum)s.") % {
                "sum": euro(excess, cents=True)
            }


class ApproveFinalReportForm(_Act):
    """The accounts are closed."""

    deed_name = "approve_final_report"
    title = _("Approva il rendiconto finale")
    effect = _("I conti sono chiusi: ogni rendiconto è approvato e il contributo ammesso è pagato.")
    verb = _("Approva il rendiconto finale")


class ArchiveCaseForm(DeedForm):
    """The dossier goes to the archive."""

    deed_name = "archive_case"
    title = _("Archivia il fascicolo")
    effect = _("Il fascicolo resta leggibile; non ci sono altri passi.")
    verb = _("Archivia il fascicolo")
