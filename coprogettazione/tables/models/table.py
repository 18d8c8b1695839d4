# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The table and its seats; its suspensions and, when nobody agrees, the summary of the positions."""

from datetime import date, datetime
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import models
from django.db.models import Count, OuterRef, Q, Subquery
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from coprogettazione.calls.models import Call, CallState, audited_calls
from coprogettazione.parties.models import Organisation
from coprogettazione.parties.queries import organisations_of
from coprogettazione.records.roles import Role
from coprogettazione.wording import day


class SeatKind(models.TextChoices):
    """In which quality one sits (domain.md §2.5)."""

    PUBLIC_BODY = "PUBLIC_BODY", _("amministrazione")
    PARTNER = "PARTNER", _("ente partner")
    SUPPORTER = "SUPPORTER", _("ente sostenitore")
    CONSULTATIVE = "CONSULTATIVE", _("ente che si aggiunge, dà un parere senza voto")
    FACILITATOR = "FACILITATOR", _("facilitatore, senza voto")
    EXPERT = "EXPERT", _("esperto, legge")
    LISTENER = "LISTENER", _("uditore, legge")


#: Kinds of seat whose organisation approves the minutes and has a column in the budget.
VOTING_KINDS = (SeatKind.PUBLIC_BODY, SeatKind.PARTNER, SeatKind.SUPPORTER)
#: Kinds of seat whose organisation must accept the final text.
ACCEPTING_KINDS = (SeatKind.PUBLIC_BODY, SeatKind.PARTNER)


class DesignTableQuerySet(models.QuerySet["DesignTable"]):
    """Questions on which tables."""

    def visible_to(self, user: Any, at: datetime) -> "DesignTableQuerySet":
        """The tables that a person may read: theirs, those of the body they work for, those given to them
        to audit.
        """
        if user is None or not user.is_authenticated or not user.is_active:
            return self.none()
        seats = Seat.objects.valid_on(timezone.localdate(at))
        officer = Q(
            call__procedure_officer=user,
            call__lead_authority__in=organisations_of(user, [Role.PROCEDURE_OFFICER], at),
        )
        executive = Q(
            call__executive_officer=user,
            call__lead_authority__in=organisations_of(user, [Role.EXECUTIVE_OFFICER], at),
        )
        office = Q(
            call__lead_authority__in=organisations_of(user, [Role.PLANNING_OPERATOR, Role.AUDITOR], at)
        )
        own = Q(pk__in=seats.filter(user=user).values("table"))
        represented = Q(
            pk__in=seats.filter(
                kind__in=VOTING_KINDS,
                organisation__in=organisations_of(user, [Role.LEGAL_REPRESENTATIVE], at),
            ).values("table")
        )
        audited = Q(call__in=audited_calls(user, at))
        delegations = apps.get_model("coprogettazione", "Delegation").objects.in_force(at)
        delegated = Q(pk__in=delegations.filter(delegate=user).values("session__table"))
        return self.filter(officer | executive | office | audited | own | represented | delegated)

    def with_next_session(self, at: datetime) -> "DesignTableQuerySet":
        """Each with `next_starts_at`, the start of its next session, and `bodies`, how many bodies sit."""
        coming = (
            apps.get_model("coprogettazione", "Session")
            .objects.filter(table=OuterRef("pk"), starts_at__gt=at, cancelled_at__isnull=True)
            .order_by("starts_at")
            .values("starts_at")[:1]
        )
        seated = (
            Seat.objects.valid_on(timezone.localdate(at))
            .filter(table=OuterRef("pk"), kind__in=VOTING_KINDS)
            .order_by()
            .values("table")
            .annotate(count=Count("organisation", distinct=True))
            .values("count")
        )
        return self.annotate(next_starts_at=Subquery(coming), bodies=Subquery(seated))


class DesignTable(models.Model):
    """The table (*tavolo*) of one call. Its state is the call's: there is one procedure, not two."""

    call = models.OneToOneField(Call, models.PROTECT, related_name="table", verbose_name=_("avviso"))
    opened_at = models.DateTimeField(_("aperto il"))
    reopened_at = models.DateTimeField(_("riaperto il"), null=True, blank=True)
    max_delegates = models.PositiveSmallIntegerField(_("delegati per ente"), default=3)
    adopted_at = models.DateTimeField(_("testo adottato con un atto il"), null=True, blank=True)
    concluded_at = models.DateTimeField(_("concluso il"), null=True, blank=True)
    how_it_ran = models.TextField(_("come ha lavorato il tavolo"), blank=True)
    final_version = models.ForeignKey(
        "NamedVersion",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("testo definitivo"),
    )

    objects = DesignTableQuerySet.as_manager()

    class Meta:
        ordering = ["-opened_at", "-pk"]
        verbose_name = _("tavolo")
        verbose_name_plural = _("tavoli")

    def __str__(self) -> str:
        """The title of its call."""
        return self.call.title

    @property
    def case_file(self) -> Call:
        """The dossier."""
        return self.call

    @property
    def state(self) -> str:
        """Where the procedure stands: the table has no state of its own."""
        return self.call.state

    @property
    def is_concluded(self) -> bool:
        """Whether its work is done, for now."""
        return self.call.state not in (
            CallState.TABLE_OPEN,
            CallState.TABLE_SUSPENDED,
            CallState.TABLE_REOPENED,
        )

    @property
    def facilitator(self) -> Any:
        """Who facilitates: the last person seated as such and not gone, or None."""
        facilitators = [
            s.user for s in self.seats_kept if s.kind == SeatKind.FACILITATOR and s.valid_to is None
        ]
        return facilitators[-1] if facilitators else None

    @property
    def seats_kept(self) -> list["Seat"]:
        """Every seat there has been, in order of arrival; read once per row object."""
        kept: list[Seat] | None = self.__dict__.get("_seats_kept")
        if kept is None:
            kept = list(self.seats.select_related("organisation", "user").order_by("pk"))
            self.__dict__["_seats_kept"] = kept
        return kept

    def forget_seats(self) -> None:
        """Read the seats again at the next question."""
        self.__dict__.pop("_seats_kept", None)

    def seats_at(self, at: datetime) -> list["Seat"]:
        """The seats in force at an instant, by the Roman calendar, in order of arrival."""
        day = timezone.localdate(at)
        return [seat for seat in self.seats_kept if seat.in_force_on(day)]


