# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The minutes of a session when somebody does not approve them: the term, the dissent, who presides closes."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from coprogettazione.calls.models import Call, LegalParameter, Parameter
from coprogettazione.documents.models import Paper, PaperKind
from coprogettazione.evaluation.models import CommitteePresence, CommitteeSession
from coprogettazione.evaluation.services import (
    approve_committee_minutes,
    close_committee_minutes,
    close_evaluation,
    dissent_from_committee_minutes,
    end_committee_session,
    remind_of_committee_minutes,
    replace_member,
)
from coprogettazione.notifications.models import Message
from coprogettazione.parties.models import User
from coprogettazione.records.models import Entry
from coprogettazione.records.refusals import AlreadyDone, Invalid, NotAllowed, WrongState
from tests.factories.evaluation import CLOSED, RISEN, ROME, end_sitting, open_sitting, score_all, seats
from tests.factories.parties import make_user

STAGE = "evaluation"
SECOND = timedelta(seconds=1)
#: Five days from Thursday 12 March 2026.
TERM = datetime(2026, 3, 17, 23, 59, 59, tzinfo=ROME)
WHY = "È in malattia dal 13 marzo e non ha risposto né ai messaggi né al telefono."
DISSENT = "Il verbale non riporta che sul criterio B avevo chiesto di rileggere il piano."


def people(call: Call) -> list[User]:
    return [seat.user for seat in seats(call)]


def ended(call: Call, present: list[User] | None = None) -> CommitteeSession:
    session = open_sitting(call, present)
    end_sitting(session, approve=False)
    return session


def approve(session: CommitteeSession, *persons: User, at: datetime = RISEN, remark: str = "") -> None:
    for person in persons:
        approve_committee_minutes(committee_session=session, remark=remark, by=person, at=at)


def dissent(session: CommitteeSession, person: User, *, at: datetime = RISEN) -> CommitteePresence:
    return dissent_from_committee_minutes(committee_session=session, reason=DISSENT, by=person, at=at)


def close(
    session: CommitteeSession, person: User, *, at: datetime = TERM + SECOND, reason: str = WHY
) -> Paper:
    return close_committee_minutes(committee_session=session, reason=reason, by=person, at=at)


def replace(call: Call, person: User, newcomer: User, *, at: datetime = CLOSED) -> None:
    seat = next(seat for seat in seats(call) if seat.user == person)
    given: dict[str, Any] = {"act_number": "46/2026", "act_date": at.date(), "by": call.executive_officer}
    replace_member(
        committee_seat=seat, user=newcomer, reason="Non può partecipare ai lavori per salute.", at=at, **given
    )


def told(key: str) -> list[str]:
    return sorted(str(m.recipient) for m in Message.objects.filter(key__startswith=key, channel="IN_APP"))


def item(paper: Paper, title: str) -> dict[str, Any]:
    return next(row for row in paper.data["items"] if row["title"] == title)


def test_the_term_is_in_days_and_a_parameter_of_the_procedure(call: Call) -> None:
    assert ended(call).approve_by == TERM
    LegalParameter.objects.filter(key=Parameter.COMMITTEE_MINUTES_DAYS).update(value=10)
    call.parameters.pop(Parameter.COMMITTEE_MINUTES_DAYS, None)
    call.save(update_fields=["parameters"])
    # Ten days end on Sunday the 22nd.
    later = open_sitting(call, at=RISEN + SECOND)
    end_committee_session(committee_session=later, by=later.started_by, at=RISEN + timedelta(minutes=5))
    assert later.approve_by == datetime(2026, 3, 23, 23, 59, 59, tzinfo=ROME)


def test_who_presides_closes_after_the_term_and_not_a_second_before(call: Call) -> None:
    anna, luca, chiara = people(call)
    session = ended(call)
    approve(session, anna, luca)
    for at in (TERM - SECOND, TERM):
        with pytest.raises(
            WrongState, match=r"martedì 17 marzo 2026, ore\s23:59\. Ancora senza risposta: Chiara Galli"
        ):
            close(session, anna, at=at)
    with pytest.raises(Invalid) as caught:
        close(session, anna, reason=" ")
    assert "reason" in caught.value.fields
    with pytest.raises(NotAllowed, match="chi presiede"):
        close(session, luca)
    paper = close(session, anna)
    assert Paper.objects.get(about_kind="committeesession", about_id=session.pk) == paper
    with pytest.raises(AlreadyDone, match="già emesso"):
        close(session, anna)
    with pytest.raises(AlreadyDone, match="puoi ancora far scrivere"):
        approve(session, chiara, at=TERM + 2 * SECOND)
    assert told("minutes_closed") == ["Chiara Galli"]


