# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""`manage.py verify_register`: walk the whole register and say whether its chain holds."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from coprogettazione.records.queries import check_chain


class Command(BaseCommand):
    """Recompute every fingerprint; name the first entry that does not hold; end non-zero if one does not."""

    help = "Recompute the register's chain and name the first broken entry."

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
