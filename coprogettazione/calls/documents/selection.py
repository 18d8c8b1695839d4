# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""How an avviso says that partners are found: mode, themes, criteria with their levels, who scores, ties."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from coprogettazione.calls.models import (
    PUBLIC_DRAW,
    Call,
    Criterion,
    DoubleParticipation,
    ScoringMode,
    SelectionMode,
    SheetsShown,
    all_terms,
    most_lots,
    said_levels,
)
from coprogettazione.wording import in_italian


@in_italian
def selection_facts(call: Call) -> dict[str, Any]:
    """How partners are found (key `selection`); `lots`, theme by theme, when the call is divided."""
    by_threshold = call.selection_mode == SelectionMode.THRESHOLD
    return {
        "mode": SelectionMode(call.selection_mode).label,
        "threshold": call.threshold if by_threshold else None,
        "lots": [
            {
                "code": lot.code,
                "title": lot.title,
                "text": lot.description,
                "amount": lot.public_grant or Decimal(0),
                "admits": lot.get_admits_display(),
                "threshold": lot.threshold,
                "criteria": criteria_facts(terms.criteria),
            }
            for terms in all_terms(call)
            if (lot := terms.lot) is not None
        ],
        "note": scoring_words(call),
    }


@in_italian
def scoring_words(call: Call) -> str:
    """Who gives the points and who sees the sheets, in a sentence; empty where there are no points."""
    if call.selection_mode == SelectionMode.OPEN_TABLE or not call.scoring_mode:
        return ""
    if call.scoring_mode == ScoringMode.COLLEGIAL:
        return _(
            "La commissione valuta insieme, in seduta e con tutti i suoi componenti: scrive una scheda sola "
            "per ogni proposta; chi dissente lo scrive nel verbale con il perché."
        )
    said = _("Ogni componente della commissione compila la propria scheda: il punteggio è la media.")
    if call.sheets_shown == SheetsShown.AT_CLOSING:
        return (
            said + " " + _("Nessuno legge le schede dei colleghi prima che la commissione chiuda i lavori.")
        )
    return (
        said
        + " "
        + _("Le schede dei colleghi si leggono dopo avere chiuso la propria sulla stessa proposta.")
    )


@in_italian
def lots_per_body_words(call: Call) -> str:
    """For how many themes one body may stand, in a sentence; empty where there are no themes."""
    if call.selection_mode != SelectionMode.PER_LOT:
        return ""
    most = most_lots(call)
    if most is None:
        return _("Un ente può candidarsi a tutti i temi, da solo o in gruppo.")
    return ngettext(
        "Un ente si candida a un solo tema, da solo o in gruppo.",
        "Un ente si candida al più a %(n)s temi, da solo o in gruppo.",
        most,
    ) % {"n": most}


@in_italian
def double_participation_rule(call: Call) -> tuple[str, str]:
    """What happens when one body is in two groups, as a rule of the avviso: its title and its text."""
    title = (
        _("Partecipazione dello stesso ente in due gruppi per lo stesso tema")
        if call.selection_mode == SelectionMode.PER_LOT
        else _("Partecipazione dello stesso ente in due gruppi")
    )
    return title, str(DoubleParticipation(call.double_participation).label).capitalize() + "."


@in_italian
def tie_break_words(call: Call) -> list[str]:
    """The tie-break rule in words, in order."""
    return [
        _("sorteggio pubblico") if step == PUBLIC_DRAW else _("punti del criterio %(code)s") % {"code": step}
        for step in call.tie_break
    ]


def own_levels(criterion: Criterion) -> list[dict[str, Any]]:
    """The levels of a criterion that the avviso describes, as D2 prints them; empty with the usual ones."""
    if not said_levels(criterion):
        return []
    return [
        {"name": str(level.name), "text": str(level.text), "points": level.points}
        for level in criterion.described
    ]


def criteria_facts(criteria: Iterable[Criterion]) -> list[dict[str, Any]]:
    """Criteria as D2 prints them, each with the levels it describes."""
    return [{"code": c.code, "text": c.text, "max": c.max_points, "levels": own_levels(c)} for c in criteria]
