# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Who may register, check and represent an organisation."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from coprogettazione.parties.models import Invitation, Membership, Organisation, OrganisationState
from coprogettazione.parties.queries import district_bodies, memberships_of, organisations_of
from coprogettazione.records.rights import Answer, condition, in_state, is_system, rights, role
from coprogettazione.records.roles import Role


def _organisation_of(subject: Any) -> int:
    """The organisation that the subject is, or belongs to."""
    return subject.pk if isinstance(subject, Organisation) else subject.organisation_id


@role(Role.ADMINISTRATOR, refusal=_("Lo fa solo chi amministra la piattaforma."))
def is_administrator(actor: Any, subject: Any, at: datetime) -> Answer:
    """Configures the installation; does no deed of a procedure."""
    return bool(getattr(actor, "is_superuser", False))


@role(Role.PLANNING_OPERATOR, refusal=_("Lo fa solo chi lavora nell’Ufficio di Piano."))
def is_planning_operator(actor: Any, subject: Any, at: datetime) -> Answer:
    """Works in the planning office of a district, whichever: registrations belong to no procedure."""
    held = organisations_of(actor, [Role.PLANNING_OPERATOR], at) & district_bodies()
    return min(held) if held else False


@role(Role.PLANNING_OPERATOR, refusal=_("Lo fa solo l’Ufficio di Piano di questo ambito."))
def is_operator_of_the_district(actor: Any, subject: Any, at: datetime) -> Answer:
    """Works in the planning office of this very district."""
    body = subject.organisation_id
    return body if body in organisations_of(actor, [Role.PLANNING_OPERATOR], at) else False


@role(Role.LEGAL_REPRESENTATIVE, refusal=_("Lo fa solo il legale rappresentante dell’organizzazione."))
def is_legal_representative(actor: Any, subject: Any, at: datetime) -> Answer:
    """Represents the organisation, today."""
    organisation = _organisation_of(subject)
    return organisation if organisation in organisations_of(actor, [Role.LEGAL_REPRESENTATIVE], at) else False


@condition(_("per sé"), refusal=_("Ognuno lo fa per sé, con il proprio accesso."))
def is_oneself(actor: Any, subject: Any, at: datetime) -> Answer:
    """The person is the subject, or the subject is theirs."""
    if actor is None or actor.pk is None:
        return False
    return actor.pk == (subject.user_id if isinstance(subject, Membership) else subject.pk)


@condition(_("chi ha ricevuto l’invito"), refusal=_("L’invito è per un altro indirizzo e-mail."))
def is_invited(actor: Any, subject: Invitation, at: datetime) -> Answer:
    """The invitation was sent to the person's own address."""
    if actor is None or actor.pk is None:
        return False
    return actor.email.lower() == subject.email.lower()


@condition(_("con un accesso personale"), refusal=_("Accedi per continuare."))
def is_a_person(actor: Any, subject: Any, at: datetime) -> Answer:
    """Signed in."""
    return actor is not None and actor.pk is not None


@condition(
    _("chi lavora per l’organizzazione"), refusal=_("Questa pagina è di chi lavora per l’organizzazione.")
)
def works_for_it(actor: Any, subject: Any, at: datetime) -> Answer:
    """Holds any role in the organisation."""
    if actor is None or actor.pk is None:
        return False
    return _organisation_of(subject) in {m.organisation_id for m in memberships_of(actor, at)}


is_verified = in_state(
    OrganisationState.VERIFIED,
    refusal=_("Si può fare quando l’Ufficio di Piano ha controllato l’organizzazione."),
)

rights(
    {
        "enrol_public_body": is_administrator | is_system,
        "found_district": is_administrator | is_system,
        "claim_organisation": is_oneself,
        "ask_to_join": is_a_person,
        "correct_organisation": is_legal_representative | is_administrator,
        "verify_organisation": is_planning_operator
        & in_state(
            OrganisationState.CLAIMED,
            OrganisationState.SUSPENDED,
            refusal=_("Questa organizzazione è già stata controllata o non è stata riconosciuta."),
        ),
        "reject_organisation": is_planning_operator
        & in_state(
            OrganisationState.CLAIMED,
            refusal=_("Si può non riconoscere solo un’organizzazione ancora da controllare."),
        ),
        "suspend_organisation": is_planning_operator
        & in_state(
            OrganisationState.VERIFIED, refusal=_("Si può sospendere solo un’organizzazione controllata.")
        ),
        "grant_membership": is_administrator | is_system,
        "invite_colleague": is_legal_representative & is_verified,
        "withdraw_invitation": is_legal_representative,
        "accept_invitation": is_invited,
        "end_membership": is_legal_representative | is_administrator | is_oneself | is_system,
        "read_organisation": works_for_it | is_planning_operator | is_administrator,
        "read_verification_queue": is_planning_operator,
    }
)
