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
    """A word that must not stay: where it is, why, and what to write."""

    field: str
    word: str
    around: str
    reason: Promise
    instead: Promise | str


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
        r"immodificabil\w+|progetto\s+(?:non\s+è\s+|non\s+)modificabil\w+",
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
    return Wording(field, found.group(), text.strip(), PRICE_REASON, PRICE_INSTEAD)


def is_territorial(text: str) -> bool:
    """Whether a criterion rewards where an entity has its seat: judges censure it (only warned)."""
    return _SEAT.search(text) is not None


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
            yield Wording(field, found.group(), _around(plain, found.span()), word.reason, word.instead)
            break


def _around(text: str, span: tuple[int, int]) -> str:
    """A few words on each side, to find the place."""
    start, end = max(0, span[0] - 30), min(len(text), span[1] + 30)
    cut = text[start:end].strip()
    return f"{'…' if start else ''}{' '.join(cut.split())}{'…' if end < len(text) else ''}"
