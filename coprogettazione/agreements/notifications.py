# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Whom an agreement tells, and what."""

from datetime import datetime

from django.utils.translation import gettext as _

from coprogettazione.agreements.models import Agreement, AgreementParty
from coprogettazione.notifications.services import queue
from coprogettazione.parties.models import Membership, User
from coprogettazione.records.roles import Role
from coprogettazione.wording import day, in_italian


def people_of(agreement: Agreement, at: datetime, *roles: Role) -> list[User]:
    """Who holds one of the roles in a party that is not the public body."""
    bodies = AgreementParty.objects.filter(agreement=agreement).values("organisation")
    held = (
        Membership.objects.valid_at(at)
        .filter(organisation__in=bodies, role__in=roles, user__is_active=True)
        .exclude(organisation=agreement.call.lead_authority_id)
        .select_related("user")
        .order_by("pk")
    )
    return list({m.user_id: m.user for m in held}.values())


def _address(agreement: Agreement) -> str:
    return f"/convenzione/{agreement.pk}/"


@in_italian
def tell_approved(agreement: Agreement, at: datetime) -> None:
    """The partners: the project is approved."""
    queue(
        recipients=[
            agreement.call.procedure_officer,
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
        link=_address(agreement),
    )


@in_italian
def tell_to_sign(agreement: Agreement, at: datetime) -> None:
    """Those who sign, all at once."""
    queue(
        recipients=[agreement.call.executive_officer, *people_of(agreement, at, Role.LEGAL_REPRESENTATIVE)],
        subject=_("Convenzione da firmare: %(title)s") % {"title": agreement.title},
        body=_("Scarica il testo, firmalo con la tua firma digitale e carica il file firmato (PDF o P7M)."),
        about=agreement,
        at=at,
        key="to_sign",
        link=_address(agreement) + "firma/",
    )


@in_italian
def tell_signed(agreement: Agreement, at: datetime) -> None:
    """Everybody: the last party has uploaded its signature, the agreement is in force."""
    queue(
        recipients=[
            agreement.call.procedure_officer,
            agreement.call.executive_officer,
            *people_of(agreement, at, Role.LEGAL_REPRESENTATIVE, Role.ETS_EDITOR),
        ],
        subject=_("Convenzione rep. %(number)s: ci sono le firme di tutti") % {"number": agreement.repertory},
        body=_(
            "L’ultima parte ha caricato la sua firma. Le firme sono caricate e non verificate dalla "
            "piattaforma.\n\nOra il RUP pubblica la convenzione: prima della pubblicazione non si può pagare."
        ),
        about=agreement,
        at=at,
        key="signed",
        link=_address(agreement),
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
        link=_address(agreement),
    )


@in_italian
def tell_terminated(agreement: Agreement, at: datetime) -> None:
    """The parties, with the reasons."""
    queue(
        recipients=[
            agreement.call.procedure_officer,
            *people_of(agreement, at, Role.LEGAL_REPRESENTATIVE, Role.ETS_EDITOR),
        ],
        subject=_("Convenzione rep. %(number)s risolta") % {"number": agreement.repertory},
        body=agreement.termination_reasons,
        about=agreement,
        at=at,
        key="terminated",
        link=_address(agreement),
    )
