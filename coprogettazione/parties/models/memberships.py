# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Who holds which role where, between which dates; how people come to hold one."""

from datetime import date, datetime

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from coprogettazione.parties.models.organisations import Organisation
from coprogettazione.parties.models.people import User
from coprogettazione.records.roles import Role

#: Roles that a membership can give; the others are held in one procedure (capofila) or by nature (citizen).
MEMBERSHIP_ROLES = (
    Role.PROCEDURE_OFFICER,
    Role.EXECUTIVE_OFFICER,
    Role.PLANNING_OPERATOR,
    Role.COMMITTEE_MEMBER,
    Role.FACILITATOR,
    Role.AUDITOR,
    Role.CMS_EDITOR,
    Role.LEGAL_REPRESENTATIVE,
    Role.ETS_EDITOR,
)


class MembershipQuerySet(models.QuerySet["Membership"]):
    """Questions on who holds which role."""

    def valid_on(self, day: date) -> "MembershipQuerySet":
        """Those in force on a day (both ends included)."""
        return self.filter(Q(valid_to__isnull=True) | Q(valid_to__gte=day), valid_from__lte=day)

    def visible_to(self, user: User, at: datetime) -> "MembershipQuerySet":
        """One’s own, those in one’s organisations; planning offices and administrators see all."""
        held = Membership.objects.valid_at(at).filter(user=user)
        if user.is_superuser or held.filter(role=Role.PLANNING_OPERATOR).exists():
            return self
        return self.filter(Q(user=user) | Q(organisation__in=held.values("organisation_id")))

    def valid_at(self, at: datetime) -> "MembershipQuerySet":
        """Those in force at an instant, by the Roman calendar."""
        return self.valid_on(timezone.localtime(at).date())


class Membership(models.Model):
    """A role of a person in an organisation, between two dates, by an act of appointment."""

    user = models.ForeignKey(User, models.PROTECT, related_name="memberships", verbose_name=_("persona"))
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="memberships", verbose_name=_("organizzazione")
    )
    role = models.CharField(_("ruolo"), max_length=30, choices=[(r.value, r.label) for r in MEMBERSHIP_ROLES])
    valid_from = models.DateField(_("dal"))
    valid_to = models.DateField(_("al"), null=True, blank=True)
    act = models.CharField(_("atto di nomina"), max_length=200, blank=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        ordering = ["organisation", "role", "valid_from"]
        verbose_name = _("ruolo in un’organizzazione")
        verbose_name_plural = _("ruoli nelle organizzazioni")
        indexes = [models.Index(fields=["user", "role"]), models.Index(fields=["organisation", "role"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=models.F("valid_from")),
                name="membership_ends_after_it_begins",
            ),
        ]

    def __str__(self) -> str:
        """Who is what where."""
        return f"{self.user}, {self.get_role_display()}, {self.organisation}"

    @property
    def case_file(self) -> None:
        """A role belongs to no dossier."""
        return


class InvitationQuerySet(models.QuerySet["Invitation"]):
    """Questions on invitations."""

    def open_at(self, at: datetime) -> "InvitationQuerySet":
        """Those that can still be accepted."""
        return self.filter(accepted_at__isnull=True, withdrawn_at__isnull=True, expires_at__gt=at)

    def visible_to(self, user: User, at: datetime) -> "InvitationQuerySet":
        """Those to one’s own address, and those of the organisations one represents."""
        represented = Membership.objects.valid_at(at).filter(user=user, role=Role.LEGAL_REPRESENTATIVE)
        return self.filter(
            Q(email__iexact=user.email) | Q(organisation__in=represented.values("organisation_id"))
        )


class Invitation(models.Model):
    """A role offered to an address until `expires_at`; `valid_to` is the last day of the role itself."""

    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="invitations", verbose_name=_("organizzazione")
    )
    email = models.EmailField(_("e-mail"))
    role = models.CharField(_("ruolo"), max_length=30, choices=[(r.value, r.label) for r in MEMBERSHIP_ROLES])
    valid_to = models.DateField(_("ruolo fino al"), null=True, blank=True)
    invited_by = models.ForeignKey(
        User, models.PROTECT, related_name="invitations_sent", verbose_name=_("da chi")
    )
    invited_at = models.DateTimeField(_("invitato il"))
    expires_at = models.DateTimeField(_("si può accettare fino al"))
    accepted_at = models.DateTimeField(_("accettato il"), null=True, blank=True)
    accepted_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="invitations_accepted"
    )
    withdrawn_at = models.DateTimeField(_("ritirato il"), null=True, blank=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        ordering = ["-invited_at", "-pk"]
        verbose_name = _("invito")
        verbose_name_plural = _("inviti")
        constraints = [
            models.CheckConstraint(
                condition=Q(expires_at__gt=models.F("invited_at")), name="invitation_expires_after_it_is_sent"
            ),
            models.UniqueConstraint(
                fields=["organisation", "email", "role"],
                condition=Q(accepted_at__isnull=True, withdrawn_at__isnull=True),
                name="one_open_invitation_per_address_and_role",
            ),
        ]

    def __str__(self) -> str:
        """To whom, for what."""
        return f"{self.email}, {self.get_role_display()}, {self.organisation}"

    @property
    def case_file(self) -> None:
        """An invitation belongs to no dossier."""
        return


class JoinRequest(models.Model):
    """A person asks the legal representative of an organisation already here to let them work for it."""

    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="join_requests", verbose_name=_("organizzazione")
    )
    person = models.ForeignKey(User, models.PROTECT, related_name="join_requests", verbose_name=_("persona"))
    text = models.CharField(_("motivo"), max_length=300, blank=True)
    asked_at = models.DateTimeField(_("chiesto il"))
    answered_at = models.DateTimeField(_("risposto il"), null=True, blank=True)

    class Meta:
        ordering = ["-asked_at", "-pk"]
        verbose_name = _("richiesta di accesso a un’organizzazione")
        verbose_name_plural = _("richieste di accesso alle organizzazioni")
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "person"],
                condition=Q(answered_at__isnull=True),
                name="one_open_request_per_person_and_organisation",
            ),
        ]

    def __str__(self) -> str:
        """Who asks for what."""
        return f"{self.person}, {self.organisation}"

    @property
    def case_file(self) -> None:
        """A request belongs to no dossier."""
        return
