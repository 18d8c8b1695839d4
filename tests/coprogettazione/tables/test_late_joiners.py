# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Who joins a table after the admission: says what they think, without a vote (Cernusco 2021, domain.md §3.1)."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains

from coprogettazione.records.refusals import NotAllowed
from coprogettazione.records.rights import may
from coprogettazione.tables.models import Contribution, DesignTable, SeatKind, TextComment
from coprogettazione.tables.queries import accepting_bodies
from coprogettazione.tables.queries.project import project_text
from coprogettazione.tables.queries.seats import voting_bodies
from coprogettazione.tables.services import (
    agree_chapter,
    comment_text,
    end_seat,
    propose_contribution,
    seat_delegate,
)
from coprogettazione.tables.services.writing import enter, line_of
from tests.factories.calls import make_officer
from tests.factories.parties import make_ets, make_legal_representative
from tests.factories.tables import (
    OPENED,
    WRITTEN,
    casa,
    fingerprint_in,
    lanterna,
    make_table,
    person_of,
    write_project,
)

pytestmark = pytest.mark.django_db
#: What is done at a table, and not by who has only an opinion to give.
OTHERS = (
    "save_chapter",
    "agree_chapter",
    "agree_role",
    "set_budget_line",
    "suggest_change",
    "close_comment",
    "answer_contribution",
    "save_version",
    "accept_final_text",
    "object_to_final_text",
    "share_paper",
    "seat_delegate",
    "convene_session",
)


@pytest.fixture
def table() -> DesignTable:
    """A table that Il Ponte joined the day after it was opened."""
    table = make_table()
    seat_delegate(
        table=table,
        organisation=make_ets("ets3"),
        user=make_legal_representative(make_ets("ets3")),
        kind=SeatKind.CONSULTATIVE,
        by=make_officer(),
        at=OPENED + timedelta(days=1),
    )
    return DesignTable.objects.get(pk=table.pk)


def test_who_joins_late_reads_comments_and_proposes(table: DesignTable) -> None:
    nadia = make_legal_representative(make_ets("ets3"))
    text = project_text(table)
    comment_text(text=text, part="azioni", words="E la domenica?", by=nadia, at=WRITTEN)
    made = propose_contribution(
        table=table, organisation=make_ets("ets3"), text="Aprire la domenica.", by=nadia, at=WRITTEN
    )
    assert TextComment.objects.get().organisation == made.organisation == make_ets("ets3")
    assert may(nadia, "read_table", table, WRITTEN)


def test_who_joins_late_has_no_vote_and_does_not_write(table: DesignTable) -> None:
    nadia = make_legal_representative(make_ets("ets3"))
    assert [name for name in OTHERS if may(nadia, name, table, WRITTEN)] == []
    for bodies in (accepting_bodies(table, WRITTEN), voting_bodies(table, WRITTEN)):
        assert make_ets("ets3") not in bodies
    text = project_text(table)
    line = line_of(text=text.pk, user=nadia, client=enter(text=text, user=nadia, at=WRITTEN), at=WRITTEN)
    assert (line.writes, line.organisation) == (False, "Il Ponte")


def test_who_joins_late_proposes_for_nobody_else(table: DesignTable) -> None:
    with pytest.raises(NotAllowed) as refused:
        propose_contribution(
            table=table,
            organisation=casa(),
            text="Altro.",
            by=make_legal_representative(make_ets("ets3")),
            at=WRITTEN,
        )
    assert str(refused.value) == "A questo tavolo non agisci per Casa Aperta."


def test_a_delegate_who_also_joined_for_another_body_does_not_agree_for_it(table: DesignTable) -> None:
    write_project(table)
    ponte, sara = make_ets("ets3"), person_of(lanterna(), "Sara", "Benedetti")
    seat_delegate(
        table=table, organisation=ponte, user=sara, kind=SeatKind.CONSULTATIVE, by=make_officer(), at=WRITTEN
    )
    with pytest.raises(NotAllowed):
        agree_chapter(
            chapter=table.chapters.get(code="bisogno"),
            organisation=ponte,
            fingerprint=fingerprint_in(table, "bisogno"),
            by=sara,
            at=WRITTEN,
        )


def test_an_opinion_is_given_while_one_sits(table: DesignTable) -> None:
    nadia = make_legal_representative(make_ets("ets3"))
    seat = table.seats.get(kind=SeatKind.CONSULTATIVE)
    end_seat(seat=seat, last_day=WRITTEN.date(), reason="Ha detto la sua.", by=make_officer(), at=WRITTEN)
    table = DesignTable.objects.get(pk=table.pk)
    assert may(nadia, "propose_contribution", table, WRITTEN)
    assert not may(nadia, "propose_contribution", table, WRITTEN + timedelta(days=1))


def test_the_page_offers_what_is_possible(table: DesignTable, client: Client) -> None:
    write_project(table)
    client.force_login(make_legal_representative(make_ets("ets3")))
    page = client.get(reverse("tables:chapter", args=[table.call.code, "azioni"]))
    assertContains(page, "Commenta il capitolo")
    assertNotContains(page, "Siamo d’accordo")
    answer = client.post(
        reverse("tables:propose", args=[table.call.code]),
        {"organisation": make_ets("ets3").pk, "text": "Aprire la domenica."},
    )
    assert answer.status_code == 302
    assert Contribution.objects.get().organisation == make_ets("ets3")
    assertContains(client.get(reverse("tables:seats", args=[table.call.code])), "dà un parere senza voto")