class SeatQuerySet(models.QuerySet["Seat"]):
    """Questions on who sits."""

    def valid_on(self, day: date) -> "SeatQuerySet":
        """Those in force on a day (both ends included)."""
        return self.filter(Q(valid_to__isnull=True) | Q(valid_to__gte=day), valid_from__lte=day)


class Seat(models.Model):
    """A place at the table: an organisation, the person who sits for it (None: still to be named), in
    which quality.
    """

    table = models.ForeignKey(DesignTable, models.PROTECT, related_name="seats", verbose_name=_("tavolo"))
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="seats", verbose_name=_("organizzazione")
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="seats",
        verbose_name=_("persona"),
    )
    kind = models.CharField(_("come siede"), max_length=20, choices=SeatKind)
    valid_from = models.DateField(_("dal"))
    valid_to = models.DateField(_("al"), null=True, blank=True)
    end_reason = models.TextField(_("perché finisce"), blank=True)

    objects = SeatQuerySet.as_manager()

    class Meta:
        ordering = ["table_id", "pk"]
        verbose_name = _("posto al tavolo")
        verbose_name_plural = _("posti al tavolo")
        indexes = [models.Index(fields=["user", "table"]), models.Index(fields=["organisation", "table"])]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=SeatKind.values), name="seat_kind_known"),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=models.F("valid_from")),
                name="seat_ends_after_it_begins",
            ),
            models.UniqueConstraint(
                fields=["table", "organisation", "user"],
                condition=Q(valid_to__isnull=True),
                nulls_distinct=False,
                name="one_open_seat_per_person_and_body",
            ),
        ]

    def __str__(self) -> str:
        """Who sits for whom."""
        return f"{self.user or '–'}, {self.organisation}"

    @property
    def case_file(self) -> Call:
        """The dossier."""
        return self.table.call

    def in_force_on(self, day: date) -> bool:
        """Whether the seat holds on a day."""
        return self.valid_from <= day and (self.valid_to is None or self.valid_to >= day)


class SuspensionReason(models.TextChoices):
    """Why a table stops (domain.md §2.2, 8a)."""

    DEADLOCK = "DEADLOCK", _("il tavolo non trova un accordo")
    COURT_ORDER = "COURT_ORDER", _("ordine del giudice")
    FUNDING_MISSING = "FUNDING_MISSING", _("mancano le risorse")
    OTHER = "OTHER", _("altro motivo, spiegato nell’atto")


class Suspension(models.Model):
    """A stop of the table, by a reasoned act of the executive, until another act."""

    table = models.ForeignKey(DesignTable, models.PROTECT, related_name="suspensions")
    reason_code = models.CharField(_("motivo"), max_length=20, choices=SuspensionReason)
    reasons = models.TextField(_("motivazione"))
    act_number = models.CharField(_("numero dell’atto"), max_length=40)
    act_date = models.DateField(_("data dell’atto"))
    begins_at = models.DateTimeField(_("dal"))
    ends_at = models.DateTimeField(_("fino al"), null=True, blank=True)
    end_reasons = models.TextField(_("perché riprende"), blank=True)
    end_act_number = models.CharField(_("numero dell’atto di ripresa"), max_length=40, blank=True)
    end_act_date = models.DateField(_("data dell’atto di ripresa"), null=True, blank=True)

    class Meta:
        ordering = ["table_id", "begins_at"]
        verbose_name = _("sospensione del tavolo")
        verbose_name_plural = _("sospensioni del tavolo")
        constraints = [
            models.CheckConstraint(
                condition=Q(reason_code__in=SuspensionReason.values), name="suspension_reason_known"
            ),
            models.UniqueConstraint(
                fields=["table"], condition=Q(ends_at__isnull=True), name="one_open_suspension_per_table"
            ),
        ]

    def __str__(self) -> str:
        """Why and since when."""
        return f"{self.get_reason_code_display()}, {day(self.begins_at)}"

    @property
    def case_file(self) -> Call:
        """The dossier."""
        return self.table.call


class Position(models.Model):
    """What an organisation holds when the table is in deadlock, as the officer sums it up."""

    table = models.ForeignKey(DesignTable, models.PROTECT, related_name="positions")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    text = models.TextField(_("posizione"))
    recorded_at = models.DateTimeField(_("scritta il"))

    class Meta:
        ordering = ["table_id", "pk"]
        verbose_name = _("posizione")
        verbose_name_plural = _("posizioni")
        constraints = [
            models.UniqueConstraint(fields=["table", "organisation"], name="one_position_per_body"),
        ]

    def __str__(self) -> str:
        """Whose position."""
        return str(self.organisation)

    @property
    def case_file(self) -> Call:
        """The dossier."""
        return self.table.call
