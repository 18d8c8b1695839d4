# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What the office, and the chapters that follow, ask about applications; the seal holds here too."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.db.models import Prefetch, Q, QuerySet

from coprogettazione.applications.models import (
    ONCE_ITEMS,
    STANDING_STATES,
    Application,
    ApplicationState,
    CheckItem,
    Member,
    Opening,
)
from coprogettazione.calls.models import Call
from coprogettazione.documents.models import Paper, Scan
from coprogettazione.parties.models import Organisation
from coprogettazione.parties.queries import organisations_of
from coprogettazione.records.models import Entry

#: Asked once of every application; of a group its commitment too.
ONCE_ALWAYS = tuple(item for item in CheckItem if item in ONCE_ITEMS and item != CheckItem.GROUP)
#: Asked of each body in the application.
EACH_ITEMS = tuple(item for item in CheckItem if item not in ONCE_ITEMS)

#: What a list does not say of a body, and what it says: its card has thirty columns.
OF_THE_CARD = tuple(
    field.name
    for field in Organisation._meta.concrete_fields
    if field.name not in ("id", "name", "short_name")
)
NAMING_A_BODY = ("application", "left_at", "position", "organisation__name", "organisation__short_name")
_members = Prefetch("members", Member.objects.select_related("organisation"))


def admissible_applications(call: Call) -> QuerySet[Application]:
    """The applications that go on: admitted, or admitted with reserve. In order of arrival."""
    return (
        call.applications.filter(state__in=[ApplicationState.ADMITTED, ApplicationState.RESERVED])
        .select_related("lead")
        .prefetch_related(_members)
        .order_by("submitted_at", "pk")
    )


def standing_applications(call: Call) -> QuerySet[Application]:
    """Those that arrived in time and were neither withdrawn nor excluded."""
    return call.applications.filter(state__in=STANDING_STATES).select_related("lead").order_by("submitted_at")


def organisations_in(application: Application) -> list[Organisation]:
    """The bodies in an application now, the lead first."""
    members = application.members.filter(left_at__isnull=True).select_related("organisation")
    return [
        m.organisation
        for m in sorted(members, key=lambda m: (m.organisation_id != application.lead_id, m.position, m.pk))
    ]


def files_with_remarks(application: Application, files: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The files of a submission, each with what an antivirus says of it today. One query."""
    scans = Scan.objects.filter(file__application_attachments__application=application)
    words = {scan.file_id: scan.words for scan in scans}
    return [{**file, "scan": words.get(file["file"], "")} for file in files]


def is_opened(call: Call, at: datetime) -> bool:
    """Whether the applications of the call were unsealed."""
    return Opening.objects.filter(call=call, opened_at__lte=at).exists()


def applications_for_dossier(call: Call, user: Any, at: datetime) -> QuerySet[Application]:
    """The applications of a dossier that this person may know of, with lead and members. Two queries."""
    return (
        call.applications.visible_to(user, at)
        .select_related("lead", "lot")
        .prefetch_related(_members)
        .order_by("submitted_at", "pk")
    )


def in_outline(applications: QuerySet[Application]) -> QuerySet[Application]:
    """With what names them and their bodies in a list: the cards of the bodies cost more than the list."""
    members = Prefetch("members", Member.objects.select_related("organisation").only(*NAMING_A_BODY))
    outlined = applications.defer("reasons", *(f"lead__{name}" for name in OF_THE_CARD))
    return outlined.prefetch_related(None).prefetch_related(members)


def applications_of(user: Any, at: datetime) -> QuerySet[Application]:
    """The applications of the bodies for which this person works, newest first."""
    from coprogettazione.applications.models import APPLICANT_ROLES

    own = organisations_of(user, APPLICANT_ROLES, at)
    return (
        Application.objects.of_organisations(own)
        .select_related("lead", "lot", "call", "call__lead_authority")
        .prefetch_related(_members, "cures")
        .order_by("-created_at", "-pk")
    )


def entries_visible_to(
    user: Any,
    at: datetime,
    entries: QuerySet[Entry] | None = None,
    visible: Collection[int] | None = None,
) -> QuerySet[Entry]:
    """Register entries without those that would reveal who applies to a call still sealed.

    An entry about an application is seen by the people of its bodies always, by everybody else who may see
    the dossier only after the opening; a draft never submitted stays with who wrote it. Whoever has read
    which applications are `visible` to the person says so, and they are not looked for again.
    """
    found = Entry.objects.all() if entries is None else entries
    seen = Q(subject_id__in=_visible(user, at, visible))
    return found.exclude(Q(subject_kind="application") & ~seen)


def papers_visible_to(
    user: Any, at: datetime, papers: QuerySet[Paper], visible: Collection[int] | None = None
) -> QuerySet[Paper]:
    """Papers without the receipts and letters of applications this person may not know of; `visible` as for
    the entries.
    """
    seen = Q(about_id__in=_visible(user, at, visible))
    return papers.exclude(Q(about_kind="application") & ~seen)


def _visible(user: Any, at: datetime, known: Collection[int] | None) -> Any:
    return Application.objects.visible_to(user, at).values("pk") if known is None else known


def items_to_check(application: Application) -> list[tuple[CheckItem, Organisation | None]]:
    """What the officer has to look at: some items once, some for each body."""
    bodies = organisations_in(application)
    once = [*ONCE_ALWAYS, *([CheckItem.GROUP] if application.is_grouped else [])]
    return [(item, None) for item in once] + [(item, body) for body in bodies for item in EACH_ITEMS]
