# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The committee's minutes: of each session, and of the whole work with ranking, points and reasons."""

from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db.models import F
from django.utils.translation import gettext as _

from coprogettazione.calls.documents import procedure_facts
from coprogettazione.calls.models import Call, ScoringMode, Terms
from coprogettazione.documents.models import Paper, PaperKind
from coprogettazione.documents.services import issue_act
from coprogettazione.evaluation.models import (
    Committee,
    CommitteePresence,
    CommitteeSeat,
    CommitteeSession,
    Draw,
    RankingRow,
    ScoreSheet,
    SheetPosition,
)
from coprogettazione.evaluation.queries import (
    counting_sheets,
    how_points_are_made,
    ranking,
    rankings,
    seats_of,
)
from coprogettazione.parties.models import User
from coprogettazione.wording import clock, day, in_italian, moment, number


def _score_rows(sheet: ScoreSheet) -> list[dict[str, Any]]:
    return [
        {
            "criterion": f"{score.criterion.code}. {score.criterion.text}",
            "coefficient": score.coefficient,
            "points": score.points,
            "reason": score.reason,
        }
        for score in sheet.scores.all()
    ]


def _sheet_facts(sheet: ScoreSheet) -> dict[str, Any]:
    who = _("commissione") if sheet.case_file.scoring_mode == ScoringMode.COLLEGIAL else str(sheet.seat.user)
    return {
        "applicant": f"{sheet.application.label} · {who}",
        "rows": _score_rows(sheet),
        "total": sheet.total or Decimal(0),
    }


def _positions(committee: Committee, **within: Any) -> list[str]:
    """Who agreed with each sheet of a committee that scores together, who dissented and why."""
    said = []
    rows = (
        SheetPosition.objects.filter(
            sheet__seat__committee=committee, sheet__closed_at__isnull=False, **within
        )
        .filter(sheet__voided_at__isnull=True)
        .select_related("seat__user", "sheet__application__lead", "sheet__application__call")
        .order_by("sheet__application__submitted_at", "sheet_id", "seat__position")
    )
    for row in rows:
        words = _("%(who)s concorda.") if row.agrees else _("%(who)s dissente: %(reason)s")
        said.append(f"{row.sheet.application.label}: {words}" % {"who": row.seat.user, "reason": row.reason})
    return said


@in_italian
def issue_session_minutes(session: CommitteeSession, *, by: User | None, at: datetime) -> Paper:
    """The minutes of a session: who was there, what the register says was done, the notes, and the sheets
    that a committee that scores together has closed in it. Issued with the last approval, or when who
    presides closes them: then they say who did not approve, and why as far as it is known.
    """
    call, committee = session.case_file, session.committee
    presences = list(session.presences.select_related("seat__user").order_by("pk"))
    approved = [(row, row.approved_at) for row in presences if row.approved_at is not None]
    approved.sort(key=lambda found: found[1])
    items: list[dict[str, Any]] = [
        {
            "title": _("Che cosa si è fatto"),
            "discussion": "" if session.done else _("Nella seduta non si è compiuto nessun atto."),
            "rows": [
                f"{clock(datetime.fromisoformat(row['at']))}, {row['who']} {row['what']}."
                for row in session.done
            ],
        }
    ]
    positions = _positions(committee, sheet__closed_in=session)
    if positions:
        items.append({"title": _("Posizioni dei componenti"), "rows": positions})
    if session.notes:
        items.append({"title": _("Annotazioni"), "discussion": session.notes})
    remarks = [f"{row.seat.user}: {row.remark}" for row, _when in approved if row.remark]
    if remarks:
        items.append({"title": _("Osservazioni sul verbale"), "rows": remarks})
    present = [row for row in presences if row.present]
    if session.closed_at is not None:
        items.append(_closing_item(session, present))
    sheets = counting_sheets(committee).filter(closed_in=session)
    signing = present if session.closed_at is None else [row for row, _when in approved]
    return issue_act(
        kind=PaperKind.MINUTES,
        body=call.lead_authority,
        title=_("Verbale della commissione di valutazione"),
        subject=_("%(session)s, %(title)s") % {"session": session, "title": call.title},
        about=session,
        case_file=call,
        data={
            "procedure": procedure_facts(call),
            "meeting": _("Commissione di valutazione, seduta %(number)s") % {"number": session.number},
            "place": session.place,
            "mode": "",
            "starts_at": session.started_at,
            "ends_at": session.ended_at,
            "convocation": _("di chi presiede, %(name)s") % {"name": session.started_by},
            "present": [_person(row.seat) for row in present],
            "absent": [_person(row.seat) for row in presences if not row.present],
            "agenda": [],
            "items": items,
            "scores": [_sheet_facts(sheet) for sheet in sheets],
            "annexes": [],
            "drafter": session.secretary or str(session.started_by),
            "approved_on": max(when for _row, when in approved) if len(approved) == len(present) else None,
            "approvals": [
                f"{row.seat.user}, {moment(when)}" + (_(", con osservazioni") if row.remark else "")
                for row, when in approved
            ],
            "signatures": [
                *[_signature(row.seat) for row in signing],
                *(
                    [{"role": _("Segretario verbalizzante"), "name": session.secretary}]
                    if session.secretary
                    else []
                ),
            ],
        },
        by=by,
        at=at,
    )


