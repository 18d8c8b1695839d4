# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Words of tender in an avviso: found, explained, with the word to use instead.

Amministrazione condivisa is a channel of its own (Corte cost. 131/2020): an avviso that speaks like a tender
is read by judges as one (Cons. Stato 5217–5218/2023). Not every occurrence is a fault: a word that is denied
or kept at a distance ("non è una gara", "diverso dall’appalto", "codice degli appalti") stays, and so do the
everyday senses listed beside each word ("offerta formativa", "offerta agli enti", "gara podistica").
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

LAW = _("Corte cost. 131/2020; Cons. Stato 5217 e 5218/2023")


@dataclass(frozen=True)
class Wording:
    """A word that must not stay: where it is, why, and what to write.

    `before` and `after` are the whole text as it stands and with the word replaced; `criterion` is the letter
    when the text is a criterion's; what is not `blocking` is only worth a second look.
    """

    field: str
    word: str
    around: str
    reason: Promise
    instead: Promise | str
    before: str = ""
    after: str = ""
    criterion: str = ""
    blocking: bool = True

    @property
    def sentences(self) -> tuple[str, str]:
        """The sentence with the word, before and after: what is shown beside the button."""
        start = next(
            (i for i, (a, b) in enumerate(zip(self.before, self.after, strict=False)) if a != b),
            min(len(self.before), len(self.after)),
        )
        return _sentence(self.before, start), _sentence(self.after, start)


@dataclass(frozen=True)
class _Word:
    pattern: str
    reason: Promise
    instead: Promise
    innocent_before: str = ""
    innocent_after: str = ""


_TENDER = _("è una parola degli appalti: qui l’ente e l’amministrazione lavorano insieme, nessuno compra.")
_MONEY = _("fa pensare a un acquisto: il contributo rimborsa spese sostenute e documentate.")
_RIVALS = _("fa pensare a una competizione: gli enti propongono e siedono allo stesso tavolo.")
_WORDS = (
    _Word(
        r"gar[ae]",
        _TENDER,
        _("procedura di co-progettazione"),
        innocent_after=r"sportiv\w+|podistic\w+|ciclistic\w+|di\s+(?:solidarietà|corsa|cucina|lettura|nuoto)|tra\s+scuole",
    ),
    _Word(
        r"offert[ae]|offerent[ei]",
        _RIVALS,
        _("proposta"),
        innocent_before=r"(?:ampliament\w+|qualità)\s+dell[’']",
        innocent_after=r"formativ\w+|educativ\w+|cultural\w+|social\w+|socio-?\s?\w+|territorial\w+|abitativ\w+"
        r"|ricreativ\w+|sportiv\w+|sanitari\w+|di\s+(?:servizi|lavoro|attività|cura)|dei\s+servizi"
        r"|a\s|ai\b|agli\b|alle\b|alla\b|al\b|da\b|dal\w*\b|dai\b|dagli\b",
    ),
    _Word(r"aggiudic\w+", _RIVALS, _("ammissione al tavolo")),
    _Word(r"corrispettiv[oi]", _MONEY, _("contributo a rimborso delle spese")),
    _Word(r"bas[ei]\s+d[’']\s?asta|asta\s+pubblica", _MONEY, _("contributo massimo")),
    _Word(r"(?:sub)?appalt\w+", _TENDER, _("co-progettazione")),
    _Word(r"capitolat[oi]", _TENDER, _("documento progettuale di massima")),
    _Word(r"ribass[oi]", _MONEY, _("compartecipazione")),
    _Word(
        r"prezz[oi]",
        _MONEY,
        _("contributo a rimborso delle spese"),
        innocent_after=r"calmierat\w+|accessibil\w+|equ[oi]\b|popolar\w+|simbolic\w+|ridott\w+|di\s+mercato",
    ),
    _Word(r"band[oi]", _TENDER, _("avviso"), innocent_before=r"(?:messo|messa|messi|messe)\s+al\s+"),
    _Word(r"vincitor\w+|vincitrice|vincitrici", _RIVALS, _("ente ammesso al tavolo")),
    _Word(
        r"concorrent[ei]",
        _RIVALS,
        _("ente che si candida"),
        innocent_before=r"(?:cause|fattori|elementi|patologie|problematiche)\s+",
    ),
    _Word(r"fornitor\w+|fornitric\w+", _TENDER, _("partner")),
    _Word(
        r"immodificabil\w+|progetto\s+(?:non\s+è\s+|non\s+)modificabil\w+"
        r"|progetto\s+(?:esecutivo\s+)?(?:vincolante|non\s+(?:può|potrà)\s+essere\s+(?:modificat|cambiat)o)"
        r"|senza\s+(?:alcuna\s+)?possibilità\s+di\s+modific\w+",
        _("chiude il progetto prima del tavolo: co-progettare vuol dire poterlo cambiare insieme."),
        _("da definire al tavolo"),
    ),
)
#: Before the word, in the same clause: the avviso says that it is *not* that.
_DISTANCE = re.compile(
    r"\b(?:non|né|senza|anziché|esclus\w+|estrane\w+|invece\s+(?:di|del\w*)"
    r"|in\s+luogo\s+(?:di|del\w*)"
    r"|divers[oaie]\s+da\w*|diversamente\s+da\w*|alternativ[oaie]\s+a\w*|codice(?:\s+\w+)?|d\.\s?lgs\.)\b[^.;:,()]{0,60}\Z",
    re.IGNORECASE,
)
_PRICE = re.compile(
    r"\b(?:prezz[oi]|ribass[oi]|costo\s+(?:più\s+basso|minore|inferiore)|minor(?:e)?\s+(?:costo|spesa)"
    r"|economicità\s+della\s+proposta|convenienza\s+economica|sconto)\b",
    re.IGNORECASE,
)
_SEAT = re.compile(r"\bsede\s+(?:legale|operativa)\b|\bresidenza\b", re.IGNORECASE)
SEAT_REASON = _(
    "premia chi ha la sede in un luogo: i giudici censurano le clausole territoriali, perché la co-progettazione "
    "è già del territorio."
)
SEAT_INSTEAD = _("Rete e radicamento nella comunità")
PRICE_REASON = _("è un criterio di prezzo: nella co-progettazione non si sceglie chi costa meno.")
PRICE_INSTEAD = _("Risorse messe a disposizione")


