# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Check that every kept file is still what it was when it arrived."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from coprogettazione.documents.queries import check_files


class Command(BaseCommand):
    """Read every file again and compare fingerprints; end non-zero when one differs or is missing."""

    help = "Recompute the SHA-256 of every kept file and name those that changed or are missing."

    def handle(self, *args: Any, **options: Any) -> None:
        """Print the outcome."""
        check = check_files()
        for stored, found in check.changed:
            said = _("è cambiato") if found else _("manca")
            self.stderr.write(f"file {stored.pk} «{stored.name}» ({stored.sha256[:12]}): {said}")
        if check.changed:
            words = _("%(changed)s file su %(files)s non sono più quelli arrivati.")
            raise CommandError(words % {"changed": len(check.changed), "files": check.files})
        self.stdout.write(_("%(files)s file controllati: sono quelli arrivati.") % {"files": check.files})
