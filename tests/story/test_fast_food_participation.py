# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Ferrara 2025: a participation of a few days, to which nobody answered. There is a minimum of days, the table meets
in sessions, and it does not end before each proposal has an answer with its reason, in the report.
"""

from datetime import timedelta

import pytest

from coprogettazione.calls.models import CallState
from coprogettazione.documents.models import Paper, PaperKind
from coprogettazione.records.refusals import Refusal
from coprogettazione.tables.models import Session
from coprogettazione.tables.services import answer_contribution, conclude_table, propose_contribution
from tests.factories.calls import PUBLISHED, make_call, make_officer
from tests.factories.parties import make_legal_representative
from tests.factories.tables import FINAL, casa, make_ready_table
from tests.story.doors import deed_page, send

pytestmark = pytest.mark.django_db
END = FINAL + timedelta(days=8)


def test_an_avviso_is_open_at_least_the_days_of_its_region() -> None:
    call = make_call(CallState.AUTHORISED)
    address = deed_page(call, "publish_call")
    status, said = send(
        make_officer(), address, PUBLISHED, deadline="2026-02-11T12:00", questions_deadline=""
    )
    assert status == 422
    assert "Non prima di giovedì 12 febbraio 2026 (scelta della piattaforma" in said
    call.refresh_from_db()
    assert call.state == CallState.AUTHORISED
    status, said = send(
        make_officer(), address, PUBLISHED, deadline="2026-02-12T12:00", questions_deadline=""
    )
    assert status == 302, said


def test_a_table_does_not_end_before_every_proposal_has_its_answer_with_a_reason() -> None:
    table = make_ready_table()
    assert Session.objects.filter(table=table).exists()
    signer = make_legal_representative(casa())
    proposal = propose_contribution(
        table=table, organisation=casa(), text="Quattro sere la settimana.", by=signer, at=FINAL
    )
    ending = {
        "how_it_ran": "Un incontro.",
        "proposal": "Si propone di approvare.",
        "by": make_officer(),
        "at": END,
    }
    with pytest.raises(Refusal, match="Proposte senza risposta: 1"):
        conclude_table(table=table, **ending)
    with pytest.raises(Refusal) as refused:
        answer_contribution(contribution=proposal, outcome="REFUSED", reason=" ", by=make_officer(), at=END)
    assert "reason" in refused.value.fields
    answer_contribution(
        contribution=proposal, outcome="REFUSED", reason="Mancano i volontari.", by=make_officer(), at=END
    )
    conclude_table(table=table, **ending)
    told = Paper.objects.get(kind=PaperKind.TABLE_REPORT).data["contributions"]
    assert [(row["text"], row["outcome"], row["reason"]) for row in told] == [
        ("Quattro sere la settimana.", "non accolto", "Mancano i volontari.")
    ]
