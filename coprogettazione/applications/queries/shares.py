# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Shares of a group: to two decimals, the last partner takes the rounding (domain.md §8)."""

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal

CENT = Decimal("0.01")
WHOLE = Decimal(100)


def rounded(value: Decimal) -> Decimal:
    """To two decimals, half up."""
    return value.quantize(CENT, ROUND_HALF_UP)


def completed(shares: Sequence[Decimal]) -> list[Decimal] | None:
    """The shares to two decimals that make exactly 100, the last one above zero taking what rounding left.

    None when they do not make 100: more is missing than rounding can explain (half a hundredth for each
    share).
    """
    given = [rounded(share) for share in shares]
    counted = [index for index, share in enumerate(given) if share > 0]
    missing = WHOLE - sum(given)
    if not counted or abs(missing) > CENT * len(counted) / 2:
        return None
    given[counted[-1]] += missing
    return given


def divided(total: Decimal, shares: Sequence[Decimal]) -> list[Decimal]:
    """A sum in euro divided by shares in per cent.

    To the cent, the last one above zero takes the rounding.
    """
    parts = [rounded(total * share / WHOLE) for share in shares]
    counted = [index for index, share in enumerate(shares) if share > 0]
    if counted and sum(shares) == WHOLE:
        parts[counted[-1]] += rounded(total) - sum(parts)
    return parts
