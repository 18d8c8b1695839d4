# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Declarations on conflicts; when the last one is in, the evaluation opens."""

import secrets
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from coprogettazione.calls.lifecycle import CallLifecycle
from coprogettazione.calls.models import Call, CallState
from coprogettazione.evaluation.models import Committee, CommitteeSeat, ConflictDeclaration, ScoreSheet
from coprogettazione.evaluation.notifications import tell_conflict, tell_opened
from coprogettazione.evaluation.queries import (
    applicants_of,
    commitment,
    committee_of,
    evaluated_applications,
    is_tainted,
    scoring_seats,
    what_blocks_opening,
)
from coprogettazione.parties.models import User
from coprogettazione.records.deeds import Act, deed, locked
from coprogettazione.records.lifecycle import move
from coprogettazione.records.refusals import Invalid, WrongState


@deed(
    on="committee_seat",
    says=gettext_lazy("ha dichiarato se ha conflitti di interesse"),
    law=gettext_lazy("art. 6-bis, l. 241/1990; art. 35-bis, d.lgs. 165/2001"),
)
def declare_conflicts(
    act: Act,
    *,
    committee_seat: CommitteeSeat,
    has_conflict: bool,
    text: str = "",
    by: User | None,
    at: datetime,
) -> ConflictDeclaration:
    """Declare, naming every applicant, whether there is a conflict, even potential. Can be made again: the
    last counts.

    With a conflict the seat scores no more and must be replaced; where it has taken part in the scores the
    whole committee is. A declared conflict is not taken back by its author: the executive decides. When the
    last member declares and nothing else is missing, the evaluation opens by itself.
    Raises Invalid when a conflict is declared without saying which.
    """
    call = locked(committee_seat.committee.call)
    if committee_seat.has_conflict and not has_conflict:
        raise WrongState(_("Hai già dichiarato un conflitto: ora decide il dirigente."))
    if has_conflict and not text.strip():
        words = _("Scrivi con chi e perché: basta una frase.")
        raise Invalid(words, fields={"text": words})
    named = [
        {"id": body.pk, "name": body.name, "codice_fiscale": body.codice_fiscale}
        for body in applicants_of(call)
    ]
    declaration = ConflictDeclaration.objects.create(
        seat=committee_seat, declared_at=at, has_conflict=has_conflict, text=text.strip(), applicants=named
    )
    committee_seat.declared_at, committee_seat.has_conflict = at, has_conflict
    committee_seat.save(update_fields=["declared_at", "has_conflict"])
    act.record(applicants=named)
    if has_conflict:
        tainted = is_tainted(committee_seat.committee)
        act.record(tainted=tainted)
        tell_conflict(committee_seat, call, at, tainted=tainted)
        return declaration
    committee = committee_of(call)
    assert committee is not None
    if call.state == CallState.EVALUATION:
        make_sheets(committee, [seat for seat in scoring_seats(committee) if seat == committee_seat], at)
    elif not what_blocks_opening(committee):
        open_evaluation(call=call, by=None, at=at)
    return declaration


@deed(on="call", says=gettext_lazy("ha aperto la valutazione"), law=gettext_lazy("art. 6-bis, l. 241/1990"))
def open_evaluation(act: Act, *, call: Call, by: User | None, at: datetime) -> Committee:
    """COMMITTEE → EVALUATION: a sheet for each member and application, and the sealed seed of a possible
    draw.

    Done by the platform with the last declaration, or by the president when something else was missing then.
    Raises WrongState with everything that is still missing.
    """
    committee = committee_of(call)
    if committee is None:
        raise WrongState(_("La commissione non è ancora nominata."))
    missing = what_blocks_opening(committee)
    if missing:
        raise WrongState(" ".join(missing))
    move(CallLifecycle(call).open_evaluation)
    committee.opened_at = at
    committee.draw_secret = secrets.token_hex(32)
    committee.draw_commitment = commitment(committee.draw_secret)
    committee.save(update_fields=["opened_at", "draw_secret", "draw_commitment"])
    sheets = make_sheets(committee, scoring_seats(committee), at)
    tell_opened(committee, call, at)
    act.record(draw_commitment=committee.draw_commitment, sheets=sheets)
    return committee


def make_sheets(committee: Committee, seats: list[CommitteeSeat], at: datetime) -> int:
    """Give each of these seats a sheet for every application it has none for; returns how many were asked."""
    made = ScoreSheet.objects.bulk_create(
        (
            ScoreSheet(seat=seat, application=application, opened_at=at)
            for application in evaluated_applications(committee.call)
            for seat in seats
        ),
        ignore_conflicts=True,
    )
    return len(made)
