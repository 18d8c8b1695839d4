# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""``manage.py load_boundaries FILE --source "ISTAT, CC-BY 3.0"``: the boundaries of our comuni, for the map."""

import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from coprogettazione.parties.models import Comune
from home.boundaries import features
from home.models import ComuneOutline
from home.models.edition import new_edition


class Command(BaseCommand):
    """Read a GeoJSON file, all of it or nothing."""

    help = (
        "Load the boundaries of the comuni of the site from a GeoJSON file (longitude and latitude), for the map of "
        "the district. A comune is known by its ISTAT code, one without code by its name; others are left out."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """The file, and whom the map must name."""
        parser.add_argument("file", type=Path)
        parser.add_argument(
            "--source", required=True, help="whose boundaries they are, and under which licence"
        )

    @transaction.atomic
    def handle(self, *_args: Any, **options: Any) -> None:
        """Store what is ours, say what is missing.

        Raises:
            CommandError: the file cannot be read, or holds no boundary of ours.
        """
        try:
            read = list(features(json.loads(options["file"].read_text(encoding="utf-8"))))
        except (OSError, ValueError, AttributeError, IndexError, TypeError) as error:
            raise CommandError(f"{options['file']}: {error}") from error
        by_code = {code: rings for code, _name, rings in read if code}
        by_name = {name.casefold(): rings for _code, name, rings in read if name}
        missing, loaded = [], 0
        for comune in Comune.objects.filter(districts__isnull=False).distinct():
            rings = by_code.get(comune.istat) if comune.istat else by_name.get(comune.name.casefold())
            if rings is None:
                missing.append(comune.name)
                continue
            facts = {"rings": rings, "source": options["source"]}
            ComuneOutline.objects.update_or_create(comune=comune, defaults=facts)
            loaded += 1
        if not loaded:
            raise CommandError(f"{options['file']}: none of the comuni of the site is in it")
        new_edition()
        self.stdout.write(f"{loaded} boundaries loaded.")
        if missing:
            self.stdout.write(f"Without boundary, so the map stays schematic: {', '.join(missing)}.")
