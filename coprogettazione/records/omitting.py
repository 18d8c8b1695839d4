# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What nothing public says, whoever typed it and wherever: a person's codice fiscale, a bank account, a person's
telephone, e-mail and home.

What is published is printed without it; what was typed stays as it is. The codice fiscale of a body has eleven
digits and stays: art. 27, d.lgs. 33/2013 wants it. So do the telephones and e-mails of offices and bodies.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, fields, is_dataclass, replace
from typing import Any

from django.utils.translation import gettext_lazy as _

from coprogettazione.records.refusals import Words
from coprogettazione.wording import joined

#: A person's codice fiscale by its form, letters in the places of digits too (omocodia); the check letter is
#: not looked at, since one typed wrong says as much.
_PERSON = re.compile(
    r"\b[A-Z]{3}\s?[A-Z]{3}\s?[0-9LMNPQRSTUV]{2}[ABCDEHLMPRST][0-9LMNPQRSTUV]{2}\s?[A-Z][0-9LMNPQRSTUV]{3}[A-Z]\b",
    re.IGNORECASE,
)
#: An account in Italy or San Marino, in groups of four or not, and any other that is written in one piece.
_ITALIAN = re.compile(r"\b(?:IT|SM)(?:\s?\d){2}\s?[A-Z](?:\s?\d){10}(?:\s?[A-Z0-9]){12}\b", re.IGNORECASE)
_FOREIGN = re.compile(r"\b[A-Z]{2}\d{2}[A-Z0-9]{11,30}\b")
_EMAIL = r"[\w.+-]*\w@[\w-]+(?:\.[\w-]+)*\.[A-Za-z]{2,}"
#: An Italian mobile telephone: those of offices are said with their fixed line.
_MOBILE = (
    r"(?<![\w.,/-])(?:(?:\+|00)39[ /-]?)?3[2-9]\d"
    r"(?:[ /-]?\d{6,7}| \d{3} \d{3,4}| \d{2} \d{2} \d{2,3})(?![\w]|[.,/-]\d)"
)
_CONTACT = re.compile(f"{_EMAIL}|{_MOBILE}")
#: What a mobile telephone has, looked for from its first figure: quicker where there is none.
_DIGITS = re.compile(r"3[2-9]\d(?:[ /-]?\d{6}| \d\d)")
#: Any of the codes, in one look.
_CODE = re.compile(rf"\b(?:(?i:{_PERSON.pattern[2:]})|(?i:{_ITALIAN.pattern[2:]})|{_FOREIGN.pattern[2:]})")
#: Where somebody lives, when it is said so.
_HOME = re.compile(
    r"(\b(?:resident[ei]|domiciliat[oaie]|abita(?:nte)?)\b[^.;:\n<]{0,60}?\s)"
    r"((?:via|viale|vicolo|piazza|piazzale|corso|largo|strada|contrada|località)\s[^,.;\n<]{2,60}?,?\s(?:n\.?\s?)?\d+\w?)\b",
    re.IGNORECASE,
)
#: Without one of these nobody says where somebody lives.
_LIVES = ("resident", "domiciliat", "abita")
#: Providers where people, not offices, have their e-mail.
_PEOPLE = re.compile(
    r"@(?:gmail|googlemail|libero|hotmail|outlook|live|msn|yahoo|ymail|virgilio|alice|tin|tim|tiscali|icloud|me|inwind|"
    r"iol|email|fastwebnet|proton|protonmail|gmx|aol)\.(?:com|it|net|me|eu|fr|de|es|ch|co\.uk)$",
    re.IGNORECASE,
)
#: What people read of a page: between its marks, and in what describes it.
_READ = re.compile(
    r'(?<=>)[^<]+|(?<=\scontent=")[^"]+|(?<=\stitle=")[^"]+|(?<=\saria-label=")[^"]+|(?<=\salt=")[^"]+'
)
_MAILTO = re.compile(r'mailto:([^"?\s]+)')

OMITTED_CODE = "[codice fiscale omesso]"
OMITTED_ACCOUNT = "[conto omesso]"
OMITTED_PHONE = "[telefono omesso]"
OMITTED_EMAIL = "[e-mail omessa]"
OMITTED_HOME = "[indirizzo omesso]"
#: What is in the place of each, as the office is told of it.
TOLD: dict[str, Words] = {
    OMITTED_CODE: _("il codice fiscale di una persona"),
    OMITTED_ACCOUNT: _("un conto bancario"),
    OMITTED_PHONE: _("un telefono cellulare"),
    OMITTED_EMAIL: _("l’e-mail di una persona"),
    OMITTED_HOME: _("dove abita una persona"),
}


@dataclass(frozen=True)
class Whose:
    """Of some contacts (`contact_key`), those of people and those of bodies."""

    people: set[str] = field(default_factory=set)
    bodies: set[str] = field(default_factory=set)


#: Who knows whose a contact is: the chapter of the parties.
ASKED: list[Callable[[set[str]], Whose]] = []


def knows_contacts(answer: Callable[[set[str]], Whose]) -> Callable[[set[str]], Whose]:
    """Register who knows whose a contact is. A decorator; asked only when a text has some."""
    ASKED.append(answer)
    return answer


