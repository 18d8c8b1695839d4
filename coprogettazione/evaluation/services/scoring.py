# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Filling a score sheet: a level and its reason for each criterion, then closing it."""

from datetime import datetime
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from coprogettazione.calls.models import Criterion
from coprogettazione.evaluation.models import SCALE, Score, ScoreDraft, ScoreSheet, points_for
from coprogettazione.parties.models import User
from coprogettazione.records.deeds import Act, deed, locked
from coprogettazione.records.refusals import Invalid, NotAllowed
from coprogettazione.records.rights import may

#: A reason is at least a short sentence (characters): "buono" explains nothing (TAR Calabria 1549/2025).
SHORTEST_REASON = 20


def save_score_draft(
    *,
    score_sheet: ScoreSheet,
    criterion: Criterion,
    coefficient: Decimal | None,
    reason: str,
    by: User | None,
    at: datetime,
) -> ScoreDraft:
    """Keep what a member is typing; not a deed: nothing is scored. Raises NotAllowed, Invalid (another
    call's criterion).
    """
    with transaction.atomic():
        sheet = locked(score_sheet)
        verdict = may(by, "save_score_draft", sheet, at)
        if not verdict:
            raise NotAllowed(verdict.reason, law=verdict.law)
        _check_criterion(sheet, criterion)
        if coefficient is not None and coefficient not in SCALE:
            raise Invalid(_("Scegli uno dei livelli."), fields={"coefficient": _("Scegli uno dei livelli.")})
        draft, _made = ScoreDraft.objects.update_or_create(
            sheet=sheet,
            criterion=criterion,
            defaults={"coefficient": coefficient, "reason": reason, "saved_at": at},
        )
        return draft


@deed(
    on="score_sheet",
    says=gettext_lazy("ha valutato un criterio"),
    law=gettext_lazy("artt. 3 e 12, l. 241/1990"),
)
def score_criterion(
    act: Act,
    *,
    score_sheet: ScoreSheet,
    criterion: Criterion,
    coefficient: Decimal,
    reason: str,
    by: User | None,
    at: datetime,
) -> Score:
    """Give a level to a criterion, with its reason; the points are computed. Can be given again until the
    sheet closes.

    Raises Invalid: a criterion of another call, a coefficient off the scale, a reason missing or too short
    to be one.
    """
    _check_criterion(score_sheet, criterion)
    fields: dict[str, str] = {}
    if coefficient not in SCALE:
        fields["coefficient"] = _("Scegli uno dei livelli: i punti si calcolano da lì.")
    if not reason.strip():
        fields["reason"] = _("Manca il perché: un punteggio senza motivazione non vale.")
    elif len(reason.strip()) < SHORTEST_REASON:
        fields["reason"] = _(
            "Spiega con almeno una frase, per esempio: «I turni sono indicati, i luoghi no (pagina 6)»."
        )
    if fields:
        raise Invalid(" ".join(fields.values()), law=_("art. 3, l. 241/1990"), fields=fields)
    points = points_for(criterion, coefficient)
    score, _made = Score.objects.update_or_create(
        sheet=score_sheet,
        criterion=criterion,
        defaults={
            "coefficient": coefficient,
            "points": points,
            "reason": reason.strip(),
            "scored_at": at,
        },
    )
    ScoreDraft.objects.filter(sheet=score_sheet, criterion=criterion).delete()
    act.record(points=points)
    return score


@deed(
    on="score_sheet",
    says=gettext_lazy("ha chiuso una scheda di valutazione"),
    law=gettext_lazy("art. 3, l. 241/1990"),
)
def close_score_sheet(act: Act, *, score_sheet: ScoreSheet, by: User | None, at: datetime) -> ScoreSheet:
    """Close a sheet in which every criterion has points and reason: from now on nothing in it changes.

    Raises Invalid naming the criteria still without points.
    """
    criteria = score_sheet.application.terms.criteria
    scores = {score.criterion_id: score for score in score_sheet.scores.all()}
    missing = [criterion.code for criterion in criteria if criterion.pk not in scores]
    if missing:
        raise Invalid(
            ngettext("Manca il criterio %(codes)s.", "Mancano i criteri %(codes)s.", len(missing))
            % {"codes": ", ".join(missing)},
            law=_("art. 3, l. 241/1990"),
        )
    score_sheet.closed_at = at
    score_sheet.total = sum((score.points for score in scores.values()), Decimal(0))
    score_sheet.save(update_fields=["closed_at", "total"])
    act.record(total=score_sheet.total)
    return score_sheet


def _check_criterion(sheet: ScoreSheet, criterion: Criterion) -> None:
    words = ""
    if criterion.call_id != sheet.application.call_id:
        words = _("Questo criterio è di un altro avviso.")
    elif criterion.lot_id not in (None, sheet.application.lot_id):
        words = _("Questo criterio è di un altro tema.")
    if words:
        raise Invalid(words, fields={"criterion": words})
