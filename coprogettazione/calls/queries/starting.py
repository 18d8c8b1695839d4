# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""From what a new avviso may start."""

from django.db.models import QuerySet

from coprogettazione.calls.models import Call, NoticeModel
from coprogettazione.parties.models import Organisation

#: How many of the body's avvisi are offered, the latest first.
OFFERED = 40


def models_in_use(organisation: Organisation) -> QuerySet[NoticeModel]:
    """The models that a body keeps and has not retired, by name."""
    return NoticeModel.objects.filter(organisation=organisation, retired_at__isnull=True).order_by("name")


def calls_to_start_from(organisation: Organisation) -> QuerySet[Call]:
    """The latest avvisi of a body that were published."""
    mine = Call.objects.public().filter(lead_authority=organisation)
    return mine.order_by("-published_at", "-pk")[:OFFERED]
