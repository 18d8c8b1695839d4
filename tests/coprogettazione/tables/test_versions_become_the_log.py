# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""A platform that kept numbered versions of each chapter: they become the log of the shared text, with their authors."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.urls import reverse

from coprogettazione.notifications.models import Message
from coprogettazione.tables.models import Chapter, ChapterAgreement, DesignTable
from coprogettazione.tables.queries import chapters_of
from coprogettazione.tables.queries.project import authorship_of, project_text
from coprogettazione.tables.queries.shared_text import read_text
from tests.factories.tables import WRITTEN, casa, lanterna, make_table, person_of, text_in

pytestmark = pytest.mark.django_db(transaction=True)
BEFORE = [("coprogettazione", "0018_incontri")]


@pytest.fixture
def migrations() -> Iterator[MigrationExecutor]:
    """The migrations, brought back to the last whatever happens."""
    yield MigrationExecutor(connection)
    executor = MigrationExecutor(connection)
    executor.migrate(executor.loader.graph.leaf_nodes())


def test_what_was_kept_reads_the_same_under_the_same_names(migrations: Any) -> None:
    table = make_table()
    sara, giulia = person_of(lanterna(), "Sara", "Benedetti"), person_of(casa(), "Giulia", "Ferri")
    text = project_text(table)
    text.clients.all().delete()
    text.writers.all().delete()
    text.delete()
    migrations.migrate(BEFORE)
    old = migrations.loader.project_state(BEFORE).apps
    kept = old.get_model("coprogettazione", "ChapterVersion")
    chapter = old.get_model("coprogettazione", "Chapter").objects.get(table_id=table.pk, code="azioni")
    for number, (who, body, words) in enumerate(
        (
            (sara, lanterna(), "# Le sere\n\nTre sere."),
            (giulia, casa(), "# Le sere\n\nTre sere.\n\nDue posti."),
        ),
        1,
    ):
        chapter.current = kept.objects.create(
            chapter=chapter,
            number=number,
            author_id=who.pk,
            organisation_id=body.pk,
            saved_at=WRITTEN + timedelta(hours=number),
            text=words,
        )
    chapter.save()
    old.get_model("coprogettazione", "ChapterAgreement").objects.create(
        version=chapter.current, organisation_id=casa().pk, person_id=giulia.pk, agreed_at=WRITTEN
    )
    old.get_model("coprogettazione", "ChapterDraft").objects.create(
        chapter=chapter, author_id=giulia.pk, base_version=2, text="Tre posti?", saved_at=WRITTEN
    )
    executor = MigrationExecutor(connection)
    executor.migrate(executor.loader.graph.leaf_nodes())
    table = DesignTable.objects.get(pk=table.pk)
    assert text_in(table) == "# Le sere\n\nTre sere.\n\nDue posti."
    assert authorship_of(read_text(project_text(table)))["azioni"] == [
        [lanterna().pk, len("Le sere\nTre sere.\n")],
        [casa().pk, len("Due posti.\n")],
    ]
    stage = next(s for s in chapters_of(table, WRITTEN) if s.chapter.code == "azioni")
    assert stage.agreed == [casa()]
    assert ChapterAgreement.objects.get().chapter == Chapter.objects.get(table=table, code="azioni")
    (message,) = Message.objects.filter(key__startswith="chapter_draft:")
    assert (message.recipient, message.subject) == (
        giulia,
        "Quello che avevi scritto e non salvato: capitolo «Le azioni»",
    )
    assert message.body.endswith("\n\nTre posti?")
    assert message.link == reverse("tables:chapter", args=["PIS-2026", "azioni"])
