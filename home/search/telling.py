# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""How a result explains itself: what it is, how it stands, until when, which words are where."""

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from coprogettazione.agreements.models import Agreement
from coprogettazione.calls.models import Call
from coprogettazione.wording import day, left, moment
from home.facts.agreements import agreement_state
from home.facts.calls import call_state, is_open
from home.facts.tables import table_state
from home.models.search import Findable, FindableKind
from home.search.finding import BEGIN, CUT, END
from home.search.folding import code as compared
from home.search.folding import fold, stem, stems
from home.search.words import Word

#: Beginning of a text shown when the words are not in it.
LETTERS = 260
#: Letters on each side of a word in a piece that we cut ourselves.
AROUND = 90


@dataclass(frozen=True)
class Result:
    """A row of the answer, ready for the page."""

    address: str
    kind: str
    title: SafeString
    names: SafeString
    text: SafeString
    state: dict[str, str] | None
    term: str
    term_left: str
    codes: list[str]
    where: list[str]


def result(found: Any, words: list[Word], at: datetime) -> Result:
    """A findable brought by `explained`, in words."""
    ours = {one for word in words if not word.phrase for one in stems(word.text).split()}
    title, in_title = marked(found.title, getattr(found, "in_title", ""), ours)
    names, in_names = marked(found.names, getattr(found, "in_names", ""), ours)
    summary, in_summary = marked(found.summary, getattr(found, "in_summary", ""), ours)
    text, in_text = marked_pieces(found.text, found.in_text, ours) if words else (SafeString(""), False)
    codes = [code for code in found.codes if any(_begins(code, word) for word in words)]
    places = [
        (in_title, _("nel titolo")),
        (bool(codes), _("nella sigla o nel numero")),
        (in_names, _("tra gli enti")),
        (in_summary, _("in breve")),
        (in_text, _("nel testo")),
    ]
    term, term_left = _term(found, at)
    return Result(
        address=found.address,
        kind=str(FindableKind(found.kind).label),
        title=title,
        names=names,
        text=text if in_text and not in_summary else summary,
        state=_state(found, at),
        term=term,
        term_left=term_left,
        codes=codes,
        where=[place for there, place in places if there],
    )


def marked(text: str, headline: str, ours: set[str]) -> tuple[SafeString, bool]:
    """The text with the words that were found marked, everything else escaped; and whether there are any.

    `headline` is what PostgreSQL marked in the text without accents (letters have the same places in both), `ours`
    the stems that count besides its own.
    """
    spans = _marked_by_stem(text, ours)
    if len(headline.replace(BEGIN, "").replace(END, "")) == len(text):
        spans |= _marked_by_headline(headline)
    if not spans:
        return _html([(_shortened(text), False)]), False
    pieces, place = [], 0
    for begin, end in sorted(spans):
        if begin >= place:
            pieces += [(text[place:begin], False), (text[begin:end], True)]
            place = end
    return _html([*pieces, (text[place:], False)]), True


def marked_pieces(text: str, headline: str, ours: set[str]) -> tuple[SafeString, bool]:
    """The pieces of a long text around the words that were found."""
    places = []
    if BEGIN in headline:
        compared_text = fold(text)
        for piece in headline.split(CUT):
            place = max(compared_text.find(piece.replace(BEGIN, "").replace(END, "")), 0)
            places.append((place, place + len(piece.replace(BEGIN, "").replace(END, "")), piece))
    elif spans := sorted(_marked_by_stem(text, ours)):
        begin, end = max(spans[0][0] - AROUND, 0), min(spans[0][1] + AROUND, len(text))
        begin = text.rfind(" ", 0, begin) + 1 if begin else 0
        end = text.find(" ", end) if " " in text[end:] else len(text)
        places.append((begin, end, ""))
    told = [marked(text[begin:end], piece, ours)[0] for begin, end, piece in places]
    if not told:
        return SafeString(""), False
    return format_html("… {} …", format_html_join(" … ", "{}", ((piece,) for piece in told))), True


def _marked_by_headline(headline: str) -> set[tuple[int, int]]:
    spans, place = set(), 0
    for n, part in enumerate(headline.replace(END, BEGIN).split(BEGIN)):
        if n % 2 and part:
            spans.add((place, place + len(part)))
        place += len(part)
    return spans


def _marked_by_stem(text: str, ours: set[str]) -> set[tuple[int, int]]:
    if not ours:
        return set()
    words = re.finditer("[a-z]{3,}", fold(text).lower())
    return {word.span() for word in words if stem(word.group()) in ours}


def _html(pieces: list[tuple[str, bool]]) -> SafeString:
    return format_html_join(
        "", "{}", ((format_html("<mark>{}</mark>", part) if inside else part,) for part, inside in pieces)
    )


def _shortened(text: str) -> str:
    if len(text) <= LETTERS:
        return text
    return text[:LETTERS].rsplit(" ", 1)[0] + " …"


def _begins(code: str, word: Word) -> bool:
    known = compared(code)
    return bool(word.code) and (known.startswith(word.code) or known.replace("-", "").startswith(word.code))


def _state(found: Findable, at: datetime) -> dict[str, str] | None:
    if found.kind == FindableKind.CALL:
        return call_state(Call(state=found.phase, deadline=found.ends_at), at)
    if found.kind == FindableKind.TABLE:
        return table_state(Call(state=found.phase), at)
    if found.kind == FindableKind.AGREEMENT:
        return agreement_state(
            Agreement(state=found.phase, starts_on=_day(found.begins_at), ends_on=_day(found.ends_at)), at
        )
    return None


def _day(when: datetime | None) -> Any:
    return timezone.localdate(when) if when else None


def _term(found: Findable, at: datetime) -> tuple[str, str]:
    if found.ends_at is None:
        return "", ""
    if found.kind == FindableKind.CALL:
        if is_open(Call(state=found.phase, deadline=found.ends_at), at):
            return _("Domande entro %(when)s") % {"when": moment(found.ends_at)}, left(found.ends_at, at)
        return "", ""
    return _("Fino al %(day)s") % {"day": day(found.ends_at)}, ""


def published_in_words(found: Findable, at: datetime) -> str:
    """The term or the last day of a thing, as a sentence; empty when it has none."""
    words, time_left = _term(found, at)
    return f"{words} ({time_left})." if time_left else f"{words}." if words else ""
