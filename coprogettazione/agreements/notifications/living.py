# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Whom an agreement tells, and what: its approval, its beginning, who joins and leaves, its end."""

from datetime import date, datetime

from django.utils.translation import gettext as _

from coprogettazione.agreements.models import Agreement, AgreementParty
from coprogettazione.notifications.services import queue
from coprogettazione.parties.models import Membership, User
from coprogettazione.records.roles import Role
from coprogettazione.wording import day, in_italian


def people_of(agreement: Agreement, at: datetime, *roles: Role) -> list[User]:
    """Who holds one of the roles in a party that is not the body which keeps it."""
    bodies = AgreementParty.objects.bound().filter(agreement=agreement).values("organisation")
    held = (
        Membership.objects.valid_at(at)
        .filter(organisation__in=bodies, role__in=roles, user__is_active=True)
        .exclude(organisation=agreement.authority)
        .select_related("user")
        .order_by("pk")
    )
    return list({m.user_id: m.user for m in held}.values())


def address_of(agreement: Agreement) -> str:
    """Where its page is."""
    return f"/convenzione/{agreement.pk}/"


@in_italian
def tell_approved(agreement: Agreement, at: datetime) -> None:
    """The partners: the project is approved."""
    queue(
        recipients=[
            agreement.officer,
            *people_of(agreement, at, Role.LEGAL_REPRESENTATIVE, Role.ETS_EDITOR),
        ],
        subject=_("Progetto approvato: %(title)s") % {"title": agreement.title},
        body=_(
            "Il dirigente ha approvato il progetto e il testo della convenzione con la determina n. "
            "%(number)s.\n\nIl RUP la manda alla firma."
        )
        % {"number": agreement.approval_number},
        about=agreement,
        at=at,
        key="approved",
        link=address_of(agreement),
    )


@in_italian
def tell_signed(agreement: Agreement, at: datetime) -> None:
    """Everybody: the last signature is there, the agreement is in force."""
    queue(
        recipients=[
            agreement.officer,
            agreement.executive,
            *people_of(agreement, at, Role.LEGAL_REPRESENTATIVE, Role.ETS_EDITOR),
        ],
        subject=_("Convenzione rep. %(number)s: ci sono le firme di tutti") % {"number": agreement.repertory},
        body=_(
            "È arrivata l’ultima firma e l’accordo è in vigore.\n\nOra il RUP lo pubblica: prima della "
            "pubblicazione non si può pagare."
        ),
        about=agreement,
        at=at,
        key="signed",
        link=address_of(agreement),
    )


@in_italian
def tell_started(agreement: Agreement, at: datetime) -> None:
    """The parties: from when to when."""
    assert agreement.starts_on is not None
    assert agreement.ends_on is not None
    queue(
        recipients=people_of(agreement, at, Role.LEGAL_REPRESENTATIVE, Role.ETS_EDITOR),
        subject=_("Si comincia: %(title)s") % {"title": agreement.title},
        body=_("Le attività vanno dal %(first)s al %(last)s.")
        % {"first": day(agreement.starts_on), "last": day(agreement.ends_on)},
        about=agreement,
        at=at,
        key="started",
        link=address_of(agreement),
    )


@in_italian
def tell_terminated(agreement: Agreement, at: datetime) -> None:
    """The parties, with the reasons."""
    queue(
        recipients=[
            agreement.officer,
            *people_of(agreement, at, Role.LEGAL_REPRESENTATIVE, Role.ETS_EDITOR),
        ],
        subject=_("Convenzione rep. %(number)s risolta") % {"number": agreement.repertory},
        body=agreement.termination_reasons,
        about=agreement,
        at=at,
        key="terminated",
        link=address_of(agreement),
    )


@in_italian
def tell_joined(agreement: Agreement, party: AgreementParty, at: datetime) -> None:
    """Officer and parties: another body has joined."""
    queue(
        recipients=[agreement.officer, *people_of(agreement, at, Role.LEGAL_REPRESENTATIVE)],
        subject=_("%(who)s ha aderito: %(title)s")
        % {"who": party.organisation.known_as, "title": agreement.title},
        body=_("La scheda di adesione è firmata: da oggi l’accordo vincola anche %(who)s.")
        % {"who": party.organisation.name},
        about=agreement,
        at=at,
        key=f"joined:{party.pk}:{at:%Y-%m-%d}",
        link=address_of(agreement),
    )


@in_italian
def tell_leaving(agreement: Agreement, party: AgreementParty, at: datetime) -> None:
    """Officer and parties: a body leaves, from which day, why."""
    assert party.leaves_on is not None
    queue(
        recipients=[
            agreement.officer,
            agreement.executive,
            *people_of(agreement, at, Role.LEGAL_REPRESENTATIVE),
        ],
        subject=_("%(who)s recede: %(title)s")
        % {"who": party.organisation.known_as, "title": agreement.title},
        body=_("Il recesso ha effetto dal %(day)s. Motivo: %(reasons)s")
        % {"day": day(party.leaves_on), "reasons": party.withdrawal_reasons},
        about=agreement,
        at=at,
        key=f"leaving:{party.pk}:{party.leaves_on}",
        link=address_of(agreement),
    )


@in_italian
def tell_renewed(agreement: Agreement, before: date, at: datetime) -> None:
    """The parties: the end has moved."""
    assert agreement.ends_on is not None
    queue(
        recipients=[agreement.officer, *people_of(agreement, at, Role.LEGAL_REPRESENTATIVE, Role.ETS_EDITOR)],
        subject=_("Rinnovo: %(title)s") % {"title": agreement.title},
        body=_("L’accordo finiva il %(before)s; ora finisce il %(after)s.")
        % {"before": day(before), "after": day(agreement.ends_on)},
        about=agreement,
        at=at,
        key=f"renewed:{agreement.ends_on}",
        link=address_of(agreement),
    )


@in_italian
def tell_of_the_end(agreement: Agreement, at: datetime) -> None:
    """Officer, executive and parties: the last day comes near."""
    assert agreement.ends_on is not None
    renewal = (
        _("Il testo ammette il rinnovo: lo decide il dirigente prima della fine.")
        if agreement.renewal_months and agreement.renewed_at is None
        else _("Il testo non ammette un rinnovo: se la collaborazione continua serve un nuovo accordo.")
    )
    queue(
        recipients=[
            agreement.officer,
            agreement.executive,
            *people_of(agreement, at, Role.LEGAL_REPRESENTATIVE, Role.ETS_EDITOR),
        ],
        subject=_("Finisce il %(day)s: %(title)s")
        % {"day": day(agreement.ends_on), "title": agreement.title},
        body=renewal,
        about=agreement,
        at=at,
        key=f"end_near:{agreement.ends_on}",
        link=address_of(agreement),
    )
