# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Whom the evaluation tells, and what. Nothing here names points before the admission is decided."""

from collections.abc import Iterable
from datetime import datetime

from django.utils.translation import gettext as _

from coprogettazione.applications.models import Application, Member
from coprogettazione.calls.models import Call
from coprogettazione.documents.models import Paper
from coprogettazione.evaluation.models import (
    Admission,
    AdmissionOutcome,
    Committee,
    CommitteePresence,
    CommitteeSeat,
    CommitteeSession,
    Exclusion,
    ScoreSheet,
)
from coprogettazione.evaluation.queries import seats_of
from coprogettazione.notifications.services import queue
from coprogettazione.parties.models import Membership, User
from coprogettazione.records.roles import Role
from coprogettazione.wording import in_italian, joined


def _address(call: Call, page: str = "") -> str:
    return f"/valutazione/{call.code}/{page}"


def _minutes_of(session: CommitteeSession) -> str:
    return _address(session.case_file, f"sedute/{session.pk}/verbale/")


@in_italian
def tell_appointed(seats: Iterable[CommitteeSeat], call: Call, at: datetime) -> None:
    """Each new member: what to declare before reading anything."""
    for seat in seats:
        queue(
            recipients=[seat.user],
            subject=_("Sei nella commissione: %(title)s") % {"title": call.title},
            body=_(
                "Il dirigente ti ha nominato %(kind)s per «%(title)s».\n\n"
                "Prima di leggere le proposte dichiara se hai conflitti di interesse con gli enti che "
                "hanno fatto domanda."
            )
            % {"kind": seat.get_kind_display(), "title": call.title},
            about=seat,
            at=at,
            key="appointed",
            link=_address(call, "dichiarazione/"),
        )


@in_italian
def tell_conflict(seat: CommitteeSeat, call: Call, at: datetime, *, tainted: bool) -> None:
    """The executive and the RUP: a member cannot score, somebody else must sit there; everybody else too,
    when that member has already taken part in the scores.
    """
    queue(
        recipients=[call.executive_officer, call.procedure_officer],
        subject=_("Conflitto di interesse dichiarato in commissione: %(code)s") % {"code": call.code},
        body=(
            _(
                "%(name)s ha dichiarato un conflitto di interesse e aveva già partecipato ai punteggi.\n\n"
                "La valutazione si rifà: il dirigente nomina una nuova commissione (Cons. Stato 6299/2018, per "
                "analogia)."
            )
            if tainted
            else _(
                "%(name)s ha dichiarato un conflitto di interesse: non può valutare.\n\n"
                "La valutazione si ferma finché il dirigente non nomina un’altra persona (art. 6-bis, l. "
                "241/1990)."
            )
        )
        % {"name": seat.user},
        about=seat,
        at=at,
        key="conflict",
        link=_address(call),
    )


@in_italian
def tell_opened(committee: Committee, call: Call, at: datetime) -> None:
    """The members: the proposals can be read and scored."""
    queue(
        recipients=[seat.user for seat in seats_of(committee)],
        subject=_("La valutazione è aperta: %(title)s") % {"title": call.title},
        body=_("Puoi leggere le proposte e compilare le tue schede. Ogni punteggio vuole il suo perché."),
        about=committee,
        at=at,
        key="evaluation_opened",
        link=_address(call),
    )


@in_italian
def tell_begun_again(old: Committee, call: Call, at: datetime) -> None:
    """Who sat in a committee replaced as a whole, and the RUP: its acts are superseded."""
    queue(
        recipients=[*[seat.user for seat in old.seats.filter(ended_at=at)], call.procedure_officer],
        subject=_("La valutazione si rifà: %(title)s") % {"title": call.title},
        body=_(
            "Un componente in conflitto di interesse aveva già valutato: il dirigente ha nominato una nuova "
            "commissione.\n\nSchede, verbali e graduatoria di prima non hanno più effetto e restano nel "
            "fascicolo."
        ),
        about=old,
        at=at,
        key="begun_again",
        link=_address(call),
    )


@in_italian
def tell_scored_again(committee: Committee, call: Call, at: datetime) -> None:
    """The members of a committee that scores together: somebody was replaced, its sheets are to be written
    again.
    """
    queue(
        recipients=[seat.user for seat in seats_of(committee)],
        subject=_("La commissione è cambiata, le schede si riscrivono: %(title)s") % {"title": call.title},
        body=_(
            "La commissione valuta insieme: con un componente nuovo le schede di prima non hanno più effetto "
            "e restano nel fascicolo. Si riprende in seduta, con tutti i componenti."
        ),
        about=committee,
        at=at,
        key=f"scored_again:{at.isoformat()}",
        link=_address(call),
    )


