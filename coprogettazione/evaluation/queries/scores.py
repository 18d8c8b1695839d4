# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The points of a ranking as the rows of a spreadsheet."""

from django.utils.translation import gettext as _

from coprogettazione.calls.models import DEFAULT_LEVELS, Call, ScoringMode
from coprogettazione.documents.documents import Cell, Sheet
from coprogettazione.evaluation.models import Committee
from coprogettazione.evaluation.queries.committee import counting_sheets
from coprogettazione.evaluation.queries.outcome import ranking


def score_tables(call: Call, committee: Committee) -> list[Sheet]:
    """Every point of the ranking in one table, a row for each criterion of each sheet: which application, who
    gave it, level, points, why, and the application's total and place. Seven SQL whatever the rows.
    """
    names = {coefficient: str(name) for coefficient, name, _text in DEFAULT_LEVELS}
    places = {row.application_id: row for row in ranking(call)}
    together = call.scoring_mode == ScoringMode.COLLEGIAL
    rows: list[list[Cell]] = []
    for sheet in counting_sheets(committee):
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
        _("Totale della domanda"),
        _("Posizione"),
    ]
    return [Sheet(_("Punteggi"), headers, rows)]
