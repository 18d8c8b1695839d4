# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The roll call as it is read: bodies with a vote, who only listened, how many were there."""

from dataclasses import dataclass

from django.utils.translation import ngettext

from coprogettazione.parties.models import Organisation
from coprogettazione.tables.models import THERE, VOTING_KINDS, Attendance, SeatKind, Session


@dataclass(frozen=True)
class Roll:
    """Who was at a session: `there` and `absent` without the listeners, each row a person for a body;
    `bodies` is how many bodies with a vote were convened, `present` those of them that were there.
    """

    there: list[Attendance]
    absent: list[Attendance]
    listeners: list[Attendance]
    outsiders: list[str]
    present: list[Organisation]
    bodies: int

    @property
    def sentence(self) -> str:
        """How many were there, in words: listeners do not count."""
        count = len(self.present)
        words = ngettext("Presente %(n)s ente su %(all)s.", "Presenti %(n)s enti su %(all)s.", count) % {
            "n": count,
            "all": self.bodies,
        }
        heard = len(self.listeners) + len(self.outsiders)
        if heard:
            more = ngettext(
                "Ascolta, senza voto, %(n)s persona.", "Ascoltano, senza voto, %(n)s persone.", heard
            )
            words = f"{words} {more % {'n': heard}}"
        return words

    @property
    def missing(self) -> list[Organisation]:
        """The bodies with a vote for which nobody was there, in order of arrival."""
        here = {body.pk for body in self.present}
        voting = [row for row in self.absent if row.kind in VOTING_KINDS]
        return list(
            {r.organisation_id: r.organisation for r in voting if r.organisation_id not in here}.values()
        )


def roll_of(session: Session) -> Roll:
    """The roll call of a session, from its rows (read here unless they were prefetched)."""
    kept = getattr(session, "_prefetched_objects_cache", {}).get("attendance")
    if kept is None:
        kept = session.attendance.select_related("person", "organisation", "delegation__giver").order_by("pk")
    rows = list(kept)
    heard = [row for row in rows if row.kind == SeatKind.LISTENER]
    there = [row for row in rows if row.presence in THERE and row not in heard]
    voting = {row.organisation_id: row.organisation for row in rows if row.kind in VOTING_KINDS}
    present = {row.organisation_id for row in there if row.kind in VOTING_KINDS}
    return Roll(
        there=there,
        absent=[row for row in rows if row.presence not in THERE and row not in heard],
        listeners=[row for row in heard if row.presence in THERE],
        outsiders=list(session.listeners),
        present=[body for pk, body in voting.items() if pk in present],
        bodies=len(voting),
    )
