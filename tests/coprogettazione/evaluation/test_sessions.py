# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The sessions of the committee and their minutes, made from what was done."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from coprogettazione.calls.models import Call
from coprogettazione.documents.models import Paper, PaperKind
from coprogettazione.evaluation.models import CommitteeSession
from coprogettazione.evaluation.queries import committee_of, sessions_of, waited_for
from coprogettazione.evaluation.services import (
    approve_committee_minutes,
    end_committee_session,
    replace_member,
    start_committee_session,
)
from coprogettazione.notifications.models import Message
from coprogettazione.records.refusals import AlreadyDone, Invalid, NotAllowed, WrongState
from tests.factories.evaluation import (
    COEFFICIENTS,
    RISEN,
    SITTING,
    end_sitting,
    open_sitting,
    score_sheet,
    seats,
    sheet_of,
)
from tests.factories.parties import make_ets, make_legal_representative, make_user

STAGE = "evaluation"
SECOND = timedelta(seconds=1)


def start(call: Call, **changed: Any) -> CommitteeSession:
    given: dict[str, Any] = {
        "place": "in video",
        "present": [seat.user for seat in seats(call)],
        "by": seats(call)[0].user,
        "at": SITTING,
    }
    return start_committee_session(call=call, **{**given, **changed})


def test_sessions_are_numbered_and_one_at_a_time(call: Call) -> None:
    first = start(call)
    with pytest.raises(WrongState, match="già una seduta aperta"):
        start(call)
    end_sitting(first)
    assert [first.number, start(call, at=RISEN + SECOND).number] == [1, 2]


def test_who_presides_is_there_with_the_majority(call: Call) -> None:
    anna, luca, chiara = [seat.user for seat in seats(call)]
    for present, words in (
        ([luca, chiara], "Senza chi presiede"),
        ([anna], "presenti 1 su 3"),
        ([anna, luca, call.procedure_officer], "solo i componenti"),
    ):
        with pytest.raises(Invalid) as caught:
            start(call, present=present)
        assert words in str(caught.value.fields["present"])
    with pytest.raises(Invalid) as caught:
        start(call, place=" ")
    assert "place" in caught.value.fields
    session = start(call, present=[anna, luca])
    assert [row.present for row in session.presences.all()] == [True, True, False]


def test_only_who_presides_opens_and_ends(call: Call) -> None:
    with pytest.raises(NotAllowed, match="chi presiede"):
        start(call, by=seats(call)[1].user)
    session = start(call)
    with pytest.raises(NotAllowed, match="chi presiede"):
        end_committee_session(committee_session=session, by=seats(call)[1].user, at=RISEN)


def test_a_session_ends_once_and_after_it_has_begun(call: Call) -> None:
    session = start(call)
    with pytest.raises(Invalid, match="dopo la sua apertura"):
        end_committee_session(committee_session=session, by=session.started_by, at=SITTING)
    end_committee_session(committee_session=session, by=session.started_by, at=SITTING + SECOND)
    with pytest.raises(AlreadyDone):
        end_committee_session(committee_session=session, by=session.started_by, at=RISEN)


def test_the_minutes_tell_what_was_done_in_the_session_and_nothing_done_out_of_it(call: Call) -> None:
    anna, luca, _chiara = [seat.user for seat in seats(call)]
    session = open_sitting(call)
    score_sheet(sheet_of(call, luca), COEFFICIENTS["ets1"])
    end_sitting(session)
    session.refresh_from_db()
    assert [(row["who"], row["what"]) for row in session.done] == [
        ("Luca Moretti", "ha chiuso una scheda di valutazione (La Lanterna con Passi Insieme)")
    ]
    assert "81" not in str(session.done)
    paper = Paper.objects.get(kind=PaperKind.MINUTES, about_kind="committeesession", about_id=session.pk)
    assert paper.data["absent"] == []
    assert "Si è discusso a lungo del criterio B." in str(paper.data["items"])
    assert len(paper.data["approvals"]) == 3
    assert paper.data["drafter"] == str(anna)
    assert paper.published_at is None


