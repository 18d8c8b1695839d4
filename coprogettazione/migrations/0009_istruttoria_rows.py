# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What was asked becomes one row for each gap; a reserve that named no day is due on the day it was made."""

from django.db import migrations


def gaps(apps, schema_editor):
    """One gap for each line of a request, under the item that requests were asked for: the annexes."""
    request, gap = (apps.get_model("coprogettazione", name) for name in ("CureRequest", "CureGap"))
    gap.objects.bulk_create(
        gap(cure=cure, number=number, item="ATTACHMENTS", words=words)
        for cure in request.objects.all()
        for number, words in enumerate(cure.items, 1)
    )


def reserves(apps, schema_editor):
    """The event is what the reasons said."""
    application = apps.get_model("coprogettazione", "Application")
    for row in application.objects.filter(state="RESERVED", reserve_event=""):
        row.reserve_event = (row.reasons or "riserva")[:300]
        row.reserve_until = row.decided_at.date()
        row.save(update_fields=["reserve_event", "reserve_until"])


class Migration(migrations.Migration):

    dependencies = [
        ("coprogettazione", "0008_istruttoria"),
    ]

    operations = [
        migrations.RunPython(gaps, migrations.RunPython.noop),
        migrations.RunPython(reserves, migrations.RunPython.noop),
    ]