@in_italian
def tell_declare_again(seats: Iterable[CommitteeSeat], call: Call, at: datetime) -> None:
    """The members whose declaration does not name a body that has entered a group since."""
    queue(
        recipients=[seat.user for seat in seats],
        subject=_("Rendi di nuovo la dichiarazione sui conflitti: %(title)s") % {"title": call.title},
        body=_(
            "È entrato in un gruppo un ente che la tua dichiarazione non nomina. Finché non la rendi di nuovo "
            "non leggi le proposte e non valuti."
        ),
        about=call,
        at=at,
        key=f"declare_again:{at.isoformat()}",
        link=_address(call, "dichiarazione/"),
    )


@in_italian
def tell_session_started(session: CommitteeSession, people: Iterable[User], at: datetime) -> None:
    """Who is at a session that was opened."""
    call = session.case_file
    queue(
        recipients=people,
        subject=_("%(session)s della commissione aperta: %(title)s")
        % {"session": session, "title": call.title},
        body=_("Chi presiede ti ha segnato presente. Se non ci sei, diglielo: la seduta si richiude."),
        about=session,
        at=at,
        key="session_started",
        link=_address(call, "sedute/"),
    )


@in_italian
def tell_session_ended(session: CommitteeSession, at: datetime) -> None:
    """Who was at a session: its minutes can be approved, and until when."""
    call = session.case_file
    queue(
        recipients=[row.seat.user for row in session.presences.all() if row.present],
        subject=_("Approva il verbale: %(session)s della commissione, %(title)s")
        % {"session": session, "title": call.title},
        body=_(
            "La seduta è chiusa. Leggi che cosa dice il verbale e approvalo, anche con le tue osservazioni; se "
            "non sei d’accordo scrivi perché: entra nel verbale."
        ),
        about=session,
        at=at,
        key="session_ended",
        link=_minutes_of(session),
        term=session.approve_by,
    )


@in_italian
def tell_minutes_due(session: CommitteeSession, silent: Iterable[CommitteePresence], at: datetime) -> int:
    """Who was at a session and has said nothing of its minutes: the term is near. Returns how many are told."""
    return queue(
        recipients=[row.seat.user for row in silent],
        subject=_("Il verbale aspetta la tua approvazione: %(session)s, %(title)s")
        % {"session": session, "title": session.case_file.title},
        body=_(
            "Non hai ancora risposto sul verbale della seduta a cui eri presente. Dopo il termine chi presiede "
            "può chiuderlo senza la tua approvazione, scrivendo che manca."
        ),
        about=session,
        at=at,
        key="minutes_due",
        link=_minutes_of(session),
        term=session.approve_by,
    )


@in_italian
def tell_minutes_late(session: CommitteeSession, silent: Iterable[CommitteePresence], at: datetime) -> int:
    """Who presides: the term for the minutes has passed, somebody is silent. Returns how many are told."""
    return queue(
        recipients=_presidents(session),
        subject=_("Il verbale si può chiudere: %(session)s, %(title)s")
        % {"session": session, "title": session.case_file.title},
        body=_(
            "Il termine per approvare il verbale è passato senza la risposta di %(names)s. Se lo hai approvato tu, "
            "e con te almeno la metà di chi era presente, puoi chiuderlo scrivendo perché mancano le altre "
            "approvazioni."
        )
        % {"names": joined([str(row.seat.user) for row in silent])},
        about=session,
        at=at,
        key="minutes_late",
        link=_address(session.case_file, f"sedute/{session.pk}/chiusura-verbale/"),
    )


@in_italian
def tell_dissent(row: CommitteePresence, at: datetime) -> None:
    """Who presides: a member does not approve the minutes; the executive and the RUP too, when these were
    issued already.
    """
    session, call = row.session, row.session.case_file
    offices = [call.executive_officer, call.procedure_officer] if session.closed_at is not None else []
    queue(
        recipients=[*_presidents(session), *offices],
        subject=_("%(name)s non approva il verbale: %(session)s, %(title)s")
        % {"name": row.seat.user, "session": session, "title": call.title},
        body=_("%(name)s scrive: «%(why)s».") % {"name": row.seat.user, "why": row.dissent},
        about=row,
        at=at,
        key="minutes_dissent",
        link=_address(call, "sedute/"),
    )


