# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The end of the committee's work: the draw where the points are equal, then the ranking."""

from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from coprogettazione.calls.models import Call
from coprogettazione.evaluation.documents import issue_committee_minutes
from coprogettazione.evaluation.models import Committee, Draw, RankingRow
from coprogettazione.evaluation.notifications import tell_closed
from coprogettazione.evaluation.queries import (
    Outcome,
    committee_of,
    counting_sheets,
    drawn,
    needs_draw,
    outcome_of,
    seats_of,
    still_to_approve,
    still_to_declare,
)
from coprogettazione.parties.models import User
from coprogettazione.records.deeds import Act, deed
from coprogettazione.records.models import RegisterHead
from coprogettazione.records.refusals import AlreadyDone, Invalid, WrongState


@deed(
    on="call",
    says=gettext_lazy("ha tenuto il sorteggio pubblico"),
    law=gettext_lazy("regola a parità di punti dell’avviso"),
)
def hold_draw(
    act: Act,
    *,
    call: Call,
    seed: str,
    witnesses: list[str],
    by: User | None,
    at: datetime,
) -> Draw:
    """Draw among the applications that points and criteria leave equal (algorithm in `queries.draw`).

    `seed` is the public seed called by the witnesses, two persons at least; the head of the register at this
    instant goes in beside it. Raises WrongState when no draw is needed or a sheet is open, AlreadyDone when
    it was held, Invalid with `seed` or `witnesses` at fault.
    """
    committee = _ready_committee(call)
    held = Draw.objects.filter(committee=committee).first()
    if held is not None:
        raise AlreadyDone(_("Il sorteggio è già stato tenuto: il suo esito non si cambia."))
    outcome = outcome_of(committee)
    if not needs_draw(call, outcome):
        raise WrongState(_("Nessun pari punti da decidere con il sorteggio."))
    names = [name.strip() for name in witnesses if name.strip()]
    fields: dict[str, str] = {}
    if not seed.strip():
        fields["seed"] = _("Scrivi il seme chiamato dai testimoni, per esempio: «12 45 67 88 90».")
    if len(names) < 2:
        fields["witnesses"] = _("Servono almeno due testimoni, con nome e cognome.")
    if fields or by is None:
        raise Invalid(" ".join(fields.values()), fields=fields)
    numbers = {place.tally.application_id: place.tally.registry_number for place in outcome.places}
    ids = {number: pk for pk, number in numbers.items()}
    tied = [numbers[pk] for group in outcome.tied for pk in group]
    head, _made = RegisterHead.objects.get_or_create(pk=1)
    order = [
        {"application": ids[number], "registry_number": number, "hash": fingerprint}
        for number, fingerprint in drawn(committee.draw_secret, seed, head.hash, tied)
    ]
    draw = Draw.objects.create(
        committee=committee,
        seed=seed.strip(),
        secret=committee.draw_secret,
        witnesses=names,
        register_seq=head.seq,
        register_hash=head.hash,
        held_at=at,
        held_by=by,
        order=order,
    )
    act.record(
        secret=draw.secret,
        commitment=committee.draw_commitment,
        register_seq=head.seq,
        register_hash=head.hash,
        order=order,
    )
    return draw


@deed(
    on="call",
    says=gettext_lazy("ha chiuso i lavori della commissione"),
    law=gettext_lazy("artt. 3 e 12, l. 241/1990"),
)
def close_evaluation(act: Act, *, call: Call, by: User | None, at: datetime) -> list[RankingRow]:
    """Make the ranking from the closed sheets, and the committee's minutes with every point and reason.

    Raises WrongState: a member without declaration or in conflict, a sheet open, equal points that need a
    draw, the minutes of a session still to be approved.
    """
    committee = _ready_committee(call)
    waiting = still_to_approve(committee)
    if waiting:
        raise WrongState(
            _("Prima si approvano i verbali delle sedute. %(what)s.") % {"what": "; ".join(waiting)}
        )
    draw = Draw.objects.filter(committee=committee).first()
    outcome = outcome_of(committee, draw)
    if needs_draw(call, outcome):
        raise WrongState(
            _(
                "Alcune domande hanno pari punti anche sui criteri dell’avviso: prima serve il sorteggio "
                "pubblico."
            )
        )
    rows = RankingRow.objects.bulk_create(_rows(committee, outcome))
    committee.closed_at, committee.closed_by = at, by
    committee.save(update_fields=["closed_at", "closed_by"])
    paper = issue_committee_minutes(committee, by=by, at=at)
    tell_closed(committee, call, at)
    act.record(
        ranking=[
            {"application": row.application_id, "position": row.position, "total": row.total} for row in rows
        ],
        minutes=paper.number,
    )
    return rows


def need_fit(committee: Committee) -> None:
    """Raise WrongState when somebody of the committee is in conflict or has still to declare."""
    seats = seats_of(committee)
    unfit = {seat.pk: str(seat.user) for seat in seats if seat.has_conflict}
    unfit |= {seat.pk: str(seat.user) for seat in still_to_declare(committee.call, seats)}
    if unfit:
        raise WrongState(
            _("Prima va risolta la posizione di: %(names)s (dichiarazione sui conflitti).")
            % {"names": ", ".join(unfit.values())},
            law=_("art. 6-bis, l. 241/1990"),
        )


def _ready_committee(call: Call) -> Committee:
    committee = committee_of(call)
    if committee is None:
        raise WrongState(_("La commissione non è ancora nominata."))
    need_fit(committee)
    still_open: dict[str, int] = {}
    for sheet in counting_sheets(committee):
        if sheet.closed_at is None:
            still_open[str(sheet.seat.user)] = still_open.get(str(sheet.seat.user), 0) + 1
    if still_open:
        said = ", ".join(f"{name} ({count})" for name, count in still_open.items())
        raise WrongState(_("Ci sono schede ancora aperte: %(who)s.") % {"who": said})
    return committee


def _rows(committee: Committee, outcome: Outcome) -> list[RankingRow]:
    return [
        RankingRow(
            committee=committee,
            application_id=place.tally.application_id,
            position=place.position,
            total=place.tally.total,
            by_criterion={
                code: format(place.tally.criterion(code), "f") for code in sorted(place.tally.by_criterion)
            },
            above_threshold=place.above_threshold,
            tie_break=place.tie_break,
        )
        for place in outcome.places
    ]
