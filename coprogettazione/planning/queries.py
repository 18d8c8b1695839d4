# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The plan in force and its objectives."""

from datetime import datetime

from django.db.models import QuerySet
from django.utils import timezone

from coprogettazione.parties.models import SocialDistrict
from coprogettazione.planning.models import DistrictPlan, Instrument, Objective


def plans_in_force(district: SocialDistrict, at: datetime) -> QuerySet[DistrictPlan]:
    """The plans of the district whose years cover the instant."""
    year = timezone.localtime(at).date().year
    return district.plans.filter(first_year__lte=year, last_year__gte=year)


def objectives_in_force(district: SocialDistrict, at: datetime) -> QuerySet[Objective]:
    """The objectives to which a call of the district can link, strategic ones before their specific ones."""
    return (
        Objective.objects.filter(plan__in=plans_in_force(district, at))
        .select_related("plan", "parent")
        .order_by("plan", "parent__code", "code")
    )


def names_another_instrument(objective: Objective) -> bool:
    """Whether the plan wants the objective reached otherwise than by co-design (domain.md §9, story 2)."""
    return objective.instrument not in ("", Instrument.CO_DESIGN)
