# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The minutes: approved by those present, or closed with objections; frozen, published without names."""

from datetime import timedelta

import pytest

from coprogettazione.calls.models import Call, LegalParameter, Parameter
from coprogettazione.documents.models import Paper, PaperKind
from coprogettazione.documents.queries import papers_about
from coprogettazione.notifications.models import Message
from coprogettazione.records.refusals import AlreadyDone, Invalid, NotAllowed, WrongState
from coprogettazione.tables.forms import CirculateMinutesForm
from coprogettazione.tables.models import DesignTable, Minutes, MinutesState
from coprogettazione.tables.services import (
    approve_minutes,
    circulate_minutes,
    correct_minutes,
    draft_minutes,
    freeze_minutes,
    object_to_minutes,
    publish_minutes,
)
from tests.factories.calls import make_officer
from tests.factories.parties import make_legal_representative
from tests.factories.tables import (
    FIRST_SESSION,
    POINTS,
    authority,
    casa,
    lanterna,
    make_attended,
    make_facilitator,
    make_minutes,
    make_session,
    passi,
)

pytestmark = pytest.mark.django_db
SENT = FIRST_SESSION + timedelta(hours=20)
NEXT_DAY = SENT + timedelta(days=1)


def approve(minutes: Minutes, body: object, at: object = NEXT_DAY) -> object:
    """The body's representative approves."""
    return approve_minutes(minutes=minutes, organisation=body, by=make_legal_representative(body), at=at)


def test_the_last_body_present_makes_the_minutes_approved(table: DesignTable) -> None:
    minutes = make_minutes(table, state="CIRCULATED")
    for body in (lanterna(), passi()):
        approve(minutes, body)
        assert minutes.state == MinutesState.CIRCULATED
    approve(minutes, casa())
    assert minutes.state == MinutesState.APPROVED


def test_those_present_are_told_and_have_a_week(table: DesignTable) -> None:
    minutes = make_minutes(table, state="CIRCULATED")
    assert minutes.answer_by == SENT + timedelta(days=7)
    told = Message.objects.filter(key__startswith="minutes_circulated", channel="IN_APP")
    assert {str(m.recipient) for m in told} == {
        "Ada Fontana",
        "Sara Benedetti",
        "Marco Rinaldi",
        "Giulia Ferri",
    }


def test_a_body_that_was_absent_does_not_approve(table: DesignTable) -> None:
    session = make_attended(make_session(table), make_legal_representative(casa()))
    minutes = draft_minutes(
        session=session,
        ended_at=FIRST_SESSION + timedelta(hours=2),
        points=POINTS,
        by=make_facilitator(),
        at=SENT,
    )
    circulate_minutes(minutes=minutes, by=make_facilitator(), at=SENT)
    with pytest.raises(NotAllowed) as refused:
        approve(minutes, casa())
    assert str(refused.value) == "Casa Aperta non era all’incontro: il verbale lo approva chi c’era."
    approve(minutes, lanterna())
    approve(minutes, passi())
    assert minutes.state == MinutesState.APPROVED


def test_nobody_answers_for_another_body(table: DesignTable) -> None:
    minutes = make_minutes(table, state="CIRCULATED")
    with pytest.raises(NotAllowed):
        approve_minutes(
            minutes=minutes, organisation=casa(), by=make_legal_representative(lanterna()), at=NEXT_DAY
        )


def test_the_facilitator_has_no_vote(table: DesignTable) -> None:
    minutes = make_minutes(table, state="CIRCULATED")
    with pytest.raises(NotAllowed):
        approve_minutes(minutes=minutes, organisation=authority(), by=make_facilitator(), at=NEXT_DAY)


def test_approving_twice_says_who_already_did_and_when(table: DesignTable) -> None:
    minutes = make_minutes(table, state="CIRCULATED")
    approve(minutes, casa())
    with pytest.raises(AlreadyDone) as refused:
        approve(minutes, casa())
    assert str(refused.value).startswith(
        "Giulia Ferri ha già approvato per Casa Aperta il 10 aprile 2026 alle 10:30"
    )


def test_an_objection_needs_words_and_can_be_withdrawn(table: DesignTable) -> None:
    minutes = make_minutes(table, state="CIRCULATED")
    giulia = make_legal_representative(casa())
    with pytest.raises(Invalid):
        object_to_minutes(minutes=minutes, organisation=casa(), text=" ", by=giulia, at=NEXT_DAY)
    object_to_minutes(minutes=minutes, organisation=casa(), text="Dodici posti.", by=giulia, at=NEXT_DAY)
    for body in (lanterna(), passi()):
        approve(minutes, body)
    assert minutes.state == MinutesState.CIRCULATED
    approve(minutes, casa())
    assert minutes.state == MinutesState.APPROVED


def test_a_corrected_draft_asks_everybody_again(table: DesignTable) -> None:
    minutes = make_minutes(table, state="APPROVED")
    correct_minutes(minutes=minutes, by=make_officer(), at=NEXT_DAY)
    minutes.refresh_from_db()
    assert minutes.state == MinutesState.DRAFT
    circulate_minutes(minutes=minutes, by=make_officer(), at=NEXT_DAY)
    assert minutes.edition == 2
    approve(minutes, casa())
    assert minutes.state == MinutesState.CIRCULATED


