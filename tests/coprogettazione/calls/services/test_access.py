# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Access to the papers: who asks and how, the counter-interested and their days, silence."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest

from coprogettazione.calls.models import AccessKind, AccessState, LegalParameter
from coprogettazione.calls.queries.access import possible_counter_interested
from coprogettazione.calls.services import lapse_access, lapse_overdue_access, waive_opposition
from coprogettazione.documents.models import Paper
from coprogettazione.notifications.models import Message
from coprogettazione.records.models import Entry
from coprogettazione.records.queries import check_chain
from coprogettazione.records.refusals import AlreadyDone, Invalid, NotAllowed
from coprogettazione.records.rights import may
from tests.factories.access import (
    ASKED,
    DUE,
    OPPOSE_BY,
    REGISTERED,
    ROME,
    TOLD,
    answer,
    ask,
    ask_civic,
    make_opened,
    oppose,
    register,
    tell,
    waive,
)
from tests.factories.calls import make_call, make_executive, make_officer, make_operator
from tests.factories.parties import make_ets, make_legal_representative, make_user

pytestmark = pytest.mark.django_db
SECOND = timedelta(seconds=1)


def told(key: str) -> set[Any]:
    """Who has a message of this occasion on the platform."""
    return {m.recipient for m in Message.objects.filter(key__startswith=key, channel="IN_APP")}


def test_a_request_has_thirty_days_the_first_not_counted_and_reaches_office_and_requester() -> None:
    request = ask(make_opened())
    assert (request.state, request.days, request.due_at) == (AccessState.RECEIVED, 30, DUE)
    assert told("access_requested:") == {make_officer(), make_executive(), make_operator()}
    assert told("access_received:") == {make_legal_representative(make_ets("ets3"))}
    entry = Entry.objects.get(deed="request_access")
    assert (entry.organisation, entry.subject_id) == (make_ets("ets3"), request.pk)
    assert check_chain().holds


@pytest.mark.parametrize(
    ("asked", "last"),
    [
        # Thirty days from Friday 6 March would end on Sunday 5 April, Easter; Monday is a holiday too.
        (datetime(2026, 3, 6, 23, 59, 59, tzinfo=ROME), date(2026, 4, 7)),
        (datetime(2026, 3, 8, 0, 0, tzinfo=ROME), date(2026, 4, 7)),
        (datetime(2026, 3, 9, 0, 0, tzinfo=ROME), date(2026, 4, 8)),
    ],
)
def test_a_term_that_ends_on_a_holiday_ends_on_the_next_working_day(asked: datetime, last: date) -> None:
    assert ask(make_opened(), at=asked).due_at.astimezone(ROME).date() == last


def test_the_days_are_those_in_force_on_the_day_of_the_request() -> None:
    LegalParameter.objects.filter(key="access_days").update(valid_to=date(2026, 3, 9))
    LegalParameter.objects.create(key="access_days", value=20, valid_from=date(2026, 3, 10), norm="prova")
    call = make_opened()
    assert ask(call, at=ASKED - timedelta(days=1)).days == 30
    assert ask(call, description="Altro.").days == 20


def test_anybody_asks_for_civic_access_without_an_account_and_stays_out_of_the_register() -> None:
    request = ask_civic(make_opened())
    assert (request.who, request.requester, request.due_at) == ("Piera Cittadina", None, DUE)
    entry = Entry.objects.get(deed="request_access")
    assert entry.actor is None
    assert "piera" not in str(entry.payload).lower()
    mail = Message.objects.get(address="piera@example.it")
    assert mail.link == f"/fascicoli/PIS-2026/accesso/segui/{request.key}/"
    assert request.key not in str(entry.payload)


def test_documentary_access_needs_an_account_and_an_interest() -> None:
    call = make_opened()
    with pytest.raises(NotAllowed, match="si chiede dal proprio account"):
        ask(call, by=None, organisation=None)
    with pytest.raises(Invalid) as refused:
        ask(call, interest=" ")
    assert set(refused.value.fields) == {"interest"}


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"description": "  "}, "description"),
        ({"description": "x" * 4001}, "description"),
        ({"name": ""}, "name"),
        ({"email": " "}, "email"),
        ({"kind": "ALTRO"}, "kind"),
    ],
)
def test_an_incomplete_request_says_what_is_missing(changed: dict[str, Any], field: str) -> None:
    with pytest.raises(Invalid) as refused:
        ask_civic(make_opened(), **changed)
    assert field in refused.value.fields