def _closing_item(session: CommitteeSession, present: list[CommitteePresence]) -> dict[str, Any]:
    """How the minutes were closed without everybody's approval: who approved, who did not and what is known
    of why.
    """
    assert session.approve_by is not None
    assert session.closed_at is not None
    missing = []
    for row in present:
        if row.approved_at is not None:
            continue
        words = _("%(who)s non ha approvato e non ha detto perché.")
        if row.dissented_at is not None:
            words = _("%(who)s non approva: %(why)s")
        elif row.seat.ended_at is not None:
            words = _("%(who)s non fa più parte della commissione e non ha approvato.")
        missing.append(words % {"who": row.seat.user, "why": row.dissent})
    return {
        "title": _("Chiusura del verbale"),
        "discussion": _(
            "Il termine per approvare era %(term)s. %(who)s, che presiede, ha chiuso il verbale %(when)s con "
            "l’approvazione di %(yes)s presenti su %(all)s. Motivo delle approvazioni che mancano: %(why)s"
        )
        % {
            "term": moment(session.approve_by),
            "who": session.closed_by,
            "when": moment(session.closed_at),
            "yes": len(present) - len(missing),
            "all": len(present),
            "why": session.closed_reason,
        },
        "rows": missing,
    }


def _later_dissents(committee: Committee) -> list[str]:
    """Who said that the minutes of a session are not approved after they were closed, and why."""
    rows = CommitteePresence.objects.filter(
        session__committee=committee, dissented_at__gt=F("session__closed_at")
    ).select_related("session", "seat__user")
    return [
        _("%(session)s, %(who)s, %(when)s: %(why)s")
        % {"session": row.session, "who": row.seat.user, "when": moment(row.dissented_at), "why": row.dissent}
        for row in rows.order_by("session__number", "dissented_at")
        if row.dissented_at is not None
    ]


def _person(seat: CommitteeSeat) -> dict[str, Any]:
    return {
        "organisation": _("Commissione"),
        "people": [str(seat.user)],
        "role": str(seat.get_kind_display()),
    }


def _signature(seat: CommitteeSeat) -> dict[str, str]:
    return {"role": str(seat.get_kind_display()).capitalize(), "name": str(seat.user)}


def _ranking_item(terms: Terms, rows: list[RankingRow], call: Call) -> dict[str, Any]:
    """A ranking as a point of the minutes; one for each theme of a divided call."""
    threshold = (
        _(" La soglia è di %(points)s punti.") % {"points": number(terms.threshold)}
        if terms.threshold is not None
        else ""
    )
    return {
        "title": _("Graduatoria del tema %(lot)s") % {"lot": terms.lot} if terms.lot else _("Graduatoria"),
        "discussion": how_points_are_made(call) + threshold,
        "rows": [
            _("%(position)s° posto: %(who)s, %(points)s punti. %(tie)s")
            % {
                "position": row.position,
                "who": row.application.label,
                "points": number(row.total),
                "tie": row.tie_break,
            }
            for row in rows
        ]
        or [_("Nessuna domanda da valutare.")],
    }


