# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Who works for whom: every role has two dates and a trace of how it came."""

from datetime import date, datetime, timedelta

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from coprogettazione.parties.models import (
    MEMBERSHIP_ROLES,
    Invitation,
    JoinRequest,
    Membership,
    Organisation,
    OrganisationState,
    User,
)
from coprogettazione.parties.notifications import tell_asked, tell_invited
from coprogettazione.records.deeds import Act, deed
from coprogettazione.records.refusals import AlreadyDone, Invalid, WrongState
from coprogettazione.records.roles import Role

#: Roles that only make sense in a public body, and those of everybody else.
PUBLIC_ROLES = (
    Role.PROCEDURE_OFFICER,
    Role.EXECUTIVE_OFFICER,
    Role.PLANNING_OPERATOR,
    Role.COMMITTEE_MEMBER,
    Role.FACILITATOR,
    Role.AUDITOR,
    Role.CMS_EDITOR,
    Role.LEGAL_REPRESENTATIVE,
)
#: A facilitator or a member of a committee may come from outside the public body.
OTHER_ROLES = (Role.LEGAL_REPRESENTATIVE, Role.ETS_EDITOR, Role.FACILITATOR, Role.COMMITTEE_MEMBER)
#: What a legal representative may offer to a colleague; officials are appointed, not invited.
INVITED_ROLES = (Role.ETS_EDITOR, Role.LEGAL_REPRESENTATIVE)


def invitation_days() -> int:
    """For how many days an invitation can be accepted (setting INVITATION_DAYS, 14 when not set)."""
    return int(getattr(settings, "INVITATION_DAYS", 14))


@deed(on="organisation", says=lazy("ha dato un ruolo"))
def grant_membership(
    act: Act,
    *,
    organisation: Organisation,
    user: User,
    role: str,
    valid_from: date,
    valid_to: date | None = None,
    appointment: str = "",
    by: User | None,
    at: datetime,
) -> Membership:
    """Give a person a role between two dates, both included, by the act named `appointment`."""
    allowed = PUBLIC_ROLES if organisation.is_public_body else OTHER_ROLES
    if role not in MEMBERSHIP_ROLES or role not in allowed:
        raise Invalid(
            _("Questo ruolo non si dà in questa organizzazione."),
            fields={"role": _("Scegli un altro ruolo.")},
        )
    _check_dates(valid_from, valid_to)
    membership = _enter(
        organisation=organisation,
        user=user,
        role=role,
        valid_from=valid_from,
        valid_to=valid_to,
        act=appointment,
    )
    act.about(membership)
    act.record(organisation=organisation)
    return membership


@deed(on="organisation", says=lazy("ha chiesto di lavorare per l’organizzazione"))
def ask_to_join(
    act: Act, *, organisation: Organisation, text: str = "", by: User | None, at: datetime
) -> JoinRequest:
    """Ask the legal representative of an organisation already here for an invitation."""
    if by is None:
        raise Invalid(_("Lo chiede una persona, per sé."))
    if organisation.memberships.valid_at(at).filter(user=by).exists():
        raise AlreadyDone(_("Lavori già per %(name)s.") % {"name": organisation.known_as})
    if JoinRequest.objects.filter(organisation=organisation, person=by, answered_at__isnull=True).exists():
        raise AlreadyDone(_("Hai già chiesto: aspetta la risposta del legale rappresentante."))
    request = JoinRequest.objects.create(
        organisation=organisation, person=by, text=text.strip()[:300], asked_at=at
    )
    act.about(request)
    tell_asked(request, at)
    return request


@deed(on="organisation", says=lazy("ha invitato una persona a lavorare per l’organizzazione"))
def invite_colleague(
    act: Act,
    *,
    organisation: Organisation,
    email: str,
    role: str,
    valid_to: date | None = None,
    by: User,
    at: datetime,
) -> Invitation:
    """Offer a role, until the day `valid_to`, to an e-mail address; the offer itself expires sooner."""
    address = email.strip().lower()
    try:
        validate_email(address)
    except ValidationError as fault:
        words = _("Scrivi un indirizzo e-mail, per esempio marco@example.it.")
        raise Invalid(words, fields={"email": words}) from fault
    if role not in INVITED_ROLES:
        raise Invalid(
            _("Questo ruolo non si dà con un invito."), fields={"role": _("Scegli un altro ruolo.")}
        )
    today = timezone.localtime(at).date()
    if valid_to is not None and valid_to < today:
        raise Invalid(
            _("Il ruolo finirebbe prima di cominciare."),
            fields={"valid_to": _("Scrivi una data che deve ancora venire, o lascia vuoto.")},
        )
    if organisation.memberships.valid_at(at).filter(user__email__iexact=address, role=role).exists():
        raise AlreadyDone(_("%(email)s ha già questo ruolo.") % {"email": address})
    earlier = organisation.invitations.filter(
        email=address, role=role, accepted_at__isnull=True, withdrawn_at__isnull=True
    ).first()
    if earlier is not None and earlier.expires_at > at:
        raise AlreadyDone(_("%(email)s ha già un invito da accettare.") % {"email": address})
    if earlier is not None:
        earlier.withdrawn_at = at
        earlier.save(update_fields=["withdrawn_at"])
    invitation = Invitation.objects.create(
        organisation=organisation,
        email=address,
        role=role,
        valid_to=valid_to,
        invited_by=by,
        invited_at=at,
        expires_at=at + timedelta(days=invitation_days()),
    )
    organisation.join_requests.filter(person__email__iexact=address, answered_at__isnull=True).update(
        answered_at=at
    )
    act.about(invitation)
    tell_invited(invitation, at)
    return invitation