@in_italian
def tell_minutes_closed(
    session: CommitteeSession, paper: Paper, missing: Iterable[CommitteePresence], at: datetime
) -> None:
    """Who had not approved: the minutes were closed, and what one can still have written."""
    queue(
        recipients=[row.seat.user for row in missing],
        subject=_("Il verbale è chiuso senza la tua approvazione: %(session)s, %(title)s")
        % {"session": session, "title": session.case_file.title},
        body=_(
            "%(who)s, che presiede, ha chiuso il verbale n. %(number)s con l’approvazione degli altri presenti. "
            "Motivo: %(reason)s\n\nIl verbale dice che la tua approvazione manca. Se non sei d’accordo con quello "
            "che c’è scritto puoi ancora dire perché, finché l’ammissione non è decisa."
        )
        % {"who": session.closed_by, "number": paper.number, "reason": session.closed_reason},
        about=session,
        at=at,
        key="minutes_closed",
        link=_address(session.case_file, "sedute/"),
    )


def _presidents(session: CommitteeSession) -> list[User]:
    """Who presides the committee of a session now."""
    return [seat.user for seat in seats_of(session.committee) if seat.is_president]


@in_italian
def tell_proposed(sheet: ScoreSheet, at: datetime) -> None:
    """The members of a committee that scores together: a whole sheet is proposed, each says whether they
    agree.
    """
    queue(
        recipients=[s.user for s in seats_of(sheet.seat.committee) if s.pk != sheet.seat_id],
        subject=_("Di’ se sei d’accordo: %(who)s") % {"who": sheet.application.label},
        body=_(
            "Chi presiede ha proposto i punti su tutti i criteri di questa domanda. Leggi la scheda e di’ se "
            "sei d’accordo; se dissenti scrivi perché."
        ),
        about=sheet,
        at=at,
        key=f"proposed:{at.isoformat()}",
        link=f"/valutazione/scheda/{sheet.pk}/",
    )


@in_italian
def tell_closed(committee: Committee, call: Call, at: datetime) -> None:
    """The executive and the RUP: the ranking is ready, the act can be adopted."""
    queue(
        recipients=[call.executive_officer, call.procedure_officer],
        subject=_("La commissione ha chiuso i lavori: %(title)s") % {"title": call.title},
        body=_(
            "La graduatoria e il verbale sono pronti. Ora si adotta la determina di ammissione al tavolo."
        ),
        about=committee,
        at=at,
        key="evaluation_closed",
        link=_address(call, "graduatoria/"),
    )


@in_italian
def tell_admissions(call: Call, admissions: Iterable[Admission], at: datetime) -> None:
    """Everybody who applied, each with the own outcome, all at the same instant (domain.md §2.2, row 7)."""
    for admission in admissions:
        _tell_outcome(call, admission, at, key="admission")


@in_italian
def tell_scrolled(call: Call, admissions: Iterable[Admission], act_number: str, at: datetime) -> None:
    """Who lapses by the act, if nobody told it before, and who takes the place."""
    for admission in admissions:
        _tell_outcome(call, admission, at, key=f"scrolled:{act_number}")


def _tell_outcome(call: Call, admission: Admission, at: datetime, *, key: str) -> None:
    application = admission.application
    subject = {
        AdmissionOutcome.ADMITTED: _("Ammessa al tavolo: %(title)s"),
        AdmissionOutcome.LAPSED: _("Ammissione decaduta: %(title)s"),
    }.get(AdmissionOutcome(admission.outcome), _("Esito della domanda: %(title)s"))
    queue(
        recipients=people_of(application, at),
        subject=subject % {"title": call.title},
        body=_(
            "Domanda di %(who)s: %(outcome)s.\n\n%(reason)s\n\n"
            "Atto n. %(number)s. Puoi leggere punti e motivazioni nella pagina dell’esito. "
            "Come si impugna l’atto è scritto nell’avviso e nella determina."
        )
        % {
            "who": application.label,
            "outcome": admission.get_outcome_display(),
            "reason": admission.reason,
            "number": admission.act_number,
        },
        about=application,
        at=at,
        key=key,
        link=f"/valutazione/esito/{application.pk}/",
    )


