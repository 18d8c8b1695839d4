# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""A column of a dataset: its name, what it says, of which type, and where it is read from."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from typing import Any

from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from coprogettazione.records.omitting import omitted
from coprogettazione.wording import ROME

#: A value of a dataset: instants are strings already, on the clock of Rome with their offset.
Value = str | int | Decimal | date | list[str] | None


@dataclass(frozen=True)
class Type:
    """A type as the dictionary and CSVW (XML Schema) call it."""

    title: str | Promise
    xsd: str


class Kind(Enum):
    """What the values of a column are."""

    TEXT = Type(_("testo"), "string")
    INTEGER = Type(_("numero intero"), "integer")
    ID = Type(_("numero che identifica"), "integer")
    MONEY = Type(_("euro, con due decimali"), "decimal")
    NUMBER = Type(_("numero, con due decimali"), "decimal")
    DAY = Type(_("giorno (AAAA-MM-GG)"), "date")
    INSTANT = Type(_("giorno e ora (ISO 8601, con il fuso di Roma)"), "dateTime")
    LINK = Type(_("indirizzo"), "anyURI")
    LIST = Type(_("elenco (nel CSV separato da virgola e spazio)"), "string")


def as_read(value: Any) -> Any:
    """The value as the database gives it."""
    return value


@dataclass(frozen=True)
class Column:
    """A column. `source` is what is asked of the database (a lookup, an expression, or several of them), `say` makes
    the value of it; `choices` are the codes that it may hold; `term` is the property it stands for (a URI);
    `longest` is how many characters a text that is made of several has at most (`Dataset.longest` knows the others).

    Names never change and new columns come last: programs of others rely on them.
    """

    name: str
    title: str | Promise
    kind: Kind
    about: str | Promise
    source: Any
    say: Callable[..., Any] = as_read
    choices: type[TextChoices] | None = None
    term: str = ""
    required: bool = False
    longest: int = 0

    @property
    def sources(self) -> tuple[Any, ...]:
        """What is asked of the database."""
        return self.source if isinstance(self.source, tuple) else (self.source,)

    def value(self, read: tuple[Any, ...], site: str) -> Value:
        """The value of a row; `site` makes whole the addresses."""
        said = self.say(*read)
        match said:
            case None:
                return None
            case datetime():
                return said.astimezone(ROME).isoformat(timespec="seconds")
            case str() if self.kind is Kind.LINK:
                return f"{site}{said}" if said.startswith("/") else said
            case str() | list() if self.choices is None:
                return omitted(said)
        return said

    @property
    def codes(self) -> list[tuple[str, str]]:
        """The codes that it may hold, each with its meaning."""
        return [(str(code), str(words)) for code, words in self.choices.choices] if self.choices else []


def address_of(url_path: str) -> str:
    """The address of a page of Wagtail from its path in the tree: "/avvisi/pis-2026/"."""
    return "/" + url_path.split("/", 2)[2]
