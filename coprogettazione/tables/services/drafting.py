# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Writing the minutes of a session: begun from the agenda, written live while people speak, put right after they were
sent.
"""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from coprogettazione.parties.models import User
from coprogettazione.records.deeds import Act, deed
from coprogettazione.records.lifecycle import move
from coprogettazione.records.refusals import AlreadyDone, Invalid, WrongState
from coprogettazione.tables.lifecycle import MinutesLifecycle
from coprogettazione.tables.models import Minutes, Session, SharedText, TextKind
from coprogettazione.tables.queries import body_of
from coprogettazione.tables.queries.minutes import POINT, SYNTHESIS, minutes_text, said_in
from coprogettazione.tables.queries.shared_text import Reading, body_of_text, read_text, text_of
from coprogettazione.tables.services.writing import write_part
from coprogettazione.wording import clock


@deed(on="session", says=gettext_lazy("ha cominciato il verbale"))
def begin_minutes(act: Act, *, session: Session, by: User | None, at: datetime) -> Minutes:
    """Begin the minutes from the agenda: a live text for the synthesis and one for each point."""
    if Minutes.objects.filter(session=session).exists():
        raise AlreadyDone(_("Il verbale di questo incontro è già cominciato: continua a scriverlo."))
    minutes = _begun(session, by, at)
    minutes.points = [
        {"title": title, "part": POINT % n, "inputs": [], "decisions": []}
        for n, title in enumerate(session.agenda, 1)
    ]
    minutes.save(update_fields=["points"])
    _live_text(minutes, by, at)
    return minutes


@deed(on="session", says=gettext_lazy("ha scritto la bozza del verbale"))
def draft_minutes(
    act: Act,
    *,
    session: Session,
    points: list[dict],
    ended_at: datetime | None = None,
    recap: str = "",
    synthesis: str | None = None,
    annexes: list[str] | None = None,
    next_starts_at: datetime | None = None,
    next_place: str = "",
    read_at: int | None = None,
    by: User | None,
    at: datetime,
) -> Minutes:
    """Write, or write again, the draft: points are {title, part, discussion, inputs: [text], decisions: [text]}.

    `synthesis` and each `discussion` go into the live text, as changes of who writes; None (or no key) leaves what was
    written there as it is. `read_at` is the update up to which the writer had read it. A point without `part` is the
    one of the same title, or a new one. `ended_at` is None while the session goes on.
    """
    if ended_at is not None and not session.starts_at < ended_at <= at:
        raise Invalid(
            _("L’ora di fine non torna."),
            fields={
                "ended_at": _("L’incontro comincia alle %(start)s e la fine non può essere nel futuro.")
                % {"start": clock(session.starts_at)}
            },
        )
    minutes = Minutes.objects.select_for_update().filter(session=session).first() or _begun(session, by, at)
    text = _live_text(minutes, by, at)
    reading = read_text(text)
    known = [point.row for point in said_in(minutes, reading).points]
    kept = _points(points, known, reading)
    words = {SYNTHESIS: synthesis, **{point["part"]: point.pop("discussion") for point in kept}}
    _write(text, reading, words, by, at, read_at)
    minutes.points = kept
    minutes.recap = recap.strip()
    minutes.annexes = [annex.strip() for annex in annexes or [] if annex.strip()]
    minutes.next_starts_at, minutes.next_place = next_starts_at, next_place.strip()
    minutes.drafter = by or session.table.call.procedure_officer
    minutes.drafted_at = at
    minutes.save()
    session.ended_at = ended_at
    session.save(update_fields=["ended_at"])
    return minutes


@deed(on="minutes", says=gettext_lazy("ha riaperto la bozza del verbale"))
def correct_minutes(act: Act, *, minutes: Minutes, by: User | None, at: datetime) -> Minutes:
    """Open again a draft that was sent: it is written anew, and whoever was present answers again."""
    said = said_in(minutes)
    move(MinutesLifecycle(minutes).correct, approved_at=None)
    if minutes_text(minutes.session) is None:
        _open_text(minutes, said.bodies, by, at)
    return minutes


def _begun(session: Session, by: User | None, at: datetime) -> Minutes:
    if session.attendance_at is None:
        raise WrongState(_("Prima scrivi chi era presente, poi il verbale."))
    return Minutes.objects.create(
        session=session, drafter=by or session.table.call.procedure_officer, drafted_at=at
    )


def _live_text(minutes: Minutes, by: User | None, at: datetime) -> SharedText:
    """The text in which a draft is written. One begun before texts were live has its words brought there."""
    text = minutes_text(minutes.session)
    return text or _open_text(minutes, said_in(minutes).bodies, by, at)


def _open_text(minutes: Minutes, bodies: dict[str, Any], by: User | None, at: datetime) -> SharedText:
    session = minutes.session
    text = SharedText.objects.create(
        table=session.table, kind=TextKind.MINUTES, session=session, opened_at=at
    )
    table = session.table
    for name, body in bodies.items():
        if body:
            write_part(
                text,
                name,
                body,
                person=by or table.call.procedure_officer,
                organisation=body_of(by, table, at) or table.call.lead_authority,
                at=at,
            )
    return text


def _write(
    text: SharedText,
    reading: Reading,
    words: dict[str, str | None],
    by: User | None,
    at: datetime,
    read_at: int | None,
) -> None:
    table = text.table
    person = by or table.call.procedure_officer
    organisation = body_of(by, table, at) or table.call.lead_authority
    for name, typed in words.items():
        part = reading.parts.get(name)
        if typed is None or _tidy(typed) == (text_of(part.body) if part else ""):
            continue
        body = body_of_text(_tidy(typed))
        write_part(text, name, body, person=person, organisation=organisation, at=at, read_at=read_at)


def _tidy(words: str) -> str:
    return words.replace("\r\n", "\n").replace("\r", "\n").strip()


def _points(
    points: list[dict[str, Any]], known: list[dict[str, Any]], reading: Reading
) -> list[dict[str, Any]]:
    """The points as the row keeps them, each with the fragment of its text: nobody else's, not even of one that was
    taken away.
    """
    own = {row["part"]: row["title"] for row in known}
    named = {str(point.get("part") or "") for point in points}
    used: set[str] = set()
    highest = max((_number(name) for name in (*own, *reading.parts)), default=0)
    kept = []
    for number, point in enumerate(points, 1):
        title = str(point.get("title", "")).strip()
        if not title:
            raise Invalid(
                _("Il punto %(n)s non ha un titolo.") % {"n": number},
                fields={"points": _("Scrivi il titolo del punto %(n)s.") % {"n": number}},
            )
        part = str(point.get("part") or "")
        if part not in own or part in used:
            same = [name for name, said in own.items() if said == title and name not in named | used]
            highest += not same
            part = same[0] if same else POINT % highest
        used.add(part)
        discussion = point.get("discussion")
        kept.append(
            {
                "title": title,
                "part": part,
                "discussion": None if discussion is None else str(discussion),
                "inputs": [str(text).strip() for text in point.get("inputs", []) if str(text).strip()],
                "decisions": [str(text).strip() for text in point.get("decisions", []) if str(text).strip()],
            }
        )
    if not kept:
        raise Invalid(_("Il verbale non ha punti."), fields={"points": _("Scrivi almeno un punto trattato.")})
    return kept


def _number(part: str) -> int:
    prefix, _dash, number = part.rpartition("-")
    return int(number) if prefix == "punto" and number.isdecimal() else 0
