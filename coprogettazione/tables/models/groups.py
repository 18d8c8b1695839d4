# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Working groups inside a table: some of those who sit, for one purpose."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from coprogettazione.calls.models import Call
from coprogettazione.parties.models import Organisation
from coprogettazione.tables.models.table import DesignTable, Seat


class WorkGroup(models.Model):
    """A working group (*gruppo di lavoro*): a name, a purpose, who coordinates it. Whoever sits at the
    table reads it; its own sessions convene its members only.
    """

    table = models.ForeignKey(DesignTable, models.PROTECT, related_name="groups", verbose_name=_("tavolo"))
    name = models.CharField(_("nome"), max_length=100)
    purpose = models.TextField(_("scopo"))
    coordinator = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("chi coordina")
    )
    opened_at = models.DateTimeField(_("aperto il"))
    closed_at = models.DateTimeField(_("chiuso il"), null=True, blank=True)
    outcome = models.TextField(_("com’è finito"), blank=True)

    class Meta:
        ordering = ["table_id", "pk"]
        verbose_name = _("gruppo di lavoro")
        verbose_name_plural = _("gruppi di lavoro")
        constraints = [
            models.UniqueConstraint(
                fields=["table", "name"], condition=Q(closed_at__isnull=True), name="one_open_group_per_name"
            ),
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True) | ~Q(outcome=""), name="a_closed_group_says_how_it_ended"
            ),
        ]

    def __str__(self) -> str:
        """Its name."""
        return self.name

    @property
    def case_file(self) -> Call:
        """The dossier."""
        return self.table.call

    @property
    def members_now(self) -> list["GroupMember"]:
        """Who is in it, in order of arrival; read once per row object, or from what was prefetched."""
        kept: list[GroupMember] | None = self.__dict__.get("_members_now")
        if kept is None:
            if "members" in getattr(self, "_prefetched_objects_cache", {}):
                rows = list(self.members.all())
            else:
                rows = list(self.members.select_related("organisation", "person").order_by("pk"))
            kept = [row for row in rows if row.left_at is None]
            self.__dict__["_members_now"] = kept
        return kept

    def forget_members(self) -> None:
        """Read the members again at the next question."""
        self.__dict__.pop("_members_now", None)

    def includes(self, seat: Seat) -> bool:
        """Whether a seat of the table is in the group: its person, or its whole body."""
        return any(
            member.organisation_id == seat.organisation_id and member.person_id in (None, seat.user_id)
            for member in self.members_now
        )


class GroupMember(models.Model):
    """Who is in a working group: a person for a body, or (person None) whoever sits for that body."""

    group = models.ForeignKey(WorkGroup, models.PROTECT, related_name="members")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    joined_at = models.DateTimeField(_("dal"))
    left_at = models.DateTimeField(_("fino al"), null=True, blank=True)

    class Meta:
        ordering = ["group_id", "pk"]
        verbose_name = _("componente di un gruppo di lavoro")
        verbose_name_plural = _("componenti di un gruppo di lavoro")
        constraints = [
            models.UniqueConstraint(
                fields=["group", "organisation", "person"],
                condition=Q(left_at__isnull=True),
                nulls_distinct=False,
                name="once_in_a_group",
            )
        ]

    def __str__(self) -> str:
        """Who, for whom."""
        return f"{self.person}, {self.organisation}" if self.person else str(self.organisation)

    @property
    def case_file(self) -> Call:
        """The dossier."""
        return self.group.table.call
