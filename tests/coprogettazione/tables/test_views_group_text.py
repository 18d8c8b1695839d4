# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The page of a working group: its text in the editor or as plain words, who is in it, its way into the project."""

from datetime import timedelta
from typing import Any

import pytest

from coprogettazione.tables.models import DesignTable, WorkGroup
from coprogettazione.tables.queries.groups import group_text
from coprogettazione.tables.services import close_group, share_paper, write_group_text
from tests.coprogettazione.tables.test_convening import pdf
from tests.coprogettazione.tables.test_group_text import giulia, marco, says, write
from tests.coprogettazione.tables.test_groups import convene, make_group, sara
from tests.coprogettazione.tables.test_views_sessions import CODE, at, page, signed_in, written
from tests.factories.calls import make_officer
from tests.factories.parties import make_ets, make_legal_representative
from tests.factories.tables import CONVENED, WRITTEN, make_auditor, text_in

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def group(table: DesignTable) -> WorkGroup:
    """Sara Benedetti for La Lanterna, and the whole of Casa Aperta."""
    return make_group(table)


def test_the_text_is_in_the_editor_beside_who_is_in_the_group(group: WorkGroup) -> None:
    write(group)
    convene(group.table, group, sara())
    text = group_text(group)
    with at(WRITTEN + timedelta(hours=1)):
        client = signed_in(giulia())
        here = page("group", CODE, group.pk)
        assert f'href="{here}"' in written(client.get(page("groups", CODE)))
        said = written(client.get(here))
    assert f'data-enter="{page("enter", text.pk)}"' in said
    assert f'data-authors="{page("authors", text.pk, "testo")}"' in said
    assert f'data-images="{page("pictures", CODE)}"' in said
    assert "table.js" in said
    assert '<span class="a-3' in said
    legend = said.partition("data-authors-legend")[2].partition("</p>")[0]
    assert ("Casa Aperta" in legend, "Passi Insieme" in legend) == (True, False)
    for words in ("Preparare il capitolo delle azioni.", "tutto l’ente", "Incontro 1", "dodici"):
        assert words in said
    assert page("write_group_text", CODE, group.pk) in said
    assert page("bring_in_group_text", CODE, group.pk) not in said


def test_the_colours_can_be_put_away(group: WorkGroup) -> None:
    write(group)
    with at(WRITTEN + DAY):
        client = signed_in(make_auditor())
        shown = written(client.get(page("group", CODE, group.pk)))
        plain = written(client.get(page("group", CODE, group.pk), {"autori": "no"}))
    assert "Chi ha scritto:" in shown
    assert "Mostra chi ha scritto" in plain
    assert "data-editor" not in shown


def test_who_is_not_in_the_group_reads_and_whoever_does_not_sit_is_refused(group: WorkGroup) -> None:
    write(group)
    with at(WRITTEN + DAY):
        reader = signed_in(marco())
        said = written(reader.get(page("group", CODE, group.pk)))
        assert "Si entra dalle 20 alle 22." in said
        assert page("write_group_text", CODE, group.pk) not in said
        refused = reader.get(page("write_group_text", CODE, group.pk))
        assert refused.status_code == 403
        assert "scrive chi ne fa parte" in written(refused)
        assert reader.get(page("bring_in_group_text", CODE, group.pk)).status_code == 403
        outside = signed_in(make_legal_representative(make_ets("ets3")))
        assert outside.get(page("group", CODE, group.pk)).status_code == 403
        assert reader.get(page("group", CODE, group.pk + 100)).status_code == 404


def test_it_is_written_as_plain_words_and_two_at_once_are_joined(group: WorkGroup) -> None:
    address = page("write_group_text", CODE, group.pk)
    write_group_text(group=group, text="Uno.\n\nDue.", by=sara(), at=WRITTEN)
    with at(WRITTEN + DAY):
        client = signed_in(giulia())
        answer = client.get(address)
        assert "Il testo del gruppo «Accoglienza»" in written(answer)
        form = answer.context["form"]
        assert form["text"].value() == "Uno.\n\nDue."
        sent = {"text": "Uno.\r\n\r\nDue.\r\n\r\nTre.", "read_at": form["read_at"].value()}
        write_group_text(group=group, text="Zero.\n\nUno.\n\nDue.", by=sara(), at=WRITTEN + DAY)
        answer = client.post(address, sent)
        assert (answer.status_code, answer["Location"]) == (302, page("group", CODE, group.pk))
        refused = client.post(address, {"text": "x"})
        assert refused.status_code == 422
    assert says(group) == "Zero.\n\nUno.\n\nDue.\n\nTre."


def test_who_keeps_the_table_brings_it_into_a_chapter(group: WorkGroup) -> None:
    with at(WRITTEN + DAY):
        officer = signed_in(make_officer())
        here, address = page("group", CODE, group.pk), page("bring_in_group_text", CODE, group.pk)
        empty = written(officer.get(here))
        assert "Il gruppo non ha ancora scritto niente." in empty
        assert address not in empty
        write(group)
        assert address in written(officer.get(here))
        assert "In quale capitolo" in written(officer.get(address))
        assert officer.post(address, {"chapter": ""}).status_code == 422
        chosen = {"chapter": group.table.chapters.get(code="azioni").pk}
        answer = officer.post(address, chosen)
        assert (answer.status_code, answer["Location"]) == (302, here)
        again = officer.post(address, chosen)
        assert again.status_code == 422
        assert "è già in questo capitolo" in written(again)
    assert text_in(group.table, "azioni").endswith("Si entra dalle 20 alle 22.")


def test_a_closed_group_has_no_editor_and_leads_to_the_project(group: WorkGroup) -> None:
    write(group)
    with at(WRITTEN + DAY):
        officer = signed_in(make_officer())
        answer = officer.post(page("close_group", CODE, group.pk), {"outcome": "Il testo."}, follow=True)
        said = written(answer)
    assert "Gruppo di lavoro chiuso." in said
    assert "I posti letto sono dodici." in said
    assert page("bring_in_group_text", CODE, group.pk) in said
    assert "data-editor" not in said
    assert "table.js" not in said
    assert page("close_group", CODE, group.pk) not in said


def test_a_closed_group_that_wrote_nothing_says_so(group: WorkGroup) -> None:
    close_group(group=group, outcome="Niente.", by=sara(), at=WRITTEN)
    with at(WRITTEN + DAY):
        said = written(signed_in(marco()).get(page("group", CODE, group.pk)))
    assert "Il gruppo non ha ancora scritto niente." in said


@pytest.mark.parametrize("rows", [1, 3])
def test_the_page_of_a_group_asks_the_same_whatever_it_has(
    group: WorkGroup, rows: int, django_assert_num_queries: Any
) -> None:
    for number in range(rows):
        share_paper(table=group.table, group=group, file=pdf(), by=sara(), at=CONVENED)
        convene(group.table, group, make_officer())
        write_group_text(
            group=group,
            text="\n\n".join(f"Passo {n}." for n in range(number + 1)),
            by=(sara(), giulia(), make_officer())[number],
            at=WRITTEN + timedelta(minutes=number),
        )
    client = signed_in(make_officer())
    with at(WRITTEN + DAY), django_assert_num_queries(15):
        assert client.get(page("group", CODE, group.pk)).status_code == 200
