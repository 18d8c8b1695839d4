# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What does not hold together in the form of a call, said so that whoever composes it can put it right."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from coprogettazione.calls.models import (
    AnsweredBy,
    CallForm,
    FormQuestion,
    QuestionKind,
    SignatureKind,
)
from coprogettazione.documents.services import ACCEPTED_EXTENSIONS
from coprogettazione.records.refusals import Words

#: Files that can carry a digital signature: PAdES inside a PDF, CAdES around any file.
SIGNED_FORMATS = frozenset({"pdf", "p7m"})
MAX_ROWS = 200
LONGEST_LABEL = 300
_CELLS = (QuestionKind.TEXT, QuestionKind.NUMBER, QuestionKind.AMOUNT, QuestionKind.DATE)

#: What belongs to which kinds; everything else belongs to all.
_BELONGS = {
    "max_length": (QuestionKind.TEXT,),
    "max_words": (QuestionKind.TEXT,),
    "minimum": (QuestionKind.NUMBER, QuestionKind.AMOUNT),
    "maximum": (QuestionKind.NUMBER, QuestionKind.AMOUNT),
    "decimals": (QuestionKind.NUMBER,),
    "earliest": (QuestionKind.DATE,),
    "latest": (QuestionKind.DATE,),
    "options": (QuestionKind.CHOICE,),
    "multiple": (QuestionKind.CHOICE,),
    "columns": (QuestionKind.TABLE,),
    "min_rows": (QuestionKind.TABLE,),
    "max_rows": (QuestionKind.TABLE,),
    "formats": (QuestionKind.FILE,),
    "signature": (QuestionKind.FILE,),
    "max_files": (QuestionKind.FILE,),
    "words": (QuestionKind.DECLARATION,),
    "note": (QuestionKind.DECLARATION,),
    "prefill": (QuestionKind.TEXT,),
}


def faults_of(form: CallForm) -> dict[str, Words]:
    """The first fault of each section and question, by its key; empty when the form holds together."""
    found: dict[str, Words] = {}
    sections: set[str] = set()
    asked: list[FormQuestion] = []
    keys = {section.key for section in form.sections}
    for section in form.sections:
        if section.key in sections:
            found[section.key] = _("Due parti del modulo hanno la stessa sigla «%(key)s».") % {
                "key": section.key
            }
        elif not section.title:
            found[section.key] = _("Dai un titolo alla parte, per esempio «La proposta».")
        sections.add(section.key)
        for question in section.questions:
            if question.key in keys:
                found[question.key] = _("Due domande o parti hanno la stessa sigla «%(key)s».") % {
                    "key": question.key
                }
            else:
                fault = next(_faults(question, form, asked), None)
                if fault is not None:
                    found[question.key] = fault
            keys.add(question.key)
            asked.append(question)
    return found


def _faults(question: FormQuestion, form: CallForm, before: list[FormQuestion]) -> Iterator[Words]:
    name = {"label": question.label or question.key}
    if not question.label:
        yield _("Scrivi la domanda, per esempio «Quante persone raggiungete?».")
    if len(question.label) > LONGEST_LABEL:
        yield _("«%(label)s…»: la domanda sta in %(n)d caratteri; il resto va nell’aiuto.") % {
            "label": question.label[:40],
            "n": LONGEST_LABEL,
        }
    default = FormQuestion(question.key, question.kind, question.label)
    for field, kinds in _BELONGS.items():
        if question.kind not in kinds and getattr(question, field) != getattr(default, field):
            yield _("«%(label)s»: «%(field)s» non si usa in una domanda di tipo «%(kind)s».") % {
                **name,
                "field": field,
                "kind": question.kind.label,
            }
    yield from _OWN.get(question.kind, lambda _question, _name: iter(()))(question, name)
    yield from _condition(question, form, before, name)


def _text(question: FormQuestion, name: dict[str, str]) -> Iterator[Words]:
    if question.max_length == 0 or question.max_words == 0:
        yield _("«%(label)s»: il limite è almeno 1; lascialo vuoto se non c’è.") % name


