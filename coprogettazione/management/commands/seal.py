# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""`manage.py seal rotate|check`: the keys of the sealed applications (docs/sealing.md)."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from coprogettazione.applications.models import Submission
from coprogettazione.applications.queries import fingerprint
from coprogettazione.documents.services.arriving import rewrap_arriving
from coprogettazione.records.models import CallKey, ContentKey
from coprogettazione.records.sealing import SealLost
from coprogettazione.records.sealing.rotation import keys_that_do_not_open, rotate_call_keys


class Command(BaseCommand):
    """Both may be run at any time, beside the server; they end non-zero when a key does not open."""

    help = "rotate: close every key under the newest of SEAL_KEYS. check: see that every key and text opens."

    def add_arguments(self, parser: CommandParser) -> None:
        """What to do."""
        parser.add_argument("what", choices=["rotate", "check"])

    def handle(self, *args: Any, what: str, **options: Any) -> None:
        """Do it."""
        if what == "rotate":
            self._rotate()
        else:
            self._check()

    def _rotate(self) -> None:
        done = rotate_call_keys()
        files = rewrap_arriving()
        words = _(
            "Chiavi passate alla più nuova: %(moved)s; già sotto la più nuova: %(already)s; file in arrivo: %(files)s."
        )
        self.stdout.write(words % {"moved": done.moved, "already": done.already, "files": files})
        for key in done.lost:
            self.stderr.write(_("La chiave dell’avviso %(call)s non si apre.") % {"call": key.case_file.code})
        if done.lost:
            raise CommandError(
                _("%(n)s chiavi non si aprono: non togliere quelle vecchie.") % {"n": len(done.lost)}
            )

    def _check(self) -> None:
        broken = 0
        for key in keys_that_do_not_open():
            broken += 1
            words = _("Avviso %(call)s: la chiave %(key)s non si apre.")
            self.stderr.write(words % {"call": key.call_key.case_file.code, "key": key.pk.hex})
        read = 0
        submissions = Submission.objects.filter(application__key__destroyed_at__isnull=True)
        for submission in submissions.select_related("application").order_by("pk").iterator(chunk_size=100):
            read += 1
            try:
                whole = fingerprint(submission.snapshot) == submission.content_hash
            except SealLost:
                continue  # its key was named above
            if not whole:
                broken += 1
                words = _("La domanda %(number)s non corrisponde alla sua impronta.")
                self.stderr.write(words % {"number": submission.registry_number})
        if broken:
            raise CommandError(_("%(n)s cose non si aprono o non corrispondono.") % {"n": broken})
        words = _(
            "Avvisi con chiave: %(calls)s; domande con chiave: %(keys)s; invii riletti: %(read)s. Tutto si apre."
        )
        counts = {"calls": CallKey.objects.count(), "keys": ContentKey.objects.count(), "read": read}
        self.stdout.write(words % counts)
