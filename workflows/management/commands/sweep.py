# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""`manage.py sweep [--loop]`: do what time asks, close the days of the public register, have files scanned, drop what
nobody finished, keep the readings of the shared texts, deliver what waits.
"""

import signal
import threading
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import InterfaceError, OperationalError, connections
from django.utils import timezone

from coprogettazione.agreements.services import watch_agreements
from coprogettazione.calls.services import lapse_overdue_access
from coprogettazione.documents.services import scan_due, sweep_arriving
from coprogettazione.evaluation.services import remind_of_committee_minutes
from coprogettazione.monitoring.services import flag_late
from coprogettazione.notifications.services import deliver_due
from coprogettazione.notifications.subscriptions import write_due
from coprogettazione.records.public.days import close_days
from coprogettazione.records.public.stamping import request_stamps
from coprogettazione.tables.services import keep_texts, remind_of_sessions
from workflows.engine import sweep


class Command(BaseCommand):
    """Idempotent: run it from cron every minute, or leave it running beside the server; a database that goes
    away and comes back does not end it.
    """

    help = "Close due terms, flag what is late, scan files, drop unfinished uploads, deliver queued messages."

    def add_arguments(self, parser: CommandParser) -> None:
        """`--loop` goes on until stopped; `--every` is the pause in seconds."""
        parser.add_argument("--loop", action="store_true")
        parser.add_argument("--every", type=float, default=10.0)

    def handle(self, *args: Any, **options: Any) -> None:
        """Sweep once, or until a signal comes."""
        if not options["loop"]:
            self._sweep()
            return
        stop = threading.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: stop.set())
        while True:
            try:
                self._sweep()
            except (OperationalError, InterfaceError) as error:
                self.stderr.write(f"{timezone.now():%F %T} the database does not answer: {error}")
            # The next round takes a connection that has been looked at: a server may have started again.
            connections.close_all()
            if stop.wait(options["every"]):
                return

    def _sweep(self) -> None:
        now = timezone.now()
        done = sweep(now) + flag_late(at=now) + lapse_overdue_access(at=now)
        done += watch_agreements(at=now)
        remind_of_committee_minutes(at=now)
        remind_of_sessions(at=now)
        write_due(now)
        delivery = deliver_due(at=now)
        if done or delivery.sent or delivery.failed:
            self.stdout.write(f"{now:%F %T} deeds {done}, messages {delivery.sent}, failed {delivery.failed}")
        keep_texts(now)
        close_days(now)
        request_stamps(now)
        # Last: an antivirus may take its time.
        dropped, scanned = sweep_arriving(now), scan_due(at=now)
        if scanned or dropped:
            self.stdout.write(f"{now:%F %T} files scanned {scanned}, unfinished uploads dropped {dropped}")
