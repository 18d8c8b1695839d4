# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Which legal parameter holds where and when; terms counted in days."""

from datetime import date

import pytest

from coprogettazione.calls.models import LegalParameter, Parameter
from coprogettazione.calls.queries import (
    NoParameter,
    is_holiday,
    legal_parameter,
    next_working_day,
    parameters_in_force,
    term_after,
)
from coprogettazione.calls.services import seed_parameters


@pytest.mark.parametrize(
    ("day", "holiday"),
    [
        (date(2026, 2, 22), True),  # Sunday
        (date(2026, 2, 21), False),  # Saturday
        (date(2026, 4, 6), True),  # Easter Monday
        (date(2026, 4, 25), True),
        (date(2026, 12, 26), True),
        (date(2026, 2, 25), False),
    ],
)
def test_sundays_and_national_holidays_are_holidays_saturdays_are_not(day: date, holiday: bool) -> None:
    assert is_holiday(day) is holiday


def test_a_term_does_not_count_its_first_day_and_moves_past_a_holiday() -> None:
    assert term_after(date(2026, 2, 2), 20) == date(2026, 2, 23)  # the 22nd is a Sunday
    assert term_after(date(2026, 2, 3), 20) == date(2026, 2, 23)
    assert next_working_day(date(2026, 4, 5)) == date(2026, 4, 7)  # Easter, then Easter Monday


@pytest.mark.django_db
def test_a_region_has_its_own_minimum_and_the_others_the_common_one() -> None:
    day = date(2026, 2, 2)
    assert legal_parameter(Parameter.PUBLICATION_DAYS_MINIMUM, "Toscana", day) == 20
    assert legal_parameter(Parameter.PUBLICATION_DAYS_MINIMUM, "toscana", day) == 20
    assert legal_parameter(Parameter.PUBLICATION_DAYS_MINIMUM, "Lombardia", day) == 10
    assert legal_parameter(Parameter.PUBLICATION_DAYS_MINIMUM, "Toscana", date(2020, 7, 21)) == 10


@pytest.mark.django_db
def test_the_months_for_annulment_changed_on_18_december_2025() -> None:
    assert legal_parameter(Parameter.ANNULMENT_MONTHS, "", date(2025, 12, 17)) == 12
    assert legal_parameter(Parameter.ANNULMENT_MONTHS, "", date(2025, 12, 18)) == 6


@pytest.mark.django_db
def test_a_value_nobody_decided_is_not_guessed() -> None:
    with pytest.raises(NoParameter, match="cure_days_minimum in Italia on 1999-01-01"):
        legal_parameter(Parameter.CURE_DAYS_MINIMUM, "", date(1999, 1, 1))


@pytest.mark.django_db
def test_every_parameter_holds_today_with_its_norm() -> None:
    kept = parameters_in_force("Lombardia", date(2026, 2, 2))
    assert set(kept) == set(Parameter.values)
    assert all(row["norm"] for row in kept.values())


@pytest.mark.django_db
def test_a_value_corrected_by_an_office_survives_the_next_migration() -> None:
    LegalParameter.objects.filter(key=Parameter.PUBLICATION_DAYS_WARNING).update(value=18)
    before = LegalParameter.objects.count()
    seed_parameters()
    assert LegalParameter.objects.count() == before
    assert legal_parameter(Parameter.PUBLICATION_DAYS_WARNING, "", date(2026, 2, 2)) == 18