def test_nobody_asks_for_a_body_that_is_not_theirs_nor_on_a_draft() -> None:
    with pytest.raises(NotAllowed, match="solo per l’ente per cui lavori"):
        ask(make_opened(), organisation=make_ets("ets4"))
    with pytest.raises(NotAllowed, match="non è ancora pubblicato"):
        ask_civic(make_call(code="ALTRO-2026"))


def test_papers_are_asked_by_name_only_when_they_say_nothing_of_who_applies() -> None:
    call = make_opened()
    receipt = Paper.objects.filter(kind="RECEIPT")[0]
    with pytest.raises(Invalid) as refused:
        ask(call, papers=[receipt])
    assert set(refused.value.fields) == {"papers"}


def test_the_same_request_twice_is_one_request() -> None:
    call = make_opened()
    ask(call)
    with pytest.raises(AlreadyDone, match="è già arrivata martedì 10 marzo 2026"):
        ask(call)
    ask_civic(call)
    with pytest.raises(AlreadyDone):
        ask_civic(call, email="PIERA@example.it")
    assert call.access_requests.count() == 2


def test_the_office_registers_what_arrived_on_paper_for_who_wrote_it_and_nobody_else_does() -> None:
    call = make_opened()
    request = register(call, by=make_operator())
    assert (request.requester, request.who, request.channel) == (None, "Piera Cittadina", "PEC")
    assert (request.registered_by, request.registered_at) == (make_operator(), REGISTERED)
    entry = Entry.objects.get(deed="register_access_request")
    assert (entry.actor, entry.subject_id) == (make_operator(), request.pk)
    assert entry.payload["file"] == {"name": "richiesta.pdf", "sha256": request.file.sha256}
    assert "piera" not in str(entry.payload).lower()
    for stranger in (make_user("Nino", "Nulla"), make_legal_representative(make_ets("ets3"))):
        with pytest.raises(NotAllowed):
            register(call, by=stranger, description="Altro")
    with pytest.raises(NotAllowed, match="la registra l’ufficio"):
        ask_civic(call, by=make_user("Nino", "Nulla"), description="Altro")


def test_the_term_of_what_arrived_on_paper_runs_from_its_arrival() -> None:
    request = register(make_opened(), at=ASKED + timedelta(days=20))
    assert (request.requested_at, request.days, request.due_at) == (ASKED, 30, DUE)
    assert told("access_requested:") == {make_officer(), make_executive(), make_operator()}
    mail = Message.objects.get(address="piera@pec.example.it")
    assert "arrivata il 10 marzo 2026" in mail.body
    assert mail.link == f"/fascicoli/PIS-2026/accesso/segui/{request.key}/"


def test_what_is_registered_after_its_term_is_late_at_once() -> None:
    request = register(make_opened(), at=DUE + SECOND)
    assert lapse_overdue_access(at=DUE + SECOND) == 1
    request.refresh_from_db()
    assert request.state == AccessState.LAPSED
    assert answer(request, at=DUE + timedelta(days=1)).state == AccessState.ANSWERED


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"name": " "}, "name"),
        ({"email": ""}, "email"),
        ({"interest": ""}, "interest"),
        ({"description": ""}, "description"),
        ({"channel": "FAX"}, "channel"),
        ({"arrived_at": REGISTERED + timedelta(minutes=1)}, "arrived_at"),
        ({"arrived_at": datetime(2026, 1, 12, 9, 29, 59, tzinfo=ROME)}, "arrived_at"),
    ],
)
def test_what_is_registered_says_what_is_missing(changed: dict[str, Any], field: str) -> None:
    call = make_opened()
    with pytest.raises(Invalid) as refused:
        register(call, **changed)
    assert set(refused.value.fields) == {field}
    assert not call.access_requests.exists()


