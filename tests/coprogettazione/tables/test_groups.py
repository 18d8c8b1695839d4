# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Working groups: opened and closed by deed, their own sessions, who coordinates."""

from datetime import timedelta
from typing import Any

import pytest

from coprogettazione.notifications.models import Message
from coprogettazione.parties.models import User
from coprogettazione.records.refusals import AlreadyDone, Invalid, NotAllowed, WrongState
from coprogettazione.tables.documents import minutes_facts
from coprogettazione.tables.models import DesignTable, Minutes, Session, WorkGroup
from coprogettazione.tables.queries import missing_to_conclude
from coprogettazione.tables.services import (
    approve_minutes,
    circulate_minutes,
    close_group,
    convene_session,
    draft_minutes,
    end_seat,
    freeze_minutes,
    open_group,
    record_attendance,
    set_group_members,
    share_paper,
)
from tests.coprogettazione.tables.test_convening import pdf
from tests.factories.calls import make_executive, make_officer
from tests.factories.parties import make_legal_representative
from tests.factories.tables import (
    CONVENED,
    FIRST_END,
    FIRST_SESSION,
    POINTS,
    casa,
    lanterna,
    make_facilitator,
    make_session,
    passi,
    person_of,
)
from tests.workflows.desks import on_the_desk_of

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def sara() -> User:
    """Who coordinates, for La Lanterna."""
    return person_of(lanterna(), "Sara", "Benedetti")


def make_group(table: DesignTable, **facts: Any) -> WorkGroup:
    """Sara Benedetti for La Lanterna, and the whole of Casa Aperta."""
    said = {
        "name": "Accoglienza",
        "purpose": "Preparare il capitolo delle azioni.",
        "coordinator": sara(),
        "members": [{"organisation": lanterna(), "person": sara()}, {"organisation": casa()}],
        **facts,
    }
    return open_group(table=table, **said, by=make_officer(), at=CONVENED)


def convene(table: DesignTable, group: WorkGroup, by: User) -> Session:
    """Convene the group."""
    return convene_session(
        table=table,
        group=group,
        starts_at=FIRST_SESSION,
        place="Sede di Casa Aperta",
        mode="IN_PERSON",
        agenda=["Posti letto"],
        by=by,
        at=CONVENED,
    )


def test_who_is_in_a_group_is_told_and_it_is_made_of_bodies_and_persons(table: DesignTable) -> None:
    group = make_group(table)
    told = Message.objects.filter(key__startswith="group:", channel="IN_APP")
    assert set(told.values_list("recipient", flat=True)) == {sara().pk, make_legal_representative(casa()).pk}
    assert [str(member) for member in group.members.all()] == [
        f"Sara Benedetti, {lanterna()}",
        str(casa()),
    ]


def test_only_the_group_is_convened_and_its_present_bodies_approve_the_minutes(table: DesignTable) -> None:
    group = make_group(table)
    session = convene(table, group, sara())
    told = Message.objects.filter(key__startswith="session_convened", channel="IN_APP")
    people = set(told.values_list("recipient", flat=True))
    assert {sara().pk, make_legal_representative(casa()).pk} <= people
    assert make_officer().pk not in people
    assert make_legal_representative(passi()).pk not in people
    president = make_legal_representative(casa())
    record_attendance(
        session=session,
        attendance=[{"person": sara().pk}, {"person": president.pk}],
        by=sara(),
        at=FIRST_SESSION,
    )
    assert {body.pk for body in session.organisations_present()} == {lanterna().pk, casa().pk}
    minutes = draft_minutes(session=session, ended_at=FIRST_END, points=POINTS, by=sara(), at=FIRST_END)
    circulate_minutes(minutes=minutes, by=sara(), at=FIRST_END)
    approve_minutes(minutes=minutes, organisation=casa(), by=president, at=FIRST_END)
    approve_minutes(minutes=minutes, organisation=lanterna(), by=sara(), at=FIRST_END)
    minutes = freeze_minutes(minutes=Minutes.objects.get(), by=make_officer(), at=FIRST_END + DAY)
    facts = minutes_facts(minutes, public=False)
    assert facts["meeting"].endswith("gruppo di lavoro «Accoglienza»")
    assert facts["roll"] == "Presenti 2 enti su 2."


def test_the_roll_and_the_minutes_of_a_group_are_on_the_desk_of_who_coordinates(table: DesignTable) -> None:
    convene(table, make_group(table), sara())
    assert "record_attendance" in on_the_desk_of(sara())


def test_when_another_coordinates_the_roll_and_the_minutes_go_to_that_desk(table: DesignTable) -> None:
    group = make_group(table)
    convene(table, group, sara())
    president = make_legal_representative(casa())
    places = [{"organisation": lanterna(), "person": sara()}, {"organisation": casa()}]
    set_group_members(
        group=group, coordinator=president, members=places, by=make_officer(), at=CONVENED + DAY
    )
    assert "record_attendance" in on_the_desk_of(president)
    assert "record_attendance" not in on_the_desk_of(sara())


def test_when_who_coordinates_leaves_the_table_they_go_to_who_facilitates(table: DesignTable) -> None:
    convene(table, make_group(table), sara())
    end_seat(
        seat=table.seats.get(user=sara()),
        last_day=CONVENED.date(),
        reason="Altro incarico.",
        by=make_officer(),
        at=CONVENED,
    )
    assert "record_attendance" not in on_the_desk_of(sara())
    assert "record_attendance" in on_the_desk_of(make_facilitator())


