# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The pages of the minutes: begun with a press, live for who sits, a plain form where no script runs."""

from datetime import timedelta

import pytest
from django.test import Client

from coprogettazione.tables.models import DesignTable, Minutes, MinutesState, Session
from coprogettazione.tables.queries.minutes import minutes_text
from coprogettazione.tables.queries.shared_text import read_text, text_of
from coprogettazione.tables.services import begin_minutes, circulate_minutes, draft_minutes
from tests.coprogettazione.tables.test_views import at, page, signed_in, written
from tests.factories.calls import make_officer
from tests.factories.parties import make_legal_representative
from tests.factories.tables import (
    FIRST_END,
    FIRST_SESSION,
    POINTS,
    casa,
    make_attended,
    make_facilitator,
    make_minutes,
    make_session,
)

pytestmark = pytest.mark.django_db
CODE = "PIS-2026"
DURING = FIRST_SESSION + timedelta(minutes=40)


@pytest.fixture
def session(table: DesignTable) -> Session:
    """A session that goes on."""
    return make_attended(make_session(table))


def form(client: Client, session: Session) -> dict[str, str]:
    """The form of the draft as a browser without scripts would send it."""
    context = client.get(page("draft", session.pk), {"semplice": "si"}).context
    sent = {"points-TOTAL_FORMS": str(len(context["formset"].forms)), "points-INITIAL_FORMS": "0"}
    for one in (context["form"], *context["formset"].forms):
        sent.update({field.html_name: field.value() or "" for field in one})
    return {name: value for name, value in sent.items() if isinstance(value, str | int)}


def test_one_press_begins_the_minutes_and_the_editor_is_there(session: Session) -> None:
    with at(DURING):
        paolo = signed_in(make_facilitator())
        assert page("begin", session.pk) in written(paolo.get(page("minutes", session.pk)))
        assert page("begin", session.pk) in written(paolo.get(page("sessions", CODE)))
        answer = paolo.post(page("begin", session.pk), follow=True)
        plain = written(paolo.get(page("draft", session.pk), {"semplice": "si"}))
    said = written(answer)
    text = minutes_text(session)
    assert text is not None
    assert said.count(f'data-enter="{page("enter", text.pk)}"') == 3
    for fragment in ("sintesi", "punto-1", "punto-2"):
        assert f'data-fragment="{fragment}"' in said
    assert f'data-images="{page("pictures", CODE)}"' in said
    assert "table.js" in said
    assert 'name="synthesis"' not in said
    assert 'name="points-1-discussion"' not in said
    assert 'name="synthesis"' in plain
    assert 'name="points-1-discussion"' in plain
    assert "data-editor" not in plain
    with at(DURING):
        assert paolo.post(page("begin", session.pk)).url == page("draft", session.pk)
        assert paolo.get(page("begin", session.pk)).url == page("minutes", session.pk)
    assert Minutes.objects.count() == 1


def test_who_sits_reads_the_draft_live_and_is_not_asked_to_write(session: Session) -> None:
    begin_minutes(session=session, by=make_facilitator(), at=DURING)
    with at(DURING):
        giulia = signed_in(make_legal_representative(casa()))
        said = written(giulia.get(page("minutes", session.pk)))
        assert giulia.get(page("draft", session.pk)).status_code == 403
        assert giulia.post(page("begin", session.pk)).status_code == 302
    assert said.count("data-editor") == 3
    assert "Continua il verbale" not in said


def test_the_form_without_a_script_writes_in_the_live_text(session: Session) -> None:
    begin_minutes(session=session, by=make_facilitator(), at=DURING)
    with at(DURING):
        paolo = signed_in(make_facilitator())
        sent = form(paolo, session)
        sent |= {"synthesis": "Si comincia.", "points-0-discussion": "Ognuno si presenta."}
        assert paolo.post(page("draft", session.pk), sent).status_code == 302
        assert "Ognuno si presenta." in written(paolo.get(page("minutes", session.pk)))
        again = form(paolo, session)
    assert (again["synthesis"], again["points-0-discussion"]) == ("Si comincia.", "Ognuno si presenta.")
    assert again["read_at"] == 2
    text = minutes_text(session)
    assert text is not None
    assert {text_of(part.body) for part in read_text(text).parts.values()} == {
        "Si comincia.",
        "Ognuno si presenta.",
    }


def test_with_the_editor_the_form_sends_only_the_rest(session: Session) -> None:
    draft_minutes(session=session, points=POINTS, synthesis="Resta.", by=make_facilitator(), at=DURING)
    with at(FIRST_END + timedelta(minutes=1)):
        paolo = signed_in(make_facilitator())
        sent = form(paolo, session)
        for name in ("synthesis", "read_at", "points-0-discussion"):
            sent.pop(name)
        sent |= {"ended_at": FIRST_END.strftime("%Y-%m-%dT%H:%M"), "points-0-decisions": "Si fa"}
        assert paolo.post(page("draft", session.pk), sent).status_code == 302
        assert paolo.post(page("minutes", session.pk), {"circulate": "1"}).status_code == 302
    minutes = Minutes.objects.get()
    assert (minutes.synthesis, minutes.points[0]["discussion"], minutes.points[0]["decisions"]) == (
        "Resta.",
        POINTS[0]["discussion"],
        ["Si fa"],
    )


def test_a_draft_that_was_sent_is_opened_again_with_a_press(table: DesignTable) -> None:
    minutes = make_minutes(table)
    circulate_minutes(minutes=minutes, by=make_officer(), at=minutes.drafted_at)
    with at(minutes.drafted_at + timedelta(hours=1)):
        officer = signed_in(make_officer())
        assert officer.get(page("draft", minutes.session_id)).status_code == 403
        said = written(officer.get(page("minutes", minutes.session_id)))
        assert "Riapri la bozza del verbale" in said
        assert "data-editor" not in said
        assert officer.post(page("minutes", minutes.session_id), {"correct": "1"}).status_code == 302
        assert officer.get(page("draft", minutes.session_id)).status_code == 200
    minutes.refresh_from_db()
    assert minutes.state == MinutesState.DRAFT


def test_a_session_without_minutes_is_sent_to_be_begun_with_the_plain_form_too(session: Session) -> None:
    with at(DURING):
        said = written(signed_in(make_officer()).get(page("draft", session.pk)))
    assert "data-editor" not in said
    assert "Lettura dei bisogni" in said
