# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The cure of formal gaps: once, gap by gap, never the substance; the letter of an exclusion; the reserve."""

from datetime import date, timedelta

import pytest

from coprogettazione.applications.models import ApplicationState, CheckOutcome
from coprogettazione.applications.services import (
    answer_cure,
    check_admissibility,
    request_cure,
    resolve_cure,
    resolve_reserve,
    save_checks,
)
from coprogettazione.calls.models import Call, CallState
from coprogettazione.notifications.models import Message
from coprogettazione.parties.models import Organisation
from coprogettazione.records.models import Entry
from coprogettazione.records.refusals import Invalid, NotAllowed, WrongState
from coprogettazione.records.rights import may
from tests.factories.applications import CHECKED, checks_in_order, make_application, open_all, pdf
from tests.factories.calls import make_executive, make_officer
from tests.factories.parties import make_ets, make_legal_representative

pytestmark = pytest.mark.django_db
DUE = date(2026, 3, 9)
TWO = [
    {"item": "ATTACHMENTS", "words": "firma sul piano economico"},
    {"item": "POWERS", "words": "procura di chi ha firmato"},
]


@pytest.fixture
def application():
    received = make_application()
    open_all(received.call)
    received.refresh_from_db()
    return received


def ask(application, gaps=TWO, by=None):
    return request_cure(application=application, gaps=gaps, due=DUE, by=by or make_officer(), at=CHECKED)


def whole(application):
    save_checks(application=application, checks=checks_in_order(application), by=make_officer(), at=CHECKED)


def answer(cure, **given):
    return answer_cure(
        cure=cure,
        **{"text": "", "files": [], **given},
        by=make_legal_representative(cure.application.lead),
        at=CHECKED + timedelta(days=1),
    )


def resolve(cure, outcome, **given):
    return resolve_cure(
        cure=cure,
        outcome=outcome,
        **{"reasons": "Esaminata la risposta.", **given},
        by=make_officer(),
        at=CHECKED + timedelta(days=2),
    )


def exclude(application):
    fault = {"item": "RUNTS", "outcome": "FAILED", "note": "cancellato il 10 febbraio"}
    checks = [c for c in checks_in_order(application) if c["item"] != "RUNTS"] + [fault]
    return check_admissibility(
        application=application,
        outcome="EXCLUDED",
        checks=checks,
        reasons="L’ente non è più iscritto.",
        by=make_officer(),
        at=CHECKED,
    )


def reserve(application, until=date(2026, 4, 30), event="la decisione del RUNTS"):
    return check_admissibility(
        application=application,
        outcome="RESERVED",
        checks=checks_in_order(application),
        reasons="Non è ancora deciso.",
        reserve_event=event,
        reserve_until=until,
        by=make_officer(),
        at=CHECKED,
    )


# Asking.


@pytest.mark.parametrize("item", ["REQUIREMENTS", "RUNTS", "SUBJECT", "IN_TIME", "GENERAL_ORDER"])
def test_what_is_not_formal_is_not_asked_for_and_the_norm_says_why(application, item):
    with pytest.raises(Invalid, match="non si può chiedere di completarlo") as refused:
        ask(application, [{"item": item, "words": "più esperienza"}])
    assert "art. 6, c. 1, lett. b), l. 241/1990" in str(refused.value)


def test_the_letter_says_what_is_missing_by_when_and_what_follows(application):
    letter = str(ask(application).letter.data)
    assert "firma sul piano economico (Ci sono gli allegati chiesti" in letter
    assert "la domanda può essere esclusa" in letter
    assert "2026-03-09T23:59:59" in letter


def test_what_is_asked_stands_in_the_check_too(application):
    whole(application)
    ask(application)
    gaps = application.checks.filter(outcome=CheckOutcome.GAP).order_by("item")
    assert [(c.item, c.note) for c in gaps] == [
        ("ATTACHMENTS", "firma sul piano economico"),
        ("POWERS", "procura di chi ha firmato"),
    ]


