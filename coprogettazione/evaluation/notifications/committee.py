# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Whom we tell of who sits in the committee and of how its work goes."""

from collections.abc import Iterable
from datetime import datetime

from django.utils.translation import gettext as _

from coprogettazione.calls.models import Call
from coprogettazione.evaluation.models import (
    Committee,
    CommitteeSeat,
    ScoreSheet,
)
from coprogettazione.evaluation.queries import seats_of
from coprogettazione.notifications.services import queue
from coprogettazione.wording import in_italian


def address_of(call: Call, page: str = "") -> str:
    """A page of the evaluation of a call."""
    return f"/valutazione/{call.code}/{page}"


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
            link=address_of(call, "dichiarazione/"),
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
        link=address_of(call),
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
        link=address_of(call),
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
        link=address_of(call),
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
        link=address_of(call),
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
        link=address_of(call, "dichiarazione/"),
    )


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
        link=address_of(call, "graduatoria/"),
    )
