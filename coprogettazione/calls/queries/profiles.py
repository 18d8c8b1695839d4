# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What a region wants in an avviso, which CIG regimes are admitted: on a day, or for a procedure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from coprogettazione.calls.models import (
    AdmittedCig,
    Call,
    LegalParameter,
    PartnerRole,
    RegionalContent,
    RegionalProfile,
)
from coprogettazione.calls.queries.parameters import holding, in_region, parameters_in_force

#: Where a call keeps its profile and its CIG regimes, among the parameters it was published with.
PROFILE, CIG = "regional_profile", "cig_regimes"


@dataclass(frozen=True)
class Profile:
    """Whom a region admits in a group beside third-sector bodies, and what it wants the avviso to say."""

    region: str = ""
    partner_roles: tuple[str, ...] = ()
    contents: tuple[str, ...] = ()
    norm: str = ""

    def wants(self, content: RegionalContent) -> bool:
        """Whether the avviso must say this."""
        return content in self.contents

    def admits(self, role: str) -> bool:
        """Whether who is not a third-sector body may have this role; without a norm that says so, every one."""
        return not self.norm or role in self.partner_roles

    @property
    def role_words(self) -> list[str]:
        """The admitted roles in words."""
        return [str(PartnerRole(role).label) for role in self.partner_roles if role in PartnerRole.values]


def regional_profile(region: str, day: date) -> Profile:
    """The profile that holds in a region on a day: its own, else the one of everywhere; empty without any."""
    row = (
        RegionalProfile.objects.filter(holding(day), in_region(region))
        .order_by("-region", "-valid_from")
        .first()
    )
    if row is None:
        return Profile()
    return Profile(row.region, tuple(row.partner_roles), tuple(row.contents), row.norm)


def admitted_cig(day: date) -> dict[str, str]:
    """The CIG regimes that an avviso may choose on a day, each with its norm."""
    rows = AdmittedCig.objects.filter(holding(day), admitted=True).order_by("regime")
    return {row.regime: row.norm for row in rows}


def law_in_force(region: str, day: date) -> dict[str, Any]:
    """What a call keeps at publication: parameters, regional profile, CIG regimes, each with its norm."""
    profile = regional_profile(region, day)
    return {
        **parameters_in_force(region, day),
        PROFILE: {
            "region": profile.region,
            "partner_roles": list(profile.partner_roles),
            "contents": list(profile.contents),
            "norm": profile.norm,
        },
        CIG: admitted_cig(day),
    }


def law_of(call: Call, day: date) -> dict[str, Any]:
    """What holds for a procedure: what it was published with; before (and for what it did not keep), on the day."""
    if {PROFILE, CIG} <= set(call.parameters):
        return dict(call.parameters)
    return {**law_in_force(call.district.region, day), **call.parameters}


def profile_in(law: dict[str, Any]) -> Profile:
    """The regional profile among what holds for a procedure."""
    kept = law[PROFILE]
    return Profile(kept["region"], tuple(kept["partner_roles"]), tuple(kept["contents"]), kept["norm"])


def profile_of(call: Call, day: date) -> Profile:
    """The regional profile that holds for a procedure."""
    return profile_in(law_of(call, day))


@dataclass(frozen=True)
class Law:
    """The dated rows, as the two pages that list them show them."""

    parameters: list[LegalParameter]
    profiles: list[RegionalProfile]
    regimes: list[AdmittedCig]


def law_on(day: date | None = None) -> Law:
    """Every row that holds on a day, or every row there ever was when no day is said. Three queries."""

    def rows(found: Any) -> Iterable[Any]:
        return found.filter(holding(day)) if day is not None else found

    return Law(
        list(rows(LegalParameter.objects.order_by("key", "region", "valid_from"))),
        list(rows(RegionalProfile.objects.order_by("region", "valid_from"))),
        list(rows(AdmittedCig.objects.order_by("regime", "valid_from"))),
    )
