# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""E-mails that somebody asked for without taking part in a procedure: who writes them when they are due, and how
they close. The public site enters itself here: this chapter knows no search.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from coprogettazione.notifications.models import Message


@dataclass(frozen=True)
class Closing:
    """The end of an e-mail: what its link is called, why it comes, and where one says that it is enough.

    `unsubscribe` is a whole address that a POST without more obeys (RFC 8058); `site` whether the address of the
    site ends the sentence.
    """

    link_words: str = "Leggi sulla piattaforma"
    why: str = "Ricevi questa e-mail perché partecipi a un procedimento su"
    site: bool = True
    unsubscribe: str = ""

    @property
    def headers(self) -> dict[str, str]:
        """What lets a mail program offer one click to be told no more."""
        if not self.unsubscribe:
            return {}
        return {
            "List-Unsubscribe": f"<{self.unsubscribe}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        }


#: Kind of the row that a message is about → how it closes.
CLOSINGS: dict[str, Callable[[Message], Closing]] = {}
#: Each writes the e-mails that are due at an instant, and returns how many.
WRITERS: list[Callable[[datetime], int]] = []


def closing_of(message: Message) -> Closing:
    """How a message closes: as those of the procedures, unless its kind has its own way."""
    own = CLOSINGS.get(message.about_kind)
    return own(message) if own else Closing()


def write_due(at: datetime) -> int:
    """Let everybody who writes at certain hours write; returns how many messages there are more."""
    return sum(writer(at) for writer in WRITERS)
