# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The pages of a table over HTTP: writing without a script, refusals in place, what is shown to whom, queries."""

from datetime import datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from coprogettazione.parties.models import User
from coprogettazione.tables.models import DesignTable
from coprogettazione.tables.services import save_chapter
from tests.factories.calls import make_officer
from tests.factories.parties import make_ets, make_legal_representative
from tests.factories.tables import (
    OPENED,
    WRITTEN,
    casa,
    lanterna,
    make_admitted_call,
    passi,
    person_of,
    text_in,
    write_budget,
)

pytestmark = pytest.mark.django_db

CODE = "PIS-2026"


def signed_in(person: User) -> Client:
    """A browser in which a person has signed in."""
    client = Client()
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    return client


def page(name: str, *args: Any) -> str:
    """An address of the table."""
    return reverse(f"tables:{name}", args=args)


def at(instant: datetime) -> Any:
    """The clock of the server."""
    return time_machine.travel(instant, tick=False)


def written(response: Any) -> str:
    """What the page says."""
    return str(response.content.decode())


def test_a_visitor_is_asked_to_sign_in(table: DesignTable) -> None:
    assert Client().get(page("project", CODE)).status_code == 302


def test_a_stranger_reads_why_the_table_is_closed_to_them(table: DesignTable) -> None:
    with at(WRITTEN):
        response = signed_in(make_legal_representative(make_ets("ets3"))).get(page("project", CODE))
    assert response.status_code == 403
    assert "Questo tavolo è riservato a chi ci siede" in written(response)


def test_each_passage_carries_the_mark_of_who_wrote_it(table: DesignTable) -> None:
    chapter = table.chapters.get(code="azioni")
    save_chapter(chapter=chapter, text="Uno.", by=make_officer(), at=WRITTEN)
    giulia = make_legal_representative(casa())
    save_chapter(chapter=chapter, text="Uno. Due.", by=giulia, at=WRITTEN)
    with at(WRITTEN):
        client = signed_in(giulia)
        shown = written(client.get(page("chapter", CODE, "azioni")))
        hidden = written(client.get(page("chapter", CODE, "azioni") + "?autori=no"))
    assert '<span class="a-0">Uno.</span>' in shown
    assert '<span class="a-3">Due.</span>' in shown
    assert "a-3" not in hidden


def test_without_a_script_a_chapter_is_written_as_plain_text_and_joined(table: DesignTable) -> None:
    sara, marco = person_of(lanterna(), "Sara", "Benedetti"), make_legal_representative(passi())
    chapter = table.chapters.get(code="azioni")
    save_chapter(chapter=chapter, text="Uno.\n\nFermo.\n\nDue.", by=sara, at=WRITTEN)
    address = page("write", CODE, "azioni")
    with at(WRITTEN + timedelta(minutes=5)):
        client = signed_in(marco)
        offered = client.get(address).context["form"].initial
        assert offered == {"text": "Uno.\n\nFermo.\n\nDue.", "read_at": 1}
        save_chapter(
            chapter=chapter,
            text="Uno di Sara.\n\nFermo.\n\nDue.",
            by=sara,
            at=WRITTEN + timedelta(minutes=4),
        )
        sent = client.post(address, {"text": "Uno.\n\nFermo.\n\nDue di Marco.", "read_at": 1})
    assert sent.status_code == 302
    assert text_in(table) == "Uno di Sara.\n\nFermo.\n\nDue di Marco."


def test_a_text_too_long_is_given_back_whole(table: DesignTable) -> None:
    long = "x" * 60_001
    with at(WRITTEN):
        answer = signed_in(make_legal_representative(casa())).post(
            page("write", CODE, "azioni"), {"text": long, "read_at": 0}
        )
    assert answer.status_code == 422
    assert long in written(answer)


