# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The term to conclude the procedure: counted, stopped, running again."""

from datetime import date, datetime, timedelta

import pytest
import time_machine

from coprogettazione.applications.queries import conclusion_term, with_suspensions
from coprogettazione.applications.services import check_admissibility, resume_terms, suspend_terms
from coprogettazione.calls.models import Call, CallState
from coprogettazione.notifications.models import Message
from coprogettazione.records.models import Entry
from coprogettazione.records.refusals import AlreadyDone, Invalid, NotAllowed, WrongState
from coprogettazione.wording import moment
from tests.factories.applications import CHECKED, checks_in_order, make_application, open_all
from tests.factories.calls import ROME, make_call, make_executive, make_officer

pytestmark = pytest.mark.django_db
SECOND = timedelta(seconds=1)


@pytest.fixture
def call():
    return make_call(CallState.ADMISSIBILITY)


def suspend(
    call, at=CHECKED, reason="INFORMATION", until=date(2026, 3, 31), words="si aspetta il DURC", by=None
):
    return suspend_terms(call=call, reason=reason, words=words, until=until, by=by or make_officer(), at=at)


def resume(call, at, words="il DURC è arrivato"):
    return resume_terms(call=call, words=words, by=make_officer(), at=at)


def due(call, at=CHECKED):
    return conclusion_term(Call.objects.get(pk=call.pk), at).due_at


def night(year, month, day):
    return datetime(year, month, day, 23, 59, 59, tzinfo=ROME)


def test_the_term_is_thirty_days_from_the_one_for_the_applications(call):
    assert due(call) == night(2026, 3, 27)


def test_an_avviso_that_says_its_own_days_is_held_to_them(call):
    Call.objects.update(conclusion_days=60)
    # The sixtieth day is 26 April, a Sunday.
    assert due(call) == night(2026, 4, 27)


def test_a_call_without_its_term_has_none_to_conclude():
    assert conclusion_term(make_call(CallState.DRAFT), CHECKED) is None


def test_while_it_stands_still_the_term_has_no_end_but_days_left(call):
    row = suspend(call)
    term = conclusion_term(call, CHECKED)
    assert (term.standing, term.due_at, term.left) == (row, None, 26)
    assert row.norm == "art. 2, c. 7, l. 241/1990"


def test_the_days_it_stood_still_are_not_counted_and_a_holiday_moves_it_on(call):
    suspend(call)
    resume(call, CHECKED + timedelta(days=10))
    # Ten days more than 27 March is 6 April 2026, the Monday after Easter.
    assert due(call, CHECKED + timedelta(days=10)) == night(2026, 4, 7)
    assert conclusion_term(call, CHECKED + timedelta(days=10)).suspended == 10


def test_it_runs_again_by_itself_after_the_last_day_the_law_allows(call):
    suspend(call, until=date(2026, 3, 31))
    last = datetime(2026, 3, 31, 23, 59, 59, tzinfo=ROME)
    assert due(call, last) is None
    assert due(call, last + SECOND) == night(2026, 4, 27)  # 26 April is a Sunday
    with pytest.raises(WrongState, match="Il termine non è sospeso: corre già"):
        resume(call, last + SECOND)


@pytest.mark.parametrize(("until", "allowed"), [(date(2026, 3, 31), True), (date(2026, 4, 1), False)])
def test_for_information_it_stands_still_thirty_days_at_most(call, until, allowed):
    if allowed:
        assert suspend(call, until=until).until == until
        return
    with pytest.raises(Invalid, match="al più tardi il 31 marzo 2026, 30 giorni da oggi compreso") as refused:
        suspend(call, until=until)
    assert "art. 2, c. 7, l. 241/1990" in str(refused.value)


def test_for_information_it_is_stopped_once(call):
    suspend(call)
    resume(call, CHECKED + timedelta(days=2))
    with pytest.raises(WrongState, match="si sospende una volta sola"):
        suspend(call, at=CHECKED + timedelta(days=3))


def test_a_court_stops_it_whatever_was_done_before_and_until_it_says(call):
    suspend(call)
    resume(call, CHECKED + timedelta(days=2))
    row = suspend(
        call, at=CHECKED + timedelta(days=3), reason="COURT", until=None, words="TAR, ordinanza 12/2026"
    )
    assert row.norm == "art. 55, d.lgs. 104/2010"
    assert due(call, CHECKED + timedelta(days=200)) is None
    resume(call, CHECKED + timedelta(days=203))
    assert conclusion_term(call, CHECKED + timedelta(days=203)).suspended == 202


def test_two_at_once_do_not_stop_it_twice(call):
    suspend(call)
    with pytest.raises(AlreadyDone, match="Elena Marchetti ha già sospeso il termine il 2 marzo 2026"):
        suspend(call, reason="COURT", until=None)


def test_a_term_is_stopped_to_its_last_second_and_not_after(call):
    end = due(call)
    with pytest.raises(WrongState, match="è già scaduto venerdì 27 marzo 2026"):
        suspend(call, at=end + SECOND, until=end.date())
    suspend(call, at=end, until=end.date())


