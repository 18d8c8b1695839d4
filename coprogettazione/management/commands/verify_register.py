# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""`manage.py verify_register`: walk the whole register and say whether its chain holds."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from coprogettazione.records.public.checking import check_public
from coprogettazione.records.queries import check_chain


class Command(BaseCommand):
    """Recompute every fingerprint, then the public lines and roots; name the first entry that does not hold, and end
    non-zero if one does not.
    """

    help = "Recompute the register's chain, its public lines and roots, and name the first broken entry."

    def handle(self, *args: Any, **options: Any) -> None:
        """Check and print one line."""
        check = check_chain()
        if not check.holds:
            words = _(
                "La catena si interrompe alla voce %(seq)s: %(reason)s. Le %(good)s voci precedenti tengono."
            )
            raise CommandError(
                words % {"seq": check.broken_seq, "reason": check.reason, "good": check.entries}
            )
        self.stdout.write(_("La catena è integra: %(count)s voci controllate.") % {"count": check.entries})
        public = check_public()
        if not public.holds:
            words = _("Il registro pubblico non corrisponde alla voce %(seq)s: %(reason)s.")
            raise CommandError(words % {"seq": public.broken_seq, "reason": public.reason})
        self.stdout.write(_("Il registro pubblico corrisponde: %(count)s righe.") % {"count": public.entries})
