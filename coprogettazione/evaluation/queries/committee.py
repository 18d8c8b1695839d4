# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Questions on the committee: who sits, what is missing, what the sheets say so far."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from coprogettazione.applications.models import Application
from coprogettazione.calls.models import Call, ScoringMode
from coprogettazione.evaluation.models import Committee, CommitteeSeat, Score, ScoreSheet
from coprogettazione.evaluation.queries.fitness import (
    EVALUATED_STATES,
    UNDECIDED_STATES,
    still_to_declare,
)
from coprogettazione.evaluation.queries.tally import Tally


def committee_of(call: Call) -> Committee | None:
    """The committee at work, seats and people included."""
    return (
        Committee.objects.filter(call=call, ended_at__isnull=True)
        .prefetch_related("seats__user", "seats__replaces__user")
        .first()
    )


def seats_of(committee: Committee) -> list[CommitteeSeat]:
    """The seats held now, the president first."""
    held = [seat for seat in committee.seats.all() if seat.ended_at is None]
    return sorted(held, key=lambda seat: (not seat.is_president, seat.position, seat.pk))


def scoring_seats(committee: Committee) -> list[CommitteeSeat]:
    """The seats that have sheets of their own: all, or that of who presides where the avviso wants the
    committee to score together.
    """
    seats = seats_of(committee)
    together = committee.call.scoring_mode == ScoringMode.COLLEGIAL
    return [seat for seat in seats if seat.is_president] if together else seats


def seats_in_committee(call: Call) -> list[CommitteeSeat]:
    """The seats of the call's committee at work, the president first; none before the appointment."""
    committee = committee_of(call)
    return seats_of(committee) if committee else []


def evaluated_applications(call: Call) -> QuerySet[Application]:
    """The applications that the committee evaluates, in order of arrival."""
    return (
        Application.objects.filter(call=call, state__in=EVALUATED_STATES)
        .select_related("lead", "lot")
        .prefetch_related("members__organisation")
        .order_by("submitted_at", "pk")
    )


def what_blocks_opening(committee: Committee) -> list[str]:
    """Why the evaluation cannot open yet, in words; empty when it can."""
    reasons = []
    seats = seats_of(committee)
    waiting = [str(seat.user) for seat in still_to_declare(committee.call, seats)]
    in_conflict = [str(seat.user) for seat in seats if seat.has_conflict]
    if in_conflict:
        reasons.append(
            _("Il dirigente deve sostituire chi ha dichiarato un conflitto di interesse: %(names)s.")
            % {"names": ", ".join(in_conflict)}
        )
    if waiting:
        reasons.append(
            _("Manca la dichiarazione sui conflitti di interesse di: %(names)s.")
            % {"names": ", ".join(waiting)}
        )
    undecided = Application.objects.filter(call=committee.call, state__in=UNDECIDED_STATES).count()
    if undecided:
        reasons.append(
            ngettext(
                "Il RUP deve ancora decidere sui requisiti di una domanda.",
                "Il RUP deve ancora decidere sui requisiti di %(count)s domande.",
                undecided,
            )
            % {"count": undecided}
        )
    elif not evaluated_applications(committee.call).exists():
        reasons.append(
            _("Nessuna domanda ha i requisiti: il dirigente ne prende atto e chiude il procedimento.")
        )
    return reasons


def counting_sheets(committee: Committee) -> QuerySet[ScoreSheet]:
    """The sheets of the seats held now, with their scores."""
    counting = ScoreSheet.objects.counting()
    return _with_scores(counting.filter(seat__committee=committee, application__state__in=EVALUATED_STATES))


def readable_sheets(call: Call, user: Any, at: datetime) -> QuerySet[ScoreSheet]:
    """The sheets of a dossier that this person may read once the committee has closed, with their scores."""
    visible = ScoreSheet.objects.counting().visible_to(user, at)
    return _with_scores(visible.filter(application__call=call, seat__committee__closed_at__lte=at))


def _with_scores(sheets: QuerySet[ScoreSheet]) -> QuerySet[ScoreSheet]:
    return (
        sheets.select_related("seat__user", "application__lead", "application__lot")
        .prefetch_related("scores__criterion", "application__members__organisation")
        .order_by("application__submitted_at", "application_id", "seat__position", "seat_id")
    )


def same_reasons(sheet: ScoreSheet) -> dict[int, list[Application]]:
    """Where the very same reason was given on a criterion to other applications by the same seat: by
    criterion, the other applications. Spaces and capitals do not make a difference. Two SQL.
    """
    given = {
        score.criterion_id: _plain_words(score.reason) for score in Score.objects.filter(sheet_id=sheet.pk)
    }
    others = (
        Score.objects.filter(sheet__seat_id=sheet.seat_id, sheet__voided_at__isnull=True)
        .exclude(sheet_id=sheet.pk)
        .select_related("sheet__application__lead", "sheet__application__call")
        .order_by("sheet__application__submitted_at", "pk")
    )
    same: dict[int, list[Application]] = {}
    for other in others:
        if given.get(other.criterion_id) == _plain_words(other.reason):
            same.setdefault(other.criterion_id, []).append(other.sheet.application)
    return same


def _plain_words(reason: str) -> str:
    return " ".join(reason.casefold().split())


def tallies_of(sheets: Iterable[ScoreSheet]) -> list[Tally]:
    """What the sheets say, application by application; raises ValueError for a sheet that is not closed."""
    by_application: dict[int, list[ScoreSheet]] = {}
    for sheet in sheets:
        if sheet.total is None:
            raise ValueError("an open sheet has no total")
        by_application.setdefault(sheet.application_id, []).append(sheet)
    tallies = []
    for application_id, group in by_application.items():
        criteria: dict[str, list[Decimal]] = {}
        for sheet in group:
            for score in sheet.scores.all():
                criteria.setdefault(score.criterion.code, []).append(score.points)
        tallies.append(
            Tally(
                application_id,
                group[0].application.registry_number or "",
                tuple(s.total for s in group if s.total is not None),
                {code: tuple(points) for code, points in criteria.items()},
            )
        )
    return tallies


@dataclass(frozen=True)
class SheetLine:
    """A row of the committee's page: an application and where each member's sheet on it stands."""

    application: Application
    title: str
    sheets: list[ScoreSheet]

    @property
    def closed(self) -> int:
        """How many members have closed theirs."""
        return sum(1 for sheet in self.sheets if sheet.closed_at)


def overview(committee: Committee) -> list[SheetLine]:
    """The committee's work, application by application. Five SQL whatever the rows."""
    lines: dict[int, SheetLine] = {}
    for sheet in counting_sheets(committee):
        line = lines.get(sheet.application_id)
        if line is None:
            line = SheetLine(sheet.application, sheet.application.label, [])
            lines[sheet.application_id] = line
        line.sheets.append(sheet)
    return list(lines.values())
