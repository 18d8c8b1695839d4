# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Having files scanned: asked when a file arrives, done by the sweep, so that a slow engine stops nobody."""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from coprogettazione.documents.models import Scan, ScanState, StoredFile
from coprogettazione.documents.services.antivirus import EngineSilent, engine
from coprogettazione.records.deeds import Act, deed
from coprogettazione.records.sealing import SealLost

logger = logging.getLogger(__name__)
#: After how many silences the file is said to be not checked (it goes on being tried, every hour).
ATTEMPTS = 5
#: How long a claim lasts: whoever is killed while the engine looks leaves the file to the next sweep.
CLAIM = timedelta(minutes=5)
AGAIN = timedelta(hours=1)

#: Who tells people of an infected file: later chapters know whom, and say so once, when they are loaded.
Teller = Callable[[StoredFile, datetime], None]
TELLERS: list[Teller] = []


def tells_of_infections(tell: Teller) -> Teller:
    """Be called, inside the deed, with a file in which a harmful program was found."""
    if tell not in TELLERS:
        TELLERS.append(tell)
    return tell


def ask_scan(file: StoredFile, *, at: datetime) -> Scan:
    """Ask for a file to be scanned; without an engine, say that it is not."""
    state = ScanState.PENDING if settings.CLAMD else ScanState.UNAVAILABLE
    return Scan.objects.create(file=file, state=state, asked_at=at, not_before=at)


def scan_due(*, at: datetime, limit: int = 20) -> int:
    """Scan what waits, at most `limit` files; returns how many answers came. Many workers may do it at once.

    Each file is claimed in a short transaction, looked at with no lock held, then its answer is written.
    """
    scanner = engine()
    if scanner is None:
        return 0
    answered = 0
    for _turn in range(limit):
        scan = _claim(at)
        if scan is None:
            break
        try:
            with scan.file.content.open("rb") as content:
                answer = scanner.look(content)
        except (SealLost, OSError) as closed:
            logger.warning("file %s cannot be read: %s", scan.file_id, closed)
            _not_scanned(scan)
            continue
        except EngineSilent as silence:
            logger.warning("file %s not scanned: %s", scan.file_id, silence)
            _not_scanned(scan)
            # The others wait for the next sweep: an engine that is silent for one would hold up all that follows.
            break
        if answer.found:
            report_infected(file=scan.file, engine=answer.engine, found=answer.found[:200], by=None, at=at)
        else:
            Scan.objects.filter(pk=scan.pk).exclude(state=ScanState.INFECTED).update(
                state=ScanState.CLEAN, engine=answer.engine, ended_at=at
            )
        answered += 1
    return answered


@deed(on="file", says=_("ha trovato un programma dannoso in un file"))
def report_infected(
    act: Act, *, file: StoredFile, engine: str, found: str, by: Any, at: datetime
) -> StoredFile:
    """Enter what the antivirus found: from now on the file is handed over to nobody."""
    Scan.objects.update_or_create(
        file=file,
        defaults={"state": ScanState.INFECTED, "engine": engine, "found": found, "ended_at": at},
        create_defaults={
            "state": ScanState.INFECTED,
            "engine": engine,
            "found": found,
            "ended_at": at,
            "asked_at": at,
        },
    )
    for tell in TELLERS:
        tell(file, at)
    return file


def _claim(at: datetime) -> Scan | None:
    waiting = Q(state=ScanState.PENDING) | Q(state=ScanState.UNAVAILABLE)
    with transaction.atomic():
        due = Scan.objects.filter(waiting, not_before__lte=at).order_by("not_before", "pk")
        scan = due.select_for_update(skip_locked=True, of=("self",)).select_related("file").first()
        if scan is None:
            return None
        scan.attempts = min(scan.attempts + 1, 1000)
        scan.not_before = at + (CLAIM if scan.attempts < ATTEMPTS else AGAIN)
        scan.save(update_fields=["attempts", "not_before"])
    return scan


def _not_scanned(scan: Scan) -> None:
    if scan.attempts >= ATTEMPTS:
        Scan.objects.filter(pk=scan.pk, state=ScanState.PENDING).update(state=ScanState.UNAVAILABLE)
