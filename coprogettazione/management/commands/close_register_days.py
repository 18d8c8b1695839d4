# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""`manage.py close_register_days`: close the days of the public register that are over, and ask for their timestamps."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone
from django.utils.translation import gettext as _

from coprogettazione.records.public.days import close_days
from coprogettazione.records.public.stamping import request_stamps


class Command(BaseCommand):
    """What the sweep does after midnight, now; safe to run beside it."""

    help = "Close the days of the public register that are over and ask for their timestamps."

    def handle(self, *args: Any, **options: Any) -> None:
        """Close and ask; one line for each day, one for the timestamps."""
        now = timezone.now()
        closed = close_days(now)
        for day in closed:
            words = _("%(day)s: %(count)s voci, impronta %(hash)s.")
            self.stdout.write(words % {"day": day.day, "count": day.entries, "hash": day.hash})
        had = request_stamps(now)
        words = _("Giorni chiusi ora: %(closed)s; marche temporali arrivate ora: %(had)s.")
        self.stdout.write(words % {"closed": len(closed), "had": had})
