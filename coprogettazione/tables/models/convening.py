# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What goes with a convocation: who will come, who is delegated, the papers to read before."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from coprogettazione.calls.models import Call
from coprogettazione.documents.models import StoredFile
from coprogettazione.parties.models import Organisation
from coprogettazione.tables.models.groups import WorkGroup
from coprogettazione.tables.models.project import NamedVersion
from coprogettazione.tables.models.sessions import Minutes, Session
from coprogettazione.tables.models.table import DesignTable


class Coming(models.TextChoices):
    """What somebody answers to a convocation."""

    YES = "YES", _("ci sarò")
    NO = "NO", _("non ci sarò")
    ANOTHER = "ANOTHER", _("verrà un’altra persona")


class ConvocationReply(models.Model):
    """The answer of a person to a convocation, for their body; it holds for the convocation of its
    `sequence` only: a session that moves is answered again.
    """

    session = models.ForeignKey(Session, models.CASCADE, related_name="replies")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    sequence = models.PositiveSmallIntegerField()
    coming = models.CharField(_("ci sarà"), max_length=10, choices=Coming)
    who = models.CharField(_("chi verrà"), max_length=200, blank=True)
    answered_at = models.DateTimeField(_("risposto il"))

    class Meta:
        ordering = ["session_id", "answered_at", "pk"]
        verbose_name = _("risposta alla convocazione")
        verbose_name_plural = _("risposte alla convocazione")
        constraints = [
            models.UniqueConstraint(
                fields=["session", "person", "sequence"], name="one_reply_per_person_and_convocation"
            ),
            models.CheckConstraint(condition=Q(coming__in=Coming.values), name="coming_known"),
            models.CheckConstraint(
                condition=~Q(coming=Coming.ANOTHER) | ~Q(who=""), name="another_person_has_a_name"
            ),
        ]

    def __str__(self) -> str:
        """Who answers what."""
        return f"{self.person}: {self.get_coming_display()}"

    @property
    def case_file(self) -> Call:
        """The dossier."""
        return self.session.table.call


class DelegationQuerySet(models.QuerySet["Delegation"]):
    """Questions on delegations."""

    def standing(self) -> "DelegationQuerySet":
        """Those not taken back, for sessions not cancelled."""
        return self.filter(revoked_at__isnull=True, session__cancelled_at__isnull=True)

    def in_force(self, at: datetime) -> "DelegationQuerySet":
        """Those that let their delegate read the table at an instant: until the day after the session."""
        return self.standing().filter(given_at__lte=at, session__starts_at__gt=at - timedelta(days=1))


class Delegation(models.Model):
    """A written delegation (*delega*): for one session, who represents a body sends another person of it,
    who need not have a seat.
    """

    session = models.ForeignKey(Session, models.PROTECT, related_name="delegations")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    giver = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    delegate = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    text = models.TextField(_("delega"))
    file = models.ForeignKey(StoredFile, models.PROTECT, null=True, blank=True, related_name="+")
    given_at = models.DateTimeField(_("data il"))
    revoked_at = models.DateTimeField(_("ritirata il"), null=True, blank=True)

    objects = DelegationQuerySet.as_manager()

    class Meta:
        ordering = ["session_id", "pk"]
        verbose_name = _("delega")
        verbose_name_plural = _("deleghe")
        constraints = [
            models.UniqueConstraint(
                fields=["session", "organisation"],
                condition=Q(revoked_at__isnull=True),
                name="one_delegation_per_body_and_session",
            )
        ]

    def __str__(self) -> str:
        """Who, for whom."""
        return f"{self.delegate}, {self.organisation}"

    @property
    def case_file(self) -> Call:
        """The dossier."""
        return self.session.table.call


class WorkingPaper(models.Model):
    """A paper to read (*carta di lavoro*): for a point of a session's agenda (counted from 1), or of a
    working group. A file, or a link to a version of the project or to minutes: one of the three.
    """

    table = models.ForeignKey(DesignTable, models.PROTECT, related_name="working_papers")
    session = models.ForeignKey(Session, models.PROTECT, null=True, blank=True, related_name="papers")
    point = models.PositiveSmallIntegerField(_("punto"), null=True, blank=True)
    group = models.ForeignKey(WorkGroup, models.PROTECT, null=True, blank=True, related_name="papers")
    title = models.CharField(_("titolo"), max_length=200)
    file = models.ForeignKey(StoredFile, models.PROTECT, null=True, blank=True, related_name="+")
    version = models.ForeignKey(NamedVersion, models.PROTECT, null=True, blank=True, related_name="+")
    minutes = models.ForeignKey(Minutes, models.PROTECT, null=True, blank=True, related_name="+")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    shared_at = models.DateTimeField(_("del"))
    withdrawn_at = models.DateTimeField(_("tolta il"), null=True, blank=True)

    class Meta:
        ordering = ["table_id", "point", "pk"]
        verbose_name = _("carta di lavoro")
        verbose_name_plural = _("carte di lavoro")
        constraints = [
            models.CheckConstraint(
                condition=Q(session__isnull=False, point__gte=1, group__isnull=True)
                | Q(session__isnull=True, point__isnull=True, group__isnull=False),
                name="a_paper_is_of_a_point_or_of_a_group",
            ),
            models.CheckConstraint(
                condition=Q(file__isnull=False, version__isnull=True, minutes__isnull=True)
                | Q(file__isnull=True, version__isnull=False, minutes__isnull=True)
                | Q(file__isnull=True, version__isnull=True, minutes__isnull=False),
                name="a_paper_is_one_thing",
            ),
        ]

    def __str__(self) -> str:
        """Its title."""
        return self.title

    @property
    def case_file(self) -> Call:
        """The dossier."""
        return self.table.call
