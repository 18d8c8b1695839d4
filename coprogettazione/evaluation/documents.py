# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The papers of the evaluation: appointment, committee's minutes, admission (D6), scrolling of the
ranking.
"""

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from coprogettazione.calls.documents import procedure_facts
from coprogettazione.calls.models import Call, Terms, all_terms
from coprogettazione.documents.models import Paper, PaperKind
from coprogettazione.documents.services import issue_act, publish_act
from coprogettazione.evaluation.models import (
    Admission,
    AdmissionOutcome,
    Committee,
    CommitteeSeat,
    Draw,
    RankingRow,
    ScoreSheet,
)
from coprogettazione.evaluation.queries import counting_sheets, ranking, rankings, seats_of
from coprogettazione.parties.models import User
from coprogettazione.wording import day, in_italian, moment, number


def _executive(call: Call) -> dict[str, str]:
    return {"role": _("Il dirigente"), "name": str(call.executive_officer)}


def _act(
    call: Call,
    subject: str,
    about: Any,
    *,
    act_number: str,
    act_date: date,
    by: User | None,
    at: datetime,
    **data: Any,
) -> Paper:
    paper = issue_act(
        kind=PaperKind.EXECUTIVE_ACT,
        body=call.lead_authority,
        title=_("Determinazione dirigenziale"),
        subject=subject,
        about=about,
        case_file=call,
        number=act_number.strip(),
        on=act_date,
        data={
            "procedure": procedure_facts(call),
            "opinions": [],
            "annexes": [],
            "tables": [],
            "appeal": call.appeal_clause,
            "signatures": [_executive(call)],
            **data,
        },
        by=by,
        at=at,
    )
    return publish_act(paper=paper, by=by, at=at)


@in_italian
def issue_appointment(committee: Committee, *, by: User | None, at: datetime) -> Paper:
    """The act that appoints the committee; published (domain.md §2.2, row 5)."""
    call = committee.call
    assert call.deadline is not None
    seats = seats_of(committee)
    return _act(
        call,
        _("Nomina della commissione di valutazione"),
        committee,
        act_number=committee.act_number,
        act_date=committee.act_date,
        by=by,
        at=at,
        premises=[
            {
                "lead": _("Visti"),
                "text": _("l’articolo 107 del d.lgs. 267/2000 e l’articolo 35-bis del d.lgs. 165/2001"),
            },
            {
                "lead": _("Dato atto"),
                "text": _("che il termine per le domande è scaduto %(when)s")
                % {"when": moment(call.deadline)},
            },
        ],
        reasons=_(
            "L’avviso affida la valutazione delle proposte a una commissione, nominata dopo il termine "
            "per le domande e "
            "formata da un numero dispari di persone. Prima di leggere le proposte ciascuna dichiara se "
            "ha conflitti di "
            "interesse, anche potenziali, con gli enti che hanno fatto domanda."
        ),
        decisions=[
            _("di nominare la commissione come indicato nella tabella;"),
            _("di pubblicare questo atto in Amministrazione trasparente."),
        ],
        tables=[
            {
                "title": _("Componenti"),
                "header": [_("Nome"), _("Ruolo"), _("Competenza")],
                "rows": [[str(s.user), str(s.get_kind_display()), s.expertise or "–"] for s in seats],
            }
        ],
    )


@in_italian
def issue_replacement(
    seat: CommitteeSeat, *, act_number: str, act_date: date, by: User | None, at: datetime
) -> Paper:
    """The act that puts another person in a seat; published. The reason stays in the dossier."""
    call = seat.committee.call
    leaving = seat.replaces
    assert leaving is not None
    return _act(
        call,
        _("Sostituzione di un componente della commissione di valutazione"),
        seat,
        act_number=act_number,
        act_date=act_date,
        by=by,
        at=at,
        premises=[
            {
                "lead": _("Richiamata"),
                "text": _("la nomina della commissione, determinazione n. %(number)s del %(day)s")
                % {"number": seat.committee.act_number, "day": day(seat.committee.act_date)},
            },
        ],
        reasons=_(
            "Un componente non può proseguire e non ha assegnato punti: lo sostituisce un’altra persona."
        ),
        decisions=[
            _("di nominare %(entering)s, %(kind)s, al posto di %(leaving)s.")
            % {"entering": seat.user, "kind": seat.get_kind_display(), "leaving": leaving.user}
        ],
    )


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


def _ranking_item(terms: Terms, rows: list[RankingRow]) -> dict[str, Any]:
    """A ranking as a point of the minutes; one for each theme of a divided call."""
    title = _("Graduatoria del tema %(lot)s") % {"lot": terms.lot} if terms.lot else _("Graduatoria")
    threshold = (
        _(" La soglia è di %(points)s punti.") % {"points": number(terms.threshold)}
        if terms.threshold is not None
        else ""
    )
    return {
        "title": title,
        "discussion": _("Il punteggio è la media delle schede dei componenti, arrotondata ai centesimi.")
        + threshold,
        "inputs": [],
        "decisions": [
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
            "inputs": [],
            "decisions": [
                _("%(name)s ha dichiarato di non avere conflitti %(when)s.")
                % {"name": seat.user, "when": moment(seat.declared_at)}
                for seat in seats
                if seat.declared_at is not None
            ],
        }
    ]
    if draw is not None:
        items.append(
            {
                "title": _("Sorteggio pubblico"),
                "discussion": _(
                    "Tenuto %(when)s alla presenza di: %(witnesses)s. Seme pubblico: «%(seed)s». Seme "
                    "sigillato: "
                    "%(secret)s, la cui impronta %(commitment)s era nel registro dall’apertura della "
                    "valutazione."
                )
                % {
                    "when": moment(draw.held_at),
                    "witnesses": ", ".join(draw.witnesses),
                    "seed": draw.seed,
                    "secret": draw.secret,
                    "commitment": committee.draw_commitment,
                },
                "inputs": [],
                "decisions": [f"{row['registry_number']}: {row['hash']}" for row in draw.order],
            }
        )
    items += [_ranking_item(terms, ranked) for terms, ranked in rankings(ranking(call), call)]
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
            "present": [
                {
                    "organisation": _("Commissione"),
                    "people": [str(seat.user)],
                    "role": str(seat.get_kind_display()),
                }
                for seat in seats
            ],
            "absent": [],
            "agenda": [item["title"] for item in items] + [_("Punteggi e motivazioni")],
            "items": items,
            "scores": [
                {
                    "applicant": f"{sheet.application.label} · {sheet.seat.user}",
                    "rows": _score_rows(sheet),
                    "total": sheet.total or Decimal(0),
                }
                for sheet in counting_sheets(committee)
            ],
            "annexes": [],
            "drafter": str(president.user),
            "approved_on": None,
            "approvals": [],
            "signatures": [
                {"role": str(s.get_kind_display()).capitalize(), "name": str(s.user)} for s in seats
            ],
        },
        by=by,
        at=at,
    )


@in_italian
def issue_admission(
    call: Call,
    committee: Committee | None,
    admissions: Sequence[Admission],
    *,
    act_number: str,
    act_date: date,
    reasons: str,
    by: User | None,
    at: datetime,
) -> Paper:
    """D6. The published copy names who is admitted; why somebody is not is told to them, not to everybody."""
    opening = Paper.objects.filter(case_file=call, kind=PaperKind.OPENING_ACT).order_by("pk").last()
    minutes = Paper.objects.filter(case_file=call, kind=PaperKind.MINUTES, about_kind="committee")
    rows = {row.application_id: row for row in ranking(call)}
    admitted = [a for a in admissions if a.outcome == AdmissionOutcome.ADMITTED]
    data: dict[str, Any] = {
        "procedure": procedure_facts(call),
        "opening_act": _("determinazione n. %(number)s del %(day)s")
        % {"number": opening.number, "day": day(opening.date)}
        if opening
        else _("determinazione che ha autorizzato l’avviso"),
        "committee": {
            "act": _("determinazione n. %(number)s del %(day)s")
            % {"number": committee.act_number, "day": day(committee.act_date)},
            "members": [f"{s.user}, {s.get_kind_display()}" for s in seats_of(committee)],
        }
        if committee
        else None,
        "minutes": [
            _("il verbale della commissione n. %(number)s del %(day)s")
            % {"number": m.number, "day": day(m.date)}
            for m in minutes.filter(about_id=committee.pk)
        ]
        if committee
        else [],
        "ranking": [
            {
                "lot": str(a.application.lot) if a.application.lot else "",
                "position": rows[a.application_id].position,
                "applicant": a.application.label,
                "points": rows[a.application_id].total,
                "outcome": str(a.get_outcome_display()),
            }
            for a in admissions
            if a.application_id in rows
        ],
        "threshold": call.threshold if committee else None,
        "without_partner": [
            str(terms.lot)
            for terms in all_terms(call)
            if terms.lot and not any(a.application.lot_id == terms.lot.pk for a in admitted)
        ],
        "tie_break": " ".join(r.tie_break for r in rows.values() if r.tie_break) or None,
        "admitted": [
            {"applicant": a.application.label, "note": a.reason}
            for a in admissions
            if a.outcome == AdmissionOutcome.ADMITTED
        ],
        "excluded": [
            {"applicant": a.application.label, "reason": a.reason}
            for a in admissions
            if a.outcome != AdmissionOutcome.ADMITTED
        ],
        "checks": reasons.strip(),
        "calendar": [],
        "appeal": call.appeal_clause,
        "signatures": [_executive(call)],
    }
    public = {
        **data,
        "ranking": [row for row in data["ranking"] if row["outcome"] == str(AdmissionOutcome.ADMITTED.label)],
        "excluded": [
            {"applicant": a.application.label, "reason": str(a.get_outcome_display())}
            for a in admissions
            if a.outcome != AdmissionOutcome.ADMITTED
        ],
    }
    paper = issue_act(
        kind=PaperKind.ADMISSION_ACT,
        body=call.lead_authority,
        title=_("Determinazione dirigenziale"),
        subject=_("Ammissione al tavolo di co-progettazione"),
        about=call,
        number=act_number.strip(),
        on=act_date,
        data=data,
        public_data=public,
        by=by,
        at=at,
    )
    return publish_act(paper=paper, by=by, at=at)


@in_italian
def issue_scrolling(
    call: Call, leaving: Admission, entering: Admission, *, by: User | None, at: datetime
) -> Paper:
    """The act by which the next in the ranking sits at the table; published."""
    return _act(
        call,
        _("Scorrimento della graduatoria"),
        entering,
        act_number=entering.act_number,
        act_date=entering.act_date,
        by=by,
        at=at,
        premises=[
            {
                "lead": _("Vista"),
                "text": _("la graduatoria approvata con la determina di ammissione al tavolo"),
            },
        ],
        reasons=leaving.reason,
        decisions=[
            _("di dichiarare decaduta l’ammissione di %(who)s;") % {"who": leaving.application.label},
            _("di ammettere al tavolo %(who)s.") % {"who": entering.application.label},
        ],
    )
