# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What D1 says."""

from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from coprogettazione.calls.documents.annexes import annexes_of
from coprogettazione.calls.documents.facts import executive, opinions_elsewhere, procedure_facts
from coprogettazione.calls.documents.selection import selection_facts
from coprogettazione.calls.models import Call, Parameter
from coprogettazione.calls.queries import law_of, parameter_of, profile_in
from coprogettazione.wording import ROME, day, in_italian

#: Where every avviso is published.
PLACES = ("albo pretorio on line", "Amministrazione trasparente", "piattaforma di co-progettazione")


@in_italian
def opening_facts(call: Call, at: datetime) -> dict[str, Any]:
    """What D1 says, also for its draft. Raises ValueError for an avviso without an objective of the plan."""
    objective = call.objective
    if objective is None:
        raise ValueError("an avviso without an objective of the plan cannot be authorised")
    today = at.astimezone(ROME).date()
    return {
        "procedure": procedure_facts(call),
        "planning": {"plan": objective.plan.title, "objective": str(objective)},
        "policy_act": call.policy_act,
        "norms": list(_norms(call, at)),
        "reasons": call.policy_reasons,
        "officer": {"name": call.procedure_officer.get_full_name()},
        "cig_reason": call.cig_reason,
        "conflict": _conflict(call),
        "selection": selection_facts(call),
        "resources": [
            {
                "label": _("Contributo pubblico"),
                "amount": call.public_grant or Decimal(0),
                "chapter": call.budget_chapter or None,
            }
        ],
        "total": call.public_grant or Decimal(0),
        "booking": call.budget_booking,
        "ets_contribution": call.expected_contribution,
        "publication": {
            "places": list(PLACES),
            "days": parameter_of(call, Parameter.PUBLICATION_DAYS_MINIMUM, today),
        },
        "annexes": [
            _("avviso pubblico %(code)s") % {"code": call.code},
            *(annex.title_of(call) for annex in annexes_of(call)),
        ],
        "opinions": opinions_elsewhere(spends=True),
        "appeal": call.appeal_clause,
        "signatures": [executive(call)],
    }


def _norms(call: Call, at: datetime) -> Iterator[str]:
    """What the region adds to the national norms, where it does."""
    profile = profile_in(law_of(call, at.astimezone(ROME).date()))
    if profile.region and profile.norm:
        yield profile.norm


def _conflict(call: Call) -> str:
    """What the officer declared, and when; only that it was not declared yet, in a draft."""
    if call.officer_declared_at is None or call.officer_has_conflict:
        return _(
            "Il responsabile del procedimento non ha ancora dichiarato di non avere conflitti di interessi."
        )
    return _(
        "Il responsabile del procedimento ha dichiarato il %(day)s di non trovarsi in conflitto di interessi, "
        "nemmeno potenziale."
    ) % {"day": day(call.officer_declared_at)}
