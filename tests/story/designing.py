# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""April and May: the table. Four sessions, one text written by many, one budget that adds up."""

from collections import defaultdict
from typing import Any

from coprogettazione.tables.models import DesignTable
from tests.factories.tables import text_in
from tests.story.case import Case
from tests.story.meeting import CALL, go_on, opens_a_chapter, sits_down, writes_a_chapter


def the_table_opens(case: Case) -> None:
    """The officer opens it; the outline that was annexed to the avviso becomes the first text."""
    opening = case.next("open_table")
    opening.who.takes_up("Apri il tavolo")
    opening.who.does("Apri il tavolo", {}, "Fatto, ed è nel registro", facilitator=case.body("paolo").pk)
    opening.who.follows("Torna al fascicolo")
    opening.who.follows("Tavolo", "La Lanterna", "Passi Insieme", "Casa Aperta")
    for chapter in opening["chapters"]:
        opens_a_chapter(opening.who, chapter["code"])
        opening.who.does("Salva il capitolo", text=chapter["text"])
    case.paolo.at_the_desk()
    case.paolo.follows("Tavoli")
    case.paolo.follows(CALL)
    case.citizen.reads("/tavoli/")
    case.citizen.follows(CALL)


def the_lead_seats_a_colleague(case: Case) -> None:
    seat = case.next("seat_delegate")
    sits_down(seat.who, "Chi siede")
    seat.who.does(
        "Dai il posto",
        {},
        "Sara Benedetti",
        organisation=case.body(seat.body).pk,
        email=case.email(seat["user"]),
        kind=seat["kind"],
    )
    assert case.pietro.tries("/tavolo/PIS-2026/").status == 403


def two_write_the_same_chapter(case: Case) -> None:
    """Giulia began on the text that Marco changes meanwhile: what each wrote is there, nobody has to join anything."""
    go_on(case, "save_chapter")
    writes_a_chapter(case, case.next("save_chapter"))
    case.clock(case.upcoming_at)
    opens_a_chapter(case.giulia, "azioni")
    marco = case.next("save_chapter")
    writes_a_chapter(case, marco)
    whole = case.next("save_chapter")
    marcos = marco["text"].split("\n\n")[2:4]
    assert len(marcos) == 2
    hers = whole["text"].replace("\n\n".join(marcos), "Azione 2. Un’unità di strada.")
    whole.who.does("Salva il capitolo", text=hers)
    assert text_in(DesignTable.objects.get(call__code="PIS-2026")) == whole["text"]


def each_fills_in_its_own_column(case: Case) -> None:
    """And the matrix adds up: 180,000 of grant, 12,000 of their own money, 24,000 of estimates."""
    columns: dict[str, list[dict[str, Any]]] = defaultdict(list)
    while case.upcoming == "set_budget_line":
        line = case.next("set_budget_line")
        columns[line.body].append(
            {name: line[name] for name in ("category", "source", "amount", "description")}
        )
    writers = {"ets1": case.sara, "ets2": case.marco, "ets4": case.giulia}
    for body, lines in columns.items():
        sits_down(writers[body], "Piano economico")
        writers[body].reads(
            next(u for _w, u in writers[body].page.links if u.endswith(f"/piano/{case.body(body).pk}/"))
        )
        writers[body].fills_rows("Salva la colonna", {"lines": lines})
    case.elena.at_the_desk()
    sits_down(case.elena, "Piano economico")
    case.elena.sees("192.000", "180.000", "12.000", "24.000")


def the_officer_cannot_conclude_yet(case: Case) -> None:
    case.elena.at_the_desk()
    sits_down(case.elena, "Incontri e compiti")
    case.elena.reads("/tavolo/PIS-2026/concludi/", "prima di concludere")


def the_table_concludes(case: Case) -> None:
    end = case.next("conclude_table")
    sits_down(end.who, "Incontri e compiti")
    end.who.follows("Concludi il tavolo")
    form = end.who.page.form("Concludi il tavolo")[0].offers()
    typed = {name: end[name] for name in form if name in end.facts}
    end.who.does("Concludi il tavolo", typed)
    case.citizen.reads("/tavoli/")


def tell(case: Case) -> None:
    """In order."""
    the_table_opens(case)
    the_lead_seats_a_colleague(case)
    two_write_the_same_chapter(case)
    go_on(case, "set_budget_line")
    the_officer_cannot_conclude_yet(case)
    each_fills_in_its_own_column(case)
    go_on(case, "conclude_table")
    the_table_concludes(case)
