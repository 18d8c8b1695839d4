# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What the applicant types."""

from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from coprogettazione.applications.models import (
    APPLICANT_ROLES,
    ApplicationForm,
    CostCategory,
    FundingSource,
    MemberRole,
    Title,
)
from coprogettazione.calls.models import FormQuestion, Lot
from coprogettazione.calls.queries import limits_in_words
from coprogettazione.documents.forms import UploadField
from coprogettazione.documents.services import ACCEPTED_EXTENSIONS
from coprogettazione.parties.models import Organisation
from coprogettazione.parties.queries import organisations_of
from coprogettazione.records.forms import DeedForm
from coprogettazione.wording import read_number, typed_number


class MoneyField(forms.CharField):
    """An amount in euro as people write it: 1.234,56 · 1234,56 · 1234.56 · 180.000.

    Cleans to a Decimal or None.
    """

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.widget.attrs.update({"inputmode": "decimal", "autocomplete": "off", "class": "co-money"})

    def to_python(self, value: Any) -> Any:
        """The amount."""
        text = read_number(str(value or ""))
        if not text:
            return None
        try:
            amount = Decimal(text)
        except InvalidOperation:
            amount = Decimal("NaN")
        if not amount.is_finite() or abs(amount) >= Decimal("1e10"):
            raise ValidationError(_("Scrivi un importo in cifre, per esempio 3.000 oppure 3.000,50."))
        return amount

    def validate(self, value: Any) -> None:
        """Nothing is missing only where it is asked."""
        if value is None and self.required:
            raise ValidationError(self.error_messages["required"], code="required")

    def prepare_value(self, value: Any) -> Any:
        """With its thousands apart."""
        return typed_number(value) if isinstance(value, Decimal) else value

    def run_validators(self, value: Any) -> None:
        """Validators of text do not concern an amount."""


class StartForm(DeedForm):
    """Begin an application."""

    deed_name = "start_application"
    title = _("Prepara la domanda")
    verb = _("Inizia la domanda")
    organisation = forms.ModelChoiceField(
        Organisation.objects.none(),
        label=_("Quale ente si candida?"),
        empty_label=None,
        widget=forms.RadioSelect,
        error_messages={"required": _("Scegli l’ente, per esempio il primo della lista.")},
    )
    form = forms.ChoiceField(
        label=_("Da solo o in gruppo?"),
        choices=ApplicationForm.choices,
        widget=forms.RadioSelect,
        initial=ApplicationForm.SINGLE,
        help_text=_(
            "In un gruppo c’è un capofila, l’ente che firma e risponde per tutti. Puoi cambiare fino "
            "all’invio."
        ),
        error_messages={"required": _("Scegli una forma, per esempio «ente singolo».")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["organisation"]
        assert isinstance(field, forms.ModelChoiceField)
        own = organisations_of(self.by, APPLICANT_ROLES, self.at)
        field.queryset = Organisation.objects.filter(pk__in=own)
        first = field.queryset.first()
        field.initial = first and first.pk
        lots = Lot.objects.filter(call=self.subject.pk)
        if lots:
            self.fields["lot"] = forms.ModelChoiceField(
                lots,
                label=_("Per quale tema?"),
                empty_label=None,
                widget=forms.RadioSelect,
                help_text=_("Una domanda per tema. Il tema non si cambia dopo."),
                error_messages={"required": _("Scegli il tema, per esempio il primo della lista.")},
            )
            self.order_fields(["lot", "organisation", "form"])


class BodyForm(forms.Form):
    """What a body says of itself."""

    title = forms.ChoiceField(
        label=_("Con quale titolo partecipate?"),
        choices=[choice for choice in Title.choices if choice[0]] + [("", Title.NONE.label)],
        required=False,
        help_text=_(
            "Dal 1° aprile 2026 l’iscrizione all’anagrafe delle ONLUS non basta più: serve il RUNTS."
        ),
    )
    operators = forms.IntegerField(
        label=_("Operatori"),
        min_value=0,
        max_value=9999,
        required=False,
        help_text=_("Quante persone pagate lavorano al progetto, per esempio 6."),
        widget=forms.NumberInput(attrs={"class": "co-short", "inputmode": "numeric"}),
    )
    volunteers = forms.IntegerField(
        label=_("Volontari"),
        min_value=0,
        max_value=9999,
        required=False,
        help_text=_("Quanti volontari, per esempio 14; zero se non ce ne sono."),
        widget=forms.NumberInput(attrs={"class": "co-short", "inputmode": "numeric"}),
    )


class MemberForm(forms.Form):
    """One body of the group."""

    codice_fiscale = forms.CharField(
        label=_("Codice fiscale dell’ente"),
        max_length=20,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "class": "co-short"}),
        error_messages={"required": _("Scrivi le 11 cifre, per esempio 90000010000.")},
    )
    role = forms.ChoiceField(label=_("Ruolo"), choices=MemberRole.choices, initial=MemberRole.ETS_PARTNER)
    share = MoneyField(
        label=_("Quota del contributo, per cento"),
        help_text=_("Per esempio 40; 0 per chi sostiene o finanzia."),
        error_messages={"required": _("Scrivi la quota, per esempio 40.")},
    )