@in_italian
def issue_committee_minutes(committee: Committee, *, by: User | None, at: datetime) -> Paper:
    """The committee's minutes: each member's points and reasons, the draw if any, the ranking (domain.md
    §2.3, D7).
    """
    call = committee.call
    assert committee.opened_at is not None
    seats = seats_of(committee)
    draw = Draw.objects.filter(committee=committee).first()
    items: list[dict[str, Any]] = [
        {
            "title": _("Dichiarazioni sui conflitti di interesse"),
            "rows": [
                _("%(name)s ha dichiarato di non avere conflitti %(when)s.")
                % {"name": seat.user, "when": moment(seat.declared_at)}
                for seat in seats
                if seat.declared_at is not None
            ],
        }
    ]
    sessions = list(committee.sessions.order_by("number"))
    if sessions:
        items.append(
            {
                "title": _("Sedute"),
                "rows": [
                    _("%(session)s: %(place)s, dalle %(from)s alle %(to)s, %(day)s.")
                    % {
                        "session": session,
                        "place": session.place,
                        "from": clock(session.started_at),
                        "to": clock(session.ended_at) if session.ended_at else "–",
                        "day": day(session.started_at),
                    }
                    for session in sessions
                ],
            }
        )
    positions = _positions(committee)
    if positions:
        items.append({"title": _("Posizioni dei componenti"), "rows": positions})
    dissents = _later_dissents(committee)
    if dissents:
        items.append({"title": _("Dissensi sui verbali già chiusi"), "rows": dissents})
    if draw is not None:
        items.append(
            {
                "title": _("Sorteggio pubblico"),
                "discussion": _(
                    "Tenuto %(when)s alla presenza di: %(witnesses)s. Seme pubblico: «%(seed)s». Seme "
                    "sigillato: %(secret)s, la cui impronta %(commitment)s era nel registro dall’apertura "
                    "della valutazione. Ultima voce del registro: n. %(seq)s, impronta %(head)s. L’ordine è "
                    "quello delle impronte qui sotto, la più piccola prima."
                )
                % {
                    "when": moment(draw.held_at),
                    "witnesses": ", ".join(draw.witnesses),
                    "seed": draw.seed,
                    "secret": draw.secret,
                    "commitment": committee.draw_commitment,
                    "seq": draw.register_seq,
                    "head": draw.register_hash,
                },
                "rows": [f"{row['registry_number']}: {row['hash']}" for row in draw.order],
            }
        )
    items += [_ranking_item(terms, rows, call) for terms, rows in rankings(ranking(call), call)]
    president = next(seat for seat in seats if seat.is_president)
    return issue_act(
        kind=PaperKind.MINUTES,
        body=call.lead_authority,
        title=_("Verbale della commissione di valutazione"),
        subject=call.title,
        about=committee,
        case_file=call,
        data={
            "procedure": procedure_facts(call),
            "meeting": _("Lavori della commissione, dall’apertura alla chiusura"),
            "place": _("sulla piattaforma"),
            "mode": "",
            "starts_at": committee.opened_at,
            "ends_at": at,
            "convocation": _("nomina n. %(number)s del %(day)s")
            % {"number": committee.act_number, "day": day(committee.act_date)},
            "present": [_person(seat) for seat in seats],
            "absent": [],
            "agenda": [],
            "items": items,
            "scores": [_sheet_facts(sheet) for sheet in counting_sheets(committee)],
            "annexes": [],
            "drafter": str(president.user),
            "approved_on": None,
            "approvals": [],
            "signatures": [_signature(seat) for seat in seats],
        },
        by=by,
        at=at,
    )
