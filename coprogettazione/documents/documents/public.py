# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What a public copy never says, whoever typed it and wherever: a person's codice fiscale, a bank account.

The copy is printed from these facts; the original stays as it is. The codice fiscale of a body has eleven
digits and stays: art. 27, d.lgs. 33/2013 wants it.
"""

import re
from typing import Any

#: A person's codice fiscale by its form, letters in the places of digits too (omocodia); the check letter is
#: not looked at, since one typed wrong says as much.
_PERSON = re.compile(
    r"\b[A-Z]{3}\s?[A-Z]{3}\s?[0-9LMNPQRSTUV]{2}[ABCDEHLMPRST][0-9LMNPQRSTUV]{2}\s?[A-Z][0-9LMNPQRSTUV]{3}[A-Z]\b",
    re.IGNORECASE,
)
#: An account in Italy or San Marino, in groups of four or not, and any other that is written in one piece.
_ITALIAN = re.compile(r"\b(?:IT|SM)(?:\s?\d){2}\s?[A-Z](?:\s?\d){10}(?:\s?[A-Z0-9]){12}\b", re.IGNORECASE)
_FOREIGN = re.compile(r"\b[A-Z]{2}\d{2}[A-Z0-9]{11,30}\b")

OMITTED_CODE = "[codice fiscale omesso]"
OMITTED_ACCOUNT = "[conto omesso]"


def public_facts(value: Any) -> Any:
    """The same facts, with a word in the place of each code of a person and of each bank account."""
    match value:
        case str():
            said = _ITALIAN.sub(OMITTED_ACCOUNT, _PERSON.sub(OMITTED_CODE, value))
            return _FOREIGN.sub(lambda found: OMITTED_ACCOUNT if _is_account(found[0]) else found[0], said)
        case dict():
            return {key: public_facts(item) for key, item in value.items()}
        case list():
            return [public_facts(item) for item in value]
    return value


def _is_account(code: str) -> bool:
    """Whether the check digits of an IBAN hold (ISO 13616)."""
    digits = "".join(str(int(char, 36)) for char in code[4:] + code[:4])
    return int(digits) % 97 == 1
