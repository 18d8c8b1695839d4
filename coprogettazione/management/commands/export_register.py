# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""`manage.py export_register FILE`: write the public register, or its days alone, to a file (docs/register.md)."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from coprogettazione.records.public.export import in_pieces, register_lines, root_lines


class Command(BaseCommand):
    """The same bytes as the site gives to anybody, in constant memory."""

    help = "Write the public register to a file. --roots writes the days alone."

    def add_arguments(self, parser: CommandParser) -> None:
        """Where, and how much."""
        parser.add_argument("file", type=Path)
        parser.add_argument("--roots", action="store_true", help="the days alone, with their fingerprints")

    def handle(self, *args: Any, **options: Any) -> None:
        """Write it whole: a file that was begun and not ended is not left under that name."""
        file: Path = options["file"]
        unfinished = file.with_name(f"{file.name}.part")
        try:
            with unfinished.open("wb") as out:
                for piece in in_pieces(root_lines() if options["roots"] else register_lines()):
                    out.write(piece)
            unfinished.replace(file)
        except OSError as fault:
            raise CommandError(_("Il file non si scrive: %(why)s") % {"why": fault}) from fault
        self.stdout.write(_("Scritto %(file)s: %(size)s byte.") % {"file": file, "size": file.stat().st_size})
