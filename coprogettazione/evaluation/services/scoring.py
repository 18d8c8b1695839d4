# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Filling a score sheet: a level and its reason for each criterion, then closing it."""

import re
from datetime import datetime
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from coprogettazione.calls.models import SCALE, Criterion, ScoringMode, points_for
from coprogettazione.evaluation.models import Score, ScoreDraft, ScoreSheet, SheetPosition
from coprogettazione.evaluation.notifications import tell_proposed
from coprogettazione.evaluation.queries import (
    open_session,
    same_reasons,
    seats_of,
    why_it_cannot_score,
)
from coprogettazione.evaluation.rules import seat_of
from coprogettazione.parties.models import User
from coprogettazione.records.deeds import Act, deed, locked
from coprogettazione.records.refusals import Invalid, NotAllowed, WrongState
from coprogettazione.records.rights import may

#: A reason is at least a short sentence: so many characters and so many different words. "Buono" explains
#: nothing (TAR Calabria 1549/2025), nor does the same word said five times.
SHORTEST_REASON = 20
FEWEST_WORDS = 4


def is_a_sentence(reason: str) -> bool:
    """Whether a reason is long enough to be one, in characters and in different words."""
    words = {word.casefold() for word in re.findall(r"[^\W\d_]+", reason)}
    return len(reason.strip()) >= SHORTEST_REASON and len(words) >= FEWEST_WORDS


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
    sheet closes. A reason already given to other applications is kept, and the register says which.

    Where the committee scores together it is who presides who proposes, in a session in which everybody
    sits; the positions already taken on the sheet fall. Raises WrongState out of such a session, Invalid: a
    criterion of another call, a coefficient off the scale, a reason missing or too short to be one.
    """
    _check_criterion(score_sheet, criterion)
    _in_session(score_sheet)
    fields: dict[str, str] = {}
    if coefficient not in SCALE:
        fields["coefficient"] = _("Scegli uno dei livelli: i punti si calcolano da lì.")
    if not reason.strip():
        fields["reason"] = _("Manca il perché: un punteggio senza motivazione non vale.")
    elif not is_a_sentence(reason):
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
    SheetPosition.objects.filter(sheet=score_sheet).delete()
    if score_sheet.case_file.scoring_mode == ScoringMode.COLLEGIAL and not _missing(score_sheet):
        tell_proposed(score_sheet, at)
    same = same_reasons(score_sheet).get(criterion.pk, [])
    act.record(points=points, same_reason_as=[other.registry_number for other in same])
    return score


@deed(
    on="score_sheet",
    says=gettext_lazy("ha detto se è d’accordo con una scheda"),
    law=gettext_lazy("art. 3, l. 241/1990"),
)
def take_position(
    act: Act,
    *,
    score_sheet: ScoreSheet,
    agrees: bool,
    reason: str = "",
    by: User | None,
    at: datetime,
) -> SheetPosition:
    """Agree with the sheet that who presides proposes, or dissent with a reason, which goes to the minutes.

    Can be done again until the sheet closes. Raises WrongState for who presides, for a sheet that is not
    complete and out of a session in which everybody sits; Invalid for a dissent without its reason.
    """
    call = score_sheet.case_file
    seat = seat_of(by, call)
    assert seat is not None
    if seat.pk == score_sheet.seat_id:
        raise WrongState(
            _("Chi presiede propone i punti e chiude la scheda: agli altri chiede se concordano.")
        )
    missing = _missing(score_sheet)
    if missing:
        raise WrongState(_("La proposta non è completa: mancano i criteri %(codes)s.") % {"codes": missing})
    _in_session(score_sheet)
    if not agrees and not is_a_sentence(reason):
        words = _("Scrivi con una frase su quale criterio dissenti e perché: va nel verbale.")
        raise Invalid(words, law=_("art. 3, l. 241/1990"), fields={"reason": words})
    position, _made = SheetPosition.objects.update_or_create(
        sheet=score_sheet,
        seat=seat,
        defaults={"agrees": agrees, "reason": "" if agrees else reason.strip(), "taken_at": at},
    )
    return position


@deed(
    on="score_sheet",
    says=gettext_lazy("ha chiuso una scheda di valutazione"),
    law=gettext_lazy("art. 3, l. 241/1990"),
)
def close_score_sheet(act: Act, *, score_sheet: ScoreSheet, by: User | None, at: datetime) -> ScoreSheet:
    """Close a sheet in which every criterion has points and reason: from now on nothing in it changes.

    Where the committee scores together, every other member has said whether they agree, and more than half of
    the committee does. Raises Invalid naming the criteria still without points, WrongState naming who has
    not spoken, or when the dissents are too many.
    """
    missing = _missing(score_sheet)
    if missing:
        raise Invalid(
            ngettext("Manca il criterio %(codes)s.", "Mancano i criteri %(codes)s.", len(missing.split(", ")))
            % {"codes": missing},
            law=_("art. 3, l. 241/1990"),
        )
    score_sheet.closed_at = at
    score_sheet.total = sum((score.points for score in score_sheet.scores.all()), Decimal(0))
    score_sheet.closed_in_id = _agreed(act, score_sheet)
    score_sheet.save(update_fields=["closed_at", "total", "closed_in"])
    act.record(total=score_sheet.total)
    return score_sheet


def _missing(sheet: ScoreSheet) -> str:
    """The letters of the criteria without a score, as one says them."""
    scored = {score.criterion_id for score in sheet.scores.all()}
    return ", ".join(c.code for c in sheet.application.terms.criteria if c.pk not in scored)


def _in_session(sheet: ScoreSheet) -> None:
    if sheet.case_file.scoring_mode == ScoringMode.COLLEGIAL:
        why = why_it_cannot_score(sheet.seat.committee)
        if why:
            raise WrongState(why, law=_("collegialità perfetta delle commissioni di valutazione"))


def _agreed(act: Act, sheet: ScoreSheet) -> int | None:
    """The session in which the committee agrees on its sheet; None where each member has one."""
    if sheet.case_file.scoring_mode != ScoringMode.COLLEGIAL:
        return None
    _in_session(sheet)
    seats = seats_of(sheet.seat.committee)
    positions = {position.seat_id: position for position in sheet.positions.all()}
    silent = [str(s.user) for s in seats if s.pk != sheet.seat_id and s.pk not in positions]
    if silent:
        raise WrongState(_("Non ha ancora detto se concorda: %(names)s.") % {"names": ", ".join(silent)})
    against = [str(s.user) for s in seats if s.pk in positions and not positions[s.pk].agrees]
    if (len(seats) - len(against)) * 2 <= len(seats):
        raise WrongState(
            _("Dissente più di metà della commissione (%(names)s): cambia i punti proposti.")
            % {"names": ", ".join(against)}
        )
    act.record(dissenting=against)
    session = open_session(sheet.seat.committee)
    assert session is not None
    return session.pk


def _check_criterion(sheet: ScoreSheet, criterion: Criterion) -> None:
    words = ""
    if criterion.call_id != sheet.application.call_id:
        words = _("Questo criterio è di un altro avviso.")
    elif criterion.lot_id not in (None, sheet.application.lot_id):
        words = _("Questo criterio è di un altro tema.")
    if words:
        raise Invalid(words, fields={"criterion": words})
