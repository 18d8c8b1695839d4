# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""`manage.py draw --verify FILE|CALL`: hold a public draw again and say whether it comes out the same."""

import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from coprogettazione.evaluation.models import Draw
from coprogettazione.evaluation.queries import check_document, check_draw


class Command(BaseCommand):
    """From a published file, with nothing else; or from the code of a call, and then the register must say the
    same. Ends non-zero when it does not come out.
    """

    help = "Recompute a public draw (docs/draw.md) from its published file or from a call's code."

    def add_arguments(self, parser: CommandParser) -> None:
        """What to verify."""
        parser.add_argument(
            "--verify", metavar="FILE|CALL", required=True, help="a JSON file, or a call's code"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Recompute and print one line."""
        what = options["verify"]
        path = Path(what)
        fault = _of_file(path) if path.is_file() else _of_call(what)
        if fault:
            raise CommandError(_("Il sorteggio non torna: %(why)s.") % {"why": fault})
        self.stdout.write(_("Il sorteggio torna: %(what)s.") % {"what": what})


def _of_file(path: Path) -> str:
    try:
        said = json.loads(path.read_text())
    except (OSError, UnicodeDecodeError, json.JSONDecodeError) as fault:
        raise CommandError(_("Il file non si legge: %(why)s") % {"why": fault}) from fault
    if not isinstance(said, dict):
        raise CommandError(_("Il file non è un sorteggio."))
    return check_document(said)


def _of_call(code: str) -> str:
    draws = Draw.objects.filter(committee__call__code__iexact=code).select_related("committee__call")
    draw = draws.order_by("-held_at").first()
    if draw is None:
        raise CommandError(
            _("«%(what)s» non è un file né la sigla di un avviso in cui si è tenuto un sorteggio.")
            % {"what": code}
        )
    return check_draw(draw)
