# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Whether a body may take part on a day, in its role and by its title (CTS artt. 4, 46; domain.md §1.4).

Every rule is answered with the evidence on which it was answered: what the card of the body said, when the
office looked at the RUNTS, which legal parameter was applied, with its norm and its days.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext as _

from coprogettazione.applications.models import (
    STANDING_STATES,
    EligibilityOutcome,
    EligibilityRule,
    Member,
    MemberRole,
    Title,
)
from coprogettazione.calls.models import (
    Call,
    DoubleParticipation,
    LegalParameter,
    Lot,
    Parameter,
    most_lots,
)
from coprogettazione.calls.queries import Profile, add_months, parameter_row, profile_of
from coprogettazione.parties.models import OrganisationState, RuntsSection
from coprogettazione.wording import ROME, day, joined

#: Roles that only a third-sector body may have.
ETS_ROLES = (MemberRole.ETS_PARTNER,)
#: Titles that stand on a registration.
REGISTERED = (Title.RUNTS,)


@dataclass(frozen=True)
class Finding:
    """What one rule says of one body, and on which evidence; `because` is empty when nothing is amiss."""

    rule: EligibilityRule
    outcome: EligibilityOutcome
    because: str = ""
    evidence: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Rules:
    """What holds for a call on a day: read once, whatever the bodies it is asked about."""

    call: Call
    on: date

    @cached_property
    def onlus(self) -> LegalParameter | None:
        """While the old register of the ONLUS still gives a title."""
        return parameter_row(Parameter.ONLUS_TITLE, self.call.district.region, self.on)

    @cached_property
    def months(self) -> LegalParameter | None:
        """The months of registration that the law asks for."""
        return parameter_row(Parameter.REGISTRATION_MONTHS, self.call.district.region, self.on)

    @cached_property
    def roles(self) -> Profile:
        """The roles of who is not a third-sector body."""
        return profile_of(self.call, self.on)

    def findings(self, member: Member) -> Iterator[Finding]:
        """Each rule, in the order in which a person would ask."""
        yield self._recognised(member)
        yield self._role(member)
        if member.organisation.is_ets:
            yield self._title(member)
            if member.title in REGISTERED:
                yield self._registration(member)
            if member.title in REGISTERED or self.call.registered_before_months:
                yield from self._registered_as_asked(member)

    def _recognised(self, member: Member) -> Finding:
        body = member.organisation
        evidence = {"state": body.state, "verified_at": body.verified_at, "source": "scheda dell’ente"}
        if body.state in (OrganisationState.REJECTED, OrganisationState.SUSPENDED):
            because = _("%(name)s non è un ente riconosciuto sulla piattaforma.") % {"name": body.known_as}
            return _failed(EligibilityRule.RECOGNISED, because, evidence)
        if body.state != OrganisationState.VERIFIED:
            because = _("L’ufficio non ha ancora controllato la scheda di %(name)s.") % {
                "name": body.known_as
            }
            return Finding(EligibilityRule.RECOGNISED, EligibilityOutcome.UNPROVEN, because, evidence)
        return _passed(EligibilityRule.RECOGNISED, evidence)

    def _role(self, member: Member) -> Finding:
        body, rule = member.organisation, EligibilityRule.ROLE
        evidence = {"kind": body.kind, "role": member.role, "norm": self.roles.norm}
        if body.is_ets:
            return _passed(rule, evidence)
        if member.role in ETS_ROLES:
            because = _(
                "%(name)s non è un ente del Terzo settore: può essere sostenitore, finanziatore o "
                "partner per "
                "attività secondarie."
            ) % {"name": body.known_as}
            return _failed(rule, because, evidence)
        if not self.roles.admits(member.role):
            because = _(
                "%(name)s non è un ente del Terzo settore: in questa regione non può essere «%(role)s» "
                "(%(norm)s)."
            ) % {
                "name": body.known_as,
                "role": MemberRole(member.role).label,
                "norm": self.roles.norm,
            }
            return _failed(rule, because, evidence)
        return _passed(rule, evidence)

    def _title(self, member: Member) -> Finding:
        name, rule = member.organisation.known_as, EligibilityRule.TITLE
        evidence: dict[str, Any] = {"title": member.title}
        match member.title:
            case Title.RUNTS:
                return _passed(rule, evidence)
            case Title.ONLUS:
                evidence["parameter"] = _row(self.onlus)
                if self.onlus is not None:
                    return _passed(rule, evidence)
                because = _(
                    "%(name)s partecipa come ONLUS: l’anagrafe delle ONLUS non dà più titolo a "
                    "partecipare. "
                    "Serve "
                    "l’iscrizione al RUNTS, anche solo chiesta."
                ) % {"name": name}
                return _failed(rule, because, evidence)
            case Title.RUNTS_PENDING:
                because = _("L’iscrizione al RUNTS di %(name)s è chiesta e non ancora decisa.") % {
                    "name": name
                }
                return Finding(rule, EligibilityOutcome.UNPROVEN, because, evidence)
        because = _(
            "%(name)s non ha detto con quale titolo partecipa: iscrizione al RUNTS o domanda in corso."
        ) % {"name": name}
        return _failed(rule, because, evidence)

    def _registration(self, member: Member) -> Finding:
        body, rule = member.organisation, EligibilityRule.REGISTRATION
        evidence = self._card(member)
        if not body.runts_section or not body.runts_number or body.registered_on is None:
            because = _(
                "Nella scheda di %(name)s mancano i dati del RUNTS: sezione, numero e data di iscrizione."
            ) % {"name": body.known_as}
            return _failed(rule, because, evidence)
        if body.registered_on > self.on:
            because = _("%(name)s risulta iscritto al RUNTS dal %(since)s, dopo la data della domanda.") % {
                "name": body.known_as,
                "since": day(body.registered_on),
            }
            return _failed(rule, because, evidence)
        if body.runts_checked_on is None:
            because = _("L’ufficio non ha ancora controllato l’iscrizione di %(name)s nel RUNTS.") % {
                "name": body.known_as
            }
            return Finding(rule, EligibilityOutcome.UNPROVEN, because, evidence)
        return _passed(rule, evidence)

    def _registered_as_asked(self, member: Member) -> Iterator[Finding]:
        body, call = member.organisation, self.call
        if call.eligible_sections:
            admitted = [str(RuntsSection(section).label) for section in call.eligible_sections]
            evidence = {"section": body.runts_section, "eligible_sections": call.eligible_sections}
            if body.runts_section in call.eligible_sections:
                yield _passed(EligibilityRule.SECTION, evidence)
            else:
                because = _("%(name)s non è in una sezione del RUNTS ammessa dall’avviso: %(sections)s.") % {
                    "name": body.known_as,
                    "sections": joined(admitted),
                }
                yield _failed(EligibilityRule.SECTION, because, evidence)
        if call.registered_before_months:
            yield self._seniority(member, call.registered_before_months)

    def _seniority(self, member: Member, months: int) -> Finding:
        body, rule = member.organisation, EligibilityRule.SENIORITY
        deadline = self.call.deadline
        term = deadline.astimezone(ROME).date() if deadline else self.on
        latest = add_months(term, -months)
        evidence = {
            **self._card(member),
            "months": months,
            "registered_by": latest,
            "parameter": _row(self.months),
        }
        if body.registered_on is not None and body.registered_on <= latest:
            return _passed(rule, evidence)
        because = _(
            "L’avviso chiede l’iscrizione al RUNTS da almeno %(months)d mesi: per %(name)s doveva essere entro "
            "il %(latest)s."
        ) % {"months": months, "name": body.known_as, "latest": day(latest)}
        return _failed(rule, because, evidence)

    @staticmethod
    def _card(member: Member) -> dict[str, Any]:
        body = member.organisation
        return {
            "source": "scheda dell’ente",
            "section": body.runts_section,
            "number": body.runts_number,
            "registered_on": body.registered_on,
            "checked_by_office_on": body.runts_checked_on,
            "how": body.runts_evidence,
        }