def test_the_paper_and_the_register_say_who_approved_who_did_not_and_why(call: Call) -> None:
    anna, luca, _chiara = people(call)
    session = ended(call)
    approve(session, anna)
    approve(session, luca, remark="Sono uscito alle dodici per un’ora.")
    paper = close(session, anna)
    assert paper.data["approved_on"] is None
    assert [words.split(",")[0] for words in paper.data["approvals"]] == ["Anna Riva", "Luca Moretti"]
    assert paper.data["approvals"][1].endswith("con osservazioni")
    assert item(paper, "Osservazioni sul verbale")["rows"] == [
        "Luca Moretti: Sono uscito alle dodici per un’ora."
    ]
    closing = item(paper, "Chiusura del verbale")
    assert "l’approvazione di 2 presenti su 3" in closing["discussion"]
    assert WHY in closing["discussion"]
    assert closing["rows"] == ["Chiara Galli non ha approvato e non ha detto perché."]
    assert [row["name"] for row in paper.data["signatures"]] == ["Anna Riva", "Luca Moretti"]
    payload = Entry.objects.get(deed="close_committee_minutes").payload
    assert (payload["approved"], payload["silent"], payload["dissenting"]) == (
        ["Anna Riva", "Luca Moretti"], ["Chiara Galli"], [],
    )  # fmt: skip
    assert payload["reason"] == WHY


def test_the_secretary_signs_too(call: Call) -> None:
    from coprogettazione.evaluation.services import start_committee_session
    from tests.factories.evaluation import SITTING

    anna, luca, chiara = people(call)
    session = start_committee_session(
        call=call,
        place="in video",
        present=[anna, luca, chiara],
        secretary="Teresa Neri",
        by=anna,
        at=SITTING,
    )
    end_sitting(session)
    paper = Paper.objects.get(about_kind="committeesession")
    assert [row["name"] for row in paper.data["signatures"]][-1] == "Teresa Neri"
    assert paper.data["signatures"][-1]["role"] == "Segretario verbalizzante"


def test_who_presides_approves_before_closing(call: Call) -> None:
    anna, luca, _chiara = people(call)
    session = ended(call)
    approve(session, luca)
    with pytest.raises(WrongState, match="prima lo approva chi presiede"):
        close(session, anna)


def test_less_than_half_of_those_who_were_there_is_not_enough(call: Call) -> None:
    anna, luca, chiara = people(call)
    session = ended(call)
    approve(session, anna)
    with pytest.raises(WrongState, match="una persona sola su 3 presenti"):
        close(session, anna)
    approve(session, luca, at=TERM + SECOND)
    close(session, anna)
    assert session.closed_at == TERM + SECOND
    assert CommitteePresence.objects.get(seat__user=chiara).approved_at is None


def test_where_two_were_there_who_presides_is_the_half_that_prevails(call: Call) -> None:
    anna, luca, _chiara = people(call)
    session = ended(call, [anna, luca])
    approve(session, anna)
    close(session, anna)
    assert session.closed_by == anna


def test_a_chair_who_was_not_there_needs_more_than_half(call: Call) -> None:
    anna, luca, _chiara = people(call)
    session = ended(call, [anna, luca])
    approve(session, anna)
    rita = make_user("Rita", "Neri")
    replace(call, anna, rita)
    with pytest.raises(WrongState, match="serve almeno la metà"):
        close(session, rita)
    approve(session, luca, at=TERM)
    assert Paper.objects.filter(about_kind="committeesession", about_id=session.pk).exists()


def test_when_everybody_has_answered_nobody_waits_for_the_term(call: Call) -> None:
    anna, luca, chiara = people(call)
    session = ended(call)
    dissent(session, chiara)
    approve(session, anna, luca)
    assert not Paper.objects.filter(about_kind="committeesession").exists()
    paper = close(session, anna, at=RISEN + SECOND, reason="Chiara Galli ha scritto perché non approva.")
    assert item(paper, "Chiusura del verbale")["rows"] == [f"Chiara Galli non approva: {DISSENT}"]
    assert Entry.objects.get(deed="close_committee_minutes").payload["dissenting"] == ["Chiara Galli"]
    assert told("minutes_dissent") == ["Anna Riva"]


def test_who_does_not_approve_says_why_once_and_can_change_their_mind(call: Call) -> None:
    anna, luca, chiara = people(call)
    session = open_sitting(call)
    with pytest.raises(WrongState, match="ancora aperta"):
        dissent(session, chiara)
    end_sitting(session, approve=False)
    with pytest.raises(Invalid):
        dissent_from_committee_minutes(committee_session=session, reason=" ", by=chiara, at=RISEN)
    dissent(session, chiara)
    with pytest.raises(AlreadyDone, match="Hai già scritto"):
        dissent(session, chiara)
    approve(session, anna, luca, chiara)
    paper = Paper.objects.get(about_kind="committeesession")
    assert paper.data["approved_on"] is not None
    with pytest.raises(AlreadyDone, match="Hai già approvato"):
        dissent(session, chiara)
    assert Entry.objects.filter(deed="dissent_from_committee_minutes").count() == 1


