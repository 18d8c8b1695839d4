# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The codes by which Italian offices know people, bodies, projects and accounts (domain.md §8).

Each code has a validator for models and forms (raises ValidationError with an Italian sentence that shows a
right example) and, where people type it in many ways, one way of writing it down (`tidy`). A code that passes
is well formed: whether it exists is for the register that issued it to say.
"""

import re

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext_lazy as _
from stdnum import iban, luhn
from stdnum.exceptions import ValidationError as NumberError
from stdnum.it import codicefiscale, iva

#: Forms of the codes that have no check digit. No public source settles them for good (domain.md §8, [OKV]):
#: a body can correct one in the setting CODE_PATTERNS without waiting for a release.
PATTERNS = {
    "CUP": r"[A-Z]\d{2}[A-Z]\d{11}",
    "RUNTS": r"\d{1,7}",
    "IPA": r"[A-Za-z0-9_-]{2,60}",
    "OFFICE": r"[A-Z0-9]{6}",
    "CATASTALE": r"[A-Z]\d{3}",
    "ISTAT": r"\d{6}",
    "REA": r"[A-Z]{2}-?\d{1,7}",
    "CIG_PLATFORM": r"[A-U][0-9A-F]{9}",
    "PHONE": r"\+?[0-9][0-9 ./-]{4,24}",
}


def tidy(value: str) -> str:
    """The code without spaces, in capitals: how it is kept."""
    return re.sub(r"\s+", "", value).upper()


def _has_form(name: str, value: str) -> bool:
    pattern = {**PATTERNS, **getattr(settings, "CODE_PATTERNS", {})}[name]
    return re.fullmatch(pattern, value) is not None


def validate_person_code(value: str) -> None:
    """A person's codice fiscale; letters in the place of digits (*omocodia*) are right."""
    if len(tidy(value)) != 16:
        raise ValidationError(
            _("Il codice fiscale di una persona ha 16 caratteri, per esempio RSSMRA80A01H501U.")
        )
    try:
        codicefiscale.validate(tidy(value))
    except NumberError as fault:
        raise ValidationError(
            _("Questo codice fiscale non è giusto: controlla lettere e cifre, una almeno non torna.")
        ) from fault


def validate_body_code(value: str) -> None:
    """The codice fiscale of an organisation: 11 digits with their check digit, whatever the office digits."""
    code = tidy(value)
    if not re.fullmatch(r"[0-9]{11}", code):
        raise ValidationError(_("Il codice fiscale di un ente ha 11 cifre, per esempio 90000010000."))
    if code == "0" * 11 or not luhn.is_valid(code):
        raise ValidationError(_("Questo codice fiscale non è giusto: la cifra di controllo non torna."))


def validate_fiscal_code(value: str) -> None:
    """The codice fiscale of an organisation or, for a one-person business, of the person."""
    if len(tidy(value)) == 16:
        validate_person_code(value)
    else:
        validate_body_code(value)


def validate_vat_number(value: str) -> None:
    """A partita IVA: 11 digits, issuing office (digits 8–10) and check digit."""
    code = tidy(value)
    if not re.fullmatch(r"[0-9]{11}", code):
        raise ValidationError(_("La partita IVA ha 11 cifre, per esempio 00743110157."))
    if not iva.is_valid(code):
        raise ValidationError(
            _("Questa partita IVA non è giusta: l’ufficio o la cifra di controllo non tornano.")
        )


def validate_cup(value: str) -> None:
    """A *codice unico di progetto*: form only, its check is not public."""
    if not _has_form("CUP", value):
        raise ValidationError(
            _("Il CUP ha 15 caratteri: lettera, 2 cifre, lettera, 11 cifre, per esempio X00X26000000001.")
        )