def _number(question: FormQuestion, name: dict[str, str]) -> Iterator[Words]:
    if question.minimum is not None and question.maximum is not None and question.minimum > question.maximum:
        yield _("«%(label)s»: il minimo è più grande del massimo.") % name
    if question.decimals > 4:
        yield _("«%(label)s»: al massimo 4 decimali.") % name


def _date(question: FormQuestion, name: dict[str, str]) -> Iterator[Words]:
    if question.earliest and question.latest and question.earliest > question.latest:
        yield _("«%(label)s»: la prima data viene dopo l’ultima.") % name


def _choice(question: FormQuestion, name: dict[str, str]) -> Iterator[Words]:
    if len(question.options) < 2:
        yield _("«%(label)s»: scrivi almeno due risposte fra cui scegliere, una per riga.") % name
    keys = [option.key for option in question.options]
    labels = [option.label.casefold() for option in question.options]
    if len(set(keys)) < len(keys) or len(set(labels)) < len(labels) or not all(labels):
        yield _("«%(label)s»: ogni risposta si scrive una volta sola.") % name


def _table(question: FormQuestion, name: dict[str, str]) -> Iterator[Words]:
    if not question.columns:
        yield _("«%(label)s»: scrivi almeno una colonna.") % name
    keys = [column.key for column in question.columns]
    if len(set(keys)) < len(keys) or not all(column.label for column in question.columns):
        yield _("«%(label)s»: ogni colonna ha il suo nome, diverso dagli altri.") % name
    if any(column.kind not in _CELLS for column in question.columns):
        yield _("«%(label)s»: in una colonna stanno testo, numeri, importi o date.") % name
    if not 1 <= question.max_rows <= MAX_ROWS or question.min_rows > question.max_rows:
        yield _("«%(label)s»: le righe vanno dal minimo al massimo, e sono al più %(most)d.") % {
            **name,
            "most": MAX_ROWS,
        }


def _file(question: FormQuestion, name: dict[str, str]) -> Iterator[Words]:
    unknown = [extension for extension in question.formats if extension not in ACCEPTED_EXTENSIONS]
    if unknown:
        yield _("«%(label)s»: il formato «%(format)s» non si può caricare.") % {**name, "format": unknown[0]}
    signed = question.signature != SignatureKind.NONE
    if signed and (not question.formats or not set(question.formats) <= SIGNED_FORMATS):
        yield _("«%(label)s»: un file con firma digitale è un PDF o un P7M: scegli questi formati.") % name
    if not 1 <= question.max_files <= 20:
        yield _("«%(label)s»: i file sono da 1 a 20.") % name


def _declaration(question: FormQuestion, name: dict[str, str]) -> Iterator[Words]:
    if not question.words:
        yield _("«%(label)s»: scrivi le parole della dichiarazione, con la norma.") % name


_OWN = {
    QuestionKind.TEXT: _text,
    QuestionKind.NUMBER: _number,
    QuestionKind.AMOUNT: _number,
    QuestionKind.DATE: _date,
    QuestionKind.CHOICE: _choice,
    QuestionKind.TABLE: _table,
    QuestionKind.FILE: _file,
    QuestionKind.DECLARATION: _declaration,
}


def _condition(
    question: FormQuestion, form: CallForm, before: list[FormQuestion], name: dict[str, str]
) -> Iterator[Words]:
    condition = question.condition
    if condition is None:
        return
    other = next((q for q in before if q.key == condition.key), None)
    if other is None:
        if condition.key == question.key:
            yield _("«%(label)s» dipende da se stessa.") % name
        elif form.question(condition.key) is None:
            yield _("«%(label)s» dipende da una domanda che non c’è più.") % name
        else:
            yield _("«%(label)s» dipende da una domanda che viene dopo: spostala sotto.") % name
        return
    told = {**name, "other": other.label}
    if other.kind != QuestionKind.CHOICE:
        yield _("«%(label)s» dipende da «%(other)s», che non è una scelta.") % told
    elif not condition.values or {*condition.values} - {option.key for option in other.options}:
        yield _("«%(label)s» dipende da una risposta che «%(other)s» non ha.") % told
    elif other.by == AnsweredBy.EACH_MEMBER and question.by == AnsweredBy.LEAD:
        yield _("«%(label)s» è una per tutti, «%(other)s» ha una risposta per ogni ente.") % told
