# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Who may appoint, declare, score, rank, admit; and who may read points, and when (domain.md §6)."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from coprogettazione.applications.rules import (
    application_of,
    readers_of_opened,
    represents_a_member,
    works_for_a_member,
)
from coprogettazione.calls.lifecycle import AT_THE_TABLE, BEFORE_ADMISSION
from coprogettazione.calls.models import Call, CallState, ScoringMode, SheetsShown
from coprogettazione.calls.rules import (
    is_auditor,
    is_executive_officer,
    is_past_deadline,
    is_planning_operator,
    is_procedure_officer,
)
from coprogettazione.documents.models import Paper, PaperKind, StoredFile
from coprogettazione.documents.rules import reader
from coprogettazione.evaluation.models import (
    Admission,
    CommitteeSeat,
    CommitteeSession,
    MemberKind,
    ScoreSheet,
)
from coprogettazione.evaluation.queries.fitness import unnamed_by
from coprogettazione.records.rights import Answer, Verdict, condition, in_state, is_system, rights, role
from coprogettazione.records.roles import Role
from coprogettazione.wording import joined


def seat_of(user: Any, call: Call) -> CommitteeSeat | None:
    """The person's seat in the call's committee at work."""
    if user is None or user.pk is None:
        return None
    return (
        CommitteeSeat.objects.at_work()
        .filter(user_id=user.pk, committee__call_id=call.pk)
        .select_related("committee")
        .first()
    )


def fit(call: Call, seat: CommitteeSeat) -> Answer:
    """Whether who sits there may read and score: declared, free of conflicts, with every applicant named."""
    if seat.has_conflict is None:
        return gettext("Prima dichiara se hai conflitti di interesse con chi ha fatto domanda.")
    if seat.has_conflict:
        return gettext("Hai dichiarato un conflitto di interesse: non puoi leggere né valutare le proposte.")
    entered = unnamed_by(call, [seat]).get(seat.pk)
    if entered:
        return gettext("Dopo la tua dichiarazione è entrato in un gruppo %(names)s: rendila di nuovo.") % {
            "names": joined([body.known_as for body in entered])
        }
    return True


# Who is who.


@role(Role.COMMITTEE_MEMBER, refusal=_("Lo fa solo chi siede nella commissione di questo avviso."))
def sits_in_committee(user: Any, subject: Any, at: datetime) -> Answer:
    """A member of the committee at work, declared or not."""
    return seat_of(user, subject.case_file) is not None


@role(Role.COMMITTEE_MEMBER, refusal=_("Lo fa solo chi presiede la commissione."))
def presides(user: Any, subject: Any, at: datetime) -> Answer:
    """The president of the committee at work, without conflicts."""
    seat = seat_of(user, subject.case_file)
    if seat is None or seat.kind != MemberKind.PRESIDENT:
        return False
    if seat.has_conflict:
        return gettext(
            "Hai dichiarato un conflitto di interesse: la commissione va cambiata prima di proseguire."
        )
    return True


@role(Role.COMMITTEE_MEMBER, refusal=_("La dichiarazione la rende solo la persona nominata."))
def holds_this_seat(user: Any, seat: CommitteeSeat, at: datetime) -> Answer:
    """The person who sits there, while the seat lasts."""
    if seat.user_id != user.pk:
        return False
    if seat.ended_at is not None or seat.committee.ended_at is not None:
        return gettext("Non fai più parte della commissione.")
    return True


@role(Role.COMMITTEE_MEMBER, refusal=_("Questa scheda è di un’altra persona della commissione."))
def owns_this_sheet(user: Any, sheet: ScoreSheet, at: datetime) -> Answer:
    """The member whose sheet it is, declared free of conflicts."""
    seat = sheet.seat
    if seat.user_id != user.pk:
        return False
    if seat.ended_at is not None or seat.committee.ended_at is not None:
        return gettext("Non fai più parte della commissione.")
    return True


@role(Role.COMMITTEE_MEMBER, refusal=_("Lo legge solo chi siede nella stessa commissione."))
def sits_with_the_author(user: Any, sheet: ScoreSheet, at: datetime) -> Answer:
    """Somebody of the same committee, free of conflicts."""
    seat = seat_of(user, sheet.case_file)
    return seat is not None and seat.committee_id == sheet.seat.committee_id and seat.has_conflict is False