def contact_key(contact: str) -> str:
    """A contact as it is compared: an e-mail in small letters, the ten digits of a telephone."""
    return contact.lower() if "@" in contact else re.sub(r"\D", "", contact)[-10:]


def omitted(value: Any) -> Any:
    """The same facts, with a word in the place of what is nobody's but a person's."""
    if isinstance(value, str) and not _may_say(value):
        return value
    return _without(value, _private(_contacts_in(strings_in(value))))


def omitted_codes(value: Any) -> Any:
    """The same facts without codes and accounts only: the database is not asked for anything."""
    return _without(value, set())


def omitted_page(page: str) -> str:
    """A page, or a feed, without what nothing public says. Contacts with a link to write to are offered on purpose.

    Most pages have nothing of the kind: one look at what is read of them says so.
    """
    read = list(_read(page))
    private = _private(_contacts_in(read) - set(_MAILTO.findall(page)))
    said = "\n".join(read)
    if not private and not _may_say_codes(said):
        return page
    return _READ.sub(
        lambda piece: _contacts(_HOME.sub(rf"\1{OMITTED_HOME}", _codes(piece[0])), private), page
    )


@dataclass(frozen=True)
class Omission:
    """Something that will not be read in public: where it stands, what it is."""

    place: str
    what: str


def omissions(texts: Iterable[tuple[Words, str]]) -> list[Omission]:
    """What of some texts, each with the name of its place, will not be read in public."""
    told = []
    for place, text in texts:
        shown = omitted(text)
        what = [str(said) for word, said in TOLD.items() if shown.count(word) > text.count(word)]
        if what:
            told.append(Omission(str(place), joined(what)))
    return list(dict.fromkeys(told))


def strings_in(value: Any) -> Iterable[str]:
    """Every text in some facts."""
    match value:
        case str():
            yield value
        case dict():
            for item in value.values():
                yield from strings_in(item)
        case list() | tuple():
            for item in value:
                yield from strings_in(item)
        case _ if is_dataclass(value):
            for one in fields(value):
                yield from strings_in(getattr(value, one.name))


def _may_say(text: str) -> bool:
    """Whether a text deserves more than a quick look: most have nothing of the kind."""
    return _may_say_contact(text) or _may_say_codes(text)


def _may_say_contact(text: str) -> bool:
    return "@" in text or bool(_DIGITS.search(text))


def _may_say_codes(text: str) -> bool:
    lower = text.lower()
    return bool(_CODE.search(text)) or any(word in lower for word in _LIVES)


def _read(page: str) -> Iterator[str]:
    """At least what `_READ` finds, without looking at each letter: texts, and the marks that have words in them."""
    for piece in page.split("<"):
        mark, _end, text = piece.partition(">")
        if text:
            yield text
        if 'title="' in mark or 'label="' in mark or 'content="' in mark or 'alt="' in mark:
            yield mark


def _contacts_in(texts: Iterable[str]) -> set[str]:
    """The contacts in some texts. Most have neither the sign of an e-mail nor the digits of a mobile telephone."""
    return {contact for text in texts if _may_say_contact(text) for contact in _CONTACT.findall(text)}


def _without(value: Any, private: set[str]) -> Any:
    match value:
        case str():
            return _contacts(_HOME.sub(rf"\1{OMITTED_HOME}", _codes(value)), private)
        case dict():
            return {key: _without(item, private) for key, item in value.items()}
        case list():
            return [_without(item, private) for item in value]
        case tuple():
            return tuple(_without(item, private) for item in value)
        case _ if is_dataclass(value) and not isinstance(value, type):
            return replace(
                value, **{one.name: _without(getattr(value, one.name), private) for one in fields(value)}
            )
    return value


def _codes(text: str) -> str:
    said = _ITALIAN.sub(OMITTED_ACCOUNT, _PERSON.sub(OMITTED_CODE, text))
    return _FOREIGN.sub(lambda found: OMITTED_ACCOUNT if _is_account(found[0]) else found[0], said)


def _contacts(text: str, private: set[str]) -> str:
    if not private:
        return text
    return _CONTACT.sub(lambda found: _hidden(found[0]) if found[0] in private else found[0], text)


def _hidden(contact: str) -> str:
    return OMITTED_EMAIL if "@" in contact else OMITTED_PHONE


def _private(found: set[str]) -> set[str]:
    """Those of people: a mobile telephone, an e-mail where people have theirs or of who has an account here; unless
    it is the one that a body gives to everybody.
    """
    if not found:
        return set()
    answers = [ask({contact_key(contact) for contact in found}) for ask in ASKED]
    people = {key for one in answers for key in one.people}
    bodies = {key for one in answers for key in one.bodies}
    return {
        contact
        for contact in found
        if contact_key(contact) not in bodies
        and ("@" not in contact or _PEOPLE.search(contact) or contact_key(contact) in people)
    }


def _is_account(code: str) -> bool:
    """Whether the check digits of an IBAN hold (ISO 13616)."""
    digits = "".join(str(int(char, 36)) for char in code[4:] + code[:4])
    return int(digits) % 97 == 1
