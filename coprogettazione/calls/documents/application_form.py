# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The form of the application on paper: every question as it was composed, and never a filing.

It has no place for a signature, and says on each page where and until when one applies (domain.md §9, rule 9).
"""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from coprogettazione.calls.documents.schemes import BLANK, Part, Scheme
from coprogettazione.calls.documents.selection import lots_per_body_words
from coprogettazione.calls.models import (
    AnsweredBy,
    Call,
    CallForm,
    Column,
    FormQuestion,
    FormSection,
    QuestionKind,
    SelectionMode,
    SignatureKind,
)
from coprogettazione.calls.queries import form_of, limits_in_words, only_if
from coprogettazione.wording import euro, joined, moment

#: Blank rows of a table: enough to see how it is laid out.
ROWS = 3
#: Kinds whose answer can be prepared on the sheet.
_WRITTEN = (QuestionKind.TEXT, QuestionKind.NUMBER, QuestionKind.AMOUNT, QuestionKind.DATE)


def application_form(call: Call) -> Scheme:
    """The form that this avviso asks to fill in: who applies, the parts in order, the money, files, how one sends it."""
    form = form_of(call)
    return Scheme(
        _(
            "Questo è il testo del modulo con cui ci si candida all’avviso %(code)s, «%(title)s» (%(body)s). Serve a "
            "sapere prima che cosa si chiede e a preparare le risposte con calma.\n\n"
            "È un fac-simile: la domanda si compila e si invia solo sulla piattaforma, entro %(term)s. Questo "
            "foglio, anche compilato e firmato, non è una domanda: chi lo consegna, lo spedisce o lo manda per PEC "
            "non si è candidato. Se il termine è prorogato, vale quello sulla pagina dell’avviso."
        )
        % {
            "code": call.code,
            "title": call.title,
            "body": call.lead_authority.name,
            "term": _term(call),
        },
        (
            _who_applies(call),
            *(
                part
                for number, section in enumerate(form.sections, start=1)
                for part in _section(number, section, form)
            ),
            _money(call),
            _who_answers(form),
            *_declarations(form),
            *_files(form),
            _sending(),
        ),
        facts=_facts(call),
        running=_(
            "Fac-simile, non è una domanda: si compila e si invia solo sulla piattaforma, entro %(term)s."
        )
        % {"term": _term(call)},
        mark=_("FAC-SIMILE"),
    )


def requested_facts(call: Call) -> dict[str, Any]:
    """What the form asks, for D2 (key `requested`): its parts, declarations and files by name."""
    form = form_of(call)
    return {
        "intro": ngettext(
            "Il modulo ha una parte: %(parts)s. Il testo intero è nell’allegato «Modulo di domanda (fac-simile)».",
            "Il modulo ha %(n)s parti: %(parts)s. Il testo intero è nell’allegato «Modulo di domanda (fac-simile)».",
            len(form.sections),
        )
        % {"n": len(form.sections), "parts": joined([f"«{section.title}»" for section in form.sections])},
        "declarations": [_named(q, form) for q in form.questions(QuestionKind.DECLARATION)],
        "documents": [_named(q, form) for q in form.questions(QuestionKind.FILE)],
    }


def _term(call: Call) -> str:
    term = call.deadline or call.planned_deadline
    return moment(term) if term else _("il termine dell’avviso")


def _facts(call: Call) -> tuple[tuple[str, str], ...]:
    facts = [
        (_("Avviso"), f"{call.title} ({call.code})"),
        (_("Amministrazione procedente"), call.lead_authority.name),
        (_("Responsabile del procedimento"), call.procedure_officer.get_full_name()),
        (_("CUP"), call.cup or call.cup_exemption),
        (_("Domande entro"), _term(call)),
        (_("Contributo pubblico"), euro(call.public_grant) if call.public_grant is not None else ""),
        (
            _("Durata"),
            _("%(months)s mesi") % {"months": call.duration_months} if call.duration_months else "",
        ),
    ]
    if call.selection_mode == SelectionMode.PER_LOT:
        facts.append((_("Temi"), "\n".join(str(lot) for lot in call.lots.all())))
        facts.append((_("Temi per ciascun ente"), lots_per_body_words(call)))
    return tuple((label, value) for label, value in facts if value)


def _who_applies(call: Call) -> Part:
    points = [
        *(
            [_("per quale tema: uno solo per ogni domanda;")]
            if call.selection_mode == SelectionMode.PER_LOT
            else []
        ),
        _("in quale forma: ente singolo, gruppo (ATS) da formare o già formato, consorzio;"),
        _(
            "per ogni ente: denominazione, codice fiscale, iscrizione al RUNTS, sede, PEC e legale rappresentante, "
            "presi dalla sua scheda sulla piattaforma;"
        ),
        _("per ogni ente che realizza il progetto: quanti operatori e quanti volontari;"),
        _(
            "per un gruppo: chi è il capofila, il ruolo e la quota di ciascuno, e l’impegno del legale "
            "rappresentante di ogni ente, preso con il proprio accesso."
        ),
    ]
    return Part(_("Chi si candida"), points=tuple(points))


def _section(number: int, section: FormSection, form: CallForm) -> list[Part]:
    head = Part(f"{number}. {section.title}", (section.intro,) if section.intro else ())
    return [
        head,
        *(_question(f"{number}.{n}", question, form) for n, question in enumerate(section.questions, 1)),
    ]


def _question(number: str, question: FormQuestion, form: CallForm) -> Part:
    paragraphs = [only_if(question, form), question.help, _asked(question)]
    if question.words:
        paragraphs.append(f"«{question.words}»")
    if question.note:
        paragraphs.append(_("Con una nota: «%(label)s»") % {"label": question.note})
    if question.kind in _WRITTEN:
        paragraphs.append(_("Per preparare la risposta: %(blank)s") % {"blank": BLANK})
    return Part(
        f"{number} {question.label}",
        tuple(text for text in paragraphs if text),
        tuple(option.label for option in question.options),
        level=3,
        columns=tuple(_column(column) for column in question.columns),
        rows=(("",) * len(question.columns),) * min(ROWS, question.max_rows) if question.columns else (),
    )


def _asked(question: FormQuestion) -> str:
    """What an answer is, its limits, who gives it, whether it may be left out."""
    return " ".join(
        words
        for words in (
            _kind(question),
            limits_in_words(question),
            _("Risponde il capofila, per tutto il gruppo.")
            if question.by == AnsweredBy.LEAD
            else _("Risponde ogni ente, per sé."),
            _("Obbligatoria.") if question.required else _("Facoltativa."),
        )
        if words
    )


def _kind(question: FormQuestion) -> str:
    if question.kind == QuestionKind.CHOICE:
        return _("Scelta, una o più risposte.") if question.multiple else _("Scelta, una sola risposta.")
    if question.kind == QuestionKind.NUMBER and question.decimals:
        return ngettext(
            "Numero, al massimo con %(n)d decimale.",
            "Numero, al massimo con %(n)d decimali.",
            question.decimals,
        ) % {"n": question.decimals}
    return str(
        {
            QuestionKind.TEXT: _("Testo."),
            QuestionKind.NUMBER: _("Numero intero."),
            QuestionKind.AMOUNT: _("Importo in euro."),
            QuestionKind.DATE: _("Data."),
            QuestionKind.TABLE: _("Tabella."),
            QuestionKind.FILE: _("File."),
            QuestionKind.DECLARATION: _("Dichiarazione sostitutiva (artt. 46 e 47, d.P.R. 445/2000)."),
        }[question.kind]
    )


def _column(column: Column) -> str:
    if column.kind == QuestionKind.TEXT:
        return column.label
    return f"{column.label} ({QuestionKind(column.kind).label})"


def _money(call: Call) -> Part:
    most = (
        _("quanto contributo pubblico chiedete: al massimo quello del tema scelto;")
        if call.selection_mode == SelectionMode.PER_LOT
        else _("quanto contributo pubblico chiedete: al massimo %(sum)s;") % {"sum": euro(call.public_grant)}
        if call.public_grant is not None
        else _("quanto contributo pubblico chiedete;")
    )
    return Part(
        _("Il piano economico"),
        points=(
            most,
            _(
                "una riga per ogni spesa: ente, voce, che cosa, con quali risorse, importo. L’allegato «Piano "
                "economico» è lo stesso, come foglio di calcolo."
            ),
        ),
    )


def _who_answers(form: CallForm) -> Part:
    points = []
    for by, words in (
        (AnsweredBy.LEAD, _("Il capofila, per tutto il gruppo: %(questions)s.")),
        (AnsweredBy.EACH_MEMBER, _("Ogni ente, per sé: %(questions)s.")),
    ):
        labels = [f"«{question.label}»" for question in form.questions() if question.by == by]
        if labels:
            points.append(words % {"questions": joined(labels)})
    return Part(_("Chi risponde a che cosa"), (_("Chi si candida da solo risponde a tutto."),), tuple(points))


def _declarations(form: CallForm) -> list[Part]:
    if next(form.questions(QuestionKind.DECLARATION), None) is None:
        return []
    return [
        Part(
            _("Come si rendono le dichiarazioni"),
            (
                _(
                    "Le rende il legale rappresentante di ogni ente, sulla piattaforma, con il proprio accesso "
                    "(artt. 38, 46 e 47, d.P.R. 445/2000). L’amministrazione le controlla (art. 71). Chi dichiara il "
                    "falso perde i benefici ottenuti (art. 75) e ne risponde penalmente (art. 76)."
                ),
            ),
        )
    ]


def _files(form: CallForm) -> list[Part]:
    asked = list(form.questions(QuestionKind.FILE))
    if not asked:
        return []
    return [
        Part(
            _("File chiesti e firme"),
            (_("Si allegano sulla piattaforma, ciascuno alla sua domanda."),),
            columns=(_("File"), _("Di chi"), _("Formati"), _("Firma"), _("Si può omettere")),
            rows=tuple(
                (
                    question.label,
                    _("del capofila") if question.by == AnsweredBy.LEAD else _("di ogni ente"),
                    joined([extension.upper() for extension in question.formats])
                    or _("tutti quelli accettati"),
                    str(SignatureKind(question.signature).label),
                    _only_sometimes(question, form) or (_("no") if question.required else _("sì")),
                )
                for question in asked
            ),
        )
    ]


def _only_sometimes(question: FormQuestion, form: CallForm) -> str:
    if question.condition is None:
        return ""
    other = form.question(question.condition.key)
    return _("dipende da «%(question)s»") % {"question": other.label} if other else ""


def _sending() -> Part:
    return Part(
        _("Come si invia"),
        points=(
            _("si compila sulla piattaforma, anche in più volte e in più persone: si salva da sola;"),
            _("la invia il legale rappresentante del capofila, quando non manca più niente;"),
            _("arriva subito una ricevuta con il numero di registro: senza ricevuta non c’è domanda;"),
            _("fino al termine si può ritirare, cambiare e inviare di nuovo."),
        ),
    )


def _named(question: FormQuestion, form: CallForm) -> str:
    """A declaration or a file as the avviso names it."""
    said = [question.label]
    if question.signature:
        said.append(_("con %(signature)s") % {"signature": SignatureKind(question.signature).label})
    if not question.required:
        said.append(_("se serve"))
    if sometimes := _only_sometimes(question, form):
        said.append(sometimes)
    return ", ".join(said)
