# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""`manage.py export_dossier CODE --as EMAIL [--to FILE]`: the whole dossier as a ZIP, for one of its readers.

An agreement that no call leads to is called "accordo-" and its number, as in its address.
"""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone
from django.utils.translation import gettext as _

from coprogettazione.agreements.models import Agreement
from coprogettazione.calls.models import Call
from coprogettazione.parties.models import User
from coprogettazione.records.refusals import Refusal
from workflows.dossier_agreements import AGREEMENT_PREFIX
from workflows.dossier_zip import folder_of, reader_of, take_out


class Command(BaseCommand):
    """Does what the page does, with the rights of the person named: the register says that it was them."""

    help = "Write a whole dossier as a ZIP with its index of fingerprints."

    def add_arguments(self, parser: CommandParser) -> None:
        """The dossier, who reads it, where it is written."""
        parser.add_argument("code")
        parser.add_argument("--as", dest="email", required=True, help="e-mail of who may read the dossier")
        parser.add_argument("--to", type=Path, help="the file to write (default: fascicolo-CODE.zip, here)")

    def handle(self, *args: Any, **options: Any) -> None:
        """Write it aside and put it in its place when it is whole."""
        code: str = options["code"]
        number = code.removeprefix(AGREEMENT_PREFIX)
        dossier: Call | Agreement | None = Call.objects.filter(code=code).first()
        if dossier is None and number != code and number.isdigit():
            dossier = Agreement.objects.filter(pk=number).first()
        user = User.objects.filter(email=options["email"]).first()
        if dossier is None or user is None:
            raise CommandError(
                _("Non c’è un fascicolo con questa sigla, o una persona con questo indirizzo.")
            )
        at = timezone.now()
        target: Path = options["to"] or Path(f"{folder_of(reader_of(dossier, user, at))}.zip")
        aside = target.with_name(f".{target.name}.part")
        try:
            pieces = take_out(dossier, by=user, at=at)
        except Refusal as refusal:
            raise CommandError(str(refusal)) from refusal
        try:
            with aside.open("xb") as out:
                for piece in pieces:
                    out.write(piece)
            aside.replace(target)
        finally:
            aside.unlink(missing_ok=True)
        self.stdout.write(
            _("Scritto %(file)s, %(size)s byte.") % {"file": target, "size": target.stat().st_size}
        )
