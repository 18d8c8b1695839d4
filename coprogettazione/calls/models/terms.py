# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What holds for one theme of a call that is divided, or for the whole call when it is not."""

from dataclasses import dataclass
from decimal import Decimal

from coprogettazione.calls.models.call import Call
from coprogettazione.calls.models.choices import SelectionMode
from coprogettazione.calls.models.criteria import Criterion
from coprogettazione.calls.models.lots import Lot, LotAdmission


@dataclass(frozen=True)
class Terms:
    """The terms on which applications are compared: money in euro, points, who sits.

    `lot` is None when the call is not divided. `only_first`: one partner; the others wait in the ranking.
    """

    lot: Lot | None
    grant: Decimal | None
    threshold: Decimal | None
    only_first: bool
    criteria: tuple[Criterion, ...]


def terms_of(call: Call, lot: Lot | None) -> Terms:
    """The terms of one theme (or of the call). The criteria of the call are read once, however many themes."""
    criteria = tuple(c for c in call.criteria.all() if c.lot_id in (None, lot.pk if lot else None))
    if lot is None:
        only_first = call.selection_mode == SelectionMode.SINGLE_PARTNER
        return Terms(None, call.public_grant, call.threshold, only_first, criteria)
    return Terms(lot, lot.public_grant, lot.threshold, lot.admits == LotAdmission.FIRST, criteria)


def most_lots(call: Call) -> int | None:
    """For how many themes one body may stand in this call; None: for all, or the call is not divided."""
    return call.lots_per_body if call.selection_mode == SelectionMode.PER_LOT else None


def all_terms(call: Call) -> list[Terms]:
    """Theme by theme; a single one when the call is not divided."""
    if call.selection_mode != SelectionMode.PER_LOT:
        return [terms_of(call, None)]
    return [terms_of(call, lot) for lot in call.lots.all()]
