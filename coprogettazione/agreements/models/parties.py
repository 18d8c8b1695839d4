# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The bodies of an agreement: what each does, when it joined and when it left."""

from datetime import date
from decimal import Decimal

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from coprogettazione.agreements.models.agreement import Agreement
from coprogettazione.calls.models import Call
from coprogettazione.parties.models import Organisation


class PartyRole(models.TextChoices):
    """What a party is in the agreement."""

    PUBLIC_BODY = "PUBLIC_BODY", _("ente pubblico")
    LEAD_PARTNER = "LEAD_PARTNER", _("capofila: firma e risponde per tutti")
    MEMBER_PARTNER = "MEMBER_PARTNER", _("componente del gruppo")
    PARTNER = "PARTNER", _("ente partner")


class AgreementPartyQuerySet(models.QuerySet["AgreementParty"]):
    """Questions on parties."""

    def bound(self) -> "AgreementPartyQuerySet":
        """Those that are not out of it: neither dropped before the signatures nor asked to join without an answer."""
        return self.filter(dropped_at__isnull=True).exclude(invited_at__isnull=False, joined_on__isnull=True)


class AgreementParty(models.Model):
    """A body that is bound by the agreement: what it does, its share of the public grant (euro and per
    cent).

    `deliberation` is the act by which its own organs decided to sign (art. 42, d.lgs. 267/2000 for a comune).
    `joined_on` is the day from which it is bound, `leaves_on` the first day on which it no longer is;
    `dropped_at` says that it went out before the agreement was in force. `invited_at` marks who joins later.
    """

    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="parties")
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="agreement_parties", verbose_name=_("ente")
    )
    role = models.CharField(_("ruolo"), max_length=20, choices=PartyRole)
    position = models.PositiveSmallIntegerField(default=0)
    share = models.DecimalField(
        _("quota del contributo, per cento"), max_digits=5, decimal_places=2, default=Decimal(0)
    )
    grant = models.DecimalField(
        _("contributo assegnato"), max_digits=12, decimal_places=2, default=Decimal(0)
    )
    activities = models.TextField(_("che cosa fa"), blank=True)
    signatory = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("chi firma"),
    )
    deliberation = models.CharField(_("deliberazione che autorizza la firma"), max_length=200, blank=True)
    invited_at = models.DateTimeField(_("invitata ad aderire il"), null=True, blank=True)
    joined_on = models.DateField(_("vincolata dal"), null=True, blank=True)
    dropped_at = models.DateTimeField(_("tolta dall’accordo il"), null=True, blank=True)
    drop_reasons = models.TextField(_("perché non ne fa parte"), blank=True)
    withdrawn_at = models.DateTimeField(_("recesso comunicato il"), null=True, blank=True)
    leaves_on = models.DateField(_("il recesso ha effetto dal"), null=True, blank=True)
    withdrawal_reasons = models.TextField(_("perché recede"), blank=True)

    objects = AgreementPartyQuerySet.as_manager()

    class Meta:
        ordering = ["agreement_id", "position", "pk"]
        verbose_name = _("parte della convenzione")
        verbose_name_plural = _("parti della convenzione")
        constraints = [
            models.UniqueConstraint(fields=["agreement", "organisation"], name="party_once_in_agreement"),
            models.UniqueConstraint(
                fields=["agreement"],
                condition=Q(role=PartyRole.LEAD_PARTNER),
                name="one_lead_partner_in_agreement",
            ),
            models.CheckConstraint(condition=Q(role__in=PartyRole.values), name="party_role_known"),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True, leaves_on__isnull=True)
                | Q(withdrawn_at__isnull=False, leaves_on__isnull=False),
                name="withdrawal_has_its_effect",
            ),
        ]

    def __str__(self) -> str:
        """The body's name."""
        return self.organisation.known_as

    @property
    def case_file(self) -> Call | None:
        """The dossier, where there is one."""
        return self.agreement.case_file

    @property
    def is_public_body(self) -> bool:
        """Whether it signs as a public body."""
        return self.role == PartyRole.PUBLIC_BODY

    @property
    def is_lead_body(self) -> bool:
        """Whether it is the body that keeps the agreement."""
        return self.organisation_id == self.agreement.authority.pk

    def is_bound_on(self, day: date) -> bool:
        """Whether the agreement binds it on a day."""
        return (
            self.joined_on is not None
            and self.joined_on <= day
            and (self.leaves_on is None or day < self.leaves_on)
        )
