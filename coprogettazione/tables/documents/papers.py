# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Which papers come out of a table: D5, D7, D8, the acts of the executive."""

from datetime import date, datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from coprogettazione.calls.documents import executive, executive_act
from coprogettazione.documents.documents import blocks_of_body
from coprogettazione.documents.models import Paper, PaperKind
from coprogettazione.documents.services import issue_act, publish_act
from coprogettazione.parties.models import User
from coprogettazione.tables.documents.export import chapter_facts, pictures_for
from coprogettazione.tables.models import (
    THERE,
    Adoption,
    Attendance,
    Delegation,
    DesignTable,
    Minutes,
    NamedVersion,
    Outcome,
    Session,
)
from coprogettazione.tables.queries import (
    answers_to,
    final_project,
    matrix_for_paper,
    sessions_of,
)
from coprogettazione.tables.queries.convening import delegations_of
from coprogettazione.tables.queries.export import pictures_of, version_for_export
from coprogettazione.tables.queries.minutes import said_in
from coprogettazione.tables.queries.roll import roll_of
from coprogettazione.wording import clock, day, in_italian, moment


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
    said = said_in(minutes)

    roll = roll_of(session)

    def rows(attended: list[Attendance]) -> list[dict[str, Any]]:
        bodies: dict[Any, list[Attendance]] = {}
        for attendance in attended:
            bodies.setdefault(attendance.organisation, []).append(attendance)
        return [_presence(organisation, group, public) for organisation, group in bodies.items()]

    listeners = [f"{row.person}, {row.organisation.known_as}" for row in roll.listeners] + roll.outsiders
    approvals = [a.organisation.known_as for a in answers.given if a.approves]
    objections = [f"{a.organisation.known_as}: {a.objection}" for a in answers.objections]
    silent = [_("%(who)s: nessuna osservazione nei termini") % {"who": o.known_as} for o in answers.awaited]
    return {
        "procedure": procedure_facts(table),
        "meeting": _meeting(session),
        "starts_at": session.starts_at,
        "ends_at": session.ended_at,
        "place": session.place or session.get_mode_display(),
        "mode": session.get_mode_display() if session.place else "",
        "convocation": _convocation(session),
        "roll": roll.sentence,
        "present": rows(roll.there),
        "absent": rows(roll.absent),
        "listeners": [] if public else listeners,
        "delegations": [] if public else [_delegation(given) for given in delegations_of(session)],
        "agenda": session.agenda,
        "recap": minutes.recap or None,
        "synthesis": blocks_of_body(said.synthesis.body),
        "items": [
            {
                "title": point.title,
                "blocks": blocks_of_body(point.part.body),
                "inputs": point.row["inputs"],
                "decisions": point.row["decisions"],
            }
            for point in said.points
        ],
        "annexes": [*minutes.annexes, *([_("osservazioni: %(who)s") % {"who": o} for o in objections])],
        "tasks": [
            {
                "text": task.text,
                "owner": task.organisation.known_as if public else task.owner,
                "due": task.due_on,
            }
            for task in session.assignments.filter(dropped_at__isnull=True).select_related(
                "organisation", "person"
            )
        ],
        "next_meeting": {"at": minutes.next_starts_at, "place": minutes.next_place}
        if minutes.next_starts_at
        else None,
        "drafter": _("Ufficio di Piano") if public else str(minutes.drafter),
        "approved_on": timezone.localtime(minutes.frozen_at).date() if minutes.frozen_at else None,
        "approvals": [*approvals, *silent],
        "signatures": [{"role": _("Il responsabile del procedimento")}] if public else _officer(table),
    }


def _meeting(session: Session) -> str:
    said = {"n": session.number, "code": session.table.call.code, "group": session.group}
    if session.group is not None:
        return _("Incontro %(n)s del tavolo %(code)s, gruppo di lavoro «%(group)s»") % said
    return _("Incontro %(n)s del tavolo %(code)s") % said


