# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Whom we tell when an organisation registers, is checked, and invites its people."""

from datetime import datetime

from django.core import signing
from django.utils.translation import gettext as _

from coprogettazione.notifications.services import queue, queue_to_address
from coprogettazione.parties.models import Invitation, JoinRequest, Organisation, OrganisationState, User
from coprogettazione.parties.queries import district_bodies, role_holders
from coprogettazione.records.roles import Role
from coprogettazione.wording import in_italian, moment

_SALT = "coprogettazione.invitation"


def invitation_token(invitation: Invitation) -> str:
    """What the link of an invitation carries: signed, so that nobody can guess another's."""
    return signing.dumps([invitation.pk, invitation.email], salt=_SALT)


def invitation_of(token: str) -> Invitation | None:
    """The invitation that a link carries, if the link is ours. Its term is the deed's affair."""
    try:
        pk, email = signing.loads(token, salt=_SALT)
    except signing.BadSignature:
        return None
    return Invitation.objects.select_related("organisation", "invited_by").filter(pk=pk, email=email).first()


@in_italian
def tell_invited(invitation: Invitation, at: datetime) -> None:
    """Send the link to the address that was invited."""
    facts = {
        "who": invitation.invited_by,
        "name": invitation.organisation.name,
        "role": invitation.get_role_display(),
        "until": moment(invitation.expires_at),
    }
    queue_to_address(
        address=invitation.email,
        subject=_("%(who)s ti invita a lavorare per %(name)s") % facts,
        body=_(
            "%(who)s ti invita a lavorare per %(name)s sulla piattaforma di co-progettazione, come "
            "%(role)s.\n\nApri il collegamento, accedi o iscriviti con questo indirizzo e-mail, e accetta "
            "l’invito entro %(until)s. Se non conosci chi ti invita, non fare niente."
        )
        % facts,
        about=invitation,
        at=at,
        key="invited",
        link=f"/enti/inviti/{invitation_token(invitation)}/",
    )


@in_italian
def tell_asked(request: JoinRequest, at: datetime) -> None:
    """Tell who represents the organisation that somebody asks to be let in."""
    facts = {
        "who": request.person,
        "email": request.person.email,
        "name": request.organisation.known_as,
        "text": request.text,
    }
    queue(
        recipients=role_holders(request.organisation_id, Role.LEGAL_REPRESENTATIVE, at),
        subject=_("%(who)s chiede di lavorare per %(name)s") % facts,
        body=_(
            "%(who)s (%(email)s) chiede di lavorare per %(name)s.\n\n%(text)s\n\nSe la conosci, invitala: "
            "scegli il ruolo e fino a quando lo avrà. Altrimenti non fare niente."
        )
        % facts,
        about=request,
        at=at,
        key="asked_to_join",
        link=f"/enti/{request.organisation_id}/",
    )


def planning_offices(at: datetime) -> list[User]:
    """Who works in the planning offices of the districts."""
    return [
        person
        for body in sorted(district_bodies())
        for person in role_holders(body, Role.PLANNING_OPERATOR, at)
    ]


@in_italian
def tell_office(organisation: Organisation, at: datetime) -> None:
    """Tell the planning offices that an organisation waits to be checked."""
    facts = {"name": organisation.name, "code": organisation.codice_fiscale}
    queue(
        recipients=planning_offices(at),
        subject=_("Da controllare: %(name)s") % facts,
        body=_(
            "%(name)s (codice fiscale %(code)s) si è registrata. Controlla l’iscrizione e chi la rappresenta."
        )
        % facts,
        about=organisation,
        at=at,
        key=f"to_check:{at.isoformat()}",
        link=f"/enti/{organisation.pk}/",
    )


@in_italian
def tell_outcome(organisation: Organisation, at: datetime) -> None:
    """Tell who represents the organisation what came of the check."""
    facts = {"name": organisation.known_as, "reason": organisation.state_reason}
    subject, body = {
        OrganisationState.VERIFIED: (
            _("%(name)s è stata controllata"),
            _("L’Ufficio di Piano ha controllato %(name)s. Ora puoi invitare le persone che ci lavorano."),
        ),
        OrganisationState.REJECTED: (
            _("%(name)s non è stata riconosciuta"),
            _("L’Ufficio di Piano non ha riconosciuto %(name)s.\n\nMotivo: %(reason)s"),
        ),
        OrganisationState.SUSPENDED: (
            _("%(name)s è sospesa"),
            _("L’Ufficio di Piano ha sospeso %(name)s.\n\nMotivo: %(reason)s"),
        ),
    }[OrganisationState(organisation.state)]
    queue(
        recipients=role_holders(organisation.pk, Role.LEGAL_REPRESENTATIVE, at),
        subject=subject % facts,
        body=body % facts,
        about=organisation,
        at=at,
        key=f"checked:{at.isoformat()}",
        link=f"/enti/{organisation.pk}/",
    )
