# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The plan of the district of Valdora."""

from coprogettazione.parties.models import SocialDistrict, User
from coprogettazione.planning.models import DistrictPlan, Objective
from coprogettazione.planning.services import adopt_plan
from tests.factories.parties import FOUNDED, make_district

OBJECTIVES = [
    {"code": "OS1", "kind": "strategic", "text": "Contrasto alla povertà e all’isolamento"},
    {
        "code": "SP1.2",
        "kind": "specific",
        "parent": "OS1",
        "text": "Pronto intervento sociale di prossimità",
        "instrument": "co_design",
    },
    {
        "code": "SP1.3",
        "kind": "specific",
        "parent": "OS1",
        "text": "Mense e pasti a domicilio",
        "instrument": "procurement",
    },
]


def make_plan(district: SocialDistrict | None = None) -> DistrictPlan:
    """The plan 2025–2027 with one strategic objective and two specific ones."""
    district = district or make_district()
    known = district.plans.first()
    return known or adopt_plan(
        district=district,
        title="Piano di Zona 2025–2027",
        first_year=2025,
        last_year=2027,
        adopted_by="delibera Assemblea dei Sindaci 9/2024",
        objectives=OBJECTIVES,
        by=User.objects.get(email="irene.sala@example.it"),
        at=FOUNDED,
    )


def make_objective(district: SocialDistrict | None = None) -> Objective:
    """SP1.2, the objective of the demo procedure."""
    return make_plan(district).objectives.get(code="SP1.2")
