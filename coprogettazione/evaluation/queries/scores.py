# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The ranking and its points as the rows of a spreadsheet."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from coprogettazione.calls.models import DEFAULT_LEVELS, Call, ScoringMode
from coprogettazione.documents.documents import Cell, Sheet
from coprogettazione.evaluation.models import ScoreSheet
from coprogettazione.evaluation.queries.outcome import ranking


def ranking_sheet(call: Call) -> Sheet:
    """The ranking, first place first, theme by theme when the call is divided."""
    headers = [
        _("Posizione"),
        _("Numero di registro"),
        _("Chi"),
        _("Punti"),
        _("Raggiunge la soglia"),
        _("A parità di punti"),
    ]
    rows: list[list[Cell]] = [
        [
            row.position,
            row.application.registry_number,
            row.application.label,
            row.total,
            _("sì") if row.above_threshold else _("no"),
            row.tie_break,
        ]
        for row in ranking(call)
    ]
    return Sheet(_("Graduatoria"), headers, rows)


def scores_sheet(call: Call, sheets: Iterable[ScoreSheet]) -> Sheet:
    """Every point of these sheets, a row for each criterion of each: which application, who gave it, level, points,
    why, when, and the application's total and place. Beside those of the sheets, three SQL whatever the rows.
    """
    names = {coefficient: str(name) for coefficient, name, _text in DEFAULT_LEVELS}
    places = {row.application_id: row for row in ranking(call)}
    together = call.scoring_mode == ScoringMode.COLLEGIAL
    rows: list[list[Cell]] = []
    for sheet in sheets:
        place = places.get(sheet.application_id)
        rows.extend(
            [
                sheet.application.registry_number,
                sheet.application.label,
                _("commissione") if together else str(sheet.seat.user),
                score.criterion.code,
                score.criterion.text,
                names.get(score.coefficient, ""),
                score.coefficient,
                score.points,
                score.criterion.max_points,
                score.reason,
                score.scored_at,
                place.total if place else None,
                place.position if place else None,
            ]
            for score in sheet.scores.all()
        )
    headers = [
        _("Numero della domanda"),
        _("Domanda"),
        _("Chi valuta"),
        _("Criterio"),
        _("Che cosa si valuta"),
        _("Livello"),
        _("Coefficiente"),
        _("Punti"),
        _("Punti al massimo"),
        _("Perché"),
        _("Dato il"),
        _("Totale della domanda"),
        _("Posizione"),
    ]
    return Sheet(_("Punteggi"), headers, rows)