def test_the_days_are_those_the_call_was_published_with(application):
    call = application.call
    call.parameters = {**call.parameters, "cure_days_maximum": {"value": 6, "norm": "regolamento"}}
    call.save(update_fields=["parameters"])
    application.refresh_from_db()
    with pytest.raises(Invalid, match="Il termine va da 5 a 6 giorni da oggi"):
        ask(application)


def test_a_gap_of_a_body_that_is_not_in_the_application_is_refused(application):
    with pytest.raises(Invalid, match="Questo controllo non riguarda la domanda"):
        ask(application, [{"item": "ATTACHMENTS", "words": "x", "codice_fiscale": "90000030008"}])


def test_a_cure_is_not_asked_twice(application):
    ask(application)
    with pytest.raises(NotAllowed, match="L’integrazione si chiede finché i requisiti sono in esame"):
        ask(application)


# Answering and deciding, gap by gap.


def test_words_and_files_stand_beside_the_gap_they_fill(application):
    cure = ask(application)
    answer(
        cure,
        files=[pdf("piano.pdf", "firmato"), pdf("altro.pdf", "altro")],
        beside=[1, 0],
        answers=[{"number": 2, "text": "La procura è nello statuto, articolo 9."}],
    )
    first, second = cure.gaps.all()
    assert [f.name for f in first.files.all()] == ["piano.pdf"]
    assert second.answer == "La procura è nello statuto, articolo 9."
    assert cure.files.count() == 2


def test_an_answer_to_a_gap_that_was_not_asked_is_refused(application):
    with pytest.raises(Invalid, match="La richiesta non ha questa voce"):
        answer(ask(application), answers=[{"number": 3, "text": "eccola"}])


def test_gaps_are_accepted_one_by_one_and_what_is_not_stays_amiss(application):
    whole(application)
    cure = answer(ask(application), text="Ecco tutto")
    judged = [{"number": 1, "accepted": True}, {"number": 2, "accepted": False, "reason": "manca la data"}]
    with pytest.raises(Invalid, match="Non è tutto in ordine: «Chi ha inviato ha i poteri per farlo»"):
        resolve(cure, "ADMITTED", gaps=judged)
    resolve(cure, "EXCLUDED", gaps=judged)
    application.refresh_from_db()
    assert application.state == ApplicationState.EXCLUDED
    assert [(g.accepted, g.reason) for g in cure.gaps.all()] == [(True, ""), (False, "manca la data")]
    assert application.checks.get(item="ATTACHMENTS").outcome == CheckOutcome.OK
    assert application.checks.get(item="POWERS").outcome == CheckOutcome.GAP


def test_a_gap_not_accepted_has_its_reason(application):
    cure = answer(ask(application), text="Ecco tutto")
    with pytest.raises(Invalid, match="Scrivi perché «firma sul piano economico» non è accolta"):
        resolve(cure, "EXCLUDED", gaps=[{"number": 1, "accepted": False}])


def test_with_every_gap_filled_and_nothing_else_amiss_nobody_is_excluded(application):
    whole(application)
    cure = answer(ask(application), text="Ecco tutto")
    both = [{"number": n, "accepted": True} for n in (1, 2)]
    with pytest.raises(Invalid, match="non c’è un motivo di esclusione"):
        resolve(cure, "EXCLUDED", gaps=both)


def test_a_cure_does_not_admit_what_nobody_checked(application):
    cure = answer(ask(application), text="Ecco tutto")
    with pytest.raises(Invalid, match="Da controllare ancora"):
        resolve(cure, "ADMITTED")
    application.refresh_from_db()
    assert application.state == ApplicationState.CURE


# The letter of an exclusion.


