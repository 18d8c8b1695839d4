# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Who is let into a shared text, under which number, to do what; and what a deed writes in it."""

from datetime import timedelta

import pytest

from coprogettazione.parties.models import User
from coprogettazione.parties.services import end_membership
from coprogettazione.records.refusals import Invalid, NotAllowed
from coprogettazione.records.roles import Role
from coprogettazione.tables.models import DesignTable, TextClient, TextUpdate, TextWriter
from coprogettazione.tables.queries.project import project_text
from coprogettazione.tables.services import (
    enter,
    erase_deleted,
    line_of,
    save_chapter,
    seat_delegate,
    suspend_table,
)
from tests.factories.calls import make_executive, make_officer
from tests.factories.parties import make_ets, make_legal_representative
from tests.factories.tables import (
    WRITTEN,
    casa,
    lanterna,
    make_auditor,
    make_facilitator,
    passi,
    person_of,
)

pytestmark = pytest.mark.django_db


def test_each_page_has_a_number_of_its_own(table: DesignTable) -> None:
    sara = person_of(lanterna(), "Sara", "Benedetti")
    text = project_text(table)
    numbers = {enter(text=text, user=sara, at=WRITTEN) for _page in range(5)}
    assert len(numbers) == 5
    assert TextWriter.objects.filter(text=text, person=sara).count() == 1
    line = line_of(text=text.pk, user=sara, client=min(numbers), at=WRITTEN)
    assert line.clients == numbers
    assert (line.writes, line.person, line.organisation, line.monogram, line.order) == (
        True,
        "Sara Benedetti",
        "La Lanterna",
        "LL",
        1,
    )


def test_the_number_of_another_is_nobody_elses(table: DesignTable) -> None:
    text = project_text(table)
    theirs = enter(text=text, user=make_legal_representative(casa()), at=WRITTEN)
    marco = make_legal_representative(passi())
    enter(text=text, user=marco, at=WRITTEN)
    for number in (theirs, 7):
        with pytest.raises(Invalid) as refused:
            line_of(text=text.pk, user=marco, client=number, at=WRITTEN)
        assert "non è più la tua" in str(refused.value)


def test_a_listener_is_let_in_to_read_and_is_told_why(table: DesignTable) -> None:
    ponte = make_ets("ets3")
    listener = make_legal_representative(ponte)
    seat_delegate(
        table=table, organisation=ponte, user=listener, kind="LISTENER", by=make_officer(), at=WRITTEN
    )
    text = project_text(table)
    client = enter(text=text, user=listener, at=WRITTEN)
    line = line_of(text=text.pk, user=listener, client=client, at=WRITTEN)
    assert (line.writes, "chi ascolta legge soltanto" in line.why) == (False, True)


def test_who_facilitates_and_who_holds_the_table_write(table: DesignTable) -> None:
    text = project_text(table)
    for person in (make_facilitator(), make_officer()):
        client = enter(text=text, user=person, at=WRITTEN)
        assert line_of(text=text.pk, user=person, client=client, at=WRITTEN).writes


def test_strangers_and_auditors_are_not_let_in(table: DesignTable) -> None:
    text = project_text(table)
    for person, words in (
        (make_legal_representative(make_ets("ets3")), "riservato a chi ci siede"),
        (make_auditor(), "di chi siede al tavolo"),
    ):
        with pytest.raises(NotAllowed) as refused:
            enter(text=text, user=person, at=WRITTEN)
        assert words in str(refused.value)
    assert not TextClient.objects.exists()


def test_a_suspended_table_is_only_read(table: DesignTable) -> None:
    text = project_text(table)
    marco = make_legal_representative(passi())
    client = enter(text=text, user=marco, at=WRITTEN)
    suspend_table(
        table=table,
        reason_code="COURT_ORDER",
        reasons="Ordinanza.",
        act_number="60/2026",
        act_date=WRITTEN.date(),
        by=make_executive(),
        at=WRITTEN,
    )
    line = line_of(text=text.pk, user=marco, client=client, at=WRITTEN)
    assert (line.writes, "non è al lavoro" in line.why) == (False, True)


def test_who_has_no_more_role_in_the_body_is_out(table: DesignTable) -> None:
    text = project_text(table)
    sara = person_of(lanterna(), "Sara", "Benedetti")
    client = enter(text=text, user=sara, at=WRITTEN)
    membership = sara.memberships.get(role=Role.ETS_EDITOR)
    end_membership(
        membership=membership,
        last_day=WRITTEN.date(),
        reason="Ha cambiato lavoro.",
        by=make_legal_representative(lanterna()),
        at=WRITTEN,
    )
    after = WRITTEN + timedelta(days=1)
    line = line_of(text=text.pk, user=User.objects.get(pk=sara.pk), client=client, at=after)
    assert not line.writes


def test_a_deed_writes_in_the_same_log_and_tells_who_has_it_open(table: DesignTable) -> None:
    sara = person_of(lanterna(), "Sara", "Benedetti")
    save_chapter(chapter=table.chapters.get(code="azioni"), text="Uno.", by=sara, at=WRITTEN)
    save_chapter(chapter=table.chapters.get(code="rischi"), text="Due.", by=make_officer(), at=WRITTEN)
    rows = TextUpdate.objects.filter(text=project_text(table)).order_by("number")
    assert [(row.number, str(row.writer)) for row in rows] == [
        (1, "Sara Benedetti, Cooperativa sociale La Lanterna"),
        (2, "Elena Marchetti, Ambito territoriale sociale di Valdora"),
    ]


def test_a_page_opened_before_an_erasure_is_opened_again(table: DesignTable) -> None:
    text = project_text(table)
    sara = person_of(lanterna(), "Sara", "Benedetti")
    save_chapter(chapter=table.chapters.get(code="azioni"), text="Uno.", by=sara, at=WRITTEN)
    client = enter(text=text, user=sara, at=WRITTEN)
    erase_deleted(text=text, decision="Decreto 12", by=make_officer(), at=WRITTEN)
    with pytest.raises(Invalid):
        line_of(text=text.pk, user=sara, client=client, at=WRITTEN)
