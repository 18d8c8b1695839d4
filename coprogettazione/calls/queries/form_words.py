# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The questions of a form in words: what may be answered, and when a question is asked."""

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext as _

from coprogettazione.calls.models import CallForm, FormQuestion, QuestionKind, SignatureKind
from coprogettazione.wording import amount, day, euro, joined, number


def only_if(question: FormQuestion, form: CallForm) -> str:
    """The condition of a question in words: "Rispondi solo se a «…» hai risposto «…»." Empty without one."""
    condition = question.condition
    other = form.question(condition.key) if condition else None
    if condition is None or other is None:
        return ""
    return _("Rispondi solo se a «%(question)s» la risposta è «%(options)s».") % {
        "question": other.label,
        "options": _("» oppure «").join(other.option(key) for key in condition.values),
    }


def limits_in_words(question: FormQuestion) -> str:
    """What may be answered: "Al massimo 2.000 caratteri.", "Da 1 a 300.", "PDF o P7M, con firma digitale"."""
    return " ".join(words for words in (make(question) for make in _LIMITS) if words)


def _length(question: FormQuestion) -> str:
    most = []
    if question.max_length is not None:
        most.append(_("%(n)s caratteri") % {"n": amount(question.max_length)})
    if question.max_words is not None:
        most.append(_("%(n)s parole") % {"n": amount(question.max_words)})
    return _("Al massimo %(limits)s.") % {"limits": joined(most)} if most else ""


def _range(question: FormQuestion) -> str:
    written: Callable[[Any], str] = euro if question.kind == QuestionKind.AMOUNT else lambda n: number(n, 4)
    return _between(question.minimum, question.maximum, written)


def _days(question: FormQuestion) -> str:
    return _between(question.earliest, question.latest, day)


def _between(least: Any, most: Any, written: Callable[[Any], str]) -> str:
    if least is not None and most is not None:
        return _("Da %(least)s a %(most)s.") % {"least": written(least), "most": written(most)}
    if least is not None:
        return _("Almeno %(least)s.") % {"least": written(least)}
    return _("Al massimo %(most)s.") % {"most": written(most)} if most is not None else ""


def _rows(question: FormQuestion) -> str:
    if question.kind != QuestionKind.TABLE:
        return ""
    if question.min_rows:
        return _("Da %(least)d a %(most)d righe.") % {"least": question.min_rows, "most": question.max_rows}
    return _("Al massimo %(most)d righe.") % {"most": question.max_rows}


def _files(question: FormQuestion) -> str:
    if question.kind != QuestionKind.FILE:
        return ""
    said = [_("Formati: %(formats)s.") % {"formats": joined([f.upper() for f in question.formats])}]
    said = said if question.formats else []
    if question.max_files > 1:
        said.append(_("Al massimo %(n)d file.") % {"n": question.max_files})
    if question.signature == SignatureKind.DIGITAL:
        said.append(_("Va firmato digitalmente (PAdES o CAdES): la firma non viene controllata."))
    return " ".join(said)


_LIMITS = (_length, _range, _days, _rows, _files)
