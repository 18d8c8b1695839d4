# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""How dates, terms, money and numbers are said."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from django.utils import translation

from coprogettazione import wording
from coprogettazione.wording import NBSP, ROME

TERM = datetime(2026, 2, 25, 12, tzinfo=ROME)


def test_a_term_is_told_with_weekday_date_and_hour_in_rome() -> None:
    assert wording.moment(TERM) == f"mercoledì 25 febbraio 2026, ore{NBSP}12:00"
    assert wording.moment(datetime(2026, 2, 25, 11, tzinfo=UTC)) == wording.moment(TERM)


def test_in_summer_the_hour_is_still_the_one_of_rome() -> None:
    assert wording.clock(datetime(2026, 7, 1, 10, 5, tzinfo=UTC)) == "12:05"


def test_the_short_form_for_phones() -> None:
    assert wording.short_moment(TERM) == f"mer 25 feb, ore{NBSP}12"
    assert wording.short_moment(TERM.replace(minute=30)) == f"mer 25 feb, ore{NBSP}12:30"


def test_the_first_of_a_month_is_an_ordinal() -> None:
    assert wording.day(date(2026, 9, 1)) == f"1°{NBSP}settembre 2026"
    assert wording.day(date(2026, 9, 2), weekday=True, year=False) == "mercoledì 2 settembre"


def test_a_receipt_is_told_to_the_second() -> None:
    at = datetime(2026, 2, 25, 11, 58, 40, tzinfo=ROME)
    assert wording.receipt_time(at) == "25 febbraio, 11:58:40"
    assert wording.receipt_time(at, year=True) == "25 febbraio 2026, 11:58:40"


@pytest.mark.parametrize(
    ("before", "said"),
    [
        (timedelta(days=13), "mancano 13 giorni"),
        (timedelta(hours=48), "mancano 2 giorni"),
        (timedelta(hours=47, minutes=59, seconds=59), "mancano 47 ore"),
        (timedelta(hours=26), "mancano 26 ore"),
        (timedelta(hours=1), "manca 1 ora"),
        (timedelta(minutes=59, seconds=59), "mancano 59 minuti"),
        (timedelta(minutes=40), "mancano 40 minuti"),
        (timedelta(minutes=1), "manca 1 minuto"),
        (timedelta(seconds=59), "manca meno di un minuto"),
        (timedelta(seconds=1), "manca meno di un minuto"),
        (timedelta(0), "chiuso"),
        (timedelta(days=-3), "chiuso"),
    ],
)
def test_what_is_left_of_a_term(before: timedelta, said: str) -> None:
    assert wording.left(TERM, TERM - before) == said


def test_days_are_counted_on_the_calendar_of_rome() -> None:
    # 12 February at eight in the evening: thirteen days by the calendar, not twelve and two thirds.
    assert wording.left(TERM, datetime(2026, 2, 12, 20, tzinfo=ROME)) == "mancano 13 giorni"


@pytest.mark.parametrize(
    ("after", "said"),
    [
        (timedelta(0), ""),
        (timedelta(minutes=20), "da pochi minuti"),
        (timedelta(hours=1), "da 1 ora"),
        (timedelta(hours=13), "da 1 giorno"),
        (timedelta(days=4), "da 4 giorni"),
    ],
)
def test_how_late_one_is(after: timedelta, said: str) -> None:
    assert wording.late_by(TERM, TERM + after) == said


def test_a_term_that_is_past_says_when_it_closed() -> None:
    assert wording.closed_on(TERM) == f"chiuso mercoledì 25 febbraio 2026, ore{NBSP}12:00"


def test_money_has_a_space_that_does_not_break_and_cents_only_when_asked() -> None:
    assert wording.euro(Decimal(180000)) == f"180.000{NBSP}€"
    assert wording.euro(Decimal("1234.5"), cents=True) == f"1.234,50{NBSP}€"
    assert wording.euro(Decimal("0.50")) == f"1{NBSP}€"
    assert wording.euro(None) == "–"
    assert wording.amount(Decimal(99000)) == "99.000"


def test_points_lose_their_useless_zeros() -> None:
    assert [wording.number(Decimal(n)) for n in ("20.00", "22.50", "81.25", "100", "0")] == [
        "20", "22,5", "81,25", "100", "0",
    ]  # fmt: skip
    assert wording.percent(Decimal("4.2")) == f"4,2{NBSP}%"


def test_the_size_of_a_file() -> None:
    assert [wording.file_size(n) for n in (512, 412_000, 1_400_000)] == [
        f"512{NBSP}byte", f"412{NBSP}kB", f"1,4{NBSP}MB",
    ]  # fmt: skip


def test_small_numbers_are_words_and_one_agrees() -> None:
    assert [wording.in_words(n) for n in (1, 3, 20, 21, 1200)] == ["una", "tre", "venti", "21", "1.200"]
    assert wording.in_words(1, "m") == "un"


def test_a_list_ends_with_and() -> None:
    assert wording.joined(["La Lanterna"]) == "La Lanterna"
    assert wording.joined(["La Lanterna", "Passi Insieme", "Casa Aperta"]) == (
        "La Lanterna, Passi Insieme e Casa Aperta"
    )


def test_in_english_months_keep_their_capital_and_numbers_their_comma() -> None:
    with translation.override("en"):
        assert wording.day(date(2026, 9, 1), weekday=True) == "Tuesday 1 September 2026"
        assert wording.euro(Decimal(180000)) == f"180,000{NBSP}€"
        assert wording.in_words(3) == "three"


@pytest.mark.parametrize(
    ("language", "written", "plain"),
    [
        ("it", "180.000 €", "180000"),
        ("it", "1.234,50", "1234.50"),
        ("it", "1234.5", "1234.5"),
        ("it", "12,5", "12.5"),
        ("it", "1.234", "1234"),
        ("it", "-3.000", "-3000"),
        ("en", "1,234.50", "1234.50"),
        ("en", "1.234", "1.234"),
        ("en", "12,5", "12.5"),
        ("en", "180,000", "180000"),
    ],
)
def test_a_number_is_read_as_people_of_that_language_type_it(language: str, written: str, plain: str) -> None:
    with translation.override(language):
        assert wording.read_number(written) == plain


@pytest.mark.parametrize("written", ["molto", "1.23,4", "12.10.2026", "1,2,3", "12,"])
def test_what_is_not_a_number_comes_back_as_it_is(written: str) -> None:
    assert wording.read_number(written) == written


def test_a_number_in_a_field_can_be_typed_over() -> None:
    assert wording.typed_number(Decimal("180000.00")) == "180.000"
    assert wording.typed_number(Decimal("1234.5")) == "1.234,50"
    with translation.override("en"):
        assert wording.typed_number(Decimal("1234.5")) == "1,234.50"
