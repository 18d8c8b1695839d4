# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""A text that a table writes together: its log of Yjs updates, each stored with whose it is, before anybody else
sees it.

The rows of the log are written and read by the co-editing server without the ORM (`tables.coediting`): what is here
is their shape.
"""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from coprogettazione.calls.models import Call
from coprogettazione.parties.models import Organisation
from coprogettazione.tables.models.groups import WorkGroup
from coprogettazione.tables.models.sessions import Session
from coprogettazione.tables.models.table import DesignTable


class TextKind(models.TextChoices):
    """What a shared text is."""

    PROJECT = "PROJECT", _("documento progettuale")
    MINUTES = "MINUTES", _("verbale di un incontro")
    GROUP = "GROUP", _("testo di un gruppo di lavoro")


class SharedText(models.Model):
    """One document edited at once by whoever may; its parts are named fragments (the codes of the chapters).

    `edition` changes when its log is written anew without what had to be erased: what a browser kept of an earlier
    edition is not accepted.
    """

    table = models.ForeignKey(DesignTable, models.PROTECT, related_name="texts")
    kind = models.CharField(_("che cos’è"), max_length=10, choices=TextKind)
    session = models.OneToOneField(
        Session, models.PROTECT, null=True, blank=True, related_name="shared_text", verbose_name=_("incontro")
    )
    group = models.OneToOneField(
        WorkGroup,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="shared_text",
        verbose_name=_("gruppo di lavoro"),
    )
    edition = models.PositiveIntegerField(_("edizione"), default=1)
    opened_at = models.DateTimeField(_("aperto il"))

    class Meta:
        ordering = ["table_id", "pk"]
        verbose_name = _("testo comune")
        verbose_name_plural = _("testi comuni")
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=TextKind.values), name="shared_text_kind_known"),
            models.UniqueConstraint(
                fields=["table"], condition=Q(kind="PROJECT"), name="one_project_text_per_table"
            ),
            models.CheckConstraint(
                condition=Q(kind="MINUTES", session__isnull=False)
                | (~Q(kind="MINUTES") & Q(session__isnull=True)),
                name="shared_text_of_minutes_has_its_session",
            ),
            models.CheckConstraint(
                condition=Q(kind="GROUP", group__isnull=False) | (~Q(kind="GROUP") & Q(group__isnull=True)),
                name="shared_text_of_a_group_has_its_group",
            ),
        ]

    def __str__(self) -> str:
        """What it is."""
        return str(self.get_kind_display())

    @property
    def case_file(self) -> Call:
        """The dossier."""
        return self.table.call


class TextWriter(models.Model):
    """Who writes in a shared text: a person, for an organisation. The log says whose each change is by this row."""

    text = models.ForeignKey(SharedText, models.PROTECT, related_name="writers")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["text_id", "pk"]
        verbose_name = _("chi scrive in un testo comune")
        verbose_name_plural = _("chi scrive nei testi comuni")
        constraints = [
            models.UniqueConstraint(fields=["text", "person", "organisation"], name="one_writer_per_person"),
        ]

    def __str__(self) -> str:
        """Who, for whom."""
        return f"{self.person}, {self.organisation}"


class TextClient(models.Model):
    """A Yjs client number issued to a writer: a new one at each load of the page. Changes under a number that was not
    issued to whoever sends them are refused.
    """

    pk = models.CompositePrimaryKey("text_id", "client")
    text = models.ForeignKey(SharedText, models.PROTECT, related_name="clients")
    client = models.BigIntegerField(_("numero"))
    writer = models.ForeignKey(TextWriter, models.PROTECT, related_name="clients")
    issued_at = models.DateTimeField(_("dato il"))

    class Meta:
        verbose_name = _("numero di chi scrive")
        verbose_name_plural = _("numeri di chi scrive")

    def __str__(self) -> str:
        """The number."""
        return str(self.client)


class TextUpdate(models.Model):
    """One row of the log of a shared text: a Yjs update (v1), whose it is, when it was stored. Numbered from 1.

    Without foreign keys in the database: the log is written thousands of times a second, and a row of it is never
    written for a text or a writer that does not exist.
    """

    pk = models.CompositePrimaryKey("text_id", "number")
    text = models.ForeignKey(
        SharedText, models.PROTECT, related_name="updates", db_constraint=False, db_index=False
    )
    number = models.BigIntegerField(_("numero"))
    writer = models.ForeignKey(
        TextWriter, models.PROTECT, related_name="+", db_constraint=False, db_index=False
    )
    data = models.BinaryField(_("modifica"))
    at = models.DateTimeField(_("il"))

    class Meta:
        verbose_name = _("modifica di un testo comune")
        verbose_name_plural = _("modifiche dei testi comuni")

    def __str__(self) -> str:
        """Its number."""
        return str(self.number)


class TextSnapshot(models.Model):
    """The state of a shared text after the update numbered `upto`, and its reading: what each fragment says and who
    wrote which passage. It can be computed again from the log, unless something was erased from that.
    """

    text = models.OneToOneField(SharedText, models.PROTECT, primary_key=True, related_name="snapshot")
    upto = models.BigIntegerField(_("fino alla modifica"))
    state = models.BinaryField(_("stato"))
    reading = models.JSONField(_("lettura"), default=dict)

    class Meta:
        verbose_name = _("stato di un testo comune")
        verbose_name_plural = _("stati dei testi comuni")

    def __str__(self) -> str:
        """Up to which update."""
        return str(self.upto)
