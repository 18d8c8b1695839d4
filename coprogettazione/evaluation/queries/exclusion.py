# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Questions on who was admitted and had to leave: whose place is free, who can take it, whether anybody is left."""

from django.db.models import Q, QuerySet

from coprogettazione.applications.models import Application
from coprogettazione.calls.models import Call
from coprogettazione.evaluation.models import Admission, AdmissionOutcome, Exclusion, ExclusionState
from coprogettazione.evaluation.queries.outcome import admitted_applications, reserves


def is_vacant(application: Application) -> bool:
    """Whether the only place of its theme (or of the call) is free: one partner was chosen, and is gone."""
    if not application.terms.only_first:
        return False
    return not admitted_applications(application.call).filter(lot=application.lot_id).exists()


def somebody_can_enter(application: Application) -> bool:
    """Whether its place is free and somebody else in the ranking can be called to it."""
    return is_vacant(application) and reserves(application.call, application.lot_id).exists()


def places_to_give(call: Call) -> QuerySet[Application]:
    """The applications whose place the next in the ranking can take: those admitted, and of each theme the last
    that the executive excluded, while nobody was called in its place.
    """
    called = Admission.objects.filter(application__call=call, outcome=AdmissionOutcome.ADMITTED)
    left = Exclusion.objects.filter(
        application__call=call,
        application__admission__outcome=AdmissionOutcome.LAPSED,
        state=ExclusionState.EXCLUDED,
    ).order_by("application__lot_id", "-concluded_at", "-pk")
    free = Q(pk__in=left.distinct("application__lot_id").values("application"))
    free &= ~Q(lot__in=called.filter(application__lot__isnull=False).values("application__lot"))
    if called.filter(application__lot__isnull=True).exists():  # not divided: one place for the whole call
        free &= Q(lot__isnull=False)
    whose = Q(admission__outcome=AdmissionOutcome.ADMITTED) | free
    return Application.objects.filter(whose, call=call).select_related("lead", "call", "lot")


def nobody_sits(call: Call) -> bool:
    """Whether, after D6, everybody who was admitted is gone and nobody waits in the ranking."""
    return not admitted_applications(call).exists() and not reserves(call).exists()
