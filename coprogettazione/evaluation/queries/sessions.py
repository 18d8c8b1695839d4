# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Questions on the sessions of the committee: which is open, who is missing, what was done, whose approval of
the minutes is missing.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from coprogettazione.calls.models import Call, ScoringMode
from coprogettazione.evaluation.models import (
    Committee,
    CommitteePresence,
    CommitteeSession,
    Score,
    ScoreSheet,
)
from coprogettazione.evaluation.queries.committee import seats_of
from coprogettazione.evaluation.queries.fitness import still_to_declare
from coprogettazione.records.deeds import DEEDS, acts_of_this_sitting
from coprogettazione.records.models import Entry
from coprogettazione.wording import joined, moment

#: What a session's minutes tell, from the register; within one instant, in this order.
TOLD = (
    "declare_conflicts",
    "open_evaluation",
    "take_position",
    "close_score_sheet",
    "hold_draw",
)


def sessions_of(committee: Committee) -> QuerySet[CommitteeSession]:
    """The sessions of a committee with who was there. Four SQL whatever the rows."""
    return (
        CommitteeSession.objects.filter(committee=committee)
        .prefetch_related("presences__seat__user")
        .order_by("number")
    )


def open_session(committee: Committee) -> CommitteeSession | None:
    """The session that is being held."""
    return sessions_of(committee).filter(ended_at__isnull=True).first()


def not_approving(session: CommitteeSession) -> list[CommitteePresence]:
    """Who was at a session, still sits in the committee and has not approved its minutes, silent or not."""
    return [
        row
        for row in session.presences.all()
        if row.present and row.approved_at is None and row.seat.ended_at is None
    ]


def waited_for(session: CommitteeSession) -> list[CommitteePresence]:
    """Of those, who has said nothing yet. Nobody is waited for once who presides has closed the minutes."""
    if session.closed_at is not None:
        return []
    return [row for row in not_approving(session) if row.dissented_at is None]


def minutes_wait(session: CommitteeSession) -> bool:
    """Whether the minutes of an ended session are not issued yet: somebody has not approved them."""
    return session.closed_at is None and bool(not_approving(session))


def approving(session: CommitteeSession) -> list[CommitteePresence]:
    """Who has approved the minutes of a session, in the order of the approvals."""
    rows = [(row.approved_at, row.pk, row) for row in session.presences.all() if row.approved_at is not None]
    return [row for _when, _pk, row in sorted(rows, key=lambda found: found[:2])]


def why_minutes_stay_open(session: CommitteeSession, at: datetime) -> str:
    """Why who presides cannot close the minutes of an ended session now, in words; empty when that can be
    done (docs/decisions/0014): everybody has answered or the term has passed, who presides has approved and
    so has at least half of those who were there.
    """
    silent = waited_for(session)
    assert session.approve_by is not None
    if silent and at <= session.approve_by:
        return _(
            "Il verbale si può chiudere quando hanno risposto tutti, o dopo %(term)s. Ancora senza risposta: %(names)s."
        ) % {
            "term": moment(session.approve_by),
            "names": joined([str(row.seat.user) for row in silent]),
        }
    there = [row for row in session.presences.all() if row.present]
    yes = approving(session)
    presiding = [row for row in there if row.seat.is_president and row.seat.ended_at is None]
    if any(row.approved_at is None for row in presiding):
        return _("Per chiudere il verbale prima lo approva chi presiede, che lo firma.")
    # Equal halves: the one in which who presides is prevails.
    if len(yes) * 2 < len(there) or (len(yes) * 2 == len(there) and not presiding):
        return (
            ngettext(
                "Il verbale lo ha approvato una persona sola su %(there)s presenti: per chiuderlo serve almeno la metà, "
                "con chi presiede.",
                "Il verbale lo hanno approvato in %(yes)s su %(there)s presenti: per chiuderlo serve almeno la metà, "
                "con chi presiede.",
                len(yes),
            )
            % {"yes": len(yes), "there": len(there)}
            + " "
            + _(
                "La commissione ne parla in una nuova seduta; chi non è d’accordo può approvare con osservazioni."
            )
        )
    return ""


