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


def code(text: str) -> str:
    """A code as it is compared: "PIS 2026", "pis/2026" and "PIS-2026" are one; empty when nothing is left."""
    return re.sub("[^a-z0-9]+", "-", fold(text).lower()).strip("-")