def test_who_coordinates_convenes_the_own_group_and_nothing_else(table: DesignTable) -> None:
    make_group(table)
    other = make_group(
        table,
        name="Strada",
        coordinator=make_legal_representative(passi()),
        members=[{"organisation": passi()}],
    )
    with pytest.raises(NotAllowed) as refused:
        convene(table, other, sara())
    assert "gli incontri di quel gruppo" in str(refused.value)
    with pytest.raises(NotAllowed):
        convene_session(
            table=table,
            starts_at=FIRST_SESSION,
            place="x",
            mode="IN_PERSON",
            agenda=["x"],
            by=sara(),
            at=CONVENED,
        )


def test_who_coordinates_no_longer_does_when_the_seat_ends(table: DesignTable) -> None:
    group = make_group(table)
    end_seat(
        seat=table.seats.get(user=sara()),
        last_day=CONVENED.date(),
        reason="Altro incarico.",
        by=make_officer(),
        at=CONVENED,
    )
    later = DesignTable.objects.get(pk=table.pk)
    with pytest.raises(NotAllowed):
        convene_session(
            table=later,
            group=group,
            starts_at=FIRST_SESSION + DAY,
            place="x",
            mode="IN_PERSON",
            agenda=["x"],
            by=sara(),
            at=CONVENED + DAY,
        )


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"name": " "}, "name"),
        ({"purpose": ""}, "purpose"),
        ({"members": []}, "members"),
    ],
)
def test_a_group_has_a_name_a_purpose_and_people(table: DesignTable, facts: dict, field: str) -> None:
    with pytest.raises(Invalid) as refused:
        make_group(table, **facts)
    assert field in refused.value.fields


def test_a_group_is_made_of_who_sits_and_coordinated_by_one_of_them(table: DesignTable) -> None:
    with pytest.raises(Invalid) as refused:
        make_group(table, members=[{"organisation": lanterna(), "person": make_executive()}])
    assert "non siede a questo tavolo" in str(refused.value)
    with pytest.raises(Invalid) as refused:
        make_group(table, coordinator=make_legal_representative(passi()))
    assert "coordinator" in refused.value.fields


def test_two_open_groups_have_two_names_and_bodies_do_not_open_them(table: DesignTable) -> None:
    make_group(table)
    with pytest.raises(AlreadyDone):
        make_group(table, name="ACCOGLIENZA")
    with pytest.raises(NotAllowed):
        open_group(
            table=table,
            name="Altro",
            purpose="x",
            coordinator=sara(),
            members=[{"organisation": lanterna()}],
            by=make_legal_representative(lanterna()),
            at=CONVENED,
        )


def test_who_enters_is_told_who_leaves_is_convened_no_more(table: DesignTable) -> None:
    group = make_group(table)
    here = [{"organisation": lanterna(), "person": sara()}, {"organisation": passi()}]
    set_group_members(group=group, coordinator=sara(), members=here, by=make_officer(), at=CONVENED + DAY)
    people = [seat.organisation for seat in table.seats_at(CONVENED) if group.includes(seat)]
    assert casa() not in people
    assert passi() in people
    assert group.members.filter(left_at__isnull=False).count() == 1
    with pytest.raises(AlreadyDone):
        set_group_members(group=group, coordinator=sara(), members=here, by=make_officer(), at=CONVENED + DAY)


def test_a_group_closes_when_its_sessions_are_over_and_says_what_it_brings(table: DesignTable) -> None:
    group = make_group(table)
    session = convene(table, group, sara())
    with pytest.raises(WrongState) as refused:
        close_group(group=group, outcome="Il testo.", by=sara(), at=CONVENED)
    assert "è convocato" in str(refused.value)
    with pytest.raises(WrongState) as refused:
        close_group(group=group, outcome="Il testo.", by=sara(), at=FIRST_SESSION + DAY)
    assert "non è chiuso" in str(refused.value)
    Session.objects.filter(pk=session.pk).update(cancelled_at=CONVENED)
    with pytest.raises(Invalid):
        close_group(group=group, outcome=" ", by=sara(), at=CONVENED)
    closed = close_group(group=group, outcome="Il testo.", by=sara(), at=CONVENED)
    assert closed.closed_at == CONVENED
    with pytest.raises(WrongState):
        convene(table, WorkGroup.objects.get(), make_officer())


def test_a_table_does_not_conclude_on_a_group_at_work_nor_on_the_sessions_of_groups_alone(
    table: DesignTable,
) -> None:
    convene(table, make_group(table), sara())
    missing = missing_to_conclude(table, FIRST_SESSION + DAY)
    assert "Ci sono gruppi di lavoro da chiudere: Accoglienza." in missing
    assert "Il tavolo non si è ancora riunito." in missing
    make_session(table, starts_at=FIRST_SESSION + DAY)
    assert "Il tavolo non si è ancora riunito." not in missing_to_conclude(table, FIRST_SESSION + 2 * DAY)


def test_a_group_has_its_own_papers(table: DesignTable) -> None:
    group = make_group(table)
    paper = share_paper(
        table=table, group=group, title="Bozza", file=pdf(), by=make_legal_representative(casa()), at=CONVENED
    )
    assert (paper.group, paper.point, paper.organisation) == (group, None, casa())