def test_an_exclusion_is_told_at_once_by_a_letter_with_reasons_norm_and_appeal(application):
    exclude(application)
    application.refresh_from_db()
    said = str(application.notice.data)
    assert "L’ente non è più iscritto." in said
    assert "cancellato il 10 febbraio" in said
    assert "articoli 3 e 6 della legge 241/1990" in said
    assert application.call.appeal_clause in said
    [entry] = Entry.objects.filter(deed="check_admissibility")
    assert entry.payload["notice"] == application.notice.number
    signer = make_legal_representative(application.lead)
    told = Message.objects.filter(key__startswith="outcome:EXCLUDED", recipient=signer)[0]
    assert application.notice.number in told.body
    assert application.call.appeal_clause in told.body
    assert may(signer, "read_file", application.notice.file, CHECKED)
    stranger = make_legal_representative(make_ets("ets3"))
    assert not may(stranger, "read_file", application.notice.file, CHECKED)


def test_nobody_is_sent_a_letter_when_admitted(application):
    check_admissibility(
        application=application,
        outcome="ADMITTED",
        checks=checks_in_order(application),
        by=make_officer(),
        at=CHECKED,
    )
    application.refresh_from_db()
    assert application.notice is None


# The reserve.


def test_a_reserve_says_its_event_and_a_day_that_has_still_to_come(application):
    with pytest.raises(Invalid, match="Scrivi quale fatto scioglie la riserva"):
        reserve(application, event=" ")
    with pytest.raises(Invalid, match="un giorno che deve ancora venire"):
        reserve(application, until=CHECKED.date())
    reserve(application, until=CHECKED.date() + timedelta(days=1))
    application.refresh_from_db()
    assert application.reserve_event == "la decisione del RUNTS"
    told = Message.objects.filter(key__startswith="outcome:RESERVED")[0].body
    assert "La riserva si scioglie con: la decisione del RUNTS, entro il 3 marzo 2026." in told


@pytest.mark.parametrize("outcome", ["ADMITTED", "EXCLUDED"])
def test_a_reserve_is_ended_with_its_reasons_and_stays_in_the_register(application, outcome):
    reserve(application)
    with pytest.raises(Invalid, match="è il motivo per cui la riserva si scioglie"):
        resolve_reserve(application=application, outcome=outcome, reasons=" ", by=make_officer(), at=CHECKED)
    resolve_reserve(
        application=application, outcome=outcome, reasons="Il RUNTS ha deciso.", by=make_officer(), at=CHECKED
    )
    application.refresh_from_db()
    assert application.state == outcome
    assert (application.notice is not None) == (outcome == "EXCLUDED")
    assert Entry.objects.get(deed="resolve_reserve").payload["outcome"] == outcome


def test_only_the_officer_ends_a_reserve_and_only_where_there_is_one(application):
    with pytest.raises(NotAllowed, match="non è ammessa con riserva"):
        resolve_reserve(
            application=application, outcome="ADMITTED", reasons="x", by=make_officer(), at=CHECKED
        )
    reserve(application)
    with pytest.raises(NotAllowed, match="Lo fa solo il responsabile del procedimento"):
        resolve_reserve(
            application=application, outcome="ADMITTED", reasons="x", by=make_executive(), at=CHECKED
        )


def test_a_pending_registration_ends_well_only_when_the_office_has_checked_it(application):
    application.members.update(title="RUNTS_PENDING")
    Organisation.objects.filter(pk=application.lead_id).update(runts_number="", runts_checked_on=None)
    reserve(application)
    ended = {"application": application, "reasons": "Iscritto.", "by": make_officer(), "at": CHECKED}
    with pytest.raises(Invalid, match="non c’è ancora l’iscrizione al RUNTS controllata dall’ufficio"):
        resolve_reserve(outcome="ADMITTED", **ended)
    Organisation.objects.filter(pk=application.lead_id).update(
        runts_number="123456", runts_checked_on=CHECKED.date()
    )
    resolve_reserve(outcome="ADMITTED", **ended)


def test_after_the_admission_to_the_table_a_reserve_does_not_exclude(application):
    reserve(application)
    Call.objects.update(state=CallState.ADMITTED)
    application.refresh_from_db()
    with pytest.raises(WrongState, match="l’esclusione la decide il dirigente"):
        resolve_reserve(
            application=application, outcome="EXCLUDED", reasons="x", by=make_officer(), at=CHECKED
        )
