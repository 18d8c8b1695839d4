# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Organisations of every kind."""

from datetime import datetime
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from coprogettazione.parties import codes
from coprogettazione.records.roles import Role


class OrganisationKind(models.TextChoices):
    """What an organisation is; the first group are public bodies."""

    MUNICIPALITY = "MUNICIPALITY", _("Comune")
    UNION_OF_MUNICIPALITIES = "UNION_OF_MUNICIPALITIES", _("Unione di comuni")
    SOCIAL_DISTRICT = "SOCIAL_DISTRICT", _("Ambito territoriale sociale")
    HEALTH_BODY = "HEALTH_BODY", _("Azienda o agenzia sanitaria")
    STATE_OFFICE = "STATE_OFFICE", _("Ufficio statale")
    SCHOOL = "SCHOOL", _("Scuola")
    OTHER_PUBLIC_BODY = "OTHER_PUBLIC_BODY", _("Altro ente pubblico")
    THIRD_SECTOR_BODY = "THIRD_SECTOR_BODY", _("Ente del Terzo settore")
    UNION = "UNION", _("Organizzazione sindacale")
    BUSINESS = "BUSINESS", _("Impresa")
    OTHER = "OTHER", _("Altro")


PUBLIC_BODIES = (
    OrganisationKind.MUNICIPALITY,
    OrganisationKind.UNION_OF_MUNICIPALITIES,
    OrganisationKind.SOCIAL_DISTRICT,
    OrganisationKind.HEALTH_BODY,
    OrganisationKind.STATE_OFFICE,
    OrganisationKind.SCHOOL,
    OrganisationKind.OTHER_PUBLIC_BODY,
)


class RuntsSection(models.TextChoices):
    """The seven sections of the single national register (CTS art. 46)."""

    ODV = "ODV", _("Organizzazione di volontariato")
    APS = "APS", _("Associazione di promozione sociale")
    ENTE_FILANTROPICO = "ENTE_FILANTROPICO", _("Ente filantropico")
    IMPRESA_SOCIALE = "IMPRESA_SOCIALE", _("Impresa sociale")
    RETE_ASSOCIATIVA = "RETE_ASSOCIATIVA", _("Rete associativa")
    SOCIETA_MUTUO_SOCCORSO = "SOCIETA_MUTUO_SOCCORSO", _("Società di mutuo soccorso")
    ALTRO_ETS = "ALTRO_ETS", _("Altro ente del Terzo settore")


class OrganisationState(models.TextChoices):
    """Whether the planning office has looked at the organisation's papers."""

    CLAIMED = "CLAIMED", _("dichiarata, da controllare")
    VERIFIED = "VERIFIED", _("controllata dall’ufficio")
    REJECTED = "REJECTED", _("non riconosciuta")
    SUSPENDED = "SUSPENDED", _("sospesa")


class OrganisationQuerySet(models.QuerySet["Organisation"]):
    """Questions on organisations."""

    def visible_to(self, user: Any, at: datetime) -> "OrganisationQuerySet":
        """The verified ones are public; the others: their own people and the planning offices."""
        if user is None or user.pk is None:
            return self.filter(state=OrganisationState.VERIFIED)
        held = user.memberships.valid_at(at)
        if user.is_superuser or held.filter(role=Role.PLANNING_OPERATOR).exists():
            return self
        return self.filter(Q(state=OrganisationState.VERIFIED) | Q(pk__in=held.values("organisation_id")))


class Organisation(models.Model):
    """A body that takes part: public body, third-sector body, school, union, business.

    `short_name` is how people say it; `monogram` its two letters (see the design language, ui.md §2).
    """

    kind = models.CharField(_("natura"), max_length=30, choices=OrganisationKind.choices)
    name = models.CharField(_("denominazione"), max_length=200)
    short_name = models.CharField(_("nome breve"), max_length=60, blank=True)
    monogram = models.CharField(_("sigla"), max_length=2, blank=True)
    codice_fiscale = models.CharField(
        _("codice fiscale"), max_length=16, unique=True, validators=[codes.validate_fiscal_code]
    )
    partita_iva = models.CharField(
        _("partita IVA"), max_length=11, blank=True, validators=[codes.validate_vat_number]
    )
    ipa_code = models.CharField(
        _("codice IPA"), max_length=60, blank=True, validators=[codes.validate_ipa_code]
    )
    pec = models.EmailField(_("PEC"), blank=True, validators=[codes.validate_pec])
    email = models.EmailField(_("e-mail"), blank=True)
    phone = models.CharField(_("telefono"), max_length=40, blank=True, validators=[codes.validate_phone])
    address = models.CharField(_("indirizzo"), max_length=200, blank=True)
    website = models.URLField(_("sito"), blank=True)
    description = models.TextField(_("che cosa fa"), blank=True)
    runts_section = models.CharField(
        _("sezione del RUNTS"), max_length=30, choices=RuntsSection.choices, blank=True
    )
    runts_number = models.CharField(
        _("numero di repertorio RUNTS"), max_length=7, blank=True, validators=[codes.validate_runts_number]
    )
    registered_on = models.DateField(_("iscritto al RUNTS dal"), null=True, blank=True)
    runts_checked_on = models.DateField(_("iscrizione controllata il"), null=True, blank=True)
    runts_evidence = models.CharField(_("come è stata controllata"), max_length=300, blank=True)
    state = models.CharField(
        _("stato"), max_length=20, choices=OrganisationState, default=OrganisationState.CLAIMED
    )
    evidence_file = models.ForeignKey(
        "coprogettazione.StoredFile", models.PROTECT, null=True, blank=True, related_name="+"
    )
    verified_at = models.DateTimeField(_("controllata il"), null=True, blank=True)
    state_reason = models.TextField(_("perché non è riconosciuta o è sospesa"), blank=True)

    objects = OrganisationQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        verbose_name = _("organizzazione")
        verbose_name_plural = _("organizzazioni")
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=OrganisationState.values), name="organisation_state_known"
            ),
            models.CheckConstraint(
                condition=Q(kind__in=OrganisationKind.values), name="organisation_kind_known"
            ),
        ]

    def __str__(self) -> str:
        """The full name."""
        return self.name

    case_file = None

    @property
    def is_public_body(self) -> bool:
        """Whether it acts under public law."""
        return self.kind in PUBLIC_BODIES

    @property
    def is_ets(self) -> bool:
        """Whether it declares to be a third-sector body (CTS art. 4)."""
        return self.kind == OrganisationKind.THIRD_SECTOR_BODY

    @property
    def public_code(self) -> str:
        """The fiscal code that may be published: of a body, never of a person who is a business."""
        return codes.public_code(self.codice_fiscale, self.partita_iva)

    @property
    def known_as(self) -> str:
        """The name people say."""
        return self.short_name or self.name