def is_cig(code: str) -> bool:
    """Whether it is a CIG of one of the three families: ordinary, SmartCIG, from the platforms since 2024."""
    if re.fullmatch(r"[0-9]{7}[0-9A-F]{3}", code):
        return int(code[:7]) > 0 and int(code[:7]) * 211 % 4091 == int(code[7:], 16)
    if re.fullmatch(r"[XYZ][0-9A-F]{9}", code):
        return int(code[3:], 16) * 211 % 251 == int(code[1:3], 16)
    return _has_form("CIG_PLATFORM", code)


def validate_cig(value: str) -> None:
    """A *codice identificativo di gara*, with its check where the family has one."""
    if len(value) != 10:
        raise ValidationError(_("Il CIG ha 10 caratteri, per esempio 8567116FC2."))
    if not is_cig(value):
        raise ValidationError(_("Questo CIG non è giusto: i caratteri di controllo non tornano."))


_CIN_ODD = [1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23]


def italian_cin(account: str) -> str:
    """The control letter over ABI, CAB and account number (22 characters)."""
    values = [int(c) if c.isdigit() else ord(c) - ord("A") for c in account]
    total = sum(value if place % 2 else _CIN_ODD[value] for place, value in enumerate(values))
    return chr(ord("A") + total % 26)


def validate_iban(value: str) -> None:
    """An Italian IBAN: length, control digits (mod 97) and the CIN letter."""
    code = tidy(value)
    if not re.fullmatch(r"IT[0-9]{2}[A-Z][0-9]{10}[A-Z0-9]{12}", code):
        raise ValidationError(
            _("L’IBAN italiano ha 27 caratteri, per esempio IT60 X054 2811 1010 0000 0123 456.")
        )
    if not iban.is_valid(code) or italian_cin(code[5:]) != code[4]:
        raise ValidationError(_("Questo IBAN non è giusto: i caratteri di controllo non tornano."))


def validate_runts_number(value: str) -> None:
    """The repertory number in the single register of the third sector; it has no check digit."""
    if not _has_form("RUNTS", value):
        raise ValidationError(_("Il numero di repertorio del RUNTS ha da 1 a 7 cifre, per esempio 900001."))


def validate_ipa_code(value: str) -> None:
    """The code of a public body in the index of public administrations: looked up, never derived."""
    if not _has_form("IPA", value):
        raise ValidationError(
            _("Il codice IPA ha lettere, cifre, trattini e trattini bassi, per esempio c_e648.")
        )


def validate_office_code(value: str) -> None:
    """The *codice univoco ufficio* for electronic invoices."""
    if not _has_form("OFFICE", value):
        raise ValidationError(_("Il codice univoco dell’ufficio ha 6 caratteri, per esempio F6HH86."))


def validate_catastale(value: str) -> None:
    """The land-registry code of a comune."""
    if not _has_form("CATASTALE", value):
        raise ValidationError(_("Il codice catastale ha una lettera e 3 cifre, per esempio E648."))


def validate_istat(value: str) -> None:
    """The ISTAT code of a comune: a string of 6 digits."""
    if not _has_form("ISTAT", value):
        raise ValidationError(_("Il codice ISTAT di un comune ha 6 cifre, per esempio 098031."))


def validate_rea(value: str) -> None:
    """The number in the economic and administrative index of a chamber of commerce."""
    if not _has_form("REA", value):
        raise ValidationError(_("Il numero REA ha la provincia e fino a 7 cifre, per esempio LO-1234567."))


def validate_phone(value: str) -> None:
    """A telephone number as people write it."""
    if not _has_form("PHONE", value):
        raise ValidationError(_("Scrivi il numero con il prefisso, per esempio 0371 000000."))


def validate_pec(value: str) -> None:
    """A certified e-mail address, in small letters."""
    validate_email(value)
    if value != value.lower():
        raise ValidationError(_("Scrivi la PEC in lettere minuscole, per esempio ente@pec.example.it."))


def public_code(fiscal_code: str, vat_number: str = "") -> str:
    """The fiscal code that may be published: of a body (11 digits), never the one of a person who is a business;
    of such a business the partita IVA, or nothing.
    """
    return fiscal_code if re.fullmatch(r"[0-9]{11}", fiscal_code) else vat_number
