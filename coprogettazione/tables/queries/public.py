# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What everybody may read of a table: who sits, when it meets, the published minutes, how far the text is."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from coprogettazione.calls.models import Call
from coprogettazione.documents.models import Paper, PaperKind
from coprogettazione.tables.models import DesignTable, Minutes, Session
from coprogettazione.tables.queries.project import chapters_of
from coprogettazione.tables.queries.seats import Place, places_at


@dataclass(frozen=True)
class PublicSession:
    """A session as the public sees it: no video link, no names; `minutes` is the published copy, if there
    is one.
    """

    number: int
    starts_at: datetime
    ended_at: datetime | None
    place: str
    mode: str
    agenda: list[str]
    cancelled: bool
    past: bool
    minutes: Paper | None

    @property
    def shape(self) -> str:
        """The shape of its state: held, coming, cancelled."""
        if self.cancelled:
            return "no"
        return "done" if self.past else "now"


@dataclass(frozen=True)
class PublicTable:
    """The public page of a table. People are not here: only bodies, in order of arrival."""

    table: DesignTable
    places: list[Place]
    sessions: list[PublicSession]
    next: PublicSession | None
    chapters: list[tuple[str, str]]
    agreed: int
    report: Paper | None


def table_for_page(call: Call, at: datetime) -> PublicTable | None:
    """The facts of a call's table for its public page; None while there is no table."""
    table = (
        DesignTable.objects.select_related("call", "call__lead_authority", "final_version")
        .filter(call=call)
        .first()
    )
    if table is None:
        return None
    papers = published_minutes(call)
    sessions = [_session(session, papers, at) for session in _sessions(table)]
    stages = chapters_of(table, at)
    reports = Paper.objects.filter(case_file=call, kind=PaperKind.TABLE_REPORT, published_at__isnull=False)
    return PublicTable(
        table=table,
        places=[Place(p.organisation, p.order, p.kinds, [], p.here) for p in places_at(table, at) if p.votes],
        sessions=sessions,
        next=next((s for s in sessions if not s.past and not s.cancelled), None),
        chapters=[(str(stage.chapter), stage.shape) for stage in stages],
        agreed=sum(stage.shape == "done" for stage in stages),
        report=reports.select_related("public_file").order_by("-issued_at").first(),
    )


def published_minutes(call: Call) -> dict[int, Paper]:
    """The published copies of the minutes of a call's table, by the minutes' id."""
    papers = Paper.objects.filter(case_file=call, kind=PaperKind.MINUTES, published_at__isnull=False)
    about = papers.filter(about_kind=Minutes._meta.model_name).select_related("public_file")
    return {paper.about_id: paper for paper in about}


def _sessions(table: DesignTable) -> Any:
    return table.sessions.select_related("minutes").order_by("number")


def _session(session: Session, papers: dict[int, Paper], at: datetime) -> PublicSession:
    minutes: Minutes | None = getattr(session, "minutes", None)
    return PublicSession(
        number=session.number,
        starts_at=session.starts_at,
        ended_at=session.ended_at,
        place=session.place,
        mode=str(session.get_mode_display()),
        agenda=list(session.agenda),
        cancelled=session.cancelled_at is not None,
        past=session.starts_at <= at,
        minutes=papers.get(minutes.pk) if minutes else None,
    )