GroupFormSet = forms.formset_factory(MemberForm, extra=1, can_delete=True, max_num=30, validate_max=True)


class PartnershipForm(forms.Form):
    """In which form they present themselves."""

    form = forms.ChoiceField(
        label=_("Come vi presentate"), choices=ApplicationForm.choices, widget=forms.RadioSelect
    )


class LineForm(forms.Form):
    """One line of the economic plan."""

    # What a blank row shows is not something typed: it must not make the row count.
    category = forms.ChoiceField(
        label=_("Voce"), choices=CostCategory.choices, initial=CostCategory.values[0]
    )
    description = forms.CharField(
        label=_("Che cosa"),
        max_length=200,
        error_messages={"required": _("Scrivi che cosa è, per esempio «Due operatori di strada».")},
    )
    amount = MoneyField(
        label=_("Importo in euro"),
        error_messages={"required": _("Scrivi un importo, per esempio 3.000.")},
    )
    source = forms.ChoiceField(
        label=_("Con quali risorse"), choices=FundingSource.choices, initial=FundingSource.values[0]
    )


PlanFormSet = forms.formset_factory(LineForm, extra=1, can_delete=True, max_num=200, validate_max=True)


class GrantForm(forms.Form):
    """How much public money the application asks for."""

    amount = MoneyField(
        label=_("Contributo pubblico chiesto, in euro"),
        help_text=_("Al massimo quello che l’avviso mette a disposizione."),
        error_messages={"required": _("Scrivi quanto chiedete, per esempio 180.000.")},
    )


class AttachForm(DeedForm):
    """Attach a file: in answer to a question of the form, or as an addition that says what it is."""

    deed_name = "attach_file"
    title = _("Aggiungi un altro file")
    verb = _("Carica il file")
    label = forms.CharField(
        label=_("Che cosa è"),
        max_length=300,
        help_text=_("Per esempio «Lettera di sostegno del Comune»."),
        error_messages={"required": _("Scrivi che cosa è il file, per esempio «Lettera di sostegno».")},
    )

    def __init__(
        self,
        *args: Any,
        organisation: Organisation | None = None,
        question: FormQuestion | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.organisation = organisation or self.subject.lead  # type: ignore[attr-defined]
        self.question = question
        self.auto_id = f"{question.key if question else 'altro'}-%s"
        formats = (question.formats if question else ()) or ACCEPTED_EXTENSIONS
        if question is not None:
            del self.fields["label"]
        self.fields["file"] = UploadField(
            only=formats,
            label=_("File"),
            help_text=limits_in_words(question) if question and question.formats else ANY_FILE,
            error_messages={"required": _("Scegli un file, per esempio «statuto.pdf».")},
        )

    def arguments(self) -> dict[str, Any]:
        """The file goes in the part of the body for which it is attached."""
        key = self.question.key if self.question else ""
        return {**self.cleaned_data, "key": key, "organisation": self.organisation}


ANY_FILE = _("PDF, P7M, documenti di testo, fogli di calcolo o immagini. La firma non viene controllata.")
