# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Asking a question on an avviso, answering it for everybody, releasing the answers together."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.text import Truncator
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from coprogettazione.calls.models import Question
from coprogettazione.parties.models import Organisation
from coprogettazione.parties.queries import organisations_of
from coprogettazione.records.forms import DeedForm
from coprogettazione.records.omitting import omitted
from coprogettazione.records.refusals import Words
from coprogettazione.records.roles import Role


class AskQuestionForm(DeedForm):
    """A question on the call."""

    deed_name = "ask_question"
    title = _("Fai una domanda sull’avviso")
    effect = _(
        "Risponde il responsabile del procedimento. Domanda "
        "e risposta diventano pubbliche, senza il tuo nome."
    )
    verb = _("Manda la domanda")

    organisation = forms.ModelChoiceField(
        Organisation.objects.none(), label=_("Per quale ente"), empty_label=None
    )
    text = forms.CharField(
        label=_("La tua domanda"),
        max_length=2000,
        help_text=_("Una domanda per volta, senza dati di persone."),
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        mine = organisations_of(self.by, [Role.LEGAL_REPRESENTATIVE, Role.ETS_EDITOR], self.at)
        field: Any = self.fields["organisation"]
        field.queryset = Organisation.objects.filter(pk__in=mine)


class SharedChoice(forms.ModelChoiceField):
    """Another question, by its first words."""

    def label_from_instance(self, obj: Any) -> str:
        """The first words."""
        return f"{obj.text[:70]}…" if len(obj.text) > 70 else obj.text


class AnswerQuestionForm(DeedForm):
    """The wording and the answer, for everybody: kept as a draft, or published at once."""

    deed_name = "answer_question"
    title = _("Rispondi a una domanda")
    effect = _("La risposta vale per tutti e fa parte dell’avviso: diventa subito pubblica, con la domanda.")
    verb = _("Pubblica la risposta")

    text = forms.CharField(
        label=_("La domanda, come la leggeranno tutti"),
        help_text=_("Senza nomi, codici o indirizzi di enti e persone: nessuno deve capire chi ha chiesto."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    answer = forms.CharField(
        label=_("Risposta"),
        help_text=_("Cita la parte dell’avviso, se c’è. Non aggiungere regole che l’avviso non ha."),
        widget=forms.Textarea(attrs={"class": "co-act", "rows": 5}),
    )
    shares = SharedChoice(
        Question.objects.none(),
        label=_("Ha la stessa risposta di un’altra domanda"),
        required=False,
        empty_label=_("No, ha una risposta sua"),
        help_text=_("Se la scegli, le due domande si pubblicano una volta sola, con la risposta dell’altra."),
    )

    def __init__(self, *args: Any, others: Any = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        question: Any = self.subject
        self.fields["text"].initial = question.draft_text or question.text
        self.fields["answer"].initial = question.draft_answer
        self.fields["shares"].initial = question.shares_id
        rows = {other.pk: other for other in others if other.pk != question.pk and other.shares_id is None}
        if not rows:
            del self.fields["shares"]
            return
        field: Any = self.fields["shares"]
        field.queryset = Question.objects.filter(pk__in=rows)
        field.choices = [
            ("", field.empty_label),
            *[(pk, field.label_from_instance(row)) for pk, row in rows.items()],
        ]

    def public_texts(self) -> Iterable[tuple[Words, str]]:
        """The wording and the answer, as they stand on the page."""
        said = self.data if self.is_bound else {}
        for name in ("text", "answer"):
            kept = self.fields[name].initial or ""
            yield self.fields[name].label or "", said.get(self.add_prefix(name), kept)

    def arguments(self) -> dict[str, Any]:
        """A question that shares its answer is not published by itself: the view keeps it as a draft."""
        return {"text": self.cleaned_data["text"], "answer": self.cleaned_data["answer"]}


class AnswerDraftForm(AnswerQuestionForm):
    """The same, being written: nothing is wanted yet."""

    deed_name = ""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.required = False


class ReleaseAnswersForm(DeedForm):
    """Every prepared answer, together."""

    deed_name = "release_answers"
    title = _("Pubblica le risposte")
    effect = _(
        "Le risposte pronte diventano pubbliche tutte insieme: chi ha chiesto, chi prepara una domanda e chi legge la "
        "pagina le trova nello stesso momento."
    )
    verb = _("Pubblica le risposte")

    def public_texts(self) -> Iterable[tuple[Words, str]]:
        """Every prepared wording, every prepared answer."""
        call: Any = self.subject
        for question in call.questions.prepared():
            text = question.draft_text or question.text
            yield gettext("Domanda «%(words)s»") % {"words": Truncator(omitted(text)).words(6)}, text
            yield gettext("La sua risposta"), question.draft_answer
