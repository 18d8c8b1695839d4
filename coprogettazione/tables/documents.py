# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Which papers come out of a table: D5, D7, D8, the acts of the executive, the calendar of a session."""

from datetime import date, datetime, timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from icalendar import Calendar, Event

from coprogettazione.documents.models import Paper, PaperKind
from coprogettazione.documents.services import issue_act, publish_act
from coprogettazione.parties.models import User
from coprogettazione.tables.models import (
    THERE,
    ChapterCode,
    DesignTable,
    Minutes,
    NamedVersion,
    Outcome,
    Session,
    SessionMode,
)
from coprogettazione.tables.queries import (
    answers_to,
    final_project,
    matrix_for_paper,
    plain_text,
    sessions_of,
    version_matrix,
)
from coprogettazione.wording import ROME, clock, in_italian, moment

#: How long a session is in a calendar, until its end is known.
USUAL_LENGTH = timedelta(hours=2)


@in_italian
def procedure_facts(table: DesignTable) -> dict[str, Any]:
    """The procedure, as every paper cites it."""
    call = table.call
    return {
        "title": call.title,
        "code": call.code,
        "cup": call.cup or None,
        "cup_exemption": call.cup_exemption or None,
        "cig": call.cig or None,
        "officer": str(call.procedure_officer),
    }


def _officer(table: DesignTable) -> list[dict[str, str]]:
    return [{"role": _("Il responsabile del procedimento"), "name": str(table.call.procedure_officer)}]


@in_italian
def minutes_facts(minutes: Minutes, *, public: bool) -> dict[str, Any]:
    """What D7 says; the public copy names organisations and offices, not people."""
    session = minutes.session
    table = session.table
    answers = answers_to(minutes)

    def row(organisation: Any, attended: list[Any]) -> dict[str, Any]:
        people = [f"{a.person}{_note(a)}" for a in attended if a.person is not None]
        return {
            "organisation": organisation.known_as,
            "people": [] if public else people,
            "count": len(people) if public else None,
            "role": str(attended[0].get_kind_display()),
        }

    there: dict[Any, list[Any]] = {}
    absent: dict[Any, list[Any]] = {}
    for attendance in session.attendance.select_related("person", "organisation").order_by("pk"):
        chosen = there if attendance.presence in THERE else absent
        chosen.setdefault(attendance.organisation, []).append(attendance)
    approvals = [a.organisation.known_as for a in answers.given if a.approves]
    objections = [f"{a.organisation.known_as}: {a.objection}" for a in answers.objections]
    silent = [_("%(who)s: nessuna osservazione nei termini") % {"who": o.known_as} for o in answers.awaited]
    return {
        "procedure": procedure_facts(table),
        "meeting": _("Incontro %(n)s del tavolo %(code)s") % {"n": session.number, "code": table.call.code},
        "starts_at": session.starts_at,
        "ends_at": session.ended_at,
        "place": session.place or session.get_mode_display(),
        "mode": session.get_mode_display() if session.place else "",
        "convocation": _("%(when)s, a chi siede al tavolo") % {"when": moment(session.convened_at)},
        "present": [row(organisation, attended) for organisation, attended in there.items()],
        "absent": [row(organisation, attended) for organisation, attended in absent.items()],
        "agenda": session.agenda,
        "recap": "\n\n".join(filter(None, [minutes.recap, minutes.synthesis])) or None,
        "items": minutes.points,
        "annexes": [*minutes.annexes, *([_("osservazioni: %(who)s") % {"who": o} for o in objections])],
        "next_meeting": {"at": minutes.next_starts_at, "place": minutes.next_place}
        if minutes.next_starts_at
        else None,
        "drafter": _("Ufficio di Piano") if public else str(minutes.drafter),
        "approved_on": timezone.localtime(minutes.frozen_at).date() if minutes.frozen_at else None,
        "approvals": [*approvals, *silent],
        "signatures": [{"role": _("Il responsabile del procedimento")}] if public else _officer(table),
    }


def _note(attendance: Any) -> str:
    said = [] if attendance.presence == "PRESENT" else [str(attendance.get_presence_display())]
    said += [attendance.note] if attendance.note else []
    return f" ({', '.join(said)})" if said else ""


@in_italian
def issue_minutes(*, minutes: Minutes, publish: bool, by: Any, at: datetime) -> Paper:
    """D7, with its number; its public copy without names of people when it is published."""
    session = minutes.session
    paper = issue_act(
        kind=PaperKind.MINUTES,
        body=session.table.call.lead_authority,
        title=_("Verbale di incontro"),
        subject=_("%(table)s, incontro %(n)s") % {"table": session.table.call.title, "n": session.number},
        about=minutes,
        data=minutes_facts(minutes, public=False),
        public_data=minutes_facts(minutes, public=True),
        by=by,
        at=at,
    )
    return publish_act(paper=paper, by=by, at=at) if publish else paper


@in_italian
def issue_project(*, version: NamedVersion, by: Any, at: datetime) -> Paper:
    """D5: one version of the project document."""
    table = version.table
    return issue_act(
        kind=PaperKind.PROJECT_DOCUMENT,
        body=table.call.lead_authority,
        title=_("Documento progettuale"),
        subject=table.call.title,
        about=version,
        data={
            "procedure": procedure_facts(table),
            "version": {"number": version.number, "label": version.label, "saved_at": version.saved_at},
            "table": _("Tavolo %(code)s") % {"code": table.call.code},
            "chapters": [
                {"title": ChapterCode(item["code"]).label, "text": plain_text(item["text"])}
                for item in version.content["chapters"]
                if item["text"].strip()
            ],
            "roles": [
                {"organisation": item["name"], "role": item["role"], "commitments": item["commitments"]}
                for item in version.content["roles"]
            ],
            "matrix": matrix_for_paper(version_matrix(table, version)),
        },
        by=by,
        at=at,
    )


