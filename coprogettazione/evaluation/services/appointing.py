# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Appointing the committee, and replacing who cannot sit in it."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from coprogettazione.calls.lifecycle import CallLifecycle
from coprogettazione.calls.models import Call, CallAct, CallState, ScoringMode
from coprogettazione.calls.services import keep_act, need_reasons
from coprogettazione.evaluation.documents import issue_appointment, issue_replacement
from coprogettazione.evaluation.models import Committee, CommitteeSeat, MemberKind, ScoreSheet
from coprogettazione.evaluation.notifications import tell_appointed, tell_begun_again, tell_scored_again
from coprogettazione.evaluation.queries import applicants_of, committee_of, is_tainted, scoring_seats
from coprogettazione.evaluation.services.minutes import issue_what_is_approved
from coprogettazione.evaluation.services.opening import make_sheets
from coprogettazione.evaluation.services.sessions import break_off
from coprogettazione.parties.models import Membership, User
from coprogettazione.records.deeds import Act, deed, locked
from coprogettazione.records.lifecycle import move
from coprogettazione.records.refusals import Invalid, WrongState
from coprogettazione.wording import ROME

SEPARATION = gettext_lazy("separazione dei compiti, art. 6-bis, l. 241/1990")


@deed(
    on="call",
    says=gettext_lazy("ha nominato la commissione"),
    law=gettext_lazy("art. 35-bis, d.lgs. 165/2001; art. 107, d.lgs. 267/2000"),
)
def appoint_committee(
    act: Act,
    *,
    call: Call,
    members: list[dict],
    act_number: str,
    act_date: date,
    by: User | None,
    at: datetime,
) -> Committee:
    """Appoint the committee after the deadline: ADMISSIBILITY → COMMITTEE.

    `members` are `{"user": User, id or e-mail, "kind": "PRESIDENT" | "MEMBER", "expertise": text}`: an odd
    number, at
    least three (so who drafted the avviso is never the only one to score), one president. The RUP does not
    sit unless
    the setting `COMMITTEE_MAY_INCLUDE_PROCEDURE_OFFICER` says so; who has a role in an applicant never does.
    From EVALUATION it appoints a whole new committee, when a member with a conflict has already scored: the
    sheets of the old one are void, its ranking and its draw with them, and everything is done again from the
    declarations (Cons. Stato 6299/2018, by analogy). Raises Invalid with `members`, `act_number` or `act_date` at fault.
    """
    if not hasattr(call, "opening"):
        raise WrongState(
            _("Prima il RUP apre le domande: chi è nominato dichiara i conflitti con enti che hanno un nome.")
        )
    old = committee_of(call) if call.state == CallState.EVALUATION else None
    if call.state == CallState.EVALUATION:
        _replaceable_as_a_whole(old)
    people = [
        (_user(m.get("user")), str(m.get("kind") or MemberKind.MEMBER), str(m.get("expertise") or ""))
        for m in members
    ]
    _check_composition(people)
    _check_people(call, [user for user, _kind, _text in people], at)
    adopt(call, "appoint_committee", act_number=act_number, act_date=act_date, by=by, at=at)
    if old is not None:
        _end_as_a_whole(old, by, at)
    move(CallLifecycle(call).appoint_committee)
    committee = Committee.objects.create(
        call=call, act_number=act_number.strip(), act_date=act_date, appointed_at=at
    )
    CommitteeSeat.objects.bulk_create(
        CommitteeSeat(
            committee=committee, user=user, kind=kind, expertise=expertise, position=position, since=at
        )
        for position, (user, kind, expertise) in enumerate(people)
    )
    issue_appointment(committee, old, by=by, at=at)
    tell_appointed(committee.seats.select_related("user"), call, at)
    if old is not None:
        tell_begun_again(old, call, at)
        act.record(superseded=old.pk)
    act.record(committee=committee.pk, people=[str(user) for user, _kind, _text in people])
    return committee


@deed(
    on="committee_seat",
    says=gettext_lazy("ha sostituito un componente della commissione"),
    law=gettext_lazy("art. 6-bis, l. 241/1990"),
)
def replace_member(
    act: Act,
    *,
    committee_seat: CommitteeSeat,
    user: User,
    reason: str,
    act_number: str,
    act_date: date,
    by: User | None,
    at: datetime,
) -> CommitteeSeat:
    """Put another person in a seat. The sheets of that seat are void and kept; the newcomer declares like the
    others and scores again. Where the committee scores together all its sheets are void: they were written
    by people who do not sit there any more.

    Raises WrongState when a member in conflict has already taken part in the scores: then the whole
    committee is replaced (Cons. Stato 6299/2018, by analogy), with `appoint_committee`.
    """
    call = locked(committee_seat.committee.call)
    if committee_seat.ended_at is not None:
        raise WrongState(_("Questa persona non fa già più parte della commissione."))
    committee = committee_seat.committee
    if committee_seat.has_conflict and is_tainted(committee):
        raise WrongState(
            _("Chi è in conflitto ha già dato punti: va nominata di nuovo tutta la commissione."),
            law=_("Cons. Stato 6299/2018"),
        )
    reason = need_reasons(reason, "reason")
    seated = committee_seat.committee.seats.filter(ended_at__isnull=True, user=user).exists()
    if seated:
        words = _("%(name)s fa già parte della commissione.") % {"name": user}
        raise Invalid(words, fields={"user": words})
    _check_people(call, [user], at, field="user")
    adopt(call, "replace_member", act_number=act_number, act_date=act_date, reasons=reason, by=by, at=at)
    committee_seat.ended_at, committee_seat.ended_reason = at, reason
    committee_seat.save(update_fields=["ended_at", "ended_reason"])
    seat = CommitteeSeat.objects.create(
        committee=committee_seat.committee,
        user=user,
        kind=committee_seat.kind,
        position=committee_seat.position,
        since=at,
        replaces=committee_seat,
    )
    void = _void_sheets(committee, committee_seat, reason, at)
    if call.scoring_mode == ScoringMode.COLLEGIAL and call.state == CallState.EVALUATION:
        make_sheets(committee, [s for s in scoring_seats(committee) if s.has_conflict is False], at)
        if void:
            tell_scored_again(committee, call, at)
    issue_what_is_approved(committee, by=by, at=at)
    issue_replacement(seat, void, act_number=act_number, act_date=act_date, by=by, at=at)
    tell_appointed([seat], call, at)
    act.record(leaving=committee_seat.user, entering=user, seat=seat.pk, sheets_void=void)
    return seat