def test_it_needs_its_cause_its_reason_and_the_officer(call):
    with pytest.raises(Invalid, match="Scegli la causa"):
        suspend(call, reason="ALTRO")
    with pytest.raises(Invalid, match="Scrivi perché il termine si ferma"):
        suspend(call, words=" ")
    with pytest.raises(NotAllowed, match="Lo fa solo il responsabile del procedimento"):
        suspend(call, by=make_executive())
    suspend(call)
    with pytest.raises(Invalid, match="Scrivi perché il termine riparte"):
        resume(call, CHECKED, words=" ")


def test_before_its_term_a_call_has_nothing_to_stop():
    call = make_call(CallState.PUBLISHED)
    with pytest.raises(NotAllowed, match="Il termine per concludere corre dal termine per le domande"):
        suspend(call)


def test_both_deeds_are_in_the_register(call):
    suspend(call)
    resume(call, CHECKED + timedelta(days=2))
    assert list(Entry.objects.order_by("seq").values_list("deed", flat=True))[-2:] == [
        "suspend_terms",
        "resume_terms",
    ]


def test_a_call_read_with_its_suspensions_counts_the_same_without_another_query(
    call, django_assert_num_queries
):
    suspend(call)
    resume(call, CHECKED + timedelta(days=10))
    read = with_suspensions(Call.objects.filter(pk=call.pk)).get()
    with django_assert_num_queries(0):
        term = conclusion_term(read, CHECKED + timedelta(days=11))
    assert term.due_at == due(call, CHECKED + timedelta(days=11))


def test_the_page_tells_the_term_and_each_suspension(visit, call):
    suspend(call)
    with time_machine.travel(CHECKED, tick=False):
        page = " ".join(visit(make_officer(), "terms", call.code).content.decode().split())
        assert "30 giorni dal termine per le domande, 25 febbraio 2026" in page
        assert "si aspetta il DURC" in page
        assert "Fai ripartire il termine" in page
        done = visit.post(make_officer(), "call_act", call.code, "riprendi", words="arrivato")
        assert done.status_code == 302
        assert "arrivato" in visit(make_officer(), "terms", call.code).content.decode()


def told(key):
    return Message.objects.filter(key__startswith=key)


@pytest.fixture
def received():
    """Two applications received, a third one excluded."""
    call = make_call(CallState.PUBLISHED)
    rows = [make_application(call, *keys) for keys in (("ets1", "ets2"), ("ets4",), ("ets3",))]
    open_all(call)
    rows[2].refresh_from_db()
    failed = {"item": "SUBJECT", "outcome": "FAILED", "note": "non è un ente del Terzo settore"}
    check_admissibility(
        application=rows[2],
        outcome="EXCLUDED",
        checks=[c for c in checks_in_order(rows[2]) if c["item"] != "SUBJECT"] + [failed],
        reasons="Non è un ente del Terzo settore.",
        by=make_officer(),
        at=CHECKED,
    )
    return Call.objects.get()


def test_whoever_is_still_in_it_is_told_why_the_term_stops_until_when_and_what_it_becomes(received):
    suspend(received)
    people = {str(m.recipient) for m in told("terms_suspended").filter(channel="IN_APP")}
    assert people == {"Ada Fontana", "Marco Rinaldi", "Giulia Ferri"}, "every body still in the procedure"
    assert people == {str(m.recipient) for m in told("terms_suspended").filter(channel="EMAIL")}
    body = told("terms_suspended")[0].body
    assert "Dal 2 marzo 2026 il termine" in body
    assert "si acquisiscono informazioni o certificazioni (art. 2, c. 7, l. 241/1990)" in body
    assert "Motivo: si aspetta il DURC" in body
    assert "dopo il 31 marzo 2026" in body
    assert f"si conclude entro {moment(night(2026, 4, 27))}" in body
    assert due(received, night(2026, 3, 31) + SECOND) == night(2026, 4, 27), "what was told is what happens"


def test_with_the_order_of_a_court_they_are_told_how_many_days_are_left(received):
    suspend(received, reason="COURT", until=None, words="TAR, ordinanza 12/2026")
    body = told("terms_suspended")[0].body
    assert "Non si sa ancora quando riparte: l’ufficio lo comunica. Da allora restano 26 giorni." in body
    assert "TAR, ordinanza 12/2026" in body


def test_they_are_told_when_it_runs_again_and_the_new_term(received):
    suspend(received)
    resume(received, CHECKED + timedelta(days=10))
    people = {str(m.recipient) for m in told("terms_resumed").filter(channel="IN_APP")}
    assert people == {"Ada Fontana", "Marco Rinaldi", "Giulia Ferri"}
    body = told("terms_resumed")[0].body
    assert "Dal 12 marzo 2026" in body
    assert "Motivo: il DURC è arrivato" in body
    assert f"entro {moment(night(2026, 4, 7))}" in body


def test_a_refused_suspension_tells_nobody(received):
    with pytest.raises(Invalid):
        suspend(received, words=" ")
    assert not told("terms_suspended").exists()
