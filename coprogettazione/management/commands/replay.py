# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""`manage.py replay FILE [--until INSTANT] [--explain]`: do a chronicle (docs/chronicle.md)."""

from datetime import datetime
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone
from django.utils.translation import gettext as _

from coprogettazione.notifications.services import without_mail
from coprogettazione.records.chronicle import ChronicleFault, Outcome, read_chronicle, replay


class Command(BaseCommand):
    """One line per deed; ends non-zero, with nothing written, at the first that does not go as expected."""

    help = "Do the deeds of a chronicle, all or nothing; --explain does the same without writing."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the file, an optional last instant, and whether to write."""
        parser.add_argument("file", type=Path)
        parser.add_argument("--until", type=_instant, help="last instant to do, for example 2026-03-31T12:00")
        parser.add_argument("--explain", action="store_true", help="print the same, write nothing")

    def handle(self, *args: Any, **options: Any) -> None:
        """Read, check, do."""
        outcomes: list[Outcome] = []

        def tell(outcome: Outcome) -> None:
            outcomes.append(outcome)
            self.stdout.write(line_of(outcome))

        try:
            chronicle = read_chronicle(options["file"])
            self.stdout.write(chronicle.title)
            with without_mail():
                replay(chronicle, until=options["until"], rehearse=options["explain"], tell=tell)
        except ChronicleFault as fault:
            raise CommandError(
                _("%(fault)s. Nulla è stato scritto.") % {"fault": str(fault).rstrip(".")}
            ) from fault
        said = _("Prova riuscita: %(count)s atti, nulla è stato scritto.")
        done = _("Fatto: %(count)s atti.")
        self.stdout.write((said if options["explain"] else done) % {"count": len(outcomes)})


def _instant(text: str) -> datetime:
    """An instant; without a time zone it is Rome's."""
    instant = datetime.fromisoformat(text)
    return instant if instant.tzinfo is not None else timezone.make_aware(instant)


def line_of(outcome: Outcome) -> str:
    """Instant, actor, deed, outcome: the line of one deed."""
    at = timezone.localtime(outcome.step.at).strftime("%d/%m/%Y %H:%M:%S")
    what = _("accettato") if outcome.refusal is None else _("rifiutato: %(why)s") % {"why": outcome.refusal}
    return f"{at} · {outcome.actor} · {outcome.step.deed.name} · {what}"
