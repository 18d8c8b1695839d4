# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The fields that every chapter's forms share."""

from decimal import Decimal

import pytest
from django import forms
from django.utils import translation

from coprogettazione.records.forms import NumberField


class Commitment(forms.Form):
    amount = NumberField(max_digits=12, decimal_places=2, min_value=Decimal(0))


@pytest.mark.parametrize(
    ("written", "kept"),
    [("54.000", "54000"), ("54.000,00", "54000.00"), ("54000", "54000"), ("1.234,5 €", "1234.5")],
)
def test_a_number_field_takes_what_italians_write(written: str, kept: str) -> None:
    form = Commitment({"amount": written})
    assert form.is_valid()
    assert form.cleaned_data["amount"] == Decimal(kept)


@pytest.mark.parametrize("written", ["molto", "1.23,4", "-3", "1,234567"])
def test_what_was_typed_wrong_stays_in_the_field_as_it_was(written: str) -> None:
    form = Commitment({"amount": written})
    assert not form.is_valid()
    assert f'value="{written}"' in str(form["amount"])


def test_what_is_kept_is_shown_with_its_thousands_apart_and_read_back_the_same() -> None:
    for language, shown in (("it", "1.234,50"), ("en", "1,234.50")):
        with translation.override(language):
            assert f'value="{shown}"' in str(Commitment(initial={"amount": Decimal("1234.50")})["amount"])
            form = Commitment({"amount": shown}, initial={"amount": Decimal("1234.50")})
            assert not form.has_changed()
