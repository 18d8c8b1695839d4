# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Characters as the XML of office documents takes them."""

import re

from coprogettazione.documents.documents.sheets import UNPRINTABLE

_PIECES = re.compile(r" {2,}|\t|(?:[^ \t]| (?! ))+")


def drawable_in_xml(text: str) -> str:
    """The text with a sign in place of each character that XML cannot hold."""
    return UNPRINTABLE.sub("\ufffd", text)


def pieces(text: str) -> list[str]:
    """The text cut where it has two spaces or more, and at each tab: XML readers would make them one."""
    return _PIECES.findall(drawable_in_xml(text))
