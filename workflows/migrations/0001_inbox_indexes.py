# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Indexes that Viewflow does not bring: the inbox, the terms and the dossier stay quick at a million tasks."""

from typing import ClassVar

from django.db import migrations

INDEXES = {
    "desk_of_person": "viewflow_task (owner_id, scheduled) WHERE status IN ('NEW', 'ASSIGNED')",
    "desk_of_seat": "viewflow_task (owner_permission_obj_pk, owner_permission) WHERE owner_id IS NULL AND status = 'NEW'",
    "terms_due": "viewflow_task (scheduled) WHERE flow_task_type = 'TIMER' AND status = 'SCHEDULED'",
    "processes_of_row": "viewflow_process (artifact_object_id, artifact_content_type_id)",
    "processes_of_dossier": "viewflow_process (seed_object_id, seed_content_type_id)",
}


class Migration(migrations.Migration):
    """Plain SQL: the tables are Viewflow's."""

    dependencies: ClassVar = [("viewflow", "0015_task_scheduled")]
    operations: ClassVar = [
        migrations.RunSQL(f"CREATE INDEX {name} ON {what}", f"DROP INDEX {name}") for name, what in INDEXES.items()
    ]