def _void_sheets(committee: Committee, leaving: CommitteeSeat, why: str, at: datetime) -> int:
    """Take effect away from the sheets of who leaves (of the whole committee, when it scores together);
    returns how many had scores.
    """
    sheets = ScoreSheet.objects.filter(seat__committee=committee, voided_at__isnull=True)
    if committee.call.scoring_mode == ScoringMode.INDIVIDUAL:
        sheets = sheets.filter(seat=leaving)
    scored = sheets.filter(scores__isnull=False).distinct().count()
    sheets.update(voided_at=at, void_reason=why)
    return scored


def _end_as_a_whole(committee: Committee, by: User | None, at: datetime) -> None:
    why = _("Un componente in conflitto di interesse aveva già valutato.")
    break_off(committee, why, by=by, at=at)
    committee.ended_at, committee.ended_reason = at, why
    committee.save(update_fields=["ended_at", "ended_reason"])
    ScoreSheet.objects.filter(seat__committee=committee, voided_at__isnull=True).update(
        voided_at=at, void_reason=why
    )
    committee.seats.filter(ended_at__isnull=True).update(ended_at=at, ended_reason=why)


def adopt(
    call: Call,
    deed_name: str,
    *,
    act_number: str,
    act_date: date,
    by: User | None,
    at: datetime,
    reasons: str = "",
) -> CallAct:
    """Keep an act of this phase: its date is never before the term for the applications. Raises Invalid."""
    if call.deadline is not None and act_date < call.deadline.astimezone(ROME).date():
        words = _("L’atto non può essere precedente al termine per le domande.")
        raise Invalid(words, fields={"act_date": words})
    return keep_act(call, deed_name, act_number=act_number, act_date=act_date, reasons=reasons, by=by, at=at)


def _user(given: Any) -> User:
    match given:
        case User():
            return given
        case int():
            found = User.objects.filter(pk=given).first()
        case str() if given.isdigit():
            found = User.objects.filter(pk=int(given)).first()
        case str():
            found = User.objects.filter(email=given.strip().lower()).first()
        case _other:
            found = None
    if found is None:
        words = _("Non trovo la persona «%(who)s» sulla piattaforma.") % {"who": given or "–"}
        raise Invalid(words, fields={"members": words})
    return found


def _check_composition(people: Sequence[tuple[User, str, str]]) -> None:
    words = ""
    if len(people) < 3 or len(people) % 2 == 0:
        words = _("La commissione ha un numero dispari di componenti, almeno tre: qui sono %(count)s.") % {
            "count": len(people)
        }
    elif any(kind not in MemberKind.values for _user_, kind, _text in people):
        words = _("Ogni componente è presidente o componente.")
    elif sum(1 for _user_, kind, _text in people if kind == MemberKind.PRESIDENT) != 1:
        words = _("La commissione ha un solo presidente.")
    elif len({user.pk for user, _kind, _text in people}) != len(people):
        words = _("La stessa persona compare due volte.")
    if words:
        raise Invalid(words, fields={"members": words})


def _check_people(call: Call, people: Sequence[User], at: datetime, *, field: str = "members") -> None:
    may_sit = getattr(settings, "COMMITTEE_MAY_INCLUDE_PROCEDURE_OFFICER", False)
    for user in people:
        words, law = "", ""
        if not user.is_active:
            words = _("L’accesso di %(name)s è disattivato.") % {"name": user}
        elif user.pk == call.procedure_officer_id and not may_sit:
            words = _("%(name)s è il RUP e controlla i requisiti: non può anche valutare le proposte.") % {
                "name": user
            }
            law = str(SEPARATION)
        if words:
            raise Invalid(words, law=law, fields={field: words})
    bodies = {body.pk: body for body in applicants_of(call)}
    bound = (
        Membership.objects.valid_at(at)
        .filter(user__in=people, organisation__in=bodies)
        .select_related("user")
        .first()
    )
    if bound is not None:
        words = _("%(name)s ha un ruolo in %(body)s, che ha fatto domanda.") % {
            "name": bound.user,
            "body": bodies[bound.organisation_id].known_as,
        }
        raise Invalid(words, law=_("art. 6-bis, l. 241/1990"), fields={field: words})


def _replaceable_as_a_whole(committee: Committee | None) -> None:
    if committee is None or not is_tainted(committee):
        raise WrongState(
            _(
                "La commissione è già al lavoro: si nomina di nuovo per intero solo se chi è in conflitto "
                "ha già dato punti."
            ),
            law=_("Cons. Stato 6299/2018"),
        )
