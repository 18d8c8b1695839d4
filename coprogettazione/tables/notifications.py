# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Whom a table tells, and what: everybody who sits, at the same instant."""

from collections.abc import Iterable
from datetime import datetime

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from coprogettazione.notifications.services import queue
from coprogettazione.parties.models import Organisation, User
from coprogettazione.parties.queries import role_holders
from coprogettazione.records.roles import Role
from coprogettazione.tables.models import (
    VOTING_KINDS,
    Coming,
    Delegation,
    DesignTable,
    FinalAcceptance,
    Minutes,
    NamedVersion,
    Seat,
    Session,
    TextComment,
    WorkGroup,
    WorkingPaper,
)
from coprogettazione.tables.queries.calendar import invitation_of
from coprogettazione.tables.queries.convening import agenda_of, guests_of
from coprogettazione.wording import in_italian, moment


def people_at(table: DesignTable, at: datetime) -> list[User]:
    """Whoever has a seat, and the legal representatives of the bodies seated."""
    people = {seat.user.pk: seat.user for seat in table.seats_at(at) if seat.user is not None}
    bodies = {s.organisation_id for s in table.seats_at(at) if s.kind in VOTING_KINDS}
    for user in representatives(bodies, at):
        people[user.pk] = user
    return list(people.values())


def representatives(organisations: Iterable[int], at: datetime) -> list[User]:
    """The legal representatives of some bodies."""
    return [user for pk in sorted(organisations) for user in role_holders(pk, Role.LEGAL_REPRESENTATIVE, at)]


@in_italian
def tell_of_opening(table: DesignTable, at: datetime) -> None:
    """The table is open."""
    queue(
        recipients=people_at(table, at),
        subject=_("Il tavolo %(code)s è aperto") % {"code": table.call.code},
        body=_(
            "Siedi al tavolo di co-progettazione «%(title)s». Qui trovi il progetto da scrivere insieme, "
            "il piano economico e gli incontri."
        )
        % {"title": table.call.title},
        about=table,
        at=at,
        key="table_opened",
        link=reverse("tables:project", args=[table.call.code]),
    )


@in_italian
def tell_of_seat(seat: Seat, at: datetime) -> None:
    """A person has been given a seat."""
    if seat.user is None:
        return
    call = seat.table.call
    queue(
        recipients=[seat.user],
        subject=_("Siedi al tavolo %(code)s") % {"code": call.code},
        body=_("Siedi al tavolo «%(title)s» per %(who)s (%(kind)s).")
        % {"title": call.title, "who": seat.organisation.known_as, "kind": seat.get_kind_display()},
        about=seat,
        at=at,
        key="seat_given",
        link=reverse("tables:project", args=[call.code]),
    )


@in_italian
def tell_of_session(session: Session, at: datetime) -> None:
    """Convocation, change or cancellation: when, where, what about, the papers; with the invitation."""
    call = session.table.call
    guests = guests_of(session, at)
    page = reverse("tables:session", args=[call.code, session.number])
    if session.cancelled_at:
        key = "session_cancelled"
        subject = _("Annullato l’incontro %(n)s del tavolo %(code)s")
        body = _("L’incontro di %(when)s non si tiene. Motivo: %(reason)s")
    elif session.sequence:
        key = f"session_moved:{session.sequence}"
        subject = _("Cambia l’incontro %(n)s del tavolo %(code)s")
        body = _(
            "L’incontro cambia: %(why)s\n\nAdesso è convocato così:\n%(what)s\n\n"
            "Le risposte date prima non valgono più: di’ di nuovo se ci sarai."
        )
    else:
        key = "session_convened"
        subject = _("Convocazione: incontro %(n)s del tavolo %(code)s")
        body = _("%(what)s\n\nSulla pagina dell’incontro di’ se ci sarai, o chi verrà al posto tuo.")
    words = {
        "n": session.number,
        "code": call.code,
        "when": moment(session.starts_at),
        "what": _convocation(session),
        "why": session.move_reason,
        "reason": session.cancel_reason,
    }
    address = settings.PUBLIC_URL.rstrip("/") + page
    queue(
        recipients=[guest.person for guest in guests],
        subject=subject % words,
        body=body % words,
        about=session,
        at=at,
        key=key,
        link=page if session.cancelled_at else f"{page}#risposta",
        term=None if session.cancelled_at else session.starts_at,
        calendars={guest.person.pk: invitation_of(session, guest, address) for guest in guests},
    )


