# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""`manage.py erase_deleted TEXT --as EMAIL --decision "…"`: write the log of a shared text anew without what was deleted
(docs/shared-text.md).
"""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone
from django.utils.translation import gettext as _

from coprogettazione.parties.models import User
from coprogettazione.records.refusals import Refusal
from coprogettazione.tables.models import SharedText
from coprogettazione.tables.services import erase_deleted


class Command(BaseCommand):
    """With the rights of the person named: the register says that it was them, and by which decision."""

    help = "Erase for ever what was deleted from a shared text."

    def add_arguments(self, parser: CommandParser) -> None:
        """The text, who does it, by which decision of the controller."""
        parser.add_argument("text", type=int)
        parser.add_argument("--as", dest="email", required=True, help="e-mail of who may do it")
        parser.add_argument(
            "--decision", required=True, help="the decision of the controller: number and date"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Do it."""
        text = SharedText.objects.filter(pk=options["text"]).first()
        user = User.objects.filter(email=options["email"]).first()
        if text is None or user is None:
            raise CommandError(
                _("Non c’è un testo comune con questo numero, o una persona con questo indirizzo.")
            )
        try:
            rows = erase_deleted(text=text, decision=options["decision"], by=user, at=timezone.now())
        except Refusal as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(_("Fatto: %(n)s righe sono diventate una.") % {"n": rows})
