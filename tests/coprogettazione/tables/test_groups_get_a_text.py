# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""A platform whose working groups had no text: each gets its own, empty."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from coprogettazione.tables.models import SharedText, WorkGroup
from coprogettazione.tables.services import close_group, write_group_text
from tests.coprogettazione.tables.test_group_text import says
from tests.coprogettazione.tables.test_groups import make_group, sara
from tests.factories.tables import CONVENED, WRITTEN, make_table

pytestmark = pytest.mark.django_db(transaction=True)
BEFORE = [("coprogettazione", "0023_adozione")]


@pytest.fixture
def migrations() -> Iterator[MigrationExecutor]:
    """The migrations, brought back to the last whatever happens."""
    yield MigrationExecutor(connection)
    executor = MigrationExecutor(connection)
    executor.migrate(executor.loader.graph.leaf_nodes())


def test_each_group_open_or_closed_has_its_text(migrations: Any) -> None:
    table = make_table()
    closed = close_group(group=make_group(table), outcome="Niente.", by=sara(), at=CONVENED)
    group = make_group(table)
    SharedText.objects.filter(group__isnull=False).delete()
    migrations.migrate(BEFORE)
    executor = MigrationExecutor(connection)
    executor.migrate(executor.loader.graph.leaf_nodes())
    found = SharedText.objects.filter(kind="GROUP").values_list("group_id", "table_id", "opened_at")
    assert list(found) == [(one.pk, table.pk, CONVENED) for one in (closed, group)]
    group = WorkGroup.objects.get(pk=group.pk)
    write_group_text(group=group, text="Uno.", by=sara(), at=WRITTEN)
    assert says(group) == "Uno."
