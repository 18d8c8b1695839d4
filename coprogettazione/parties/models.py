# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""People, organisations, memberships with dates, districts."""

from datetime import date, datetime
from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from coprogettazione.records.rights import RIGHTS
from coprogettazione.records.roles import Role


class UserManager(BaseUserManager["User"]):
    """Makes people from their e-mail address."""

    def create_user(self, email: str, password: str | None = None, **facts: Any) -> "User":
        """A person who can sign in (without a password only through an identity provider)."""
        user = self.model(email=self.normalize_email(email).lower(), **facts)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **facts: Any) -> "User":
        """An administrator of the installation: configures, and does no deed of a procedure."""
        return self.create_user(email, password, is_staff=True, is_superuser=True, **facts)


class User(AbstractBaseUser, PermissionsMixin):
    """A person. Never deleted: deactivated, since the register names them."""

    email = models.EmailField(_("e-mail"), unique=True)
    first_name = models.CharField(_("nome"), max_length=80, blank=True)
    last_name = models.CharField(_("cognome"), max_length=80, blank=True)
    codice_fiscale = models.CharField(_("codice fiscale"), max_length=16, blank=True)
    identity_issuer = models.CharField(max_length=200, blank=True)
    identity_subject = models.CharField(max_length=200, blank=True)
    is_active = models.BooleanField(_("attivo"), default=True)
    is_staff = models.BooleanField(_("può entrare nella redazione"), default=False)
    date_joined = models.DateTimeField(_("iscritto dal"), default=timezone.now)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []
    objects = UserManager()

    class Meta:
        verbose_name = _("persona")
        verbose_name_plural = _("persone")
        constraints = [
            models.UniqueConstraint(
                fields=["identity_issuer", "identity_subject"],
                condition=~Q(identity_subject=""),
                name="one_person_per_digital_identity",
            ),
        ]

    def __str__(self) -> str:
        """Name and surname, or the address when unknown."""
        return self.get_full_name() or self.email

    def get_full_name(self) -> str:
        """Name and surname."""
        return f"{self.first_name} {self.last_name}".strip()

    def get_short_name(self) -> str:
        """The name alone, for greetings."""
        return self.first_name or self.email

    def has_perm(self, perm: str, obj: Any = None) -> bool:
        """Administrators too are bound by the rules: on a deed, being superuser grants nothing."""
        if perm.startswith("coprogettazione.") and perm.partition(".")[2] in RIGHTS:
            from coprogettazione.records.rights import RightsBackend

            return self.is_active and RightsBackend().has_perm(self, perm, obj)
        return super().has_perm(perm, obj)


class Comune(models.Model):
    """A municipality; codes are strings and change in time (mergers), hence the dates."""

    name = models.CharField(_("nome"), max_length=120)
    catastale = models.CharField(_("codice catastale"), max_length=4, blank=True)
    istat = models.CharField(_("codice ISTAT"), max_length=6, blank=True)
    province = models.CharField(_("provincia"), max_length=2, blank=True)
    region = models.CharField(_("regione"), max_length=40, blank=True)
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["name"]
        verbose_name = _("comune")
        verbose_name_plural = _("comuni")

    def __str__(self) -> str:
        """The name."""
        return self.name


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


class Organisation(models.Model):
    """A body that takes part: public body, third-sector body, school, union, business.

    `short_name` is how people say it; `monogram` its two letters (see the design language, ui.md §2).
    """

    kind = models.CharField(_("natura"), max_length=30, choices=OrganisationKind.choices)
    name = models.CharField(_("denominazione"), max_length=200)
    short_name = models.CharField(_("nome breve"), max_length=60, blank=True)
    monogram = models.CharField(_("sigla"), max_length=2, blank=True)
    codice_fiscale = models.CharField(_("codice fiscale"), max_length=16, unique=True)
    partita_iva = models.CharField(_("partita IVA"), max_length=11, blank=True)
    ipa_code = models.CharField(_("codice IPA"), max_length=60, blank=True)
    pec = models.EmailField(_("PEC"), blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    phone = models.CharField(_("telefono"), max_length=40, blank=True)
    address = models.CharField(_("indirizzo"), max_length=200, blank=True)
    website = models.URLField(_("sito"), blank=True)
    description = models.TextField(_("che cosa fa"), blank=True)
    runts_section = models.CharField(
        _("sezione del RUNTS"), max_length=30, choices=RuntsSection.choices, blank=True
    )
    runts_number = models.CharField(_("numero di repertorio RUNTS"), max_length=7, blank=True)
    registered_on = models.DateField(_("iscritto al RUNTS dal"), null=True, blank=True)
    runts_checked_on = models.DateField(_("iscrizione controllata il"), null=True, blank=True)
    runts_evidence = models.CharField(_("come è stata controllata"), max_length=300, blank=True)
    state = models.CharField(
        _("stato"), max_length=20, choices=OrganisationState, default=OrganisationState.CLAIMED
    )
    verified_at = models.DateTimeField(_("controllata il"), null=True, blank=True)

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
    def known_as(self) -> str:
        """The name people say."""
        return self.short_name or self.name


class SocialDistrict(models.Model):
    """An *ambito territoriale sociale*: comuni that plan together, with a lead authority.

    Not to be confused with the health agency or the purpose partnership, which share its Italian initials.
    """

    name = models.CharField(_("nome"), max_length=200)
    organisation = models.OneToOneField(
        Organisation,
        models.PROTECT,
        related_name="district",
        verbose_name=_("organizzazione che lo rappresenta"),
    )
    lead_authority_name = models.CharField(_("ente capofila"), max_length=200)
    region = models.CharField(_("regione"), max_length=40, blank=True)
    comuni = models.ManyToManyField(Comune, related_name="districts", verbose_name=_("comuni"))

    class Meta:
        ordering = ["name"]
        verbose_name = _("ambito territoriale sociale")
        verbose_name_plural = _("ambiti territoriali sociali")

    def __str__(self) -> str:
        """The name."""
        return self.name


#: Roles that a membership can give; the others are held in one procedure (committee, capofila) or by nature (citizen).
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

    def valid_at(self, at: datetime) -> "MembershipQuerySet":
        """Those in force at an instant, by the Roman calendar."""
        return self.valid_on(timezone.localdate(at))


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