def _convocation(session: Session) -> str:
    when = {"when": moment(session.invited_at)}
    if session.group is not None:
        return _("%(when)s, a chi è nel gruppo di lavoro") % when
    return _("%(when)s, a chi siede al tavolo") % when


def _presence(organisation: Any, attended: list[Attendance], public: bool) -> dict[str, Any]:
    people = [
        f"{a.person} ({a.remarks})" if a.remarks else str(a.person) for a in attended if a.person is not None
    ]
    return {
        "organisation": organisation.known_as,
        "people": [] if public else people,
        "count": len(people) if public else None,
        "role": str(attended[0].get_kind_display()),
    }


def _delegation(given: Delegation) -> str:
    return _("%(giver)s, per %(body)s, delega %(who)s (%(day)s): %(text)s") % {
        "giver": given.giver,
        "body": given.organisation.known_as,
        "who": given.delegate,
        "day": day(given.given_at),
        "text": given.text,
    }


@in_italian
def issue_minutes(*, minutes: Minutes, publish: bool, by: Any, at: datetime) -> Paper:
    """D7, with its number; its public copy without names of people when it is published."""
    session = minutes.session
    data = minutes_facts(minutes, public=False)
    texts = [{"blocks": data["synthesis"]}, *data["items"]]
    paper = issue_act(
        kind=PaperKind.MINUTES,
        body=session.table.call.lead_authority,
        title=_("Verbale di incontro"),
        subject=_("%(table)s, incontro %(n)s") % {"table": session.table.call.title, "n": session.number},
        about=minutes,
        data=data,
        pictures=pictures_for(texts, pictures_of(session.table)),
        public_data=minutes_facts(minutes, public=True),
        by=by,
        at=at,
    )
    return publish_act(paper=paper, by=by, at=at) if publish else paper


@in_italian
def issue_project(*, version: NamedVersion, by: Any, at: datetime) -> Paper:
    """D5: one version of the project document."""
    table = version.table
    document = version_for_export(table, version)
    chapters = chapter_facts(document.chapters)
    return issue_act(
        kind=PaperKind.PROJECT_DOCUMENT,
        body=table.call.lead_authority,
        title=_("Documento progettuale"),
        subject=table.call.title,
        about=version,
        data={
            "procedure": procedure_facts(table),
            "version": {
                "number": version.number,
                "label": version.label,
                "saved_at": version.saved_at,
                "hash": version.content_hash,
            },
            "table": _("Tavolo %(code)s") % {"code": table.call.code},
            "chapters": chapters,
            "roles": [
                {"organisation": name, "role": role, "commitments": commitments}
                for name, role, commitments in document.roles
            ],
            "matrix": document.matrix,
        },
        pictures=pictures_for(chapters, pictures_of(table)),
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
            "introduction": "\n\n".join([table.how_it_ran, *_adoption(project.version)]),
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


def _adoption(version: NamedVersion) -> list[str]:
    """How the text became final, where not everybody accepted it: the act, and what was not taken."""
    adoption = Adoption.objects.filter(version=version).first()
    if adoption is None:
        return []
    act = {"n": adoption.act_number, "day": day(adoption.act_date)}
    return [
        _("Il testo definitivo è adottato dall’amministrazione con la determinazione n. %(n)s del %(day)s.")
        % act,
        *(
            _("Non lo accetta %(name)s: %(position)s Perché la posizione non è accolta: %(answer)s") % item
            for item in adoption.not_taken
        ),
    ]


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
    paper = executive_act(
        body=call.lead_authority,
        about=table,
        subject=subject,
        act_number=act_number,
        act_date=act_date,
        procedure=procedure_facts(table),
        premises=[
            {"lead": _("Visto"), "text": _("l’avviso %(code)s") % {"code": call.code}},
            *(premises or []),
        ],
        reasons=reasons,
        decisions=decisions,
        appeal=call.appeal_clause,
        signatures=[executive(call)],
        by=by,
        at=at,
    )
    return publish_act(paper=paper, by=by, at=at)
