# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The answer to a request of access: reasons, deferral, copies and who reads them until when."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest

from coprogettazione.calls.models import AccessState, Call, ReleasedCopy
from coprogettazione.calls.services import hand_over_copy, lapse_overdue_access
from coprogettazione.documents.models import Paper
from coprogettazione.documents.services import UploadRefused
from coprogettazione.notifications.models import Message
from coprogettazione.records.models import Entry
from coprogettazione.records.refusals import Invalid, NotAllowed
from coprogettazione.records.rights import may
from tests.factories.access import (
    ANSWERED,
    DUE,
    REASONS,
    ROME,
    TOLD,
    answer,
    ask,
    ask_civic,
    make_opened,
    oppose,
    tell,
)
from tests.factories.applications import pdf
from tests.factories.calls import make_executive, make_officer
from tests.factories.parties import make_ets, make_legal_representative, make_user

pytestmark = pytest.mark.django_db
SECOND = timedelta(seconds=1)
UNTIL = datetime(2026, 6, 30, 23, 59, 59, tzinfo=ROME)


def test_an_answer_is_a_numbered_letter_with_reasons_and_how_to_appeal() -> None:
    request = answer(ask(make_opened()))
    assert request.answer is not None
    letter = Paper.objects.get(pk=request.answer.pk)
    assert (letter.kind, letter.published_at, bool(letter.number)) == ("LETTER", None, True)
    assert letter.data["closing"].startswith(REASONS)
    assert "entro 30 giorni dal 30 marzo 2026" in letter.data["closing"].lower()
    assert letter.data["annexes"] == ["domanda-senza-piano.pdf"]
    assert Message.objects.filter(recipient=request.requester, key__startswith="access_answered").exists()


def test_the_copies_are_read_by_who_asked_and_the_office_alone_until_the_last_day() -> None:
    request = answer(ask(make_opened()))
    [copy] = request.copies.all()
    asker = make_legal_representative(make_ets("ets3"))
    readers = {
        "asker": may(asker, "read_file", copy.file, ANSWERED),
        "asker, last second": may(asker, "read_file", copy.file, UNTIL),
        "office": may(make_officer(), "read_file", copy.file, UNTIL),
    }
    assert all(readers.values()), readers
    late = may(asker, "read_file", copy.file, UNTIL + SECOND)
    assert not late
    assert "si leggeva fino al 30 giugno 2026" in str(late.reason)
    for stranger in (make_legal_representative(make_ets("ets1")), make_user("Nino", "Nulla")):
        assert not may(stranger, "read_file", copy.file, ANSWERED)
    assert may(asker, "read_file", request.answer.file, UNTIL + SECOND)


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"outcome": ""}, "outcome"),
        ({"reasons": "Sì."}, "reasons"),
        ({"readable_until": None}, "readable_until"),
        ({"readable_until": date(2026, 3, 29)}, "readable_until"),
        ({"outcome": "REFUSED"}, "copies"),
        ({"outcome": "DEFERRED", "copies": []}, "deferred_until"),
        ({"outcome": "DEFERRED", "copies": [], "deferred_until": date(2026, 3, 30)}, "deferred_until"),
        ({"deferred_until": date(2026, 5, 1)}, "deferred_until"),
    ],
)
def test_an_incomplete_answer_says_what_is_missing(changed: dict[str, Any], field: str) -> None:
    request = ask(make_opened())
    with pytest.raises(Invalid) as refused:
        answer(request, **changed)
    assert field in refused.value.fields
    request.refresh_from_db()
    assert request.state == AccessState.RECEIVED


def test_a_copy_is_looked_at_like_every_file_and_a_refusal_undoes_the_answer() -> None:
    request = ask(make_opened())
    with pytest.raises(UploadRefused):
        answer(request, copies=[pdf("programma.exe")])
    assert not ReleasedCopy.objects.exists()


def test_papers_of_the_evaluation_wait_until_the_admission_is_decided_and_no_longer() -> None:
    call = make_opened()
    request = answer(
        ask(call), outcome="DEFERRED", copies=[], readable_until=None, deferred_until=date(2026, 5, 4)
    )
    assert (request.state, request.is_waiting) == (AccessState.ANSWERED, True)
    assert request.due_at == datetime(2026, 5, 4, 23, 59, 59, tzinfo=ROME)
    assert lapse_overdue_access(at=request.due_at) == 0
    Call.objects.filter(pk=call.pk).update(state="ADMITTED")
    request.refresh_from_db()
    with pytest.raises(Invalid) as refused:
        answer(request, outcome="DEFERRED", copies=[], readable_until=None, deferred_until=date(2026, 6, 1))
    assert "solo finché non è decisa l’ammissione" in str(refused.value.fields["outcome"])
    request = answer(request, at=datetime(2026, 5, 4, 9, 0, tzinfo=ROME))
    assert (request.outcome, request.is_waiting) == ("PARTLY", False)


def test_a_deferral_after_which_nothing_comes_is_silence() -> None:
    request = answer(
        ask(make_opened()),
        outcome="DEFERRED",
        copies=[],
        readable_until=None,
        deferred_until=date(2026, 5, 4),
    )
    assert lapse_overdue_access(at=request.due_at + SECOND) == 1


def test_the_office_answers_once_but_also_late() -> None:
    request = ask(make_opened())
    lapse_overdue_access(at=DUE + SECOND)
    request.refresh_from_db()
    request = answer(request, at=DUE + timedelta(days=3))
    assert Entry.objects.get(deed="answer_access").payload["late"] is True
    with pytest.raises(NotAllowed, match="si è già risposto"):
        answer(request, at=DUE + timedelta(days=4))


def test_only_the_officer_of_the_procedure_answers() -> None:
    request = ask(make_opened())
    for other in (make_executive(), make_legal_representative(make_ets("ets3"))):
        with pytest.raises(NotAllowed, match="responsabile del procedimento"):
            answer(request, by=other)


def test_a_copy_somebody_objected_to_waits_fifteen_days_in_civic_access() -> None:
    request = tell(ask_civic(make_opened()))
    oppose(request, at=TOLD)
    request = answer(request)
    [copy] = request.copies.all()
    # From 30 March: the fifteenth day is Tuesday 14 April.
    first = datetime(2026, 4, 15, 0, 0, tzinfo=ROME)
    assert copy.since == first
    with pytest.raises(NotAllowed, match="si legge dal 15 aprile 2026"):
        hand_over_copy(copy=copy, by=None, at=first - SECOND)
    hand_over_copy(copy=copy, by=None, at=first)
    entry = Entry.objects.get(deed="hand_over_copy")
    assert entry.payload["sha256"] == copy.file.sha256
    with pytest.raises(NotAllowed, match="si leggeva fino al 30 giugno 2026"):
        hand_over_copy(copy=copy, by=None, at=UNTIL + SECOND)


def test_who_was_told_learns_of_the_answer() -> None:
    request = tell(ask(make_opened()))
    oppose(request, at=TOLD)
    answer(request)
    signer = make_legal_representative(make_ets("ets1"))
    assert Message.objects.filter(recipient=signer, key__contains="told", channel="IN_APP").count() == 1
