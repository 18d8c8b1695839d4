# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What everybody may read of a table."""

from datetime import timedelta

import pytest

from coprogettazione.tables.queries import table_for_page
from tests.factories.calls import make_call
from tests.factories.tables import WRITTEN, make_minutes, make_session, make_table, write_project

pytestmark = pytest.mark.django_db


def test_the_public_page_shows_bodies_sessions_minutes_and_stage_without_people() -> None:
    table = make_table()
    make_minutes(table, state="FROZEN")
    make_session(table, starts_at=WRITTEN + timedelta(days=9), at=WRITTEN, link="https://video.example.it/x")
    write_project(table)
    page = table_for_page(table.call, WRITTEN)
    assert page is not None
    assert [p.organisation.known_as for p in page.places] == [
        "Ambito di Valdora",
        "La Lanterna",
        "Passi Insieme",
        "Casa Aperta",
    ]
    assert all(not place.people for place in page.places)
    assert [(s.number, s.shape, s.minutes is not None) for s in page.sessions] == [
        (1, "done", True),
        (2, "now", False),
    ]
    assert page.next is not None
    assert page.next.number == 2
    assert [shape for _title, shape in page.chapters].count("now") == 6
    assert "video.example.it" not in repr(page.sessions)


def test_a_call_without_a_table_has_no_page() -> None:
    assert table_for_page(make_call(), WRITTEN) is None
