# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Accents are optional: words are compared without them. No extension: the same table for Python and for SQL."""

import re
import unicodedata

#: Letter with its accent → without; both columns as long, so that a place in the one text is the same in the other.
#: Angle brackets would be read as tags by PostgreSQL's parser, and dropped.
ACCENTED = "àáâãäåèéêëìíîïòóôõöùúûüçñÀÁÂÃÄÅÈÉÊËÌÍÎÏÒÓÔÕÖÙÚÛÜÇÑ<>"
PLAIN = "aaaaaaeeeeiiiiooooouuuucnAAAAAAEEEEIIIIOOOOOUUUUCN‹›"
_TABLE = str.maketrans(ACCENTED, PLAIN)


def fold(text: str) -> str:
    """The text without its accents, as long as the composed text."""
    return unicodedata.normalize("NFC", text).translate(_TABLE)


#: Words that say nothing of a text.
_SILENT = {
    "alla", "alle", "agli", "allo", "anche", "come", "con", "dal", "dalla", "dalle", "dagli", "del",
    "della", "delle", "degli", "dello", "dei", "nel", "nella", "nelle", "negli", "nello", "per", "che",
    "chi", "cui", "non", "piu", "sono", "sul", "sulla", "sulle", "sugli", "una", "uno", "gli", "questo",
    "questa", "questi", "queste", "quale", "quali",
}  # fmt: skip
#: Plural and singular, masculine and feminine endings, the longest first.
_ENDINGS = re.compile("(?:he|hi|ia|ie|ii|io|[aeiou])$")


def stem(word: str) -> str:
    """A word without its ending: "anziano", "anziani", "anziana" are "anzian"; "banca" and "banche" are "banc".

    Beside the stems of PostgreSQL (Snowball), which cut more and not always alike: there "anziano" is "anzi" and
    "anziani" is "anzian", "lanterna" is "lantern" and "lanterne" is "lant".
    """
    return _ENDINGS.sub("", word) if len(word) > 3 else word


def stems(text: str) -> str:
    """The text as the stems of its words, for the configuration `simple` of PostgreSQL."""
    words = re.findall("[a-z]{3,}", fold(text).lower())
    return " ".join(stem(word) for word in words if word not in _SILENT)


def code(text: str) -> str:
    """A code as it is compared: "PIS 2026", "pis/2026" and "PIS-2026" are one; empty when nothing is left."""
    return re.sub("[^a-z0-9]+", "-", fold(text).lower()).strip("-")
