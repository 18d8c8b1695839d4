# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What is printed is what runs."""

from pathlib import Path

import pytest

from coprogettazione.records.deeds import DEEDS
from workflows.book import lifecycles, procedure_pages, rights_pages
from workflows.engine import procedures, steps_by_deed


@pytest.mark.parametrize(
    ("page", "printed"), [("procedimento.md", procedure_pages), ("diritti.md", rights_pages)]
)
def test_the_printed_page_is_what_the_code_says(page, printed, repository: Path):
    written = (repository / "docs" / page).read_text()
    assert written == printed(), "the code has changed: run make book and read the difference"


def test_every_step_of_a_flow_waits_for_a_deed_that_exists():
    assert [name for name in steps_by_deed() if name not in DEEDS] == []


def test_every_flow_starts_with_a_deed_that_exists():
    assert [p.__name__ for p in procedures() if not set(p.started_by) <= set(DEEDS)] == []
    assert all(p.started_by for p in procedures())


def test_every_node_has_an_italian_title():
    untitled = [
        f"{procedure.__name__}.{node.name}"
        for procedure in procedures()
        for node in procedure.instance.nodes()
        if str(node.task_title) == node.name.replace("_", " ").title()
    ]
    assert untitled == []


def test_the_printed_procedure_says_no_english_docstring():
    printed = procedure_pages()
    said = [kind.__name__ for kind in [*procedures(), *lifecycles()] if str(kind.__doc__).strip() in printed]
    assert said == []
    assert "## Avviso e procedura\n\nRegole del 2026, versione 1.\n" in printed
