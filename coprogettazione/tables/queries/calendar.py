# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""A session as an iCalendar object (RFC 5545): to be put in anybody's calendar, or as an invitation (RFC 5546)."""

from datetime import timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation import gettext as _
from icalendar import Calendar, Event, vCalAddress, vText

from coprogettazione.records.omitting import omitted
from coprogettazione.tables.models import Session, SessionMode
from coprogettazione.tables.queries.convening import Guest
from coprogettazione.wording import ROME, in_italian

#: How long a session is in a calendar, until its end is known.
USUAL_LENGTH = timedelta(hours=2)


@in_italian
def calendar_of(session: Session, address: str = "") -> bytes:
    """The session for the calendar of whoever reads it, with the video link."""
    return _file([_event(session, address)], "CANCEL" if session.cancelled_at else "PUBLISH")


@in_italian
def public_calendar(sessions: list[Session], address: str) -> bytes:
    """Sessions for everybody's calendar: no video link, no people."""
    return _file([_event(session, address, link=False) for session in sessions], "PUBLISH")


@in_italian
def invitation_of(session: Session, guest: Guest, address: str) -> str:
    """The invitation of one person: its organizer is the office (or who convened), its attendee the person
    alone, so that nobody learns the addresses of the others. Answers are given on the platform.
    """
    event = _event(session, address)
    lead = session.table.call.lead_authority
    organizer = vCalAddress(f"mailto:{lead.email or session.convened_by.email}")
    organizer.params["cn"] = vText(str(lead) if lead.email else str(session.convened_by))
    event.add("organizer", organizer)
    attendee = vCalAddress(f"mailto:{guest.person.email}")
    attendee.params["cn"] = vText(f"{guest.person}, {guest.organisation.known_as}")
    attendee.params["role"] = vText("REQ-PARTICIPANT" if guest.asked else "OPT-PARTICIPANT")
    attendee.params["partstat"] = vText("NEEDS-ACTION")
    attendee.params["rsvp"] = vText("FALSE")
    event.add("attendee", attendee)
    return _file([event], "CANCEL" if session.cancelled_at else "REQUEST").decode()


def uid_of(session: Session) -> str:
    """The identity of a session in every calendar: the same for its invitations, changes and cancellation."""
    host = urlsplit(settings.PUBLIC_URL).hostname or "coprogettazione"
    return f"tavolo-{session.table.call.code}-incontro-{session.number}@{host}"


def _event(session: Session, address: str, *, link: bool = True) -> Event:
    call = session.table.call
    event = Event()
    event.add("uid", uid_of(session))
    event.add("dtstamp", session.cancelled_at or session.invited_at)
    event.add("dtstart", session.starts_at.astimezone(ROME))
    event.add("dtend", (session.ended_at or session.starts_at + USUAL_LENGTH).astimezone(ROME))
    said = {"code": call.code, "n": session.number, "group": session.group}
    words = _("Tavolo %(code)s, incontro %(n)s")
    if session.group is not None:
        words = _("Tavolo %(code)s, incontro %(n)s: gruppo «%(group)s»")
    event.add("summary", words % said)
    if session.place:
        event.add("location", session.place if link else omitted(session.place))
    if address:
        event.add("url", address)
    lines = [f"{n}. {item}" for n, item in enumerate(session.agenda, 1)]
    if link and session.link and session.mode != SessionMode.IN_PERSON:
        lines.append(session.link)
    event.add("description", "\n".join(lines if link else omitted(lines)))
    event.add("status", "CANCELLED" if session.cancelled_at else "CONFIRMED")
    event.add("sequence", session.sequence + (1 if session.cancelled_at else 0))
    return event


def _file(events: list[Event], method: str) -> bytes:
    calendar = Calendar()
    calendar.add("prodid", "-//Coprogettazione//Tavolo//IT")
    calendar.add("version", "2.0")
    calendar.add("method", method)
    for event in events:
        calendar.add_component(event)
    calendar.add_missing_timezones()
    return bytes(calendar.to_ical())
