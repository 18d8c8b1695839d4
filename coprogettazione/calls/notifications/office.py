# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Whom we tell that a procedure has passed into other hands: who had it and who has it now."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from coprogettazione.notifications.services import queue
from coprogettazione.parties.models import User
from coprogettazione.records.roles import Role
from coprogettazione.wording import in_italian


@in_italian
def tell_of_successor(
    about: Any, *, title: str, role: Role, before: User, after: User, act_number: str, link: str, at: datetime
) -> None:
    """Both of them; the link is for who comes, and who leaves may have no right to it any more."""
    said = {"title": title, "role": role.label, "before": before, "after": after, "number": act_number}
    key = f"successor:{role}:{at:%Y-%m-%dT%H:%M:%S}"
    queue(
        recipients=[after],
        subject=_("Ora sei %(role)s: %(title)s") % said,
        body=_(
            "Prendi il posto di %(before)s (determina n. %(number)s). Quello che era da fare è sulla tua scrivania.\n\n"
            "Se hai un conflitto di interessi, anche potenziale, dillo e astieniti (art. 6-bis, l. 241/1990)."
        )
        % said,
        about=about,
        at=at,
        key=key,
        link=link,
    )
    queue(
        recipients=[before],
        subject=_("Non sei più %(role)s: %(title)s") % said,
        body=_(
            "Il tuo posto è di %(after)s (determina n. %(number)s). Quello che avevi da fare passa di mano."
        )
        % said,
        about=about,
        at=at,
        key=key,
    )
