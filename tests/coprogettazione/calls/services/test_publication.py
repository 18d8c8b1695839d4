# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Publishing, moving the term, closing it: to the day and to the second."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.utils import translation

from coprogettazione.calls.models import Call, CallState, Extension
from coprogettazione.calls.notifications import concerned_by_calls
from coprogettazione.calls.services import close_call, extend_deadline, publish_call, save_call_draft
from coprogettazione.documents.models import Paper, PaperKind
from coprogettazione.notifications.models import Message
from coprogettazione.parties.models import SocialDistrict
from coprogettazione.records.deeds import deed_done
from coprogettazione.records.refusals import Invalid, NotAllowed
from tests.factories.calls import (
    CRITERIA,
    DEADLINE,
    PUBLISHED,
    QUESTIONS_DEADLINE,
    ROME,
    make_call,
    make_officer,
)
from tests.factories.parties import make_ets, make_legal_representative

pytestmark = pytest.mark.django_db
SECOND = timedelta(seconds=1)
DURING = datetime(2026, 2, 12, 10, 0, tzinfo=ROME)
LATER = datetime(2026, 3, 10, 12, 0, tzinfo=ROME)


def at_noon(month: int, day: int) -> datetime:
    """Noon in Rome, 2026."""
    return datetime(2026, month, day, 12, 0, tzinfo=ROME)


def extended(call: Call, **changed: Any) -> Extension:
    """A proroga to 10 March, with these arguments changed."""
    given: dict[str, Any] = {
        "deadline": LATER,
        "reason": "Tre enti hanno chiesto più tempo per formare il gruppo.",
        "act_number": "40/2026",
        "act_date": DURING.date(),
        "by": call.procedure_officer,
        "at": DURING,
    }
    return extend_deadline(call=call, **{**given, **changed})


def test_a_published_call_keeps_its_terms_its_parameters_and_its_public_paper() -> None:
    call = make_call("PUBLISHED")
    assert (call.published_at, call.deadline, call.questions_deadline) == (
        PUBLISHED,
        DEADLINE,
        QUESTIONS_DEADLINE,
    )
    assert call.parameters["annulment_months"]["value"] == 6
    paper = Paper.objects.get(kind=PaperKind.NOTICE)
    assert (paper.case_file, paper.published_at) == (call, PUBLISHED)
    assert paper.data["selection"]["threshold"] == "60.00"


def test_the_act_that_opens_the_procedure_is_published_with_the_avviso() -> None:
    call = make_call("AUTHORISED")
    opening = Paper.objects.get(kind=PaperKind.OPENING_ACT)
    assert opening.published_at is None
    publish_call(call=call, deadline=DEADLINE, by=call.procedure_officer, at=PUBLISHED)
    opening.refresh_from_db()
    assert opening.published_at == PUBLISHED
    assert opening.public_file is not None
    assert opening.public_file.public


@pytest.mark.parametrize(("region", "earliest"), [("Lombardia", at_noon(2, 12)), ("Toscana", at_noon(2, 23))])
def test_the_minimum_days_depend_on_the_region_and_move_past_a_sunday(
    region: str, earliest: datetime
) -> None:
    call = make_call("AUTHORISED")
    SocialDistrict.objects.update(region=region)
    too_soon = earliest - timedelta(days=1)
    with pytest.raises(Invalid, match="Il termine è troppo vicino") as refused:
        publish_call(call=call, deadline=too_soon, by=call.procedure_officer, at=PUBLISHED)
    assert refused.value.law
    assert set(refused.value.fields) == {"deadline"}
    publish_call(call=call, deadline=earliest, by=call.procedure_officer, at=PUBLISHED)
    assert call.state == "PUBLISHED"


@pytest.mark.parametrize(
    ("terms", "field"),
    [
        ({"deadline": PUBLISHED}, "deadline"),
        ({"deadline": DEADLINE, "questions_deadline": DEADLINE}, "questions_deadline"),
        ({"deadline": DEADLINE, "questions_deadline": PUBLISHED}, "questions_deadline"),
    ],
)
def test_terms_must_be_in_the_future_and_in_order(terms: dict[str, Any], field: str) -> None:
    call = make_call("AUTHORISED")
    with pytest.raises(Invalid) as refused:
        publish_call(call=call, by=call.procedure_officer, at=PUBLISHED, **terms)
    assert set(refused.value.fields) == {field}


def test_an_act_and_its_messages_are_italian_whatever_language_the_officer_reads() -> None:
    call = make_call("AUTHORISED")
    with translation.override("en"):
        publish_call(call=call, deadline=DEADLINE, by=call.procedure_officer, at=PUBLISHED)
    notice = Paper.objects.get(case_file=call, kind=PaperKind.NOTICE)
    assert notice.title.startswith("Avviso pubblico")
    assert "nessuno può leggerla" in str(notice.data)
    subjects = set(Message.objects.filter(case_file=call).values_list("subject", flat=True))
    assert subjects == {"Pubblicato l’avviso PIS-2026"}


def test_a_call_published_before_a_change_of_the_law_keeps_its_parameters() -> None:
    from coprogettazione.calls.models import LegalParameter
    from coprogettazione.calls.queries import parameter_of

    call = make_call("PUBLISHED")
    LegalParameter.objects.filter(key="cure_days_minimum").update(value=9)
    assert parameter_of(call, "cure_days_minimum", DURING.date()) == 5


def test_an_extension_one_second_before_the_term_is_good_at_the_term_it_is_void() -> None:
    call = make_call("PUBLISHED")
    with pytest.raises(NotAllowed, match="una proroga dopo la scadenza non ha effetto") as refused:
        extended(call, at=DEADLINE)
    assert str(refused.value.law) == "TAR Puglia 2816/2015"
    extended(call, at=DEADLINE - SECOND)
    assert call.deadline == LATER


