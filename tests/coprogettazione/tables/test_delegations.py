# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Written delegations: who gives them, what they open, the roll call and the minutes."""

from datetime import timedelta
from typing import Any

import pytest

from coprogettazione.records.refusals import AlreadyDone, Invalid, NotAllowed, Refusal, WrongState
from coprogettazione.records.rights import may
from coprogettazione.tables.documents import minutes_facts
from coprogettazione.tables.models import Delegation, DesignTable, Minutes, Session
from coprogettazione.tables.queries import tables_visible_to
from coprogettazione.tables.services import (
    delegate_for_session,
    draft_minutes,
    record_attendance,
    revoke_delegation,
)
from tests.coprogettazione.tables.test_convening import invitation, mail_of, pdf
from tests.factories.calls import make_officer
from tests.factories.parties import make_legal_representative, make_user
from tests.factories.tables import (
    CONVENED,
    FIRST_END,
    FIRST_SESSION,
    POINTS,
    casa,
    lanterna,
    make_session,
    passi,
    person_of,
)

pytestmark = pytest.mark.django_db
SECOND = timedelta(seconds=1)
DAY = timedelta(days=1)


@pytest.fixture
def session(table: DesignTable) -> Session:
    """A session to come."""
    return make_session(table)


def delegate(session: Session, person: Any, **facts: Any) -> Delegation:
    """Casa Aperta sends somebody."""
    said = {"organisation": casa(), "text": "Delego a votare.", "at": CONVENED, **facts}
    return delegate_for_session(
        session=session, delegate=person, **said, by=make_legal_representative(casa())
    )


def test_a_delegate_without_a_seat_is_told_reads_the_table_and_is_in_the_roll_call_and_in_the_minutes(
    session: Session,
) -> None:
    nora = person_of(casa(), "Nora", "Serra")
    assert session.table not in tables_visible_to(nora, CONVENED)
    delegate(session, nora, file=pdf("delega.pdf"))
    assert invitation(mail_of("delegated", nora))[0]["METHOD"] == "REQUEST"
    assert session.table in tables_visible_to(nora, FIRST_SESSION + DAY - SECOND)
    assert session.table not in tables_visible_to(nora, FIRST_SESSION + DAY)
    record_attendance(
        session=session,
        attendance=[{"person": make_officer().pk}, {"person": nora.email}],
        by=make_officer(),
        at=FIRST_SESSION,
    )
    assert casa() in session.organisations_present()
    minutes = draft_minutes(
        session=session, ended_at=FIRST_END, points=POINTS, by=make_officer(), at=FIRST_END
    )
    facts = minutes_facts(minutes, public=False)
    president = make_legal_representative(casa())
    row = next(r for r in facts["present"] if r["organisation"] == casa().known_as)
    assert row["people"] == [f"Nora Serra (per delega di {president})"]
    assert facts["delegations"][0].startswith(f"{president}, per {casa().known_as}, delega Nora Serra")
    public = minutes_facts(Minutes.objects.get(), public=True)
    assert "Nora" not in str(public)


def test_only_who_represents_the_body_delegates_and_only_its_own_people(session: Session) -> None:
    nora = person_of(casa(), "Nora", "Serra")
    for by, person, kind in (
        (make_legal_representative(lanterna()), nora, NotAllowed),
        (make_officer(), nora, NotAllowed),
        (make_legal_representative(casa()), make_user("Nicola", "Nessuno"), Invalid),
        (make_legal_representative(casa()), person_of(lanterna(), "Sara", "Benedetti"), Invalid),
    ):
        with pytest.raises(kind):
            delegate_for_session(
                session=session,
                organisation=casa(),
                delegate=person,
                text="Delego.",
                by=by,
                at=CONVENED,
            )


def test_one_delegation_at_a_time_taken_back_until_the_session_begins(session: Session) -> None:
    given = delegate(session, person_of(casa(), "Nora", "Serra"))
    with pytest.raises(AlreadyDone):
        delegate(session, person_of(casa(), "Ivo", "Riva"))
    president = make_legal_representative(casa())
    with pytest.raises(Refusal):
        revoke_delegation(delegation=given, by=make_legal_representative(passi()), at=CONVENED)
    with pytest.raises(WrongState):
        revoke_delegation(delegation=given, by=president, at=FIRST_SESSION)
    revoke_delegation(delegation=given, by=president, at=FIRST_SESSION - SECOND)
    assert delegate(session, person_of(casa(), "Ivo", "Riva")).delegate.first_name == "Ivo"


def test_no_delegation_without_words_nor_for_a_session_that_is_over(session: Session) -> None:
    nora = person_of(casa(), "Nora", "Serra")
    with pytest.raises(Invalid):
        delegate(session, nora, text=" ")
    Session.objects.filter(pk=session.pk).update(ended_at=FIRST_END)
    with pytest.raises(WrongState):
        delegate(session, nora, at=FIRST_END)


def test_when_the_body_leaves_the_table_its_delegate_is_no_longer_expected(session: Session) -> None:
    nora = person_of(casa(), "Nora", "Serra")
    delegate(session, nora)
    session.table.seats.filter(organisation=casa()).update(valid_to=CONVENED.date())
    session = Session.objects.get(pk=session.pk)
    rows = record_attendance(
        session=session, attendance=[{"person": make_officer().pk}], by=make_officer(), at=FIRST_SESSION
    )
    assert nora not in [row.person for row in rows]
    assert not may(nora, "read_table", session.table, CONVENED + DAY)