def test_who_left_only_a_postal_address_gets_no_e_mail_and_the_letter_bears_the_address() -> None:
    request = register(make_opened(), channel="PAPER", email="", address="Via Roma 1, 26900 Lodi")
    assert not Message.objects.filter(key__startswith="access_received").exists()
    answered = answer(request)
    assert answered.answer is not None
    assert answered.answer.data["recipients"] == [
        {"name": "Piera Cittadina", "address": "Via Roma 1, 26900 Lodi"}
    ]


def test_the_people_of_a_body_that_wrote_by_pec_follow_the_request_with_their_accounts() -> None:
    body = make_ets("ets3")
    request = register(make_opened(), organisation=body)
    assert request.who == body.known_as
    assert told("access_received:") == {make_legal_representative(body)}
    assert may(make_legal_representative(body), "read_access_request", request, REGISTERED)
    with pytest.raises(Invalid) as refused:
        register(request.call, organisation=make_ets("ets6"), description="Altro")
    assert set(refused.value.fields) == {"organisation"}


def test_the_same_paper_registered_twice_is_one_request() -> None:
    call = make_opened()
    register(call)
    with pytest.raises(AlreadyDone):
        register(call)
    register(call, name="Altra Persona", email="altra@example.it")
    assert call.access_requests.count() == 2


def test_one_address_has_at_most_five_requests_without_an_answer() -> None:
    call = make_opened()
    for n in range(5):
        ask_civic(call, description=f"Atto {n}")
    with pytest.raises(NotAllowed, match="già cinque richieste"):
        ask_civic(call, description="Atto 6")
    ask_civic(call, description="Atto 6", email="altra@example.it")


def test_those_told_are_the_bodies_of_the_opened_applications_but_who_asks() -> None:
    sealed = make_call("PUBLISHED")
    request = ask(sealed, at=datetime(2026, 2, 10, 9, 0, tzinfo=ROME))
    assert possible_counter_interested(request, ASKED) == []
    with pytest.raises(Invalid) as refused:
        tell(request, at=datetime(2026, 2, 11, 9, 0, tzinfo=ROME))
    assert set(refused.value.fields) == {"organisations"}


def test_the_counter_interested_have_ten_days_and_the_term_stands_still() -> None:
    request = tell(ask(make_opened()))
    [row] = request.counter_interested.all()
    assert (row.organisation, row.due_at) == (make_ets("ets1"), OPPOSE_BY)
    assert (request.state, request.suspended_days) == (AccessState.NOTIFIED, 10)
    # Thirty days and ten: from 9 April to Sunday 19, so Monday 20.
    assert request.due_at == datetime(2026, 4, 20, 23, 59, 59, tzinfo=ROME)
    assert told("access_notified:") == {make_legal_representative(make_ets("ets1"))}
    assert told("access_suspended:") == {make_legal_representative(make_ets("ets3"))}


def test_the_term_runs_again_when_everybody_has_objected() -> None:
    request = tell(ask(make_opened()))
    oppose(request, at=TOLD + timedelta(days=4))
    request.refresh_from_db()
    assert (request.suspended_days, request.due_at) == (4, datetime(2026, 4, 13, 23, 59, 59, tzinfo=ROME))
    assert told("access_opposed:") == {make_officer()}


def test_one_objects_until_the_last_second_once_and_for_ones_own_body() -> None:
    request = tell(ask(make_opened()))
    with pytest.raises(NotAllowed, match="era lunedì 23 marzo 2026, ore"):
        oppose(request, at=OPPOSE_BY + SECOND)
    oppose(request, at=OPPOSE_BY)
    with pytest.raises(NotAllowed, match="L’opposizione è già arrivata"):
        oppose(request, at=OPPOSE_BY)


def test_who_says_that_it_does_not_object_need_not_be_waited_for() -> None:
    request = tell(ask(make_opened(), key="ets4"), "ets1", "ets3")
    waive(request, "ets1", at=TOLD + timedelta(days=1))
    assert [m.body for m in Message.objects.filter(key__startswith="access_waived:", channel="IN_APP")] == [
        "La Lanterna non si oppone. Possono ancora opporsi: Il Ponte."
    ]
    with pytest.raises(NotAllowed, match="Il Ponte può ancora opporsi"):
        answer(request, at=TOLD + timedelta(days=2))
    waive(request, "ets3", at=TOLD + timedelta(days=2))
    request.refresh_from_db()
    assert (request.suspended_days, request.due_at) == (2, datetime(2026, 4, 11, 23, 59, 59, tzinfo=ROME))
    assert Entry.objects.filter(deed="waive_opposition").count() == 2
    assert answer(request, at=TOLD + timedelta(days=2)).state == AccessState.ANSWERED
    assert check_chain().holds


