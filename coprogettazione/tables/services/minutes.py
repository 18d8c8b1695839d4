# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The minutes of a session: drafted, circulated, approved by those present, frozen with a number (D7)."""

from datetime import datetime, timedelta
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from coprogettazione.documents.documents import facts_of
from coprogettazione.documents.models import PaperKind
from coprogettazione.documents.queries import papers_about
from coprogettazione.documents.services import publish_act
from coprogettazione.parties.models import Organisation, User
from coprogettazione.records.canonical import canonical_json, sha256
from coprogettazione.records.deeds import Act, deed, locked
from coprogettazione.records.lifecycle import move
from coprogettazione.records.refusals import AlreadyDone, Invalid, NotAllowed, WrongState
from coprogettazione.tables.documents import issue_minutes, minutes_facts
from coprogettazione.tables.lifecycle import MinutesLifecycle
from coprogettazione.tables.models import Minutes, MinutesAnswer, MinutesState, Session
from coprogettazione.tables.notifications import tell_of_minutes
from coprogettazione.tables.queries import answers_to, minutes_days
from coprogettazione.tables.services.speaking import required, speak_for
from coprogettazione.wording import clock, day, joined, moment


@deed(on="session", says=gettext_lazy("ha scritto la bozza del verbale"))
def draft_minutes(
    act: Act,
    *,
    session: Session,
    ended_at: datetime,
    points: list[dict],
    recap: str = "",
    synthesis: str = "",
    annexes: list[str] | None = None,
    next_starts_at: datetime | None = None,
    next_place: str = "",
    by: User | None,
    at: datetime,
) -> Minutes:
    """Write, or write again, the draft: points are {title, discussion, inputs: [text], decisions: [text]}.

    Minutes already sent go back to draft, and whoever was present answers again. Never after they are frozen.
    """
    if session.attendance_at is None:
        raise WrongState(_("Prima scrivi chi era presente, poi il verbale."))
    if not session.starts_at < ended_at <= at:
        raise Invalid(
            _("L’ora di fine non torna."),
            fields={
                "ended_at": _("L’incontro comincia alle %(start)s e la fine non può essere nel futuro.")
                % {"start": clock(session.starts_at)}
            },
        )
    minutes = Minutes.objects.select_for_update().filter(session=session).first()
    if minutes is None:
        minutes = Minutes(session=session)
    elif minutes.state == MinutesState.FROZEN:
        raise WrongState(_("Il verbale è chiuso: non si cambia più."))
    elif minutes.state != MinutesState.DRAFT:
        move(MinutesLifecycle(minutes).correct, approved_at=None)
    minutes.points = _points(points)
    minutes.recap, minutes.synthesis = recap.strip(), synthesis.strip()
    minutes.annexes = [annex.strip() for annex in annexes or [] if annex.strip()]
    minutes.next_starts_at, minutes.next_place = next_starts_at, next_place.strip()
    minutes.drafter = by or session.table.call.procedure_officer
    minutes.drafted_at = at
    minutes.save()
    session.ended_at = ended_at
    session.save(update_fields=["ended_at"])
    return minutes


def _points(points: list[dict[str, Any]]) -> list[dict[str, Any]]:
    kept = []
    for number, point in enumerate(points, 1):
        title = str(point.get("title", "")).strip()
        if not title:
            raise Invalid(
                _("Il punto %(n)s non ha un titolo.") % {"n": number},
                fields={"points": _("Scrivi il titolo del punto %(n)s.") % {"n": number}},
            )
        kept.append(
            {
                "title": title,
                "discussion": str(point.get("discussion", "")).strip(),
                "inputs": [str(text).strip() for text in point.get("inputs", []) if str(text).strip()],
                "decisions": [str(text).strip() for text in point.get("decisions", []) if str(text).strip()],
            }
        )
    if not kept:
        raise Invalid(_("Il verbale non ha punti."), fields={"points": _("Scrivi almeno un punto trattato.")})
    return kept


