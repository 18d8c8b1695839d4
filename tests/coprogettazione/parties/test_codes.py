# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Codes: public examples pass, every single slip of a checked one is refused."""

import string

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from coprogettazione.parties import codes

GOOD = [
    (codes.validate_person_code, "RSSMRA80A01H501U"),
    (codes.validate_person_code, "rss mra 80a01 h501u"),
    (codes.validate_person_code, "RCCMNL83S18D969H"),
    (codes.validate_body_code, "90000010000"),
    (codes.validate_body_code, "90000070004"),
    (codes.validate_body_code, "00743110157"),
    (codes.validate_fiscal_code, "RSSMRA80A01H501U"),
    (codes.validate_fiscal_code, "90000020009"),
    (codes.validate_vat_number, "00743110157"),
    (codes.validate_cup, "X00X26000000001"),
    (codes.validate_cig, "8567116FC2"),
    (codes.validate_cig, "9335820262"),
    (codes.validate_cig, "Z7E2B398C5"),
    (codes.validate_cig, "Z642AEB782"),
    (codes.validate_cig, "A00A1B2C3D"),
    (codes.validate_iban, "IT60 X054 2811 1010 0000 0123 456"),
    (codes.validate_runts_number, "900001"),
    (codes.validate_ipa_code, "r_lazio"),
    (codes.validate_ipa_code, "agid"),
    (codes.validate_office_code, "F6HH86"),
    (codes.validate_catastale, "E648"),
    (codes.validate_catastale, "D142"),
    (codes.validate_istat, "098031"),
    (codes.validate_rea, "LO-1234567"),
    (codes.validate_pec, "ets1@pec.example.it"),
    (codes.validate_phone, "+39 0371 000000"),
]

BAD = [
    (codes.validate_person_code, "RSSMRA80A01H501A", "non è giusto"),
    (codes.validate_person_code, "RSSMRA80A01H501", "16 caratteri"),
    (codes.validate_person_code, "90000010000", "16 caratteri"),
    (codes.validate_body_code, "90000010001", "cifra di controllo"),
    (codes.validate_body_code, "9000001000", "11 cifre"),
    (codes.validate_body_code, "00000000000", "cifra di controllo"),
    (codes.validate_body_code, "٩0000010000", "11 cifre"),
    (codes.validate_vat_number, "90000010000", "l’ufficio"),
    (codes.validate_vat_number, "00743110158", "cifra di controllo"),
    (codes.validate_vat_number, "123", "11 cifre"),
    (codes.validate_cup, "X00X2600000000", "15 caratteri"),
    (codes.validate_cup, "x00x26000000001", "15 caratteri"),
    (codes.validate_cig, "8567116FC3", "controllo"),
    (codes.validate_cig, "0000000000", "controllo"),
    (codes.validate_cig, "Z7E2B398C6", "controllo"),
    (codes.validate_cig, "V00A1B2C3D", "controllo"),
    (codes.validate_cig, "8567116FC", "10 caratteri"),
    (codes.validate_iban, "IT60Y0542811101000000123456", "controllo"),
    (codes.validate_iban, "IT61X0542811101000000123456", "controllo"),
    (codes.validate_iban, "DE89370400440532013000", "27 caratteri"),
    (codes.validate_runts_number, "12345678", "da 1 a 7"),
    (codes.validate_ipa_code, "c e648", "codice IPA"),
    (codes.validate_office_code, "F6HH8", "6 caratteri"),
    (codes.validate_catastale, "648E", "una lettera e 3 cifre"),
    (codes.validate_istat, "98031", "6 cifre"),
    (codes.validate_rea, "1234567", "provincia"),
    (codes.validate_pec, "Ets1@PEC.example.it", "minuscole"),
    (codes.validate_pec, "ets1", "indirizzo"),
    (codes.validate_phone, "chiamami", "prefisso"),
]


@pytest.mark.parametrize(("validate", "code"), GOOD)
def test_a_right_code_passes(validate, code):
    validate(code)


@pytest.mark.parametrize(("validate", "code", "word"), BAD)
def test_a_wrong_code_is_refused_with_its_reason(validate, code, word):
    with pytest.raises(ValidationError) as refused:
        validate(code)
    assert word in " ".join(str(m) for m in refused.value.messages)


@given(place=st.integers(0, 10), digit=st.integers(1, 9))
def test_one_wrong_digit_in_an_organisation_code_never_passes(place, digit):
    right = "90000040007"
    wrong = right[:place] + str((int(right[place]) + digit) % 10) + right[place + 1 :]
    with pytest.raises(ValidationError):
        codes.validate_body_code(wrong)


@given(letter=st.sampled_from(string.ascii_uppercase).filter(lambda c: c != "X"))
def test_only_one_cin_letter_is_right(letter):
    with pytest.raises(ValidationError):
        codes.validate_iban(f"IT60{letter}0542811101000000123456")


@given(number=st.integers(1, 9_999_999))
def test_every_ordinary_cig_has_exactly_one_control(number):
    control = f"{number * 211 % 4091:03X}"
    assert codes.is_cig(f"{number:07d}{control}")
    assert not codes.is_cig(f"{number:07d}{(int(control, 16) + 1) % 4096:03X}")


@given(places=st.sets(st.sampled_from([6, 7, 9, 10, 12, 13, 14])))
def test_omocodia_in_any_digit_place_is_a_right_code(places):
    from stdnum.it.codicefiscale import calc_check_digit

    body = "".join(
        "LMNPQRSTUV"[int(c)] if place in places else c for place, c in enumerate("RSSMRA80A01H501")
    )
    codes.validate_person_code(body + calc_check_digit(body))


def test_a_body_can_correct_a_pattern_in_its_settings(settings):
    settings.CODE_PATTERNS = {"RUNTS": r"[A-Z]\d+"}
    codes.validate_runts_number("R12")