@pytest.mark.parametrize(
    ("hours", "days"),
    [(0, 1), (-1, 1), (48, 1)],
)
def test_the_end_is_after_the_beginning_and_not_in_the_future(
    table: DesignTable, hours: int, days: int
) -> None:
    session = make_attended(make_session(table))
    with pytest.raises(Invalid) as refused:
        draft_minutes(
            session=session,
            ended_at=FIRST_SESSION + timedelta(hours=hours),
            points=POINTS,
            by=make_officer(),
            at=FIRST_SESSION + timedelta(days=days),
        )
    assert "ended_at" in refused.value.fields


@pytest.mark.parametrize("points", [[], [{"title": " ", "discussion": "x"}]])
def test_minutes_have_points_with_a_title(table: DesignTable, points: list) -> None:
    session = make_attended(make_session(table))
    with pytest.raises(Invalid) as refused:
        draft_minutes(
            session=session,
            ended_at=FIRST_SESSION + timedelta(hours=1),
            points=points,
            by=make_officer(),
            at=SENT,
        )
    assert "points" in refused.value.fields


def test_the_officer_cannot_close_before_the_term_without_everybody(table: DesignTable) -> None:
    minutes = make_minutes(table, state="CIRCULATED")
    approve(minutes, lanterna())
    with pytest.raises(WrongState) as refused:
        freeze_minutes(minutes=minutes, by=make_officer(), at=minutes.answer_by - timedelta(seconds=1))
    assert str(refused.value).startswith("Non tutti hanno approvato (Passi Insieme e Casa Aperta)")


def test_after_the_term_the_objections_are_annexed(table: DesignTable) -> None:
    minutes = make_minutes(table, state="CIRCULATED")
    object_to_minutes(
        minutes=minutes,
        organisation=casa(),
        text="Avevamo detto dodici posti.",
        by=make_legal_representative(casa()),
        at=NEXT_DAY,
    )
    freeze_minutes(minutes=minutes, by=make_officer(), at=minutes.answer_by)
    paper = papers_about(minutes).get(kind=PaperKind.MINUTES)
    assert paper.data["annexes"] == ["osservazioni: Casa Aperta: Avevamo detto dodici posti."]
    assert "La Lanterna: nessuna osservazione nei termini" in paper.data["approvals"]


def test_frozen_minutes_have_number_hash_and_a_public_copy_without_names(table: DesignTable) -> None:
    minutes = make_minutes(table, state="FROZEN")
    paper = Paper.objects.get(kind=PaperKind.MINUTES)
    assert paper.number == "1/2026"
    assert len(minutes.content_hash) == 64
    assert paper.published_at is not None
    assert "Ada Fontana" in str(paper.data)
    public = str(paper.public_data)
    for name in ("Ada Fontana", "Elena Marchetti", "Paolo Conti"):
        assert name not in public.replace(str(paper.public_data["procedure"]), "")
    assert paper.public_data["present"][1] == {
        "organisation": "La Lanterna",
        "people": [],
        "count": 2,
        "role": "ente partner",
    }


def test_frozen_minutes_never_change(table: DesignTable) -> None:
    minutes = make_minutes(table, state="FROZEN")
    with pytest.raises(NotAllowed) as refused:
        draft_minutes(
            session=minutes.session,
            ended_at=FIRST_SESSION + timedelta(hours=2),
            points=POINTS,
            by=make_officer(),
            at=NEXT_DAY,
        )
    assert str(refused.value) == "Il verbale è chiuso: non si cambia più."
    for deed in (freeze_minutes, circulate_minutes, correct_minutes):
        with pytest.raises(NotAllowed):
            deed(minutes=minutes, by=make_officer(), at=NEXT_DAY)
    with pytest.raises(NotAllowed):
        approve(minutes, casa())


def test_minutes_closed_without_publishing_are_published_later_once(table: DesignTable) -> None:
    minutes = make_minutes(table, state="APPROVED")
    freeze_minutes(minutes=minutes, publish=False, by=make_officer(), at=NEXT_DAY)
    assert papers_about(minutes).get(kind=PaperKind.MINUTES).published_at is None
    publish_minutes(minutes=minutes, by=make_officer(), at=NEXT_DAY)
    with pytest.raises(AlreadyDone):
        publish_minutes(minutes=minutes, by=make_officer(), at=NEXT_DAY)


def test_an_office_may_give_more_days_to_answer_and_a_published_call_keeps_its_own(
    table: DesignTable,
) -> None:
    minutes = make_minutes(table)
    LegalParameter.objects.filter(key=Parameter.MINUTES_DAYS).update(value=10)
    form = CirculateMinutesForm(subject=minutes, by=make_officer(), at=SENT)
    assert "risponde entro 7 giorni" in str(form.effect)
    kept = {key: row for key, row in table.call.parameters.items() if key != Parameter.MINUTES_DAYS}
    Call.objects.filter(pk=table.call_id).update(parameters=kept)
    minutes = Minutes.objects.get(pk=minutes.pk)
    assert "risponde entro 10 giorni" in str(CirculateMinutesForm(subject=minutes, by=None, at=SENT).effect)
    circulate_minutes(minutes=minutes, by=make_officer(), at=SENT)
    assert minutes.answer_by == SENT + timedelta(days=10)
