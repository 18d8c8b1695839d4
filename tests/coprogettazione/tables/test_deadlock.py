# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Suspension, the path of a deadlock, no agreement (domain.md §2.4)."""

from datetime import timedelta
from typing import Any

import pytest

from coprogettazione.calls.models import Call, CallState
from coprogettazione.documents.models import Paper, PaperKind
from coprogettazione.records.refusals import Invalid, NotAllowed, Refusal, WrongState
from coprogettazione.tables.models import DesignTable
from coprogettazione.tables.services import (
    declare_no_agreement,
    record_positions,
    resume_table,
    save_chapter,
    suspend_table,
)
from coprogettazione.tables.services.closing import NotReady
from tests.factories.calls import make_executive, make_officer
from tests.factories.parties import make_legal_representative
from tests.factories.tables import (
    FINAL,
    WRITTEN,
    casa,
    lanterna,
    make_minutes,
    make_table,
    passi,
    text_in,
)

pytestmark = pytest.mark.django_db
END = FINAL + timedelta(hours=1)
DAY = timedelta(days=1)
ACT: dict[str, Any] = {"reasons": "Motivi.", "act_number": "60/2026", "act_date": FINAL.date()}


def again(table: DesignTable) -> DesignTable:
    """The table as it is in the database now."""
    return DesignTable.objects.get(pk=table.pk)


def state_of(table: DesignTable) -> str:
    """Where the procedure is."""
    return str(Call.objects.get(pk=table.call_id).state)


def test_a_suspended_table_is_read_and_not_written_until_it_resumes() -> None:
    table = make_table()
    suspend_table(table=table, reason_code="COURT_ORDER", by=make_executive(), at=WRITTEN, **ACT)
    assert state_of(table) == CallState.TABLE_SUSPENDED
    chapter = table.chapters.get(code="azioni")
    giulia = make_legal_representative(casa())
    with pytest.raises((NotAllowed, WrongState)):
        save_chapter(chapter=chapter, text="x", by=giulia, at=WRITTEN)
    resume_table(
        table=again(table), by=make_executive(), at=WRITTEN + DAY, **{**ACT, "act_number": "61/2026"}
    )
    assert state_of(table) == CallState.TABLE_OPEN
    chapter = type(chapter).objects.get(pk=chapter.pk)
    save_chapter(chapter=chapter, text="x", by=giulia, at=WRITTEN + 2 * DAY)
    assert text_in(table) == "x"
    acts = Paper.objects.filter(kind=PaperKind.EXECUTIVE_ACT, about_kind="designtable").order_by("pk")
    assert [act.number for act in acts] == ["60/2026", "61/2026"]


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"reason_code": "BORED"}, "reason_code"),
        ({"reasons": " "}, "reasons"),
        ({"act_number": " "}, "act_number"),
    ],
)
def test_a_suspension_is_a_reasoned_act(facts: dict, field: str) -> None:
    table = make_table()
    with pytest.raises(Invalid) as refused:
        suspend_table(
            table=table, by=make_executive(), at=WRITTEN, **{"reason_code": "DEADLOCK", **ACT, **facts}
        )
    assert field in refused.value.fields
    assert state_of(table) == CallState.TABLE_OPEN


def test_only_the_executive_suspends_and_resumes() -> None:
    table = make_table()
    with pytest.raises(NotAllowed):
        suspend_table(table=table, reason_code="DEADLOCK", by=make_officer(), at=WRITTEN, **ACT)
    with pytest.raises(NotAllowed) as refused:
        resume_table(table=table, by=make_executive(), at=WRITTEN, **ACT)
    assert str(refused.value) == "Il tavolo non è sospeso."


def positions() -> list[dict[str, Any]]:
    """What each partner holds."""
    return [
        {"organisation": o.pk, "text": f"{o.known_as} non accetta il riparto."}
        for o in (lanterna(), passi(), casa())
    ]


def test_a_deadlock_ends_only_after_the_extra_session_and_the_summary() -> None:
    table = make_table()
    with pytest.raises(NotReady) as refused:
        declare_no_agreement(table=table, by=make_executive(), at=WRITTEN, **ACT)
    assert refused.value.missing == ["Il tavolo va prima sospeso perché non trova un accordo, con un atto."]
    suspend_table(table=table, reason_code="DEADLOCK", by=make_executive(), at=WRITTEN, **ACT)
    with pytest.raises(NotReady) as refused:
        declare_no_agreement(table=again(table), by=make_executive(), at=WRITTEN + DAY, **ACT)
    assert refused.value.missing == [
        "Manca l’incontro straordinario per superare lo stallo, con il suo verbale chiuso.",
        "Nel riassunto del responsabile manca la posizione di: La Lanterna, Passi Insieme e Casa Aperta.",
    ]
    make_minutes(
        again(table), state="FROZEN", extraordinary=True, at=WRITTEN + DAY, starts_at=WRITTEN + 7 * DAY
    )
    record_positions(table=again(table), positions=positions(), by=make_officer(), at=WRITTEN + 9 * DAY)
    declare_no_agreement(table=again(table), by=make_executive(), at=WRITTEN + 10 * DAY, **ACT)
    assert state_of(table) == CallState.NO_AGREEMENT
    act = Paper.objects.filter(kind=PaperKind.EXECUTIVE_ACT, about_kind="designtable").latest("pk")
    assert "Casa Aperta non accetta il riparto." in str(act.data["premises"])


def test_positions_are_summed_up_only_in_a_deadlock_by_the_officer() -> None:
    table = make_table()
    with pytest.raises(NotAllowed):
        record_positions(table=table, positions=positions(), by=make_officer(), at=WRITTEN)
    suspend_table(table=table, reason_code="COURT_ORDER", by=make_executive(), at=WRITTEN, **ACT)
    with pytest.raises(WrongState):
        record_positions(table=again(table), positions=positions(), by=make_officer(), at=WRITTEN)


def test_a_position_belongs_to_a_body_that_sits() -> None:
    table = make_table()
    suspend_table(table=table, reason_code="DEADLOCK", by=make_executive(), at=WRITTEN, **ACT)
    for given in ([], [{"organisation": 999999, "text": "x"}], [{"organisation": casa().pk, "text": " "}]):
        with pytest.raises(Refusal):
            record_positions(table=again(table), positions=given, by=make_officer(), at=WRITTEN)
