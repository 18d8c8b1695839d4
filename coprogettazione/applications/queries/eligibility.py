# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Whether a body may take part on a day, in its role and by its title (CTS artt. 4, 46; domain.md §1.4)."""

from datetime import date

from django.db.models import F, Q
from django.utils.translation import gettext as _

from coprogettazione.applications.models import STANDING_STATES, Member, MemberRole, Title
from coprogettazione.calls.models import DoubleParticipation, Parameter
from coprogettazione.calls.queries import parameter_row
from coprogettazione.parties.models import OrganisationState
from coprogettazione.wording import day

#: Roles that only a third-sector body may have.
ETS_ROLES = (MemberRole.ETS_PARTNER,)


def ineligible_because(member: Member, on: date) -> str:
    """Why this body cannot take part on that day in the role and by the title it says; empty when it can."""
    body = member.organisation
    name = body.known_as
    if body.state in (OrganisationState.REJECTED, OrganisationState.SUSPENDED):
        return _("%(name)s non è un ente riconosciuto sulla piattaforma.") % {"name": name}
    if not body.is_ets:
        if member.role in ETS_ROLES:
            return _(
                "%(name)s non è un ente del Terzo settore: può essere sostenitore, finanziatore o "
                "partner per "
                "attività secondarie."
            ) % {"name": name}
        return ""
    match member.title:
        case Title.RUNTS:
            return _runts(member, on)
        case Title.ONLUS:
            if parameter_row(Parameter.ONLUS_TITLE, member.application.call.district.region, on):
                return ""
            return _(
                "%(name)s partecipa come ONLUS: l’anagrafe delle ONLUS non dà più titolo a partecipare. "
                "Serve "
                "l’iscrizione al RUNTS, anche solo chiesta."
            ) % {"name": name}
        case Title.RUNTS_PENDING:
            return ""
    return _("%(name)s non ha detto con quale titolo partecipa: iscrizione al RUNTS o domanda in corso.") % {
        "name": name
    }


def _runts(member: Member, on: date) -> str:
    body = member.organisation
    if not body.runts_section or not body.runts_number or body.registered_on is None:
        return _(
            "Nella scheda di %(name)s mancano i dati del RUNTS: sezione, numero e data di iscrizione."
        ) % {"name": body.known_as}
    if body.registered_on > on:
        return _("%(name)s risulta iscritto al RUNTS dal %(since)s, dopo la data della domanda.") % {
            "name": body.known_as,
            "since": day(body.registered_on),
        }
    return ""


def elsewhere(member: Member) -> list[Member]:
    """The same body, by codice fiscale, in other applications that have arrived, of the call or of the theme
    (in a divided call one body may answer several themes).
    """
    application = member.application
    others = Member.objects.filter(
        organisation__codice_fiscale=member.organisation.codice_fiscale,
        application__call_id=application.call_id,
        application__lot=application.lot_id,
        application__state__in=STANDING_STATES,
        left_at__isnull=True,
    )
    # Who was only invited, and never committed, is in no group; the lead is by sending the application.
    others = others.filter(Q(confirmed_at__isnull=False) | Q(application__lead=F("organisation"))).exclude(
        application_id=application.pk
    )
    return list(others.select_related("organisation", "application__lead"))


def blocks_double_participation(member: Member) -> bool:
    """Whether the call refuses a body that is already in another application."""
    return bool(
        member.application.call.double_participation == DoubleParticipation.BLOCK and elsewhere(member)
    )