@role(
    Role.COMMITTEE_MEMBER,
    refusal=_("Punti e motivazioni dei colleghi restano nascosti finché non chiudi la tua scheda."),
)
def has_closed_own_sheet(user: Any, sheet: ScoreSheet, at: datetime) -> Answer:
    """A colleague who has closed the own sheet on the same application, where the avviso says that it is
    enough; the sheet read must be closed too.
    """
    seat = seat_of(user, sheet.case_file)
    if seat is None or seat.committee_id != sheet.seat.committee_id or sheet.voided_at is not None:
        return False
    if sheet.case_file.sheets_shown == SheetsShown.AT_CLOSING:
        return gettext("L’avviso dice che le schede dei colleghi si leggono quando la commissione chiude.")
    if sheet.closed_at is None:
        return gettext("La scheda è ancora in corso.")
    mine = ScoreSheet.objects.filter(seat=seat, application_id=sheet.application_id, closed_at__isnull=False)
    return mine.exists()


# Moments.


@condition(
    _("dopo che la commissione ha chiuso i lavori"),
    refusal=_("I punti restano riservati alla commissione finché non chiude i lavori."),
)
def committee_has_closed(user: Any, subject: Any, at: datetime) -> Answer:
    """The committee at work (or the one of this sheet) has closed."""
    if isinstance(subject, ScoreSheet):
        return subject.seat.committee.closed_at is not None
    return subject.case_file.committees.filter(ended_at__isnull=True, closed_at__isnull=False).exists()


@condition(
    _("dopo la determina di ammissione"),
    refusal=_("I punti si leggono dopo la determina di ammissione al tavolo."),
    law=_("art. 24, c. 6, lett. b, l. 241/1990"),
)
def admission_is_decided(user: Any, subject: Any, at: datetime) -> Answer:
    """D6 names this application."""
    return Admission.objects.filter(application_id=application_of(subject).pk).exists()


@condition(_("finché la scheda è aperta"), refusal=_("Hai già chiuso questa scheda: non si cambia più."))
def sheet_is_open(user: Any, sheet: ScoreSheet, at: datetime) -> Answer:
    """A closed sheet does not change, one without effect neither."""
    if sheet.voided_at is not None:
        return gettext("Questa scheda non ha più effetto: la commissione è cambiata.")
    if sheet.closed_at is not None and sheet.seat.user_id != user.pk:
        return gettext("La commissione ha già chiuso questa scheda: non si cambia più.")
    return sheet.closed_at is None


@condition(
    _("se l’avviso vuole che la commissione valuti insieme"),
    refusal=_("In questo avviso ogni componente compila la propria scheda."),
)
def scores_together(user: Any, subject: Any, at: datetime) -> Answer:
    """The avviso wants one sheet of the committee."""
    return bool(subject.case_file.scoring_mode == ScoringMode.COLLEGIAL)


@condition(
    _("dopo avere dichiarato di non avere conflitti"),
    refusal=_("Prima dichiara se hai conflitti di interesse con chi ha fatto domanda."),
)
def author_is_fit(user: Any, sheet: ScoreSheet, at: datetime) -> Answer:
    """The member whose sheet it is has declared, with every applicant named."""
    return fit(sheet.case_file, sheet.seat)


@condition(
    _("finché la commissione è al lavoro"),
    refusal=_("La commissione ha già chiuso i lavori: la graduatoria non si cambia più."),
)
def committee_is_at_work(user: Any, subject: Any, at: datetime) -> Answer:
    """The committee has not closed yet."""
    return not subject.case_file.committees.filter(ended_at__isnull=True, closed_at__isnull=False).exists()


@condition(
    _("dopo avere dichiarato di non avere conflitti"),
    refusal=_("Prima rendi la dichiarazione sui conflitti."),
)
def has_declared_no_conflict(user: Any, subject: Any, at: datetime) -> Answer:
    """Nobody reads a proposal as a member before declaring."""
    seat = seat_of(user, subject.case_file)
    return seat is not None and fit(subject.case_file, seat)


@condition(_("chi siede nella commissione, dopo la propria dichiarazione"), refusal="")
def has_declared_if_seated(user: Any, subject: Any, at: datetime) -> Answer:
    """Who sits in the committee and works in an office too declares before reading, like everybody in it."""
    call = subject.case_file
    if call.state not in (CallState.COMMITTEE, CallState.EVALUATION):
        return True
    seat = seat_of(user, call)
    return seat is None or fit(call, seat)


def _call_state(subject: Any) -> str:
    return str(subject.case_file.state)