def still_to_approve(committee: Committee) -> list[str]:
    """The sessions whose minutes wait, in words: still open, or for whose approval."""
    said = []
    for session in sessions_of(committee):
        if session.ended_at is None:
            said.append(_("%(session)s: è ancora aperta") % {"session": session})
            continue
        waiting = [str(row.seat.user) for row in not_approving(session)]
        if waiting and session.closed_at is None:
            said.append(
                _("%(session)s: verbale da approvare (%(names)s)")
                % {"session": session, "names": ", ".join(waiting)}
            )
    return said


def why_it_cannot_score(committee: Committee) -> str:
    """Why a committee that scores together cannot do it now, in words; empty when it can: it takes an open
    session in which every member sits, each with a declaration in order.
    """
    session = open_session(committee)
    if session is None:
        return _("La commissione valuta insieme, in seduta: chi presiede apre prima la seduta.")
    seats = seats_of(committee)
    there = {row.seat_id for row in session.presences.all() if row.present}
    missing = [str(seat.user) for seat in seats if seat.pk not in there]
    if missing:
        return _(
            "Per valutare insieme servono tutti i componenti: in questa seduta manca %(names)s. Chi presiede "
            "chiude la seduta e ne apre una quando ci sono tutti."
        ) % {"names": ", ".join(missing)}
    unfit = {seat.pk: str(seat.user) for seat in seats if seat.has_conflict}
    unfit |= {seat.pk: str(seat.user) for seat in still_to_declare(committee.call, seats)}
    if unfit:
        return _("Prima va risolta la posizione di: %(names)s (dichiarazione sui conflitti).") % {
            "names": ", ".join(unfit.values())
        }
    return ""


def is_tainted(committee: Committee) -> bool:
    """Whether a member with a conflict has taken part in scores that count: then everything is done again by
    a whole new committee (Cons. Stato 6299/2018, by analogy).
    """
    counting = Score.objects.filter(sheet__seat__committee=committee, sheet__voided_at__isnull=True)
    if committee.call.scoring_mode == ScoringMode.COLLEGIAL:
        return counting.exists() and committee.seats.filter(ended_at__isnull=True, has_conflict=True).exists()
    return counting.filter(sheet__seat__has_conflict=True).exists()


def done_between(call: Call, start: datetime, end: datetime) -> list[dict[str, Any]]:
    """What the committee did between two instants, in order: `{"at", "who", "what"}`, told without points."""
    entries = Entry.objects.filter(case_file=call, deed__in=TOLD, at__gte=start, at__lte=end)
    written = [
        (entry.at, entry.actor, entry.deed, entry.subject_id, entry.payload)
        for entry in entries.select_related("actor").order_by("seq")
    ]
    written += [
        (act.at, act.by, act.name, act.subject.pk, act.facts)
        for act in acts_of_this_sitting()
        if act.name in TOLD and start <= act.at <= end and getattr(act.subject, "case_file", None) == call
    ]
    sheets = {
        sheet.pk: sheet.application.label
        for sheet in ScoreSheet.objects.filter(seat__committee__call=call)
        .select_related("application__lead")
        .prefetch_related("application__members__organisation")
    }
    # What follows from a deed is written in the register before it, with the same instant.
    written.sort(key=lambda row: (row[0], TOLD.index(row[2])))
    return [
        {
            "at": at.isoformat(),
            "who": str(who or _("la piattaforma")),
            "what": _words(deed, facts, sheets.get(pk, "")),
        }
        for at, who, deed, pk, facts in written
    ]


def _words(deed: str, facts: Mapping[str, Any], sheet: str) -> str:
    """What was done, in the words of the register; on which application, where it was on a sheet."""
    if deed == "take_position":
        words = (
            _("è d’accordo con la scheda su %(who)s")
            if facts["agrees"]
            else _("dissente dalla scheda su %(who)s")
        )
        return words % {"who": sheet}
    said = str(DEEDS[deed].says)
    return f"{said} ({sheet})" if deed == "close_score_sheet" else said