def test_the_minutes_are_issued_with_the_last_approval_and_carry_the_remarks(call: Call) -> None:
    anna, luca, chiara = [seat.user for seat in seats(call)]
    session = open_sitting(call, [anna, luca])
    with pytest.raises(WrongState, match="ancora aperta"):
        approve_committee_minutes(committee_session=session, by=anna, at=RISEN)
    end_sitting(session, approve=False)
    told = Message.objects.filter(key__startswith="session_ended", channel="IN_APP")
    assert {m.recipient for m in told} == {anna, luca}
    approve_committee_minutes(committee_session=session, by=anna, at=RISEN)
    with pytest.raises(AlreadyDone):
        approve_committee_minutes(committee_session=session, by=anna, at=RISEN)
    with pytest.raises(WrongState, match="chi era presente"):
        approve_committee_minutes(committee_session=session, by=chiara, at=RISEN)
    with pytest.raises(NotAllowed):
        approve_committee_minutes(committee_session=session, by=call.procedure_officer, at=RISEN)
    assert not Paper.objects.filter(about_kind="committeesession").exists()
    approve_committee_minutes(
        committee_session=session, remark="Sono uscito alle dodici per un’ora.", by=luca, at=RISEN
    )
    paper = Paper.objects.get(about_kind="committeesession")
    assert "Luca Moretti: Sono uscito alle dodici per un’ora." in str(paper.data["items"])
    assert [row["people"] for row in paper.data["absent"]] == [["Chiara Galli"]]


def test_minutes_that_wait_only_for_who_leaves_are_issued_without_that_approval(call: Call) -> None:
    anna, luca, chiara = [seat.user for seat in seats(call)]
    session = open_sitting(call)
    end_sitting(session, approve=False)
    for person in (anna, luca):
        approve_committee_minutes(committee_session=session, by=person, at=RISEN)
    assert not Paper.objects.filter(about_kind="committeesession").exists()
    replace_member(
        committee_seat=seats(call)[2],
        user=make_user("Rita", "Neri"),
        reason="Non può partecipare ai lavori per motivi di salute.",
        act_number="46/2026",
        act_date=RISEN.date(),
        by=call.executive_officer,
        at=RISEN,
    )
    paper = Paper.objects.get(about_kind="committeesession")
    assert [words.split(",")[0] for words in paper.data["approvals"]] == ["Anna Riva", "Luca Moretti"]
    assert paper.data["approved_on"] is None
    assert str(chiara) in str(paper.data["present"])


def test_the_members_read_their_minutes_and_a_stranger_does_not(call: Call, client: Client) -> None:
    session = open_sitting(call)
    end_sitting(session)
    paper = Paper.objects.get(about_kind="committeesession")
    address = reverse("documents:download", args=[paper.file_id])
    client.force_login(seats(call)[1].user)
    assert address in client.get(reverse("evaluation:sessions", args=[call.code])).content.decode()
    answer = client.get(address)
    assert answer.status_code == 200
    assert b"".join(answer.streaming_content).startswith(b"%PDF")
    client.force_login(make_legal_representative(make_ets("ets1")))
    assert client.get(address).status_code == 403
    assert client.get(reverse("evaluation:sessions", args=[call.code])).status_code == 403


def test_a_session_is_opened_ended_and_approved_on_its_pages(call: Call, client: Client) -> None:
    anna, luca, chiara = [seat.user for seat in seats(call)]
    client.force_login(anna)
    new = reverse("evaluation:start_session", args=[call.code])
    refused = client.post(new, {"place": "in video", "present": [luca.pk]})
    assert refused.status_code == 422
    assert 'value="in video"' in refused.content.decode()
    assert client.post(new, {"place": "in video", "present": [anna.pk, luca.pk]}).status_code == 302
    session = CommitteeSession.objects.get()
    end = reverse("evaluation:end_session", args=[call.code, session.pk])
    assert client.post(end, {"notes": "Si è discusso del criterio B."}).status_code == 302
    approve = reverse("evaluation:approve_session", args=[call.code, session.pk])
    page = client.get(approve).content.decode()
    assert "Si è discusso del criterio B." in page
    assert "Chiara Galli" in page
    for person in (anna, luca):
        client.force_login(person)
        assert client.post(approve, {"remark": ""}).status_code == 302
    assert Paper.objects.filter(about_kind="committeesession", about_id=session.pk).exists()
    client.force_login(chiara)
    assert client.post(approve, {"remark": ""}).status_code == 422


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_of_sessions_costs_the_same_with_one_and_with_three(
    call: Call, count: int, django_assert_num_queries
) -> None:
    for place in range(count):
        at = SITTING + timedelta(minutes=10 * place)
        end_committee_session(
            committee_session=start(call, at=at), by=seats(call)[0].user, at=at + timedelta(minutes=5)
        )
    committee = committee_of(call)
    assert committee is not None
    # 1 sessions  2 presences  3 seats  4 people
    with django_assert_num_queries(4):
        assert [len(waited_for(session)) for session in sessions_of(committee)] == [3] * count