_in_evaluation = in_state(
    CallState.EVALUATION, of=_call_state, refusal=_("Si valuta solo a valutazione aperta.")
)
_before_admission = in_state(
    CallState.COMMITTEE,
    CallState.EVALUATION,
    of=_call_state,
    refusal=_("La dichiarazione si rende tra la nomina della commissione e la determina di ammissione."),
)
#: A member reads the proposals from the opening of the evaluation, after declaring.
readers_of_opened.add(
    sits_in_committee
    & has_declared_no_conflict
    & in_state(
        CallState.EVALUATION, of=_call_state, refusal=_("Le proposte si leggono a valutazione aperta.")
    )
)

readers_of_opened.bar(has_declared_if_seated)


@reader
def reads_committee_minutes(actor: Any, file: StoredFile, at: datetime) -> Verdict | None:
    """Who sits in a committee, or sat in it, reads its minutes; the offices read them with the dossier."""
    if actor is None or actor.pk is None:
        return None
    paper = Paper.objects.filter(file_id=file.pk, kind=PaperKind.MINUTES).first()
    if paper is None or paper.about_kind not in ("committee", "committeesession"):
        return None
    committee = paper.about_id
    if paper.about_kind == "committeesession":
        committee = CommitteeSession.objects.get(pk=paper.about_id).committee_id
    sat = CommitteeSeat.objects.filter(user_id=actor.pk, committee_id=committee)
    return Verdict(True, Role.COMMITTEE_MEMBER) if sat.exists() else None


_scores = owns_this_sheet & author_is_fit & _in_evaluation & sheet_is_open
_works_in_sessions = in_state(
    CallState.COMMITTEE,
    CallState.EVALUATION,
    of=_call_state,
    refusal=_("La commissione si riunisce dopo la nomina e prima della determina di ammissione."),
)

rights(
    {
        "appoint_committee": is_executive_officer
        & in_state(
            CallState.ADMISSIBILITY,
            CallState.EVALUATION,
            refusal=_("La commissione si nomina quando le domande sono chiuse e prima della valutazione."),
        )
        & is_past_deadline,
        "replace_member": is_executive_officer & _before_admission & committee_is_at_work,
        "declare_conflicts": holds_this_seat & _before_admission,
        "open_evaluation": (is_system | presides)
        & in_state(
            CallState.COMMITTEE, refusal=_("La valutazione si apre dopo la nomina della commissione.")
        ),
        "save_score_draft": _scores,
        "score_criterion": _scores,
        "close_score_sheet": _scores,
        "take_position": sits_in_committee
        & has_declared_no_conflict
        & scores_together
        & _in_evaluation
        & sheet_is_open,
        "start_committee_session": presides & _works_in_sessions & committee_is_at_work,
        "end_committee_session": presides & _works_in_sessions,
        "approve_committee_minutes": sits_in_committee & _works_in_sessions,
        "dissent_from_committee_minutes": sits_in_committee & _works_in_sessions,
        "close_committee_minutes": presides & _works_in_sessions,
        "hold_draw": presides & _in_evaluation & committee_is_at_work,
        "close_evaluation": presides & _in_evaluation & committee_is_at_work,
        "admit_applications": is_executive_officer
        & in_state(
            CallState.EVALUATION,
            CallState.ADMISSIBILITY,
            refusal=_("L’ammissione si decide alla fine della valutazione."),
        ),
        "declare_all_excluded": is_executive_officer
        & in_state(
            *BEFORE_ADMISSION,
            *AT_THE_TABLE,
            refusal=_("Si chiude senza domande ammesse dopo il termine e prima che il tavolo si concluda."),
        ),
        "scroll_ranking": is_executive_officer
        & in_state(
            *AT_THE_TABLE,
            refusal=_("La graduatoria si scorre dopo l’ammissione e prima che il tavolo si concluda."),
        ),
        # Reading. Administrators hold none of these roles: they read nothing.
        "read_committee": sits_in_committee
        | is_procedure_officer
        | is_executive_officer
        | is_planning_operator
        | is_auditor,
        "read_score_sheet": owns_this_sheet
        | has_closed_own_sheet
        | (sits_with_the_author & (scores_together | committee_has_closed))
        | ((represents_a_member | works_for_a_member) & admission_is_decided)
        | ((is_procedure_officer | is_auditor) & committee_has_closed),
        "read_ranking": (is_procedure_officer | is_executive_officer | is_auditor | sits_in_committee)
        & committee_has_closed,
        "read_outcome": (represents_a_member | works_for_a_member) & admission_is_decided,
    }
)
