# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The rows of the search, read by the hundred thousand when a word is everywhere: what is counted and ranked stays in
the row, the texts lie outside of it (a third less to read). The order of the latest has its index.
"""

from django.db import migrations, models

READ_OFTEN = ("head", "themes", "comuni", "bodies")


def _storage(kind: str) -> str:
    return ", ".join(f"ALTER COLUMN {column} SET STORAGE {kind}" for column in READ_OFTEN)


class Migration(migrations.Migration):
    dependencies = [("home", "0003_search_and_alerts")]

    operations = [
        migrations.AddIndex(
            model_name="findable",
            index=models.Index(
                models.OrderBy(models.F("published_at"), descending=True, nulls_last=True),
                models.OrderBy(models.F("id"), descending=True),
                name="findable_newest",
            ),
        ),
        migrations.RunSQL(
            f"ALTER TABLE home_findable {_storage('MAIN')}, SET (toast_tuple_target = 128)",
            f"ALTER TABLE home_findable {_storage('EXTENDED')}, RESET (toast_tuple_target)",
        ),
        # The rows that are there are written again, each in the new shape.
        migrations.RunSQL("CLUSTER home_findable USING home_findable_pkey", migrations.RunSQL.noop),
    ]
