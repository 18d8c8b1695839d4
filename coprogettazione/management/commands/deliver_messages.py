# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Hand the e-mails of the outbox to the mail server."""

import time
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone
from django.utils.translation import gettext as _

from coprogettazione.notifications.services import deliver_due


class Command(BaseCommand):
    """Deliver what is due; several may run at once, and one may be stopped at any moment."""

    help = "Deliver the e-mails that are due. --loop keeps delivering."

    def add_arguments(self, parser: CommandParser) -> None:
        """Once, or again and again."""
        parser.add_argument("--loop", action="store_true", help="keep going, looking every --every seconds")
        parser.add_argument("--every", type=float, default=15.0, help="seconds between two looks (15)")

    def handle(self, *args: Any, **options: Any) -> None:
        """Deliver until nothing is due; with --loop, wait and look again."""
        while True:
            done = deliver_due(at=timezone.now())
            if done.sent or done.failed:
                words = _("Consegnati al server di posta: %(sent)s; non riusciti: %(failed)s.")
                self.stdout.write(words % {"sent": done.sent, "failed": done.failed})
                continue
            if done.stopped:
                words = _("Il server di posta non risponde: %(error)s") % {"error": done.stopped}
                if not options["loop"]:
                    raise CommandError(words)
                self.stderr.write(words)
            if not options["loop"]:
                return
            time.sleep(options["every"])