def test_one_says_so_until_the_last_second_once_and_never_objects_afterwards() -> None:
    request = tell(ask(make_opened()))
    with pytest.raises(NotAllowed, match="era lunedì 23 marzo 2026, ore"):
        waive(request, at=OPPOSE_BY + SECOND)
    waive(request, at=OPPOSE_BY)
    for again in (waive, oppose):
        with pytest.raises(NotAllowed, match="ha già detto il 23 marzo 2026 di non opporsi"):
            again(request, at=OPPOSE_BY)


def test_nobody_says_so_for_another_body_nor_after_an_objection() -> None:
    request = tell(ask(make_opened()))
    row = request.counter_interested.get()
    with pytest.raises(NotAllowed, match="Si oppone chi"):
        waive_opposition(counter=row, by=make_legal_representative(make_ets("ets3")), at=TOLD)
    oppose(request, at=TOLD)
    with pytest.raises(NotAllowed, match="L’opposizione è già arrivata"):
        waive(request, at=TOLD)


def test_an_objection_without_reasons_is_refused() -> None:
    request = tell(ask(make_opened()))
    from coprogettazione.calls.services import oppose_access

    row = request.counter_interested.get()
    signer = make_legal_representative(make_ets("ets1"))
    with pytest.raises(Invalid) as refused:
        oppose_access(counter=row, opposition="No.", by=signer, at=TOLD)
    assert set(refused.value.fields) == {"opposition"}
    with pytest.raises(NotAllowed, match="Si oppone chi"):
        oppose_access(counter=row, opposition="x" * 30, by=make_user("Nino", "Nulla"), at=TOLD)


def test_the_office_answers_after_hearing_whom_the_access_could_harm() -> None:
    request = tell(ask(make_opened()))
    with pytest.raises(NotAllowed, match="La Lanterna può ancora opporsi fino a lunedì 23 marzo"):
        answer(request, at=OPPOSE_BY)
    assert answer(request, at=OPPOSE_BY + SECOND).state == AccessState.ANSWERED


@pytest.mark.parametrize("kind", ["DOCUMENTARY", "CIVIC"])
def test_silence_is_a_refusal_of_documentary_access_and_a_fault_in_civic_access(kind: str) -> None:
    call = make_opened()
    request = ask(call) if kind == AccessKind.DOCUMENTARY else ask_civic(call)
    assert lapse_overdue_access(at=DUE) == 0
    with pytest.raises(NotAllowed, match="non è ancora passato"):
        lapse_access(request=request, by=None, at=DUE)
    assert lapse_overdue_access(at=DUE + SECOND) == 1
    assert lapse_overdue_access(at=DUE + SECOND) == 0
    request.refresh_from_db()
    assert (request.state, request.lapsed_at) == (AccessState.LAPSED, DUE + SECOND)
    bodies = " ".join(
        Message.objects.filter(key__startswith="access_lapsed:access").values_list("body", flat=True)
    )
    expected = "il silenzio vale come un rifiuto" if kind == AccessKind.DOCUMENTARY else "non è un rifiuto"
    assert expected in bodies
    assert ("Entro 30 giorni" in bodies) == (kind == AccessKind.DOCUMENTARY)
    assert ("decide entro 20 giorni" in bodies) == (kind == AccessKind.CIVIC)


def test_nobody_notes_silence_but_the_system_and_never_after_an_answer() -> None:
    request = ask(make_opened())
    with pytest.raises(NotAllowed, match="da solo"):
        lapse_access(request=request, by=make_officer(), at=DUE + SECOND)
    answer(request)
    assert lapse_overdue_access(at=DUE + SECOND) == 0
    with pytest.raises(NotAllowed, match="si è già risposto"):
        lapse_access(request=request, by=None, at=DUE + SECOND)
