# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Letter g of the checklist: how partners are chosen, theme by theme when the call is divided."""

from collections.abc import Iterable, Iterator
from decimal import Decimal

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from coprogettazione.calls.models import (
    DEFAULT_LEVELS,
    PUBLIC_DRAW,
    Call,
    Criterion,
    Lot,
    LotAdmission,
    ScoringMode,
    SelectionMode,
    most_lots,
    said_levels,
)
from coprogettazione.calls.rules.gaps import DM72, Gap
from coprogettazione.records.refusals import Words
from coprogettazione.wording import euro

_CRITERIA = _("art. 12, l. 241/1990")


def selection_gaps(call: Call, criteria: list[Criterion]) -> Iterator[Gap]:
    """Letter g: how partners are chosen, criteria and points, threshold, tie-break."""
    if not call.selection_mode:
        yield Gap(_("Scegli come si individuano i partner"), "g", "selection_mode", DM72)
        return
    if call.selection_mode == SelectionMode.OPEN_TABLE:
        return
    if not criteria:
        yield Gap(_("Aggiungi i criteri di valutazione"), "g", "criteria", _CRITERIA)
        return
    if any(criterion.max_points <= 0 for criterion in criteria):
        yield Gap(_("Ogni criterio deve avere più di zero punti"), "g", "criteria", _CRITERIA)
    if call.selection_mode == SelectionMode.PER_LOT:
        yield from _lot_gaps(call, criteria)
    else:
        yield from _points_gaps(criteria, call.max_points)
        by_threshold = call.selection_mode == SelectionMode.THRESHOLD
        yield from _threshold_gaps(call.threshold, call.max_points, wanted=by_threshold, field="threshold")
    yield from _scoring_gaps(call, criteria)
    yield from _tie_break(call, criteria)


def _tie_break(call: Call, criteria: list[Criterion]) -> Iterator[Gap]:
    codes = {criterion.code for criterion in criteria}
    of_one_lot = {criterion.code for criterion in criteria if criterion.lot_id is not None}
    if not call.tie_break:
        yield Gap(_("Scrivi che cosa decide a parità di punti"), "g", "tie_break", _CRITERIA)
        return
    unknown = [step for step in call.tie_break if step not in codes and step != PUBLIC_DRAW]
    if unknown:
        yield Gap(
            gettext("A parità di punti: «%(step)s» non è un criterio dell’avviso") % {"step": unknown[0]},
            "g",
            "tie_break",
            _CRITERIA,
        )
    elif partial := [step for step in call.tie_break if step in of_one_lot]:
        yield Gap(
            gettext("A parità di punti: il criterio %(step)s vale per un tema solo, serve uno di tutti")
            % {"step": partial[0]},
            "g",
            "tie_break",
            _CRITERIA,
        )
    elif len(set(call.tie_break)) != len(call.tie_break) or PUBLIC_DRAW in call.tie_break[:-1]:
        yield Gap(
            _("A parità di punti: ogni criterio una volta sola, il sorteggio per ultimo"),
            "g",
            "tie_break",
            _CRITERIA,
        )


def _points_gaps(criteria: Iterable[Criterion], most: Decimal, where: str = "") -> Iterator[Gap]:
    total = sum((criterion.max_points for criterion in criteria), Decimal(0))
    if total != most:
        said = gettext("I punti dei criteri sommano %(total)s: devono fare %(max)s") % {
            "total": _points(total),
            "max": _points(most),
        }
        yield Gap(f"{where}{said}", "g", "criteria", _CRITERIA)


def _threshold_gaps(
    threshold: Decimal | None, most: Decimal, *, wanted: bool, field: str, where: str = ""
) -> Iterator[Gap]:
    if wanted and not threshold:
        yield Gap(
            f"{where}{gettext('Indica la soglia di punti per sedere al tavolo')}", "g", field, _CRITERIA
        )
    if threshold is not None and threshold > most:
        yield Gap(f"{where}{gettext('La soglia supera il punteggio massimo')}", "g", field, _CRITERIA)


def _scoring_gaps(call: Call, criteria: list[Criterion]) -> Iterator[Gap]:
    """Who gives the points, who sees the sheets, what each level means."""
    if not call.scoring_mode:
        yield Gap(
            _("Scegli chi dà i punti, ogni componente o la commissione insieme"),
            "g",
            "scoring_mode",
            _CRITERIA,
        )
    elif call.scoring_mode == ScoringMode.INDIVIDUAL and not call.sheets_shown:
        yield Gap(
            _("Scegli quando un componente legge le schede dei colleghi"), "g", "sheets_shown", _CRITERIA
        )
    for criterion in criteria:
        texts = [text.casefold() for text in said_levels(criterion).values()]
        if len(set(texts)) < len(texts):
            yield Gap(
                gettext("Criterio %(code)s: due livelli hanno la stessa descrizione")
                % {"code": criterion.code},
                "g",
                "criteria",
                _CRITERIA,
            )


def levels_warning(call: Call) -> list[Words]:
    """Criteria whose levels the avviso does not describe: the usual words hold, its own would be better."""
    poor = [c.code for c in call.criteria.all() if len(said_levels(c)) < len(DEFAULT_LEVELS)]
    if not poor or call.selection_mode == SelectionMode.OPEN_TABLE:
        return []
    return [
        gettext(
            "I livelli non sono tutti descritti (criteri: %(codes)s): dove mancano valgono le descrizioni "
            "generali. Con parole dell’avviso un punteggio si motiva meglio (TAR Lombardia 2408/2025)."
        )
        % {"codes": ", ".join(poor)}
    ]


def _lot_gaps(call: Call, criteria: list[Criterion]) -> Iterator[Gap]:
    """Every theme has its money, its criteria that make the maximum, its threshold; the money adds up."""
    lots = list(call.lots.all())
    if len(lots) < 2:
        yield Gap(
            _("Scrivi almeno due temi, o scegli un altro modo di individuare i partner"), "g", "lots", DM72
        )
        return
    most = most_lots(call)
    if most is not None and most > len(lots):
        yield Gap(
            gettext("I temi per ciascun ente sono al più %(most)s: i temi sono %(all)s")
            % {"most": most, "all": len(lots)},
            "g",
            "lots_per_body",
            DM72,
        )
    for lot in lots:
        yield from _gaps_of(call, lot, [c for c in criteria if c.lot_id in (None, lot.pk)])
    sums = [lot.public_grant for lot in lots if lot.public_grant is not None]
    if (
        call.public_grant is not None
        and len(sums) == len(lots)
        and sum(sums, Decimal(0)) != call.public_grant
    ):
        yield Gap(
            gettext("I contributi dei temi sommano %(sum)s: il contributo pubblico è %(all)s")
            % {"sum": euro(sum(sums, Decimal(0))), "all": euro(call.public_grant)},
            "g",
            "lots",
            DM72,
        )


def _gaps_of(call: Call, lot: Lot, criteria: list[Criterion]) -> Iterator[Gap]:
    where = gettext("Tema %(code)s: ") % {"code": lot.code}
    if lot.public_grant is None and call.public_grant:
        yield Gap(f"{where}{gettext('indica il contributo pubblico')}", "g", "lots", DM72)
    if not lot.description.strip():
        yield Gap(f"{where}{gettext('scrivi che cosa si progetta')}", "g", "lots", DM72)
    yield from _points_gaps(criteria, call.max_points, where)
    yield from _threshold_gaps(
        lot.threshold, call.max_points, wanted=lot.admits == LotAdmission.ALL, field="lots", where=where
    )


def _points(value: Decimal) -> str:
    return f"{value.normalize():f}".replace(".", ",")
