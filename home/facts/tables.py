# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What the public pages say of a table."""

from datetime import date, datetime
from typing import Any

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone
from django.utils.translation import gettext as _

from coprogettazione.calls.models import Call, CallState
from coprogettazione.documents.models import Paper, PaperKind
from coprogettazione.tables.models import VOTING_KINDS, DesignTable, Seat, SeatKind, Session
from coprogettazione.tables.queries import chapters_of
from home.facts.bodies import BODY_COLUMNS, body_of, orders
from home.facts.lists import rows


def public_tables() -> QuerySet[DesignTable]:
    """The tables that have a page, the latest first, with how many meetings they had."""
    return (
        DesignTable.objects.filter(page__live=True)
        .select_related("page", "call")
        .annotate(
            meetings=Count("sessions", filter=Q(sessions__cancelled_at__isnull=True)),
            held=Count("sessions", filter=Q(sessions__ended_at__isnull=False)),
        )
        .order_by("-opened_at", "-pk")
    )


def next_sessions(at: datetime) -> QuerySet[Session]:
    """The meetings to come, the nearest first."""
    return (
        Session.objects.filter(starts_at__gt=at, cancelled_at__isnull=True, table__page__live=True)
        .select_related("table__call", "table__page")
        .order_by("starts_at")
    )


def table_row(table: DesignTable, at: datetime) -> dict[str, Any]:
    """A row of the list."""
    return {"table": table, "state": table_state(table.call, at)}


def table_state(call: Call, at: datetime) -> dict[str, str]:
    """The shape and the sentence of a table: its state is its call's."""
    if call.state == CallState.TABLE_SUSPENDED:
        return {"kind": "late", "words": _("Tavolo sospeso")}
    if call.state == CallState.NO_AGREEMENT:
        return {"kind": "no", "words": _("Chiuso senza accordo")}
    if call.state in (CallState.TABLE_OPEN, CallState.TABLE_REOPENED):
        return {"kind": "now", "words": _("Al lavoro")}
    return {"kind": "done", "words": _("Concluso")}


def seats_of_outer(table: str) -> Any:
    """The seats of the bodies, in order of arrival, with the last day of each; no person."""
    places = Seat.objects.filter(table=OuterRef(table)).order_by("pk")
    return rows(places, **BODY_COLUMNS, kind="kind", valid_to="valid_to")


def seats(seat_rows: list[dict[str, Any]], public_body: int, at: datetime) -> list[dict[str, Any]]:
    """Each body with a voice once, with its colour; `left` when none of its seats is in force."""
    day = timezone.localdate(at)
    labels = dict(SeatKind.choices)
    order = orders(seat_rows, public_body)
    named: dict[int, dict[str, Any]] = {}
    for row in seat_rows:
        if row["kind"] not in VOTING_KINDS:
            continue
        known = named.setdefault(
            row["organisation"],
            {
                "body": body_of(row),
                "order": order[row["organisation"]],
                "quality": labels[row["kind"]],
                "left": day,
            },
        )
        ends = date.fromisoformat(row["valid_to"]) if row["valid_to"] else None
        if ends is None or ends >= day:
            known["left"] = None
        elif known["left"] is not None:
            known["left"] = ends
    return list(named.values())


def sessions_of_outer(table: str) -> Any:
    """The meetings of the table named by an outer reference, cancelled ones too, each with its published minutes."""
    minutes = Paper.objects.filter(
        kind=PaperKind.MINUTES,
        about_kind="minutes",
        about_id=OuterRef("minutes__pk"),
        published_at__isnull=False,
        public_file__isnull=False,
    )
    held = Session.objects.filter(table=OuterRef(table)).order_by("starts_at", "pk")
    return rows(
        held,
        number="number",
        starts_at="starts_at",
        ended_at="ended_at",
        place="place",
        agenda="agenda",
        group="group__name",
        cancelled_at="cancelled_at",
        minutes_sha256=Subquery(minutes.values("public_file__sha256")[:1]),
        minutes_name=Subquery(minutes.values("public_file__name")[:1]),
        minutes_number=Subquery(minutes.values("number")[:1]),
    )


def public_sessions(table: DesignTable) -> list[Session]:
    """The meetings of a table for everybody's calendar: those that are cancelled say so."""
    found = list(table.sessions.select_related("group", "convened_by").order_by("number"))
    for session in found:
        session.table = table
    return found


def stages(table: DesignTable, at: datetime) -> list[dict[str, str]]:
    """How far each chapter of the project is: agreed by everybody, under discussion, to be written."""
    words = {"done": _("concordato"), "now": _("in discussione"), "": _("da scrivere")}
    return [
        {"title": str(stage.chapter), "kind": stage.shape, "words": words[stage.shape]}
        for stage in chapters_of(table, at)
    ]


def sessions(session_rows: list[dict[str, Any]], at: datetime) -> list[dict[str, Any]]:
    """Meetings as the page tells them: past ones done, the next one marked."""
    told = []
    marked = False
    for row in session_rows:
        starts_at = datetime.fromisoformat(row["starts_at"])
        state = "no" if row["cancelled_at"] else "done" if starts_at <= at else ""
        if not state and not marked:
            state, marked = "now", True
        told.append(
            {
                "number": row["number"],
                "starts_at": starts_at,
                "ended_at": datetime.fromisoformat(row["ended_at"]) if row["ended_at"] else None,
                "place": row["place"],
                "agenda": row["agenda"],
                "group": row["group"],
                "minutes": {
                    "sha256": row["minutes_sha256"],
                    "name": row["minutes_name"],
                    "number": row["minutes_number"],
                }
                if row["minutes_sha256"]
                else None,
                "state": state,
            }
        )
    return told