def test_an_extension_keeps_the_old_term_the_reason_and_the_act() -> None:
    call = make_call("PUBLISHED")
    extension = extended(call, questions_deadline=at_noon(2, 27))
    assert (extension.old_deadline, extension.new_deadline) == (DEADLINE, LATER)
    assert extension.act.number == "40/2026"
    call.refresh_from_db()
    assert (call.deadline, call.questions_deadline) == (LATER, at_noon(2, 27))
    paper = Paper.objects.get(kind=PaperKind.EXECUTIVE_ACT)
    assert paper.published_at == DURING
    assert "Tre enti" in paper.data["reasons"]


def test_an_extension_without_a_new_questions_term_leaves_the_old_one() -> None:
    call = make_call("PUBLISHED")
    extended(call)
    call.refresh_from_db()
    assert call.questions_deadline == QUESTIONS_DEADLINE


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"deadline": DEADLINE}, "deadline"),
        ({"deadline": DEADLINE - SECOND}, "deadline"),
        ({"reason": "Serve."}, "reason"),
        ({"act_number": ""}, "act_number"),
        ({"questions_deadline": LATER}, "questions_deadline"),
    ],
)
def test_an_extension_that_does_not_hold_together_is_refused_on_its_field(
    changed: dict[str, Any], field: str
) -> None:
    call = make_call("PUBLISHED")
    with pytest.raises(Invalid) as refused:
        extended(call, **changed)
    assert set(refused.value.fields) == {field}
    call.refresh_from_db()
    assert call.deadline == DEADLINE


def test_an_extension_tells_the_office_and_whoever_a_later_chapter_names_at_the_same_instant() -> None:
    call = make_call("PUBLISHED")
    applicant = make_legal_representative(make_ets("ets1"))
    from coprogettazione.calls.notifications import call as notifications

    before = list(notifications._concerned)
    try:
        concerned_by_calls(lambda subject, at: [applicant] if subject == call else [])
        extended(call)
    finally:
        notifications._concerned[:] = before
    told = Message.objects.filter(key__startswith="deadline_extended")
    assert {message.recipient for message in told} >= {
        applicant,
        call.procedure_officer,
        call.executive_officer,
    }
    assert {message.created_at for message in told} == {DURING}
    assert {message.term for message in told} == {LATER}


def test_the_deed_of_an_extension_can_be_heard_by_a_flow() -> None:
    call = make_call("PUBLISHED")
    heard: list[tuple[str, datetime | None]] = []

    def listen(sender: Any, act: Any, **signal: Any) -> None:
        heard.append((sender.name, act.subject.deadline))

    deed_done.connect(listen)
    try:
        extended(call)
    finally:
        deed_done.disconnect(listen)
    assert heard == [("extend_deadline", LATER)]


def test_the_database_itself_refuses_an_extension_after_the_term() -> None:
    call = make_call("PUBLISHED")
    act = call.acts.get()
    with pytest.raises(IntegrityError, match="extension_before_expiry"), transaction.atomic():
        Extension.objects.create(
            call=call, act=act, old_deadline=DEADLINE, new_deadline=LATER, reason="x", at=DEADLINE
        )


def test_the_terms_close_at_the_second_and_only_by_themselves() -> None:
    call = make_call("PUBLISHED")
    with pytest.raises(NotAllowed, match="non è ancora scaduto"):
        close_call(call=call, by=None, at=DEADLINE - SECOND)
    with pytest.raises(NotAllowed, match="Lo fa il sistema"):
        close_call(call=call, by=call.procedure_officer, at=DEADLINE)  # type: ignore[arg-type]
    close_call(call=call, by=None, at=DEADLINE)
    assert (call.state, call.closed_at) == ("ADMISSIBILITY", DEADLINE)


def test_an_extended_call_closes_at_the_new_term() -> None:
    call = make_call("PUBLISHED")
    extended(call)
    with pytest.raises(NotAllowed, match="non è ancora scaduto"):
        close_call(call=call, by=None, at=DEADLINE)
    close_call(call=call, by=None, at=LATER)
    assert call.state == "ADMISSIBILITY"


def test_the_avviso_in_print_says_who_scores_and_what_each_level_means() -> None:
    own = {"1": "Turni e luoghi sono scritti.", "0.5": "Le azioni sono un elenco."}
    criteria = [{**CRITERIA[0], "levels": own}, *CRITERIA[1:]]
    call = make_call(CallState.PUBLISHED, scoring_mode="COLLEGIAL", criteria=criteria)
    data = Paper.objects.get(case_file=call, kind=PaperKind.NOTICE).data
    assert "La commissione valuta insieme" in data["selection"]["note"]
    first, second, *_others = data["criteria"]
    assert [(row["name"], row["points"]) for row in first["levels"]] == [
        ("Ottimo", "20.00"),
        ("Buono", "15.00"),
        ("Sufficiente", "10.00"),
        ("Insufficiente", "5.00"),
        ("Assente", "0.00"),
    ]
    assert [row["text"] for row in first["levels"]][0::2][:2] == list(own.values())
    assert second["levels"] == []
    assert len(data["scale"]) == 5


def test_who_scores_and_who_sees_is_frozen_with_the_avviso() -> None:
    call = make_call(CallState.AUTHORISED)
    with pytest.raises(NotAllowed):
        save_call_draft(call=call, facts={"scoring_mode": "COLLEGIAL"}, by=make_officer(), at=PUBLISHED)
    call.refresh_from_db()
    assert call.scoring_mode == "INDIVIDUAL"
