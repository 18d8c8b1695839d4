# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What may change in a published avviso: a clerical error, or its substance."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from coprogettazione.calls.forms.fields import MomentInput, act_date, act_number, reasons
from coprogettazione.calls.forms.section import SectionForm
from coprogettazione.calls.forms.sections import sections_of
from coprogettazione.calls.models import Call
from coprogettazione.calls.queries import label_of
from coprogettazione.calls.services import AMENDABLE, CORRECTABLE
from coprogettazione.records.forms import DeedForm
from coprogettazione.wording import moment


class CorrectCallForm(DeedForm):
    """A rettifica: one text, both versions public."""

    deed_name = "correct_call"
    title = _("Rettifica un errore di scrittura")
    effect = _(
        "Si corregge un errore in un testo: il testo di prima e quello nuovo restano tutti e due pubblici, con l’atto, "
        "e il termine non si sposta. Requisiti, criteri, punti, importi e termini non si rettificano: per quelli serve "
        "una modifica, con un nuovo termine."
    )
    verb = _("Pubblica la rettifica")

    field = forms.ChoiceField(label=_("In quale testo"))
    text = forms.CharField(
        label=_("Il testo corretto"),
        help_text=_("Tutto il testo, con l’errore corretto."),
        widget=forms.Textarea(attrs={"class": "co-act", "rows": 8}),
    )
    reasons = reasons(_("Perché"), _("Per esempio: «nella delibera citata l’anno era sbagliato»."))
    act_number = act_number()
    act_date = act_date()

    def __init__(self, *args: Any, part: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["field"]
        field.choices = [(name, label_of(name)) for name in CORRECTABLE]
        if part in CORRECTABLE:
            field.initial = part
            self.fields["text"].initial = getattr(self.subject, part)


class AmendCallForm(DeedForm):
    """A change of substance: the new term, the reasons, the act. The facts are in their own forms."""

    deed_name = "amend_call"
    title = _("Modifica l’avviso e apri un nuovo termine")
    verb = _("Pubblica la modifica")

    deadline = forms.DateTimeField(label=_("Nuovo termine per le domande"), widget=MomentInput())
    questions_deadline = forms.DateTimeField(
        label=_("Nuovo termine per i quesiti"), required=False, widget=MomentInput()
    )
    reasons = reasons(
        _("Perché"),
        _("Si legge nell’atto e sulla pagina. Per esempio: «è arrivato un finanziamento in più»."),
    )
    act_number = act_number()
    act_date = act_date()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.facts: dict[str, Any] = {}
        self.criteria: list[dict[str, Any]] | None = None
        self.fields["deadline"].help_text = _(
            "Ora di Roma. I giorni minimi della regione si contano da oggi, e non prima del termine attuale."
        )

    @property
    def effect(self) -> str:  # type: ignore[override]
        """What will happen to whoever already applied."""
        call: Any = self.subject
        if call.deadline is None:
            return ""
        return gettext(
            "Cambi quello che serve, qui sotto. Il termine di ora è %(term)s: se ne apre uno nuovo per tutti. Le domande "
            "già inviate restano valide e si possono sostituire; chi le ha mandate lo viene a sapere subito."
        ) % {"term": moment(call.deadline)}

    def arguments(self) -> dict[str, Any]:
        """With the facts that the view read from the other forms."""
        return {**self.cleaned_data, "facts": self.facts, "criteria": self.criteria}


def amendable_sections(call: Call, at: datetime, data: Any = None) -> list[SectionForm]:
    """The parts of the avviso with only the facts that a change may touch."""
    found = []
    for form_class in sections_of(call, at).values():
        form = form_class(data, instance=call, at=at)
        for name in list(form.fields):
            if name not in AMENDABLE | {"comuni"} and not name.startswith("tie_break"):
                del form.fields[name]
        if form.fields:
            found.append(form)
    return found


def changed_in(form: SectionForm) -> dict[str, Any]:
    """The facts of a part that are not what they were."""
    call = form.instance
    changed = {}
    for name, value in form.facts().items():
        if name == "comuni":
            if {row.pk for row in value} != {row.pk for row in call.comuni.all()}:
                changed[name] = list(value)
        elif value != getattr(call, name):
            changed[name] = value
    return changed