def _convocation(session: Session) -> str:
    place = ", ".join(filter(None, [session.place, str(session.get_mode_display()), session.link]))
    lines = [moment(session.starts_at), place, ""]
    if session.group is not None:
        lines.insert(0, _("Gruppo di lavoro «%(name)s»") % {"name": session.group.name})
    lines.append(_("Ordine del giorno"))
    for number, (title, papers) in enumerate(agenda_of(session), 1):
        lines.append(f"{number}. {title}")
        lines += [_("   da leggere: %(title)s") % {"title": paper.title} for paper in papers]
    return "\n".join(lines)


@in_italian
def tell_of_delegation(delegation: Delegation, at: datetime) -> None:
    """A person is sent to a session by a written delegation: they get the convocation, with the invitation."""
    session = delegation.session
    call = session.table.call
    page = reverse("tables:session", args=[call.code, session.number])
    guest = next(g for g in guests_of(session, at) if g.person.pk == delegation.delegate_id)
    invitation = invitation_of(session, guest, settings.PUBLIC_URL.rstrip("/") + page)
    queue(
        recipients=[delegation.delegate],
        subject=_("Vai all’incontro %(n)s del tavolo %(code)s per %(body)s")
        % {"n": session.number, "code": call.code, "body": delegation.organisation.known_as},
        body=_("%(giver)s ti delega a partecipare per %(body)s.\n\n%(what)s")
        % {
            "giver": delegation.giver,
            "body": delegation.organisation.known_as,
            "what": _convocation(session),
        },
        about=delegation,
        at=at,
        key="delegated",
        link=page,
        term=session.starts_at,
        calendars={delegation.delegate_id: invitation},
    )


@in_italian
def tell_session_unanswered(session: Session, at: datetime) -> int:
    """Who has not said whether they will come is asked again, once for each convocation."""
    silent = [guest.person for guest in guests_of(session, at) if guest.asked and guest.reply is None]
    return _remind(
        session,
        silent,
        at,
        key=f"session_unanswered:{session.sequence}",
        subject=_("Ci sarai all’incontro %(n)s del tavolo %(code)s?"),
        body=_("Non hai ancora detto se ci sarai.\n\n%(what)s"),
    )


@in_italian
def tell_session_near(session: Session, at: datetime) -> int:
    """Everybody convened is reminded the day before, but for who said that they will not come."""
    people = [
        guest.person
        for guest in guests_of(session, at)
        if guest.reply is None or guest.reply.coming == Coming.YES
    ]
    return _remind(
        session,
        people,
        at,
        key=f"session_near:{session.sequence}",
        subject=_("Promemoria: incontro %(n)s del tavolo %(code)s"),
        body="%(what)s",
    )


def _remind(session: Session, people: list[User], at: datetime, *, key: str, subject: str, body: str) -> int:
    code = session.table.call.code
    return queue(
        recipients=people,
        subject=subject % {"n": session.number, "code": code},
        body=body % {"what": _convocation(session)},
        about=session,
        at=at,
        key=key,
        link=reverse("tables:session", args=[code, session.number]),
        term=session.starts_at,
    )


@in_italian
def tell_of_paper(paper: WorkingPaper, at: datetime) -> None:
    """A paper is added to the agenda of a session already convened."""
    session = paper.session
    assert session is not None
    code = session.table.call.code
    queue(
        recipients=[g.person for g in guests_of(session, at) if g.asked and g.person.pk != paper.person_id],
        subject=_("Una carta da leggere per l’incontro %(n)s del tavolo %(code)s")
        % {"n": session.number, "code": code},
        body=_("Al punto %(point)s, %(title)s: «%(paper)s».")
        % {
            "point": paper.point,
            "title": session.agenda[(paper.point or 1) - 1],
            "paper": paper.title,
        },
        about=paper,
        at=at,
        key="paper_shared",
        link=reverse("tables:session", args=[code, session.number]),
    )


@in_italian
def tell_of_group(group: WorkGroup, people: list[User], at: datetime) -> None:
    """Who is in a working group is told, once each time they enter it."""
    code = group.table.call.code
    queue(
        recipients=people,
        subject=_("Sei nel gruppo di lavoro «%(name)s» del tavolo %(code)s")
        % {"name": group.name, "code": code},
        body=_("%(purpose)s\n\nLo coordina %(who)s.") % {"purpose": group.purpose, "who": group.coordinator},
        about=group,
        at=at,
        key=f"group:{at.isoformat()}",
        link=reverse("tables:group", args=[code, group.pk]),
    )


