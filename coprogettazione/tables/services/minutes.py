# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The minutes of a session: circulated, approved by those present, frozen with a number (D7)."""

from datetime import datetime, timedelta

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
from coprogettazione.tables.models import Minutes, MinutesAnswer, MinutesState
from coprogettazione.tables.notifications import tell_of_assignments, tell_of_minutes
from coprogettazione.tables.queries import answers_to, minutes_days
from coprogettazione.tables.queries.minutes import said_in
from coprogettazione.tables.queries.shared_text import text_of
from coprogettazione.tables.services.speaking import required, speak_for
from coprogettazione.wording import clock, day, joined, moment


@deed(on="minutes", says=gettext_lazy("ha inviato la bozza del verbale ai presenti"))
def circulate_minutes(act: Act, *, minutes: Minutes, by: User | None, at: datetime) -> Minutes:
    """Send the draft to the bodies that were present, which answer by a term. What the live text says now is what they
    read: it is written in the minutes.
    """
    if minutes.session.ended_at is None:
        raise Invalid(_("Prima scrivi a che ora è finito l’incontro, poi invia la bozza."))
    said = said_in(minutes)
    minutes.edition += 1
    move(
        MinutesLifecycle(minutes).circulate,
        edition=minutes.edition,
        synthesis=text_of(said.synthesis.body),
        points=[{**point.row, "discussion": text_of(point.part.body)} for point in said.points],
        bodies=said.bodies,
        circulated_at=at,
        answer_by=at + timedelta(days=minutes_days(minutes.session.table.call, at)),
    )
    bodies = minutes.session.organisations_present()
    act.record(edition=minutes.edition, answer_by=minutes.answer_by)
    tell_of_minutes(minutes, bodies, at)
    tell_of_assignments(minutes.session, at)
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
