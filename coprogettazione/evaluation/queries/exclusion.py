# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Questions on who was admitted and had to leave: whose place is free, who can take it, whether anybody is left."""

from django.db.models import Q, QuerySet

from coprogettazione.applications.models import Application
from coprogettazione.calls.models import Call
from coprogettazione.evaluation.models import OPEN_STATES, AdmissionOutcome, Exclusion, ExclusionState
from coprogettazione.evaluation.queries.outcome import admitted_applications, reserves


def exclusions_of(application: Application) -> QuerySet[Exclusion]:
    """Every exclusion of an application, the last first."""
    related = ("letter__file", "act__file", "announced_by", "observed_by", "concluded_by")
    return Exclusion.objects.filter(application=application).select_related(*related).order_by("-pk")


def open_exclusions(call: Call) -> QuerySet[Exclusion]:
    """Those of a dossier on which nobody has decided yet, oldest first."""
    waiting = Exclusion.objects.filter(application__call=call, state__in=OPEN_STATES)
    return waiting.select_related("application__lead").order_by("announced_at", "pk")


def is_vacant(application: Application) -> bool:
    """Whether the only place of its theme (or of the call) is free: one partner was chosen, and is gone."""
    if not application.terms.only_first:
        return False
    return not admitted_applications(application.call).filter(lot=application.lot_id).exists()


def somebody_can_enter(application: Application) -> bool:
    """Whether its place is free and somebody else in the ranking can be called to it."""
    return is_vacant(application) and reserves(application.call, application.lot_id).exists()


def places_to_give(call: Call) -> QuerySet[Application]:
    """The applications whose place the next in the ranking can take: those admitted, and those excluded by
    the executive while nobody else sits there.
    """
    sitting = admitted_applications(call)
    free = Q(admission__outcome=AdmissionOutcome.LAPSED, exclusions__state=ExclusionState.EXCLUDED)
    free &= ~Q(lot__in=sitting.filter(lot__isnull=False).values("lot"))
    if sitting.filter(lot__isnull=True).exists():  # not divided: one place for the whole call
        free &= Q(lot__isnull=False)
    whose = Q(admission__outcome=AdmissionOutcome.ADMITTED) | free
    return Application.objects.filter(whose, call=call).select_related("lead", "call", "lot").distinct()


def nobody_sits(call: Call) -> bool:
    """Whether, after D6, everybody who was admitted is gone and nobody waits in the ranking."""
    return not admitted_applications(call).exists() and not reserves(call).exists()
