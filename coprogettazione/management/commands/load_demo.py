# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""`manage.py load_demo`: a district, seven third-sector bodies, procedures in different states."""

from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from allauth.account.models import EmailAddress
from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _

from coprogettazione import records
from coprogettazione.calls.models import Call
from coprogettazione.evaluation.services import remind_of_committee_minutes
from coprogettazione.notifications.services import without_mail
from coprogettazione.parties.models import User
from coprogettazione.parties.queries import demo_accounts
from coprogettazione.records.chronicle import ChronicleFault, read_chronicle, replay
from coprogettazione.records.chronicle.moving import moved
from coprogettazione.tables.services import remind_of_sessions

CHRONICLES = Path(str(records.__file__)).parent / "chronicles"
#: The day on which the chronicles are told: on it every procedure stands where the demo wants it.
TOLD_ON = date(2026, 11, 20)
#: The file of each procedure and its code; the first one also makes the district and its bodies.
PROCEDURES = (
    ("pis-2026", "PIS-2026"),
    ("doposcuola-2026", "DOPOSCUOLA-2026"),
    ("trasporto-2026", "TRASPORTO-2026"),
    ("dispensa-2026", "DISPENSA-2026"),
    ("anziani-2027", "ANZIANI-2027"),
)
ADMINISTRATOR = "amministrazione@valdora.example.it"


class Command(BaseCommand):
    """Replays the chronicles up to now, moved by whole weeks; what is already here stays as it is."""

    help = "Load the demo: procedures in different states, people to sign in as. Only where DEMO is set."

    def handle(self, *args: Any, **options: Any) -> None:
        """Load what is missing, then say whom one can sign in as."""
        if not settings.DEMO:
            raise CommandError(_("La dimostrazione si carica solo dove l’impostazione DEMO è accesa."))
        now = timezone.now()
        # Whole weeks: a Wednesday stays a Wednesday.
        days = (timezone.localdate(now) - TOLD_ON).days // 7 * 7
        for name, code in PROCEDURES:
            if Call.objects.filter(code=code).exists():
                continue
            try:
                chronicle = read_chronicle(CHRONICLES / f"{name}.json", change=partial(moved, days=days))
                with without_mail():
                    replay(chronicle, until=now)
            except ChronicleFault as fault:
                raise CommandError(f"{name}.json, {fault}") from fault
            state = Call.objects.get(code=code).get_state_display()
            self.stdout.write(f"  {chronicle.title} → {state}")
        # What the sweep would tell first is told here: the demo writes to nobody.
        with without_mail():
            remind_of_committee_minutes(at=now)
            remind_of_sessions(at=now)
        self._open_doors()
        self._tell_doors()

    def _open_doors(self) -> None:
        """Give the demo's password and a confirmed address to who holds a role, and make an administrator."""
        if not User.objects.filter(email=ADMINISTRATOR).exists():
            User.objects.create_superuser(ADMINISTRATOR, first_name="Amministrazione", last_name="di prova")
        holders = User.objects.filter(memberships__isnull=False) | User.objects.filter(email=ADMINISTRATOR)
        holders = holders.distinct()
        closed = [person.pk for person in holders if not person.has_usable_password()]
        if closed:  # Hashed once: a hash is slow on purpose, and this password is no secret.
            User.objects.filter(pk__in=closed).update(password=make_password(settings.DEMO_PASSWORD))
        for person in holders:
            EmailAddress.objects.get_or_create(
                user=person, email=person.email, defaults={"verified": True, "primary": True}
            )

    def _tell_doors(self) -> None:
        """One line per person."""
        self.stdout.write(_("\nAccessi di prova, tutti con la password %s") % settings.DEMO_PASSWORD)
        for account in demo_accounts(timezone.now()):
            roles = "; ".join(account.roles)
            self.stdout.write(f"  {account.user.email:<42} {account.user.get_full_name()}, {roles}")
