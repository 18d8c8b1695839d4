# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Long names and many bodies stay on the page: nothing is drawn over the margin."""

import io
from typing import Any

import pytest
from pypdf import PdfReader

from coprogettazione.documents.documents import READ, render, render_page
from tests.coprogettazione.documents.conftest import NOON
from tests.coprogettazione.documents.samples import SAMPLES

A4_POINTS, MARGIN = 595.3, 70.8


def right_edge(pdf: bytes) -> float:
    """How far to the right text begins, in points."""
    edges = [0.0]

    def seen(text: str, _cm: Any, matrix: Any, _font: Any, _size: Any) -> None:
        if text.strip():
            edges.append(float(matrix[4]))

    for page in PdfReader(io.BytesIO(pdf)).pages:
        page.extract_text(visitor_text=seen)
    return max(edges)


def many(count: int) -> dict[str, Any]:
    return {
        "columns": [f"Associazione di volontariato numero {n}" for n in range(count)],
        "rows": [
            {"label": label, "amounts": ["123456.00"] * count, "total": "1234567.00"}
            for label in ("Contributo pubblico", "Denaro proprio", "Volontari (stima)")
        ],
        "totals": ["370368.00"] * count,
        "total": "9999999.00",
    }


@pytest.mark.parametrize("count", [1, 5, 6, 12, 40])
def test_a_matrix_of_any_number_of_bodies_stays_between_the_margins(count: int) -> None:
    pdf = render("d9", {**SAMPLES["d9"], "matrix": many(count)}, at=NOON, standards=READ)
    assert right_edge(pdf) < A4_POINTS - MARGIN
    page = render_page("d9", {**SAMPLES["d9"], "matrix": many(count)})
    table = next(t for t in page.find("table") if "Importi in euro" in t.words)
    assert len(next(table.find("tr")).content) == (5 if count > 5 else count + 2)
    assert table.words.count("Associazione") == count


@pytest.mark.parametrize("name", ["d2", "d6", "d7", "d9", "d12"])
def test_a_word_longer_than_its_cell_is_broken(name: str) -> None:
    long = "Precipitevolissimevolmente" * 8

    def stretched(value: Any) -> Any:
        match value:
            case dict():
                return {key: stretched(item) for key, item in value.items()}
            case list():
                return [stretched(item) for item in value]
            case str() if len(value) > 12 and " " in value:
                return long
        return value

    facts = {
        key: stretched(value) if isinstance(value, list) else value for key, value in SAMPLES[name].items()
    }
    pdf = render(name, facts, at=NOON, standards=READ)
    assert right_edge(pdf) < A4_POINTS - MARGIN
