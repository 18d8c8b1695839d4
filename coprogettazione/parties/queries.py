# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Who holds which role, at an instant."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from coprogettazione.parties.codes import tidy
from coprogettazione.parties.models import (
    PUBLIC_BODIES,
    Membership,
    Organisation,
    OrganisationQuerySet,
    OrganisationState,
    SocialDistrict,
    User,
)
from coprogettazione.records.omitting import Whose, contact_key, knows_contacts
from coprogettazione.records.refusals import NotAllowed
from coprogettazione.records.roles import Role


def signed_in(user: Any) -> User:
    """The person of a request whose page asks to sign in first.

    Raises:
        NotAllowed: nobody has signed in.
    """
    if not isinstance(user, User):
        raise NotAllowed(_("Accedi per continuare."))
    return user


def role_holders(organisation_id: int, role: Role, at: datetime) -> list[User]:
    """The active people who hold the role in the organisation."""
    members = Membership.objects.valid_at(at).filter(
        organisation_id=organisation_id, role=role, user__is_active=True
    )
    return [m.user for m in members.select_related("user").order_by("user_id").distinct()]


def organisations_of(user: Any, roles: Iterable[Role], at: datetime) -> set[int]:
    """The ids of the organisations in which the person holds one of the roles.

    Read once per request: the memberships are kept on the user object.
    """
    if user is None or user.pk is None:
        return set()
    wanted = {str(r) for r in roles}
    return {m.organisation_id for m in memberships_of(user, at) if m.role in wanted}


def memberships_of(user: Any, at: datetime) -> list[Membership]:
    """The person's roles in force at the instant, organisation included; one query per user object."""
    from django.utils import timezone

    held: list[Membership] | None = user.__dict__.get("_memberships")
    if held is None:
        held = list(Membership.objects.filter(user_id=user.pk).select_related("organisation"))
        user.__dict__["_memberships"] = held
    day = timezone.localtime(at).date()
    return [m for m in held if m.valid_from <= day and (m.valid_to is None or m.valid_to >= day)]


def holds(user: Any, role: Role, organisation_id: int | None, at: datetime) -> bool:
    """Whether the person holds this role in this organisation at the instant."""
    return organisation_id in organisations_of(user, [role], at)


def district_bodies() -> set[int]:
    """The ids of the organisations that stand for a district: their planning operators check the others."""
    return set(SocialDistrict.objects.values_list("organisation_id", flat=True))


def organisations_to_check() -> OrganisationQuerySet:
    """The declared organisations that wait for an office to look at their papers, oldest first."""
    return Organisation.objects.filter(state=OrganisationState.CLAIMED).order_by("pk")


def known_organisation(codice_fiscale: str) -> Organisation | None:
    """The organisation with this codice fiscale, whatever its state."""
    return Organisation.objects.filter(codice_fiscale=tidy(codice_fiscale)).first()


def is_official(user: Any, at: datetime) -> bool:
    """Whether the person works in a public body: a second factor is asked of them."""
    return any(m.organisation.is_public_body for m in memberships_of(user, at))


@dataclass(frozen=True)
class DemoAccount:
    """A person of the demo and, in words, what they do."""

    user: User
    roles: list[str]


def demo_accounts(at: datetime) -> list[DemoAccount]:
    """Whom one can sign in as in the demo: whoever holds a role, officials first."""
    held = Membership.objects.valid_at(at).filter(user__is_active=True)
    by_person: dict[User, list[Membership]] = {}
    for membership in held.select_related("user", "organisation").order_by("user_id", "pk"):
        by_person.setdefault(membership.user, []).append(membership)
    order = list(Role)
    people = sorted(
        by_person.items(),
        key=lambda item: (
            not item[1][0].organisation.is_public_body,
            min(order.index(Role(m.role)) for m in item[1]),
            item[0].pk,
        ),
    )
    return [
        DemoAccount(user, [f"{m.get_role_display()}, {m.organisation.known_as}" for m in memberships])
        for user, memberships in people
        if user.has_usable_password()
    ]


@knows_contacts
def whose_contacts(asked: set[str]) -> Whose:
    """Whose some contacts are: of who has an account, of a body that gives it to everybody. Two SQL.

    Who works for a public body has the e-mail of an office: citizens may write to it (art. 5, l. 241/1990).
    """
    emails = {key for key in asked if "@" in key}
    private = User.objects.filter(email__in=emails).exclude(memberships__organisation__kind__in=PUBLIC_BODIES)
    people = set(private.values_list("email", flat=True)) if emails else set()
    match = Q(email__in=emails) | Q(pec__in=emails)
    for number in asked - emails:
        match |= Q(phone__endswith=number[-2:])
    given = Organisation.objects.filter(match).values_list("email", "pec", "phone")
    return Whose(people, {contact_key(contact) for row in given for contact in row if contact} & asked)
