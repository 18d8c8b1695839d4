# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Check that every kept file is still what it was when it arrived."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from coprogettazione.documents.models import StoredFile
from coprogettazione.documents.queries import check_files
from coprogettazione.records.sealing import SealLost


class Command(BaseCommand):
    """Read every file again and compare fingerprints; end non-zero when one differs or is missing."""

    help = "Recompute the SHA-256 of every kept file and name those that changed or are missing."

    def handle(self, *args: Any, **options: Any) -> None:
        """Print the outcome."""
        check = check_files()
        for stored, found in check.changed:
            said = _("è cambiato") if found else _("manca")
            self.stderr.write(f"file {stored.pk} «{_name_of(stored)}» ({stored.sha256[:12]}): {said}")
        for stored in check.closed:
            said = _("è sigillato e la sua chiave non si apre")
            self.stderr.write(f"file {stored.pk} ({stored.sha256[:12]}): {said}")
        if check.changed:
            words = _("%(changed)s file su %(files)s non sono più quelli arrivati.")
            raise CommandError(words % {"changed": len(check.changed), "files": check.files})
        if check.closed:
            words = _("%(closed)s file su %(files)s sono sigillati e non si aprono: vedi docs/sealing.md.")
            raise CommandError(words % {"closed": len(check.closed), "files": check.files})
        self.stdout.write(_("%(files)s file controllati: sono quelli arrivati.") % {"files": check.files})


def _name_of(stored: StoredFile) -> str:
    try:
        return stored.name
    except SealLost:
        return "?"
