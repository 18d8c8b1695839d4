# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""People."""

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from coprogettazione.parties import codes
from coprogettazione.records.rights import RIGHTS


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
    codice_fiscale = models.CharField(
        _("codice fiscale"), max_length=16, blank=True, validators=[codes.validate_person_code]
    )
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