def test_a_dissent_after_the_closing_goes_in_the_last_minutes(call: Call) -> None:
    anna, luca, chiara = people(call)
    session = ended(call)
    score_all(call)
    approve(session, anna, luca)
    close(session, anna)
    dissent(session, chiara, at=TERM + timedelta(days=1))
    assert told("minutes_dissent") == sorted(
        ["Anna Riva", str(call.executive_officer), str(call.procedure_officer)]
    )
    close_evaluation(call=call, by=anna, at=TERM + timedelta(days=2))
    last = Paper.objects.get(about_kind="committee", kind=PaperKind.MINUTES)
    [words] = item(last, "Dissensi sui verbali già chiusi")["rows"]
    assert words.startswith("Seduta 1, Chiara Galli, mercoledì 18 marzo 2026, ore\N{NO-BREAK SPACE}23:59:")
    assert words.endswith(DISSENT)


def test_a_silent_member_does_not_stop_the_committee_for_ever(call: Call) -> None:
    anna, luca, _chiara = people(call)
    session = ended(call)
    score_all(call)
    approve(session, anna, luca)
    with pytest.raises(WrongState, match=r"verbale da approvare \(Chiara Galli\)"):
        close_evaluation(call=call, by=anna, at=TERM + SECOND)
    close(session, anna)
    close_evaluation(call=call, by=anna, at=TERM + SECOND)


def test_who_is_silent_is_reminded_two_days_before_once_and_who_presides_told_after(call: Call) -> None:
    anna, luca, _chiara = people(call)
    session = ended(call)
    approve(session, anna, luca)
    two_days = timedelta(days=2)
    assert remind_of_committee_minutes(at=TERM - two_days - SECOND) == 0
    assert remind_of_committee_minutes(at=TERM - two_days) == 2  # on the platform and by e-mail
    assert remind_of_committee_minutes(at=TERM) == 0
    assert told("minutes_due") == ["Chiara Galli"]
    assert remind_of_committee_minutes(at=TERM + SECOND) == 2
    assert remind_of_committee_minutes(at=TERM + two_days) == 0
    assert told("minutes_late") == ["Anna Riva"]
    message = Message.objects.get(key__startswith="minutes_late", channel="IN_APP")
    assert "senza la risposta di Chiara Galli" in message.body
    close(session, anna)
    assert remind_of_committee_minutes(at=TERM + two_days) == 0


@pytest.mark.parametrize("count", [1, 3])
def test_looking_for_whom_to_remind_costs_the_same_with_one_and_with_three(call: Call, count: int) -> None:
    for place in range(count):
        at = RISEN + timedelta(minutes=10 * place)
        session = open_sitting(call, at=at)
        end_sitting(session, at=at + timedelta(minutes=5), approve=False)
        approve(session, *people(call)[:2], at=at + timedelta(minutes=6))
        dissent(session, people(call)[2], at=at + timedelta(minutes=6))
    with CaptureQueriesContext(
        connection,
    ) as asked:
        remind_of_committee_minutes(at=TERM)
    # 1 sessions  2 presences  3 seats  4 people  and a savepoint, opened and released, for each
    assert len([q for q in asked if "SAVEPOINT" not in q["sql"]]) == 4


def test_minutes_are_disputed_and_closed_on_their_pages(
    call: Call, client: Client, time_machine: Any
) -> None:
    anna, luca, chiara = people(call)
    session = ended(call)
    approve(session, anna)
    time_machine.move_to(RISEN + SECOND, tick=False)
    client.force_login(chiara)
    sessions = reverse("evaluation:sessions", args=[call.code])
    address = reverse("evaluation:dissent", args=[call.code, session.pk])
    assert address in client.get(sessions).content.decode()
    assert client.post(address, {"reason": "no"}).status_code == 422
    assert client.post(address, {"reason": DISSENT}).status_code == 302
    client.force_login(luca)
    page = client.get(reverse("evaluation:approve_session", args=[call.code, session.pk])).content.decode()
    assert DISSENT in page
    assert "martedì 17 marzo 2026, ore\N{NO-BREAK SPACE}23:59" in page
    closing = reverse("evaluation:close_minutes", args=[call.code, session.pk])
    assert client.get(closing).status_code == 403
    client.force_login(anna)
    page = client.get(sessions).content.decode()
    assert closing not in page
    assert "si può chiudere quando hanno risposto tutti" in page
    assert "Ancora senza risposta: Luca Moretti" in client.get(closing).content.decode()
    approve(session, luca, remark="Va bene, con un refuso nell’ora.")
    assert closing in client.get(sessions).content.decode()
    assert client.post(closing, {"reason": "Chiara Galli ha scritto perché non approva."}).status_code == 302
    page = client.get(sessions).content.decode()
    assert "senza tutte le approvazioni" in page
    assert Paper.objects.filter(about_kind="committeesession", about_id=session.pk).exists()