@deed(on="invitation", says=lazy("ha ritirato un invito"))
def withdraw_invitation(act: Act, *, invitation: Invitation, by: User | None, at: datetime) -> Invitation:
    """Take back an offer that nobody has accepted yet."""
    _check_open(invitation)
    invitation.withdrawn_at = at
    invitation.save(update_fields=["withdrawn_at"])
    return invitation


@deed(on="invitation", says=lazy("ha accettato l’invito a lavorare per l’organizzazione"))
def accept_invitation(act: Act, *, invitation: Invitation, by: User, at: datetime) -> Membership:
    """Take the role, from today."""
    _check_open(invitation)
    if at >= invitation.expires_at:
        raise WrongState(
            _("L’invito è scaduto il %(when)s: chiedi a %(who)s di mandarne un altro.")
            % {
                "when": timezone.localtime(invitation.expires_at).strftime("%d/%m/%Y, %H:%M"),
                "who": invitation.invited_by,
            }
        )
    if invitation.organisation.state != OrganisationState.VERIFIED:
        raise WrongState(_("L’organizzazione che ti ha invitato non è più riconosciuta."))
    today = timezone.localtime(at).date()
    if invitation.valid_to is not None and invitation.valid_to < today:
        raise WrongState(_("Il ruolo che ti è stato offerto è già finito."))
    membership = _enter(
        organisation=invitation.organisation,
        user=by,
        role=invitation.role,
        valid_from=today,
        valid_to=invitation.valid_to,
        act=_("invito di %(who)s") % {"who": invitation.invited_by},
    )
    invitation.accepted_at, invitation.accepted_by = at, by
    invitation.save(update_fields=["accepted_at", "accepted_by"])
    act.record(membership=membership)
    return membership


@deed(on="membership", says=lazy("ha fatto finire un ruolo"))
def end_membership(
    act: Act, *, membership: Membership, last_day: date, reason: str, by: User | None, at: datetime
) -> Membership:
    """Set the last day of a role, today or later: what was done until then stays done in that role.

    An organisation is never left without a legal representative, except by who administers the platform.
    """
    if not reason.strip():
        raise Invalid(_("Scrivi il motivo."), fields={"reason": _("Per esempio: ha cambiato lavoro.")})
    if last_day < max(timezone.localtime(at).date(), membership.valid_from):
        raise Invalid(
            _("Un ruolo non finisce nel passato."),
            fields={"last_day": _("Scrivi oggi o un giorno che deve ancora venire.")},
        )
    if membership.valid_to is not None and membership.valid_to < last_day:
        raise WrongState(
            _("Il ruolo finisce già il %(day)s.") % {"day": membership.valid_to.strftime("%d/%m/%Y")}
        )
    others = Membership.objects.valid_on(last_day + timedelta(days=1)).filter(
        organisation_id=membership.organisation_id, role=Role.LEGAL_REPRESENTATIVE, user__is_active=True
    )
    alone = membership.role == Role.LEGAL_REPRESENTATIVE and not others.exclude(pk=membership.pk).exists()
    if alone and act.verdict.role not in (Role.ADMINISTRATOR, Role.SYSTEM):
        raise WrongState(
            _("L’organizzazione resterebbe senza legale rappresentante: invita prima chi gli succede.")
        )
    membership.valid_to = last_day
    membership.save(update_fields=["valid_to"])
    membership.user.__dict__.pop("_memberships", None)
    return membership


def _check_open(invitation: Invitation) -> None:
    """Neither accepted nor withdrawn."""
    if invitation.accepted_at is not None:
        raise AlreadyDone(
            _("%(who)s ha già accettato l’invito. Non serve altro.") % {"who": invitation.accepted_by}
        )
    if invitation.withdrawn_at is not None:
        raise WrongState(_("L’invito è stato ritirato."))


def _check_dates(valid_from: date, valid_to: date | None) -> None:
    """Both ends included, in order."""
    if valid_to is not None and valid_to < valid_from:
        raise Invalid(
            _("Il ruolo finirebbe prima di cominciare."),
            fields={"valid_to": _("Scrivi una data che viene dopo l’inizio, o lascia vuoto.")},
        )


def _enter(
    *, organisation: Organisation, user: User, role: str, valid_from: date, valid_to: date | None, act: str
) -> Membership:
    """Write the role, unless the person already holds it on some of those days."""
    same = Membership.objects.filter(organisation=organisation, user=user, role=role)
    over = same.filter(valid_from__lte=valid_to) if valid_to else same
    if (over.filter(valid_to__isnull=True) | over.filter(valid_to__gte=valid_from)).exists():
        raise AlreadyDone(_("%(who)s ha già questo ruolo in questi giorni.") % {"who": user})
    user.__dict__.pop("_memberships", None)
    return Membership.objects.create(
        organisation=organisation, user=user, role=role, valid_from=valid_from, valid_to=valid_to, act=act
    )