@in_italian
def tell_of_assignments(session: Session, at: datetime) -> None:
    """Who has a task decided in a session is told, once, when its minutes go out."""
    table = session.table
    for task in session.assignments.filter(dropped_at__isnull=True, done_at__isnull=True).select_related(
        "person", "organisation"
    ):
        people = (
            [task.person]
            if task.person
            else [s.user for s in table.seats_at(at) if s.organisation_id == task.organisation_id and s.user]
        )
        queue(
            recipients=people,
            subject=_("Un compito per te dal tavolo %(code)s") % {"code": table.call.code},
            body=_("All’incontro %(n)s si è deciso che lo fai tu:\n\n%(text)s")
            % {"n": session.number, "text": task.text},
            about=task,
            at=at,
            key="task_assigned",
            link=reverse("tables:finish_task", args=[task.pk]),
            term=task.due,
        )


@in_italian
def tell_of_minutes(minutes: Minutes, bodies: list[Organisation], at: datetime) -> None:
    """The draft of the minutes waits for the answer of whoever was present."""
    table = minutes.session.table
    ids = {body.pk for body in bodies}
    people = [s.user for s in table.seats_at(at) if s.organisation_id in ids and s.user is not None]
    queue(
        recipients=[*people, *representatives(ids, at)],
        subject=_("Leggi e approva il verbale %(n)s del tavolo %(code)s")
        % {"n": minutes.number, "code": table.call.code},
        body=_(
            "La bozza del verbale dell’incontro %(n)s è pronta. Approvala, o "
            "scrivi che cosa non va, entro il "
            "termine: dopo, il responsabile del procedimento può chiuderla con le osservazioni ricevute."
        )
        % {"n": minutes.number},
        about=minutes,
        at=at,
        key=f"minutes_circulated:{minutes.edition}",
        link=reverse("tables:minutes", args=[minutes.session_id]),
        term=minutes.answer_by,
    )


@in_italian
def tell_of_final_version(version: NamedVersion, bodies: list[Organisation], at: datetime) -> None:
    """A final text waits to be accepted by each partner."""
    call = version.table.call
    queue(
        recipients=representatives({body.pk for body in bodies}, at),
        subject=_("Leggi e accetta il testo definitivo del tavolo %(code)s") % {"code": call.code},
        body=_(
            "La versione %(n)s del progetto è proposta come testo definitivo: "
            "chi rappresenta ogni ente la legge "
            "e la accetta."
        )
        % {"n": version.number},
        about=version,
        at=at,
        key="final_version",
        link=reverse("tables:final", args=[call.code]),
    )


@in_italian
def tell_of_objection(answer: FinalAcceptance, at: datetime) -> None:
    """A body objects to the text under approval: whoever holds the table, and who sits, read why."""
    version = answer.version
    call = version.table.call
    queue(
        recipients=people_at(version.table, at),
        subject=_("%(who)s ha un’obiezione sul testo del tavolo %(code)s")
        % {"who": answer.organisation.known_as, "code": call.code},
        body=_("Sulla versione %(n)s, %(person)s scrive per %(who)s: «%(text)s»")
        % {
            "n": version.number,
            "person": answer.person,
            "who": answer.organisation.known_as,
            "text": answer.objection,
        },
        about=version,
        at=at,
        key=f"final_objection:{answer.pk}:{at.isoformat()}",
        link=reverse("tables:final", args=[call.code]),
    )


@in_italian
def tell_of_comment(comment: TextComment, mentioned: Iterable[User], at: datetime) -> None:
    """Who is mentioned, and who has written in the thread, reads the comment; not who wrote it."""
    told = {person.pk: person for person in mentioned}
    if comment.thread is not None:
        others = [comment.thread, *comment.thread.answers.select_related("author")]
        told |= {other.author_id: other.author for other in others}
    told.pop(comment.author_id, None)
    if not told:
        return
    call = comment.text.table.call
    quote = comment.thread.quote if comment.thread else comment.quote
    queue(
        recipients=list(told.values()),
        subject=_("%(who)s ti scrive dal tavolo %(code)s") % {"who": comment.author, "code": call.code},
        body=_("Sul passo «%(quote)s», %(who)s (%(body)s) scrive: «%(words)s»")
        % {
            "quote": quote,
            "who": comment.author,
            "body": comment.organisation.known_as,
            "words": comment.words,
        },
        about=comment,
        at=at,
        key="text_comment",
        link=f"{reverse('tables:chapter', args=[call.code, comment.part])}#commento-{comment.thread_id or comment.pk}",
    )


@in_italian
def tell_of_turn(table: DesignTable, key: str, subject: str, body: str, at: datetime) -> None:
    """Something happened to the whole table: suspended, resumed, concluded, closed, reopened."""
    queue(
        recipients=people_at(table, at),
        subject=subject,
        body=body,
        about=table,
        at=at,
        key=f"{key}:{at.isoformat()}",
        link=reverse("tables:project", args=[table.call.code]),
    )