@deed(on="minutes", says=gettext_lazy("ha inviato la bozza del verbale ai presenti"))
def circulate_minutes(act: Act, *, minutes: Minutes, by: User | None, at: datetime) -> Minutes:
    """Send the draft to the bodies that were present, which answer by a term."""
    minutes.edition += 1
    move(
        MinutesLifecycle(minutes).circulate,
        edition=minutes.edition,
        circulated_at=at,
        answer_by=at + timedelta(days=minutes_days(minutes.session.table.call, at)),
    )
    bodies = minutes.session.organisations_present()
    act.record(edition=minutes.edition, answer_by=minutes.answer_by)
    tell_of_minutes(minutes, bodies, at)
    if not bodies:
        move(MinutesLifecycle(minutes).approve, approved_at=at)
    return minutes


@deed(on="minutes", says=gettext_lazy("ha approvato il verbale"))
def approve_minutes(
    act: Act, *, minutes: Minutes, organisation: Organisation, by: User | None, at: datetime
) -> MinutesAnswer:
    """Approve the minutes for a body that was present; the last approval makes them approved."""
    return _answer(act, minutes, organisation, True, "", at)


@deed(on="minutes", says=gettext_lazy("ha scritto un’osservazione al verbale"))
def object_to_minutes(
    act: Act, *, minutes: Minutes, organisation: Organisation, text: str, by: User | None, at: datetime
) -> MinutesAnswer:
    """Object to the minutes, saying what is wrong."""
    text = required(
        "text", text, _("Scrivi che cosa non va, per esempio «Al punto 2 avevamo detto dodici posti».")
    )
    return _answer(act, minutes, organisation, False, text, at)


def _answer(
    act: Act, minutes: Minutes, organisation: Organisation, approves: bool, text: str, at: datetime
) -> MinutesAnswer:
    speak_for(act, minutes.session.table, organisation, at)
    if organisation not in minutes.session.organisations_present():
        raise NotAllowed(
            _("%(who)s non era all’incontro: il verbale lo approva chi c’era.")
            % {"who": organisation.known_as}
        )
    given = minutes.answers.filter(edition=minutes.edition, organisation=organisation).first()
    if given is not None and given.approves and approves:
        raise AlreadyDone(
            _("%(person)s ha già approvato per %(who)s il %(day)s alle %(hour)s. Non serve altro.")
            % {
                "person": given.person,
                "who": organisation.known_as,
                "day": day(given.answered_at),
                "hour": clock(given.answered_at),
            }
        )
    answer = MinutesAnswer.objects.update_or_create(
        minutes=minutes,
        edition=minutes.edition,
        organisation=organisation,
        defaults={"person": act.by, "approves": approves, "objection": text, "answered_at": at},
    )[0]
    if answers_to(minutes).unanimous:
        move(MinutesLifecycle(minutes).approve, approved_at=at)
    return answer


@deed(on="minutes", says=gettext_lazy("ha chiuso il verbale"))
def freeze_minutes(
    act: Act, *, minutes: Minutes, publish: bool = True, by: User | None, at: datetime
) -> Minutes:
    """Close the minutes: approved by all, or the term passed and the objections are annexed. Number, hash,
    PDF.
    """
    answers = answers_to(minutes)
    if minutes.state == MinutesState.CIRCULATED and minutes.answer_by and at < minutes.answer_by:
        who = [o.known_as for o in answers.awaited] + [a.organisation.known_as for a in answers.objections]
        raise WrongState(
            _("Non tutti hanno approvato (%(who)s): si può chiudere con le osservazioni da %(when)s.")
            % {"who": joined(who), "when": moment(minutes.answer_by)}
        )
    minutes.frozen_at = at
    content_hash = sha256(canonical_json(facts_of(minutes_facts(minutes, public=False))))
    move(MinutesLifecycle(minutes).freeze, frozen_at=at, content_hash=content_hash)
    paper = issue_minutes(minutes=minutes, publish=publish, by=by, at=at)
    act.record(number=paper.number, content_hash=content_hash)
    return minutes


@deed(on="minutes", says=gettext_lazy("ha pubblicato il verbale"), law="art. 12, d.lgs. 33/2013")
def publish_minutes(act: Act, *, minutes: Minutes, by: User | None, at: datetime) -> Minutes:
    """Publish the copy of the minutes without people's names."""
    paper = papers_about(minutes).get(kind=PaperKind.MINUTES)
    if paper.published_at is not None:
        raise AlreadyDone(_("Il verbale è già pubblicato dal %(day)s.") % {"day": day(paper.published_at)})
    publish_act(paper=paper, by=by, at=at)
    return locked(minutes)
