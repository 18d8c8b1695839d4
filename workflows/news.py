# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What a desk tells of what others did: everything to whoever reads the dossier; to the others what is public, what
they did themselves, and what happened where they sit.

Who asks a question, who completes an application, who is heard before an exclusion, who asks for access and how far
the committee is are not told to competitors (art. 97 Cost., equal treatment).
"""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.db.models import Case, F, OuterRef, Q, QuerySet, Subquery, When

from coprogettazione.agreements.models import Agreement
from coprogettazione.agreements.queries import told_of_agreements
from coprogettazione.applications.models import APPLICANT_ROLES, Application
from coprogettazione.applications.queries import entries_visible_to
from coprogettazione.calls.models import Call
from coprogettazione.evaluation.models import CommitteeSeat
from coprogettazione.parties.queries import organisations_of
from coprogettazione.records.models import Entry
from coprogettazione.records.queries import register_of
from coprogettazione.tables.models import DesignTable

#: The deeds on a call that its public page tells too.
PUBLIC = (
    "publish_call", "extend_deadline", "correct_call", "amend_call", "release_answers", "close_call",
    "open_applications", "declare_deserted", "suspend_terms", "resume_terms", "appoint_committee", "open_evaluation",
    "hold_draw", "close_evaluation", "admit_applications", "scroll_ranking", "declare_all_excluded", "open_table",
    "approve_project", "archive_case", "revoke_call", "annul_call", "replace_procedure_officer",
)  # fmt: skip
#: What the rows of a table, and of an agreement with what follows it, are called in the register.
AT_THE_TABLE = ("designtable", "chapter", "contribution", "session", "minutes", "seat")
OF_THE_AGREEMENT = ("agreement", "indicator", "milestone", "expensereport", "clarification")


def with_a_part(user: Any, at: datetime) -> Q:
    """The calls in which a person has a part: reads the dossier, applies, evaluates, sits, is bound."""
    return (
        Q(pk__in=Call.objects.with_case_file_open_to(user, at).values("pk"))
        | Q(pk__in=Application.objects.visible_to(user, at).values("call"))
        | Q(pk__in=_committees(user).values("committee__call"))
        | at_the_table(user, at)
    )


def at_the_table(user: Any, at: datetime) -> Q:
    """The calls at whose table a person sits, or whose agreement binds the bodies the person works for."""
    return Q(pk__in=_tables(user, at).values("call")) | Q(pk__in=_agreements(user, at).values("call"))


def news_of(user: Any, at: datetime, calls: Collection[Call], since: datetime) -> QuerySet[Entry]:
    """The entries of these dossiers, and of the agreements without a call, that the person may be told, newest first.
    Calls say by `opens` whether the person reads the dossier; nobody is told of an application that is still sealed.
    One query.
    """
    told = (
        Q(case_file__in=[call.pk for call in calls if call.opens])  # type: ignore[attr-defined]
        | Q(actor=user)
        | Q(organisation__in=organisations_of(user, APPLICANT_ROLES, at))
        | Q(subject_kind="call", deed__in=PUBLIC)
        # Of the applications, entries_visible_to leaves those that the person may know of.
        | Q(subject_kind="application")
        | Q(subject_kind="committeesession", case_file__in=_committees(user).values("committee__call"))
        | Q(subject_kind__in=AT_THE_TABLE, case_file__in=_tables(user, at).values("call"))
        | Q(subject_kind__in=OF_THE_AGREEMENT, case_file__in=_agreements(user, at).values("call"))
    )
    entries = register_of([call.pk for call in calls], since=since, also=told_of_agreements(user, at))
    found = entries_visible_to(user, at, entries.filter(told | Q(case_file=None)))
    titles = Agreement.objects.filter(pk=OuterRef("subject_id")).values("title")
    return found.annotate(
        about=Case(When(case_file=None, then=Subquery(titles)), default=F("case_file__title"))
    )


def _committees(user: Any) -> QuerySet[CommitteeSeat]:
    return CommitteeSeat.objects.filter(user=user, ended_at__isnull=True)


def _tables(user: Any, at: datetime) -> QuerySet[DesignTable]:
    return DesignTable.objects.visible_to(user, at)


def _agreements(user: Any, at: datetime) -> QuerySet[Agreement]:
    own = organisations_of(user, APPLICANT_ROLES, at)
    return Agreement.objects.filter(call__isnull=False, parties__organisation__in=own)