def test_a_listener_reads_and_cannot_write(table: DesignTable) -> None:
    from coprogettazione.tables.services import seat_delegate

    ponte = make_ets("ets3")
    listener = make_legal_representative(ponte)
    seat_delegate(
        table=table, organisation=ponte, user=listener, kind="LISTENER", by=make_officer(), at=WRITTEN
    )
    with at(WRITTEN):
        client = signed_in(listener)
        assert "Scrivi il capitolo" not in written(client.get(page("chapter", CODE, "azioni")))
        for address in (
            page("write", CODE, "azioni"),
            page("column", CODE, casa().pk),
            page("convene", CODE),
        ):
            assert client.get(address).status_code == 403
        assert client.post(page("write", CODE, "azioni"), {"text": "x", "read_at": "0"}).status_code == 409
    assert text_in(table) == ""


def column(*rows: dict[str, Any], initial: int = 0) -> dict[str, Any]:
    """A column as the browser sends it."""
    data: dict[str, Any] = {"lines-TOTAL_FORMS": len(rows), "lines-INITIAL_FORMS": initial}
    for number, row in enumerate(rows):
        data |= {f"lines-{number}-{name}": value for name, value in row.items()}
    return data


def test_a_column_is_written_in_italian_figures(table: DesignTable) -> None:
    with at(WRITTEN):
        response = signed_in(make_legal_representative(casa())).post(
            page("column", CODE, casa().pk),
            column(
                {"category": "A", "source": "PUBLIC", "amount": "12.000"},
                {"category": "K", "source": "", "amount": "1.250,50", "description": "sede"},
                {},
            ),
        )
    assert response.status_code == 302
    found = list(table.budget_lines.values_list("category", "source", "amount"))
    assert [(c, s, str(a)) for c, s, a in found] == [("A", "PUBLIC", "12000.00"), ("K", "IN_KIND", "1250.50")]


def test_a_row_that_is_not_finished_is_shown_again_with_what_is_missing(table: DesignTable) -> None:
    with at(WRITTEN):
        response = signed_in(make_legal_representative(casa())).post(
            page("column", CODE, casa().pk), column({"description": "sede", "amount": "tanto"})
        )
    assert response.status_code == 422
    said = written(response)
    assert "Scegli la voce" in said
    assert "sede" in said
    assert "tanto" in said
    assert not table.budget_lines.exists()


def test_a_line_changed_meanwhile_is_not_overwritten_and_what_was_typed_stays(table: DesignTable) -> None:
    write_budget(table)
    line = table.budget_lines.filter(organisation=casa(), category="A", source="PUBLIC").get()
    type(line).objects.filter(pk=line.pk).update(version=2, amount="31000.00")
    with at(WRITTEN):
        response = signed_in(make_legal_representative(casa())).post(
            page("column", CODE, casa().pk),
            column(
                {"line": line.pk, "version": 1, "category": "A", "source": "PUBLIC", "amount": "33.333"},
                initial=1,
            ),
        )
    assert response.status_code == 409
    assert "ora è 31.000" in written(response)
    assert "33.333" in written(response)
    line.refresh_from_db()
    assert line.amount == 31000


def test_the_plan_says_whether_it_balances(table: DesignTable) -> None:
    write_budget(table)
    with at(WRITTEN):
        said = written(signed_in(make_officer()).get(page("budget", CODE)))
    assert "I conti tornano." in said
    assert "192.000\u00a0€" in said
    assert "(massimo 7\u00a0%)" in said


def test_the_officer_opens_the_table_with_the_outline_of_the_chapters() -> None:
    call = make_admitted_call()
    client = signed_in(make_officer())
    address = reverse("deed", args=[CODE, "open_table", call.pk])
    with at(OPENED):
        assert "Traccia: Il bisogno" in written(client.get(address))
        refused = client.post(address, {"max_delegates": "0", "chapter_bisogno": "214 richieste urgenti."})
        assert refused.status_code == 422
        assert "214 richieste urgenti." in written(refused)
        sent = client.post(
            address,
            {"max_delegates": "3", "chapter_bisogno": "214 richieste urgenti.", "chapter_azioni": " "},
        )
    assert sent.status_code == 302
    table = DesignTable.objects.get(call=call)
    assert text_in(table, "bisogno") == "214 richieste urgenti."
    assert text_in(table, "azioni") == ""