def read_words(texts: dict[str, str]) -> list[Wording]:
    """The faults of these texts, keyed by field; at most one for each word and field."""
    return [fault for field, text in texts.items() for fault in _faults(field, text)]


def read_criterion(field: str, text: str) -> Wording | None:
    """A price criterion, however it is called."""
    found = _PRICE.search(text)
    if found is None:
        return None
    return Wording(field, found.group(), text.strip(), PRICE_REASON, PRICE_INSTEAD, text, str(PRICE_INSTEAD))


def read_seat(field: str, text: str) -> Wording | None:
    """A criterion that rewards where an entity has its seat: judges censure it (not blocking)."""
    found = _SEAT.search(text)
    if found is None:
        return None
    return Wording(
        field, found.group(), text.strip(), SEAT_REASON, SEAT_INSTEAD, text, str(SEAT_INSTEAD), blocking=False
    )


def _faults(field: str, text: str) -> Iterator[Wording]:
    plain = text.replace("'", "’")
    for word in _WORDS:
        for found in re.finditer(rf"(?<!\w)(?:{word.pattern})(?!\w)", plain, re.IGNORECASE):
            before, after = plain[: found.start()], plain[found.end() :]
            if _DISTANCE.search(before) and "modificabil" not in found.group().lower():
                continue
            if word.innocent_after and re.match(rf"\s+(?:{word.innocent_after})", after, re.IGNORECASE):
                continue
            if word.innocent_before and re.search(rf"{word.innocent_before}\Z", before, re.IGNORECASE):
                continue
            yield Wording(
                field,
                found.group(),
                _around(plain, found.span()),
                word.reason,
                word.instead,
                text,
                _replaced(text, found.span(), str(word.instead)),
            )
            break


#: Words before a noun, as they are with a feminine, a masculine, and before a vowel.
_ARTICLES = (
    ("la", "il", "l’"),
    ("della", "del", "dell’"),
    ("alla", "al", "all’"),
    ("dalla", "dal", "dall’"),
    ("nella", "nel", "nell’"),
    ("sulla", "sul", "sull’"),
)
#: The proposals that are feminine: the article before them agrees.
_FEMININE = ("proposta", "procedura", "co-progettazione", "compartecipazione", "ammissione")


def _replaced(text: str, span: tuple[int, int], instead: str) -> str:
    """The text with the word replaced: its capital kept, the singular article before it made to agree."""
    before, word, after = text[: span[0]], text[span[0] : span[1]], text[span[1] :]
    if word[:1].isupper():
        instead = instead[:1].upper() + instead[1:]
    found = re.search(r"(?<!\w)([A-Za-z]+\s|[A-Za-z]+[’'])\Z", before)
    if found:
        article = found.group(1)
        for forms in _ARTICLES:
            if article.strip().lower().replace("'", "’") in forms:
                vowel = instead[:1].lower() in "aeiou"
                form = forms[2] if vowel else forms[0 if instead.lower().startswith(_FEMININE) else 1]
                form = form[:1].upper() + form[1:] if article[:1].isupper() else form
                before = before[: found.start(1)] + form + ("" if vowel else " ")
    return before + instead + after


def _sentence(text: str, place: int) -> str:
    """The sentence that holds this place."""
    start = max(text.rfind(mark, 0, place) for mark in (". ", "; ", "\n", "? ", "! "))
    ends = [end for mark in (". ", "; ", "\n", "? ", "! ") if (end := text.find(mark, place)) >= 0]
    return text[start + 1 : min(ends) + 1 if ends else len(text)].strip()


def _around(text: str, span: tuple[int, int]) -> str:
    """A few words on each side, to find the place."""
    start, end = max(0, span[0] - 30), min(len(text), span[1] + 30)
    cut = text[start:end].strip()
    return f"{'…' if start else ''}{' '.join(cut.split())}{'…' if end < len(text) else ''}"
