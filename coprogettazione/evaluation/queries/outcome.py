# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Questions on the ranking and on who was admitted."""

from collections.abc import Iterable
from decimal import Decimal

from django.db.models import QuerySet, Sum
from django.utils.translation import gettext as _

from coprogettazione.applications.models import Application
from coprogettazione.calls.models import PUBLIC_DRAW, Call, ScoringMode, SelectionMode, Terms, all_terms
from coprogettazione.evaluation.models import (
    Admission,
    AdmissionOutcome,
    Committee,
    Draw,
    RankingRow,
    ScoreSheet,
)
from coprogettazione.evaluation.queries.committee import counting_sheets, tallies_of
from coprogettazione.evaluation.queries.fitness import EVALUATED_STATES
from coprogettazione.evaluation.queries.tally import Outcome, rank


def outcome_of(committee: Committee, draw: Draw | None = None) -> Outcome:
    """The ranking that the closed sheets give now; raises ValueError while a sheet is open.

    In a divided call one ranking after the other, theme by theme, each with its positions from the first.
    """
    call = committee.call
    sheets: dict[int | None, list[ScoreSheet]] = {}
    for sheet in counting_sheets(committee):
        sheets.setdefault(sheet.application.lot_id, []).append(sheet)
    outcomes = [
        rank(
            tallies_of(sheets.get(terms.lot.pk if terms.lot else None, [])),
            threshold=terms.threshold,
            tie_break=call.tie_break,
            draw=draw_order(draw) if draw else None,
        )
        for terms in all_terms(call)
    ]
    return Outcome(
        [place for outcome in outcomes for place in outcome.places],
        [group for outcome in outcomes for group in outcome.tied],
    )


def how_points_are_made(call: Call) -> str:
    """How the points of the ranking come out, as pages and minutes say it."""
    if call.scoring_mode == ScoringMode.COLLEGIAL:
        return _("I punti sono quelli della scheda che la commissione ha scritto insieme, in seduta.")
    return _("I punti sono la media delle schede dei componenti, arrotondata ai centesimi.")


def draw_order(draw: Draw) -> dict[str, str]:
    """A held draw as registry number → fingerprint."""
    return {row["registry_number"]: row["hash"] for row in draw.order}


def needs_draw(call: Call, outcome: Outcome) -> bool:
    """Whether what is still tied must be drawn: the avviso says so, or a single partner must come out of them."""
    if not outcome.tied or PUBLIC_DRAW in call.tie_break:
        return bool(outcome.tied)
    alone = {terms.lot.pk if terms.lot else None for terms in all_terms(call) if terms.only_first}
    tied = Application.objects.filter(pk__in=[pk for group in outcome.tied for pk in group])
    return not alone.isdisjoint(tied.values_list("lot_id", flat=True))


def ranking(call: Call) -> QuerySet[RankingRow]:
    """The ranking of the committee at work, first place first; empty until the committee closes."""
    return (
        RankingRow.objects.filter(committee__call=call, committee__ended_at__isnull=True)
        .select_related("application__lead", "application__lot", "committee")
        .prefetch_related("application__members__organisation")
    )


def rankings(rows: Iterable[RankingRow], call: Call) -> list[tuple[Terms, list[RankingRow]]]:
    """The rows under the terms they competed for: theme by theme, also those for which nobody stands."""
    by_lot: dict[int | None, list[RankingRow]] = {}
    for row in rows:
        by_lot.setdefault(row.application.lot_id, []).append(row)
    return [(terms, by_lot.get(terms.lot.pk if terms.lot else None, [])) for terms in all_terms(call)]


def standing_ranking(call: Call) -> QuerySet[RankingRow]:
    """The ranking without whoever renounced after it was made."""
    return ranking(call).filter(application__state__in=EVALUATED_STATES)


def above_threshold(call: Call) -> QuerySet[RankingRow]:
    """Who can be admitted from the ranking: enough points, and still in the procedure."""
    return standing_ranking(call).filter(above_threshold=True)


def admissions(call: Call) -> QuerySet[Admission]:
    """What D6 (and any later scrolling) says of each application."""
    return (
        Admission.objects.filter(application__call=call)
        .select_related("application__lead")
        .prefetch_related("application__members__organisation")
        .order_by("application__submitted_at", "pk")
    )


def admitted_applications(call: Call) -> QuerySet[Application]:
    """The applications that sit at the table now, in order of arrival: admitted, and still in the procedure."""
    sitting = Application.objects.filter(call=call, state__in=EVALUATED_STATES)
    return (
        sitting.filter(admission__outcome=AdmissionOutcome.ADMITTED)
        .select_related("lead", "admission")
        .prefetch_related("members__organisation")
        .order_by("submitted_at", "pk")
    )


def reserves(call: Call, lot_id: int | None = None) -> QuerySet[RankingRow]:
    """Who can still be called from the ranking (of one theme), best first."""
    waiting = above_threshold(call).filter(application__admission__outcome=AdmissionOutcome.WAITING)
    return waiting.filter(application__lot=lot_id) if lot_id else waiting


def grant_at_table(call: Call) -> Decimal | None:
    """The public money that can be co-designed, in euro: of a divided call, only the themes with a partner."""
    if call.selection_mode != SelectionMode.PER_LOT:
        return call.public_grant
    with_partner = admitted_applications(call).values("lot")
    return call.lots.filter(pk__in=with_partner).aggregate(sum=Sum("public_grant"))["sum"]
