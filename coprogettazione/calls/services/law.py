# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What the law decides changes: a new row from a day on, and the one before ends the day before.

Whoever administers the platform writes it down, with the norm. Nothing that was ever in force is rewritten, and
the procedures that are published keep what they were published with.
"""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from coprogettazione.calls.models import (
    AdmittedCig,
    LegalParameter,
    PartnerRole,
    RegionalContent,
    RegionalProfile,
)
from coprogettazione.calls.models.parameters import DatedRow
from coprogettazione.parties.models import User
from coprogettazione.records.deeds import Act, deed
from coprogettazione.records.refusals import Invalid, Words

Row = TypeVar("Row", bound=DatedRow)
DAY = timedelta(days=1)


@deed(on="parameter", says=_("ha cambiato un parametro di legge"))
def set_legal_parameter(
    act: Act,
    *,
    parameter: LegalParameter,
    value: int,
    norm: str,
    valid_from: date,
    region: str | None = None,
    verified: bool = False,
    by: User | None,
    at: datetime,
) -> LegalParameter:
    """Give the parameter of this row another value from a day on (included), in a region.

    `region` is the row's own when not said, "" for everywhere; the value in force there ends the day before.
    `verified`: the norm was read on the official text. Raises Invalid without a norm, or when another value
    already begins that day.
    """
    fresh = LegalParameter(
        key=parameter.key, region=_region(region, parameter.region), value=value, verified=verified
    )
    same = LegalParameter.objects.filter(key=fresh.key, region__iexact=fresh.region)
    saved = _succeed(fresh, same, norm=norm, valid_from=valid_from)
    act.record(before=parameter.value)
    act.about(saved)
    return saved


@deed(on="profile", says=_("ha cambiato il profilo di una regione"))
def set_regional_profile(
    act: Act,
    *,
    profile: RegionalProfile,
    partner_roles: Iterable[str],
    contents: Iterable[str],
    norm: str,
    valid_from: date,
    region: str | None = None,
    verified: bool = False,
    by: User | None,
    at: datetime,
) -> RegionalProfile:
    """Say from a day on whom a region admits in a group (`PartnerRole`) and what its avvisi must say
    (`RegionalContent`). As `set_legal_parameter`; raises Invalid for a role or a content that does not exist.
    """
    fields: dict[str, Words] = {}
    roles, wanted = list(partner_roles), list(contents)
    if set(roles) - set(PartnerRole.values):
        fields["partner_roles"] = _("Scegli fra i ruoli elencati.")
    if set(wanted) - set(RegionalContent.values):
        fields["contents"] = _("Scegli fra i contenuti elencati.")
    if fields:
        raise Invalid(_("Il profilo non si può scrivere così."), fields=fields)
    fresh = RegionalProfile(
        region=_region(region, profile.region), partner_roles=roles, contents=wanted, verified=verified
    )
    same = RegionalProfile.objects.filter(region__iexact=fresh.region)
    saved = _succeed(fresh, same, norm=norm, valid_from=valid_from)
    act.about(saved)
    return saved


@deed(on="rule", says=_("ha cambiato un regime del CIG"))
def set_cig_regime(
    act: Act,
    *,
    rule: AdmittedCig,
    admitted: bool,
    norm: str,
    valid_from: date,
    verified: bool = False,
    by: User | None,
    at: datetime,
) -> AdmittedCig:
    """Say from a day on whether an avviso may choose this CIG regime, and by which norm."""
    fresh = AdmittedCig(regime=rule.regime, admitted=admitted, verified=verified)
    saved = _succeed(fresh, AdmittedCig.objects.filter(regime=rule.regime), norm=norm, valid_from=valid_from)
    act.about(saved)
    return saved


def _region(given: str | None, own: str) -> str:
    return own if given is None else given.strip()


def _succeed(fresh: Row, same: Any, *, norm: str, valid_from: date) -> Row:
    """Save the row from its day until the next one that is already known, and end the one before."""
    rows = list(same.select_for_update().order_by("valid_from"))
    if any(row.valid_from == valid_from for row in rows):
        raise Invalid(
            _("Da quel giorno vale già un’altra riga: quello che è stato in vigore non si riscrive."),
            fields={"valid_from": _("Scegli un altro giorno.")},
        )
    before = next((row for row in reversed(rows) if row.valid_from < valid_from), None)
    after = next((row for row in rows if row.valid_from > valid_from), None)
    fresh.norm, fresh.valid_from = norm.strip(), valid_from
    fresh.valid_to = after.valid_from - DAY if after is not None else None
    try:
        fresh.full_clean(validate_unique=False, validate_constraints=False)
    except ValidationError as refused:
        fields: dict[str, Words] = {
            name: " ".join(messages) for name, messages in refused.message_dict.items()
        }
        if "norm" in fields:
            fields["norm"] = _("Scrivi la norma, per esempio «art. 13, l.r. Toscana 65/2020».")
        raise Invalid(_("Così non si può scrivere."), fields=fields) from refused
    if before is not None and (before.valid_to is None or before.valid_to >= valid_from):
        before.valid_to = valid_from - DAY
        before.save(update_fields=["valid_to"])
    fresh.save()
    return fresh
