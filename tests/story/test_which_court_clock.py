# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""TAR Basilicata treated an inquiry for co-design as procurement, with its short terms. The acts speak neutrally,
name both terms, and for each person the instant is kept at which the decision was published, told and read.
"""

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse

from coprogettazione.calls.models import CallState
from coprogettazione.calls.rules.vocabulary import read_words
from coprogettazione.documents.models import Paper, PaperKind
from coprogettazione.evaluation.services import admit_applications
from coprogettazione.notifications.models import Message
from tests.factories.applications import SUBMITTED, make_application
from tests.factories.calls import AUTHORISED, make_call, make_executive, make_officer
from tests.factories.evaluation import ADMITTED, make_ranked
from tests.factories.parties import make_ets, make_legal_representative
from tests.story.doors import deed_page, read, send, signed_in

pytestmark = pytest.mark.django_db
ACT = {"act_number": "31/2026", "act_date": "2026-01-29"}


@pytest.mark.parametrize(
    "clause", ["Si può ricorrere al TAR entro 60 giorni.", "Si ricorre al TAR entro 30 giorni."]
)
def test_an_avviso_that_names_one_term_only_is_not_authorised(clause: str) -> None:
    call = make_call(appeal_clause=clause)
    status, said = send(make_executive(), deed_page(call, "authorise_call"), AUTHORISED, **ACT)
    assert status == 422
    assert "Indica tutti e due i termini per ricorrere: 60 giorni e, per prudenza, 30" in said


def test_the_acts_name_both_terms_in_words_that_are_not_of_tenders() -> None:
    call = make_ranked()
    admit_applications(
        call=call, act_number="52/2026", act_date=ADMITTED.date(), reasons="Visti i verbali della commissione.",
        by=call.executive_officer, at=ADMITTED,
    )  # fmt: skip
    papers = Paper.objects.filter(kind__in=[PaperKind.OPENING_ACT, PaperKind.NOTICE, PaperKind.ADMISSION_ACT])
    assert papers.count() == 3
    for paper in papers:
        clause = paper.data["appeal"]
        assert "60 giorni" in clause
        assert "per prudenza entro 30" in clause
        assert read_words({"appeal": clause, "title": paper.title, "subject": paper.subject}) == []


def test_for_each_person_the_instant_of_full_knowledge_is_kept_once_and_for_ever() -> None:
    call = make_ranked()
    admit_applications(
        call=call, act_number="52/2026", act_date=ADMITTED.date(), reasons="Visti i verbali della commissione.",
        by=call.executive_officer, at=ADMITTED,
    )  # fmt: skip
    assert Paper.objects.get(kind=PaperKind.ADMISSION_ACT).published_at == ADMITTED
    told = Message.objects.filter(key__startswith="admission", channel="IN_APP")
    assert set(told.values_list("created_at", "read_at")) == {(ADMITTED, None)}
    pietro = make_legal_representative(make_ets("ets3"))
    mine = told.get(recipient=pietro)
    address = reverse("notifications:message", args=[mine.pk])
    for days in (2, 5):
        read(pietro, address, ADMITTED + timedelta(days=days))
    mine.refresh_from_db()
    assert mine.read_at == ADMITTED + timedelta(days=2)
    assert not told.exclude(pk=mine.pk).filter(read_at__isnull=False).exists()
    said = read(make_officer(), reverse("knowledge", args=[call.code]), ADMITTED + timedelta(days=6))
    assert "Pietro Longo" in said
    assert "20 marzo 2026, 12:00:00" in said
    assert "22 marzo 2026, 12:00:00" in said
    assert said.count("non ancora") == said.count('<th scope="row">') - 1


def test_only_the_office_reads_who_knew_of_a_decision_and_nobody_is_named_before_one() -> None:
    call = make_ranked()
    address = reverse("knowledge", args=[call.code])
    said = read(make_officer(), address, ADMITTED)
    assert "Chi ha saputo delle decisioni" in said
    assert "Pietro Longo" in said
    with time_machine.travel(ADMITTED, tick=False):
        answer = signed_in(make_legal_representative(make_ets("ets3"))).get(address)
    assert answer.status_code == 403


def test_a_body_that_applied_is_named_to_nobody_before_the_opening() -> None:
    application = make_application(make_call(CallState.PUBLISHED), "ets3")
    said = read(make_officer(), reverse("knowledge", args=[application.call.code]), SUBMITTED)
    assert "Nessuna decisione è stata ancora comunicata" in said
    assert "Pietro Longo" not in said