def _row(row: LegalParameter | None) -> dict[str, Any] | None:
    if row is None:
        return None
    return {
        "key": row.key,
        "region": row.region,
        "value": row.value,
        "norm": row.norm,
        "valid_from": row.valid_from,
        "valid_to": row.valid_to,
    }


def _passed(rule: EligibilityRule, evidence: dict[str, Any]) -> Finding:
    return Finding(rule, EligibilityOutcome.PASSED, "", evidence)


def _failed(rule: EligibilityRule, because: str, evidence: dict[str, Any]) -> Finding:
    return Finding(rule, EligibilityOutcome.FAILED, because, evidence)


def ineligible_because(member: Member, on: date) -> str:
    """Why this body cannot take part on that day in the role and by the title it says; empty when it can."""
    for finding in Rules(member.application.call, on).findings(member):
        if finding.outcome == EligibilityOutcome.FAILED:
            return finding.because
    return ""


def in_groups() -> Q:
    """Members that count as being in a group: who was only invited, and never committed, is in none; the lead
    is by sending the application.
    """
    return Q(left_at__isnull=True) & (Q(confirmed_at__isnull=False) | Q(application__lead=F("organisation")))


def elsewhere(member: Member) -> list[Member]:
    """The same body, by codice fiscale, in other applications that have arrived, of the call or of the theme
    (in a divided call one body may answer several themes).
    """
    application = member.application
    others = _standing(member).filter(application__lot=application.lot_id)
    others = others.exclude(application_id=application.pk)
    return list(others.select_related("organisation", "application__lead"))


def _standing(member: Member) -> QuerySet[Member]:
    """The same body, by codice fiscale, in the applications of its call that have arrived."""
    return Member.objects.filter(
        in_groups(),
        organisation__codice_fiscale=member.organisation.codice_fiscale,
        application__call_id=member.application.call_id,
        application__state__in=STANDING_STATES,
    )


def lots_beyond(member: Member) -> list[Lot]:
    """The other themes for which the same body stands already, when this one would be more than the call admits."""
    application = member.application
    most = most_lots(application.call)
    if most is None:
        return []
    standing = other_lots(member)
    return standing if len(standing) >= most else []


def other_lots(member: Member) -> list[Lot]:
    """The themes of this call, but that of this application, for which the same body stands by codice fiscale."""
    others = _standing(member).exclude(application__lot=member.application.lot_id)
    return list(Lot.objects.filter(pk__in=others.values("application__lot")))


def blocks_double_participation(member: Member) -> bool:
    """Whether the call refuses a body that is already in another application."""
    return bool(
        member.application.call.double_participation == DoubleParticipation.BLOCK and elsewhere(member)
    )
