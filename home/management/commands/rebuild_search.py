# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""`manage.py rebuild_search`: read every public thing again, as after a restore or a change of what is searched."""

from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction

from home.search.following import rebuild


class Command(BaseCommand):
    """One transaction: whoever searches meanwhile finds what was there before."""

    help = "Write the search index again, from the public facts."

    def handle(self, *args: Any, **options: Any) -> None:
        """Write it, and say how many things are found."""
        with transaction.atomic():
            count = rebuild()
        self.stdout.write(f"{count} things are found.")