def people_of(application: Application, at: datetime) -> list[User]:
    """Who works for the bodies of an application, legal representatives first."""
    bodies = set(
        Member.objects.filter(application=application, left_at__isnull=True).values_list(
            "organisation_id", flat=True
        )
    ) | {application.lead_id}
    held = (
        Membership.objects.valid_at(at)
        .filter(
            organisation__in=bodies,
            role__in=[Role.LEGAL_REPRESENTATIVE, Role.ETS_EDITOR],
            user__is_active=True,
        )
        .select_related("user")
        .order_by("-role", "pk")
    )
    return list({m.user_id: m.user for m in held}.values())


@in_italian
def tell_exclusion_announced(exclusion: Exclusion, at: datetime) -> None:
    """Everybody in the application: it may be excluded, why, until when to answer and who does it."""
    application = exclusion.application
    _tell_of_exclusion(
        exclusion,
        people_of(application, at),
        _("Avvio del procedimento di esclusione: %(title)s"),
        _(
            "L’ufficio comunica che la domanda di %(who)s può essere esclusa dalla procedura. Motivo: "
            "%(ground)s.\n\n%(reasons)s\n\nIl legale rappresentante di %(lead)s può presentare osservazioni e "
            "documenti entro il termine: chi decide deve tenerne conto. La comunicazione n. %(number)s è nella "
            "pagina dell’esclusione."
        )
        % {
            "who": application.label,
            "ground": exclusion.get_ground_display(),
            "reasons": exclusion.reasons,
            "lead": application.lead.known_as,
            "number": exclusion.letter.number if exclusion.letter else "",
        },
        at,
        key="exclusion_announced",
        term=exclusion.due_at,
    )


@in_italian
def tell_exclusion_observed(exclusion: Exclusion, at: datetime) -> None:
    """The executive and the RUP: the body was heard, the decision can be taken."""
    call = exclusion.case_file
    _tell_of_exclusion(
        exclusion,
        [call.executive_officer, call.procedure_officer],
        _("Osservazioni sull’esclusione: %(title)s"),
        _(
            "%(who)s ha presentato osservazioni sulla possibile esclusione della domanda. Il dirigente decide: "
            "l’atto risponde alle osservazioni (art. 10, l. 241/1990)."
        )
        % {"who": exclusion.application.lead.known_as},
        at,
        key="exclusion_observed",
        term=exclusion.decide_by,
    )


@in_italian
def tell_excluded(exclusion: Exclusion, sat: bool, at: datetime) -> None:
    """Everybody in the application, with the reasons and how to appeal; and the RUP, who goes on without it.
    `sat`: it was at the table, and not only in the ranking.
    """
    application, paper = exclusion.application, exclusion.act
    assert paper is not None
    said = (
        _("Risposta alle osservazioni: %(answer)s\n\n") % {"answer": exclusion.answer}
        if exclusion.answer
        else ""
    )
    effect = _("la sua ammissione decade e i posti al tavolo finiscono")
    if not sat:
        effect = _("non può più essere chiamata dalla graduatoria")
    _tell_of_exclusion(
        exclusion,
        [*people_of(application, at), application.call.procedure_officer],
        _("Domanda esclusa dopo l’ammissione: %(title)s"),
        _(
            "La domanda di %(who)s è esclusa: %(effect)s.\n\n"
            "%(reasons)s\n\n%(said)sAtto n. %(number)s, nella pagina dell’esclusione. %(clause)s"
        )
        % {
            "who": application.label,
            "effect": effect,
            "reasons": exclusion.conclusion,
            "said": said,
            "number": paper.number,
            "clause": application.call.appeal_clause,
        },
        at,
        key="excluded",
    )


@in_italian
def tell_exclusion_dropped(exclusion: Exclusion, at: datetime) -> None:
    """Everybody in the application, the executive and the RUP: nothing changes."""
    application, call = exclusion.application, exclusion.case_file
    _tell_of_exclusion(
        exclusion,
        [*people_of(application, at), call.executive_officer, call.procedure_officer],
        _("Procedimento di esclusione archiviato: %(title)s"),
        _("La domanda di %(who)s non è esclusa e resta com’era.\n\n%(reasons)s")
        % {"who": application.label, "reasons": exclusion.conclusion},
        at,
        key="exclusion_dropped",
    )


def _tell_of_exclusion(
    exclusion: Exclusion,
    recipients: Iterable[User],
    subject: str,
    body: str,
    at: datetime,
    *,
    key: str,
    term: datetime | None = None,
) -> None:
    queue(
        recipients=recipients,
        subject=subject % {"title": exclusion.case_file.title},
        body=body,
        about=exclusion,
        at=at,
        key=key,
        link=f"/valutazione/esclusione/{exclusion.pk}/",
        term=term,
    )
