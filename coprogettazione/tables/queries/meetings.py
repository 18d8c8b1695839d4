# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Sessions, their terms, and who still has to answer for the minutes."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Prefetch
from django.utils import timezone

from coprogettazione.calls.models import Call, Parameter
from coprogettazione.calls.queries import parameter_of
from coprogettazione.parties.models import Organisation
from coprogettazione.tables.models import (
    Attendance,
    DesignTable,
    GroupMember,
    Minutes,
    MinutesAnswer,
    Session,
)


def convocation_days(call: Call, at: datetime) -> int:
    """Days of notice that a convocation needs, at that instant, where the call is."""
    return parameter_of(call, Parameter.CONVOCATION_DAYS_MINIMUM, timezone.localtime(at).date())


def minutes_days(call: Call, at: datetime) -> int:
    """Days that whoever was present has to answer for the minutes, from the instant they are sent."""
    return parameter_of(call, Parameter.MINUTES_DAYS, timezone.localtime(at).date())


def sessions_of(table: DesignTable) -> list[Session]:
    """The sessions in order, with attendance, minutes and answers already read."""
    present = Attendance.objects.select_related("person", "organisation", "delegation__giver").order_by("pk")
    answers = MinutesAnswer.objects.select_related("person", "organisation").order_by("answered_at", "pk")
    members = GroupMember.objects.select_related("organisation", "person").order_by("pk")
    found = list(
        table.sessions.select_related("group", "minutes", "minutes__drafter", "convened_by")
        .prefetch_related(
            Prefetch("attendance", present),
            Prefetch("minutes__answers", answers),
            Prefetch("group__members", members),
        )
        .order_by("number")
    )
    for session in found:
        session.table = table
    return found


def next_session(table: DesignTable, at: datetime) -> Session | None:
    """The first session still to come."""
    coming = table.sessions.filter(starts_at__gt=at, cancelled_at__isnull=True).select_related("group")
    return coming.order_by("starts_at").first()


@dataclass(frozen=True)
class Answers:
    """Who has answered for the current edition of the minutes, and who has not."""

    given: list[MinutesAnswer]
    awaited: list[Organisation]

    @property
    def objections(self) -> list[MinutesAnswer]:
        """The answers that object."""
        return [answer for answer in self.given if not answer.approves]

    @property
    def unanimous(self) -> bool:
        """Whether everybody present has approved."""
        return not self.awaited and not self.objections


def answers_to(minutes: Minutes) -> Answers:
    """The answers to the edition in circulation, against the bodies that were present."""
    given = [answer for answer in minutes.answers.all() if answer.edition == minutes.edition]
    answered = {answer.organisation_id for answer in given}
    awaited = [o for o in minutes.session.organisations_present() if o.pk not in answered]
    return Answers(given, awaited)
