# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""`manage.py keep_texts`: keep the readings of the shared texts and join the old rows of their logs, now."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone
from django.utils.translation import gettext as _

from coprogettazione.tables.services import keep_texts


class Command(BaseCommand):
    """What `sweep` does at every round, for who wants to see it done; may be run at any time, beside the server."""

    help = "Keep the readings of the shared texts and join the old rows of their logs."

    def handle(self, *args: Any, **options: Any) -> None:
        """Do it."""
        self.stdout.write(_("Testi comuni riletti o riordinati: %(n)s.") % {"n": keep_texts(timezone.now())})