@in_italian
def issue_report(*, table: DesignTable, open_points: str, proposal: str, by: Any, at: datetime) -> Paper:
    """D8: how the table ran, what became of each contribution, the final project, its money, the proposal."""
    project = final_project(table.call)
    assert project is not None
    actions = next((item["text"] for item in project.chapters if item["code"] == "azioni"), "")
    paper = issue_act(
        kind=PaperKind.TABLE_REPORT,
        body=table.call.lead_authority,
        title=_("Relazione conclusiva del tavolo"),
        subject=table.call.title,
        about=table,
        data={
            "procedure": procedure_facts(table),
            "introduction": table.how_it_ran,
            "sessions": [_session_row(s) for s in sessions_of(table) if s.cancelled_at is None],
            "contributions": [
                {
                    "organisation": c.organisation.known_as,
                    "text": c.text,
                    "outcome": Outcome(c.outcome).label,
                    "reason": c.reason,
                }
                for c in table.contributions.select_related("organisation")
            ],
            "project": {
                "version": _("%(n)s, impronta %(hash)s")
                % {"n": project.version.number, "hash": project.version.content_hash},
                "summary": actions,
            },
            "commitments": [
                {"organisation": item["name"], "text": f"{item['role']}. {item['commitments']}"}
                for item in project.roles
            ],
            "matrix": matrix_for_paper(project.matrix),
            "open_points": open_points or None,
            "proposal": proposal
            or _("Si propone di approvare il progetto definitivo e lo schema di convenzione."),
            "signatures": _officer(table),
        },
        by=by,
        at=at,
    )
    return publish_act(paper=paper, by=by, at=at)


def _session_row(session: Session) -> dict[str, Any]:
    paper = Paper.objects.filter(
        about_kind="minutes", about_id=session.minutes.pk, kind=PaperKind.MINUTES
    ).first()
    organisations = {a.organisation_id for a in session.attendance.all() if a.presence in THERE}
    end = clock(session.ended_at) if session.ended_at else ""
    return {
        "number": session.number,
        "date": timezone.localtime(session.starts_at).date(),
        "hours": f"{clock(session.starts_at)}–{end}",
        "organisations": len(organisations),
        "minutes": _("verbale n. %(n)s, chiuso") % {"n": paper.number if paper else session.number},
    }


@in_italian
def issue_executive_act(
    *,
    table: DesignTable,
    subject: str,
    reasons: str,
    decisions: list[str],
    act_number: str,
    act_date: date,
    by: User | None,
    at: datetime,
    premises: list[dict[str, str]] | None = None,
) -> Paper:
    """A reasoned act of the executive on the table: suspension, resumption, closing without an agreement."""
    call = table.call
    paper = issue_act(
        kind=PaperKind.EXECUTIVE_ACT,
        body=call.lead_authority,
        title=_("Determinazione dirigenziale"),
        subject=subject,
        about=table,
        number=act_number,
        on=act_date,
        data={
            "procedure": procedure_facts(table),
            "premises": [
                {"lead": _("Visto"), "text": _("l’avviso %(code)s") % {"code": call.code}},
                *(premises or []),
            ],
            "reasons": reasons,
            "decisions": decisions,
            "tables": [],
            "annexes": [],
            "opinions": [],
            "appeal": call.appeal_clause,
            "signatures": [{"role": _("Il dirigente"), "name": str(call.executive_officer)}],
        },
        by=by,
        at=at,
    )
    return publish_act(paper=paper, by=by, at=at)


@in_italian
def calendar_of(session: Session, address: str = "") -> bytes:
    """The session as an iCalendar file (RFC 5545), to be put in anybody's calendar."""
    call = session.table.call
    event = Event()
    event.add("uid", f"tavolo-{call.code}-incontro-{session.number}@coprogettazione")
    event.add("dtstamp", session.cancelled_at or session.convened_at)
    event.add("dtstart", session.starts_at.astimezone(ROME))
    event.add("dtend", (session.ended_at or session.starts_at + USUAL_LENGTH).astimezone(ROME))
    event.add(
        "summary",
        _("Tavolo %(code)s, incontro %(n)s") % {"code": call.code, "n": session.number},
    )
    if session.place:
        event.add("location", session.place)
    if address:
        event.add("url", address)
    lines = [f"{n}. {item}" for n, item in enumerate(session.agenda, 1)]
    if session.link and session.mode != SessionMode.IN_PERSON:
        lines.append(session.link)
    event.add("description", "\n".join(lines))
    event.add("status", "CANCELLED" if session.cancelled_at else "CONFIRMED")
    event.add("sequence", 1 if session.cancelled_at else 0)
    calendar = Calendar()
    calendar.add("prodid", "-//Coprogettazione//Tavolo//IT")
    calendar.add("version", "2.0")
    calendar.add("method", "CANCEL" if session.cancelled_at else "PUBLISH")
    calendar.add_component(event)
    return bytes(calendar.to_ical())
