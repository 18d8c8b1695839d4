# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Whom a session convenes, who said that they will come, the papers to read before."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from coprogettazione.parties.models import Membership, Organisation, User
from coprogettazione.records.roles import Role
from coprogettazione.tables.models import (
    VOTING_KINDS,
    Coming,
    ConvocationReply,
    Delegation,
    Session,
    WorkingPaper,
)


@dataclass(frozen=True)
class Guest:
    """A person whom a session convenes, for which body, in which quality, and what they answered.

    `asked`: an answer is waited for; who represents a body that sends somebody else is only told.
    """

    person: User
    organisation: Organisation
    quality: str
    asked: bool
    reply: ConvocationReply | None = None

    @property
    def shape(self) -> str:
        """The shape of the answer: coming, not coming, none yet."""
        if self.reply is None:
            return ""
        return "no" if self.reply.coming == Coming.NO else "done"


def guests_of(session: Session, at: datetime) -> list[Guest]:
    """Everybody that a session convenes, in order of arrival at the table: who sits, who is delegated, who
    represents the bodies. Three queries whatever the people.
    """
    seats = session.seats_at(at)
    replies = {reply.person_id: reply for reply in replies_to(session)}
    found: dict[int, Guest] = {}
    for seat in seats:
        if seat.user is not None and seat.user.pk not in found:
            found[seat.user.pk] = Guest(
                seat.user,
                seat.organisation,
                str(seat.get_kind_display()),
                True,
                replies.get(seat.user.pk),
            )
    for delegation in delegations_of(session):
        found[delegation.delegate_id] = Guest(
            delegation.delegate,
            delegation.organisation,
            str(Delegation._meta.verbose_name),
            True,
            replies.get(delegation.delegate_id),
        )
    bodies = {s.organisation_id for s in seats if s.kind in VOTING_KINDS}
    named = {guest.organisation.pk for guest in found.values()}
    heads = Membership.objects.valid_at(at).filter(
        role=Role.LEGAL_REPRESENTATIVE, organisation__in=bodies, user__is_active=True
    )
    for head in heads.select_related("user", "organisation").order_by("pk"):
        if head.user_id not in found:
            reply = replies.get(head.user_id)
            asked = head.organisation_id not in named
            found[head.user_id] = Guest(
                head.user, head.organisation, str(Role.LEGAL_REPRESENTATIVE.label), asked, reply
            )
    return list(found.values())


def guest_of(session: Session, user: Any, at: datetime) -> Guest | None:
    """The place of one person among those convened."""
    return next((guest for guest in guests_of(session, at) if guest.person.pk == user.pk), None)


def replies_to(session: Session) -> list[ConvocationReply]:
    """The answers to the convocation as it stands now."""
    given = session.replies.filter(sequence=session.sequence)
    return list(given.select_related("person", "organisation"))


def delegations_of(session: Session) -> list[Delegation]:
    """The delegations that hold for a session: of the bodies that sit on that day."""
    bodies = {s.organisation_id for s in session.seats_at(session.starts_at) if s.kind in VOTING_KINDS}
    standing = Delegation.objects.standing().filter(session=session, organisation__in=bodies)
    return list(standing.select_related("delegate", "giver", "organisation", "file").order_by("pk"))


def papers_on_agenda(session: Session) -> list[WorkingPaper]:
    """The papers of a session, in the order of its agenda."""
    return list(
        WorkingPaper.objects.filter(session=session, withdrawn_at__isnull=True)
        .select_related("file__scan", "version", "minutes__session", "organisation", "person")
        .order_by("point", "pk")
    )


def agenda_of(session: Session) -> list[tuple[str, list[WorkingPaper]]]:
    """Each point of the agenda with its papers."""
    papers = papers_on_agenda(session)
    return [
        (title, [paper for paper in papers if paper.point == number])
        for number, title in enumerate(session.agenda, 1)
    ]
