# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The difficult moments of a procedure, told as chronicles: done again on an empty database, and kept whole."""

import json
from collections.abc import Callable
from datetime import date, datetime
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from coprogettazione.applications.models import Application, ApplicationState, Member
from coprogettazione.calls.models import Call, CallState
from coprogettazione.evaluation.models import Committee, Draw
from coprogettazione.evaluation.queries import admissions, ranking, seats_of
from coprogettazione.records.models import Entry
from coprogettazione.tables.models import Seat
from tests.factories.calls import ROME
from tests.factories.chronicles import CASES, FOLDER, printed
from tests.factories.collegial_chronicle import DISSENT, NOT_TOLD
from tests.stages import staged
from workflows.engine import sweep

pytestmark = pytest.mark.django_db
STORIES = [name for name in CASES if name != "base"]
AFTERWARDS = datetime(2026, 6, 1, 9, 0, tzinfo=ROME)


@staged
def the_community() -> None:
    """People, bodies, plan."""
    call_command("replay", FOLDER / "base.json", stdout=StringIO())


def told(name: str) -> Call:
    """The call of a case, when its chronicle was done."""
    the_community()
    call_command("replay", FOLDER / f"{name}.json", stdout=StringIO())
    return Call.objects.get()


def states(call: Call) -> list[str]:
    return list(Application.objects.filter(call=call).order_by("pk").values_list("state", flat=True))


def deserted(call: Call) -> None:
    assert call.state == CallState.DESERTED
    assert states(call) == []


def all_excluded(call: Call) -> None:
    assert call.state == CallState.ALL_EXCLUDED
    assert states(call) == [ApplicationState.EXCLUDED] * 2


def drawn(call: Call) -> None:
    draw = Draw.objects.get(committee__call=call)
    rows = ranking(call)
    assert [row.application.registry_number for row in rows] == [row["registry_number"] for row in draw.order]
    assert [(row.position, row.total) for row in rows] == [(1, 75), (2, 75)]


def recused(call: Call) -> None:
    assert call.state == CallState.EVALUATION
    old, new = Committee.objects.filter(call=call).order_by("pk")
    assert old.ended_at is not None
    assert [str(seat.user) for seat in seats_of(new)] == ["Ugo Bassi", "Ivo Sarti", "Lea Donati"]


def extended(call: Call) -> None:
    assert call.state == CallState.ADMISSIBILITY
    assert call.deadline == datetime(2026, 3, 6, 12, 0, tzinfo=ROME)
    assert states(call) == [ApplicationState.RECEIVED]


def bodies_inside(call: Call) -> list[str]:
    inside = Member.objects.filter(application__call=call, left_at__isnull=True).order_by("position", "pk")
    return [member.organisation.known_as for member in inside]


def gone_before(call: Call) -> None:
    assert call.state == CallState.ADMITTED
    assert bodies_inside(call) == ["La Lanterna"]


def replaced_after(call: Call) -> None:
    assert call.state == CallState.TABLE_OPEN
    assert bodies_inside(call) == ["La Lanterna", "Il Ponte"]
    assert all(m.confirmed_at for m in Member.objects.filter(application__call=call, left_at__isnull=True))


def divided(call: Call) -> None:
    assert call.state == CallState.ADMITTED
    rows = ranking(call)
    assert [(r.application.lot.code, r.position, str(r.total)) for r in rows] == [  # type: ignore[union-attr]
        ("1", 1, "75.00"),
        ("2", 1, "75.00"),
        ("2", 2, "50.00"),
    ]
    assert [str(a.outcome) for a in admissions(call)] == ["ADMITTED", "ADMITTED", "LAPSED"]
    assert call.papers.get(kind="ADMISSION_ACT").data["without_partner"] == ["3. Dispensa solidale"]


def excluded_afterwards(call: Call) -> None:
    assert call.state == CallState.TABLE_OPEN
    assert states(call) == [ApplicationState.EXCLUDED, ApplicationState.ADMITTED]
    assert [str(a.outcome) for a in admissions(call)] == ["LAPSED", "ADMITTED"]
    seats = Seat.objects.filter(table__call=call, kind="PARTNER").order_by("pk")
    assert [(s.organisation.known_as, s.valid_to) for s in seats] == [
        ("Casa Aperta", date(2026, 4, 26)),
        ("Il Ponte", None),
    ]
    act = call.papers.get(number="70/2026")
    assert "contratto" in act.data["reasons"]
    assert "contratto" not in str(act.public_data)


def scored_together(call: Call) -> None:
    assert [(row.position, row.total) for row in ranking(call)] == [(1, 75), (2, 50)]
    first, second, last = call.papers.filter(kind="MINUTES").order_by("pk")
    assert first.data["approved_on"] is not None
    assert second.data["approved_on"] is None
    told_of = {item["title"]: item.get("rows") for item in second.data["items"]}
    assert told_of["Posizioni dei componenti"][1] == f"Casa Aperta: Chiara Galli dissente: {DISSENT}"
    assert told_of["Chiusura del verbale"] == ["Chiara Galli non ha approvato e non ha detto perché."]
    assert [row["name"] for row in second.data["signatures"]] == ["Anna Riva", "Luca Moretti", "Irene Sala"]
    [later] = next(i["rows"] for i in last.data["items"] if i["title"] == "Dissensi sui verbali già chiusi")
    assert later.endswith(NOT_TOLD)


ENDS: dict[str, Callable[[Call], None]] = {
    "deserta": deserted,
    "tutti-esclusi": all_excluded,
    "parita-sorteggio": drawn,
    "astensione": recused,
    "proroga": extended,
    "recesso-prima": gone_before,
    "recesso-dopo": replaced_after,
    "per-temi": divided,
    "esclusa-dopo": excluded_afterwards,
    "collegiale": scored_together,
}


@pytest.mark.parametrize("name", STORIES)
def test_a_case_ends_as_told_its_register_holds_and_time_changes_nothing_of_it(name: str) -> None:
    call = told(name)
    ENDS[name](call)
    call_command("verify_register", stdout=StringIO())
    sweep(AFTERWARDS)
    call.refresh_from_db()
    ENDS[name](call)
    call_command("verify_register", stdout=StringIO())


@pytest.mark.parametrize("name", STORIES)
def test_one_byte_changed_in_the_register_of_a_case_is_named(name: str) -> None:
    told(name)
    entry = Entry.objects.filter(case_file__isnull=False).order_by("-seq")[0]
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute(
            "UPDATE coprogettazione_entry SET payload_hash = overlay(payload_hash placing"
            " (CASE WHEN left(payload_hash, 1) = '0' THEN '1' ELSE '0' END) from 1 for 1) WHERE seq = %s",
            [entry.seq],
        )
        cursor.execute("SET LOCAL session_replication_role = origin")
    with pytest.raises(CommandError, match=rf"alla voce {entry.seq}: il contenuto è cambiato"):
        call_command("verify_register", stdout=StringIO())


@pytest.mark.parametrize("name", list(CASES))
def test_the_file_of_a_case_is_what_is_written_from_the_demo(name: str) -> None:
    assert (FOLDER / f"{name}.json").read_text() == printed(name), "python -m tests.factories.chronicles"


def test_every_refusal_told_in_a_case_gives_its_reason() -> None:
    files: list[Path] = sorted(FOLDER.glob("*.json"))
    assert [file.stem for file in files] == sorted(CASES)
    deeds = [step for file in files for step in json.loads(file.read_text())["deeds"]]
    refused = [step["expect"]["refused"] for step in deeds if "expect" in step]
    assert len(refused) >= 11
    assert all(refused)
