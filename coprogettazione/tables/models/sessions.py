# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The sessions of a table, who was there, and the minutes with their answers."""

from datetime import datetime
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from coprogettazione.calls.models import Call
from coprogettazione.parties.models import Organisation
from coprogettazione.tables.models.table import VOTING_KINDS, DesignTable, Seat, SeatKind

if TYPE_CHECKING:
    from coprogettazione.tables.models.groups import WorkGroup


class SessionMode(models.TextChoices):
    """How people meet."""

    IN_PERSON = "IN_PERSON", _("in presenza")
    ONLINE = "ONLINE", _("in video")
    HYBRID = "HYBRID", _("in presenza e in video")


class Session(models.Model):
    """A meeting of the table (*seduta*), numbered in order of convocation; a cancelled one keeps its
    number. With a `group` only that working group meets.

    `sequence` counts the convocations after the first (the SEQUENCE of its invitation); `listeners` are
    people without a seat who listened: name and body, one text each.
    """

    table = models.ForeignKey(DesignTable, models.PROTECT, related_name="sessions", verbose_name=_("tavolo"))
    group = models.ForeignKey(
        "WorkGroup",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="sessions",
        verbose_name=_("gruppo di lavoro"),
    )
    number = models.PositiveSmallIntegerField(_("numero"))
    extraordinary = models.BooleanField(_("straordinario, per superare lo stallo"), default=False)
    convened_at = models.DateTimeField(_("convocato il"))
    convened_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    starts_at = models.DateTimeField(_("inizio"))
    place = models.CharField(_("luogo"), max_length=200)
    mode = models.CharField(_("modalità"), max_length=20, choices=SessionMode)
    link = models.URLField(_("indirizzo del collegamento"), blank=True)
    agenda = models.JSONField(_("ordine del giorno"), default=list)
    sequence = models.PositiveSmallIntegerField(_("convocazioni dopo la prima"), default=0)
    moved_at = models.DateTimeField(_("convocato di nuovo il"), null=True, blank=True)
    move_reason = models.TextField(_("perché è spostato"), blank=True)
    listeners = models.JSONField(_("uditori senza un posto"), default=list, blank=True)
    attendance_at = models.DateTimeField(_("presenze scritte il"), null=True, blank=True)
    ended_at = models.DateTimeField(_("fine"), null=True, blank=True)
    cancelled_at = models.DateTimeField(_("annullato il"), null=True, blank=True)
    cancel_reason = models.TextField(_("perché è annullato"), blank=True)

    class Meta:
        ordering = ["table_id", "number"]
        verbose_name = _("incontro")
        verbose_name_plural = _("incontri")
        constraints = [
            models.UniqueConstraint(fields=["table", "number"], name="session_number_unique_at_table"),
            models.CheckConstraint(condition=Q(mode__in=SessionMode.values), name="session_mode_known"),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True) | Q(ended_at__gt=models.F("starts_at")),
                name="session_ends_after_it_begins",
            ),
        ]

    def __str__(self) -> str:
        """Its number at the table."""
        return str(_("Incontro %(number)s") % {"number": self.number})

    @property
    def case_file(self) -> Call:
        """The dossier."""
        return self.table.call

    @property
    def invited_at(self) -> datetime:
        """When it was convened as it stands now."""
        return self.moved_at or self.convened_at

    def seats_at(self, at: datetime) -> list[Seat]:
        """The seats that this session convenes, among those in force at an instant: the whole table's, or
        those of its working group.
        """
        seats = self.table.seats_at(at)
        group: WorkGroup | None = self.group
        return seats if group is None else [seat for seat in seats if group.includes(seat)]

    def organisations_present(self) -> list[Organisation]:
        """The bodies that were there and answer for the minutes, in order of arrival at the table.

        The lead authority is not among them: its answer is the officer's validation. Facilitator and
        readers do
        not answer.
        """
        kept = getattr(self, "_prefetched_objects_cache", {}).get("attendance")
        rows = self.attendance.select_related("organisation").order_by("pk") if kept is None else kept
        lead = self.table.call.lead_authority_id
        found = {
            row.organisation_id: row.organisation
            for row in rows
            if row.presence in THERE and row.kind in VOTING_KINDS and row.organisation_id != lead
        }
        return list(found.values())


class Presence(models.TextChoices):
    """Whether a person was there."""

    PRESENT = "PRESENT", _("presente")
    LATE = "LATE", _("arriva dopo l’inizio")
    LEFT = "LEFT", _("va via prima della fine")
    ABSENT = "ABSENT", _("assente")


#: Answers that count as having been there.
THERE = (Presence.PRESENT, Presence.LATE, Presence.LEFT)


class Attendance(models.Model):
    """The presence of a person, for an organisation, at a session. Nobody yet named for the seat: person
    is None. `arrived` and `left` are hours on the clock of Rome, of who came late or left early;
    `delegation` says by which written delegation they were there.
    """

    session = models.ForeignKey(Session, models.CASCADE, related_name="attendance")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    kind = models.CharField(_("come siede"), max_length=20, choices=SeatKind)
    presence = models.CharField(_("presenza"), max_length=10, choices=Presence)
    arrived = models.TimeField(_("arriva alle"), null=True, blank=True)
    left = models.TimeField(_("va via alle"), null=True, blank=True)
    delegation = models.ForeignKey(
        "Delegation", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("delega")
    )
    note = models.CharField(_("nota"), max_length=200, blank=True)

    class Meta:
        ordering = ["session_id", "pk"]
        verbose_name = _("presenza")
        verbose_name_plural = _("presenze")
        constraints = [
            models.CheckConstraint(condition=Q(presence__in=Presence.values), name="presence_known"),
            models.UniqueConstraint(
                fields=["session", "organisation", "person"],
                nulls_distinct=False,
                name="one_presence_per_person_and_body",
            ),
        ]

    def __str__(self) -> str:
        """Who and how."""
        return f"{self.person or self.organisation}: {self.get_presence_display()}"

    @property
    def remarks(self) -> str:
        """What there is to say of it: the hours, the delegation, a note; empty for who was simply there."""
        hours = (
            (gettext("arriva alle %(hour)s"), self.arrived),
            (gettext("va via alle %(hour)s"), self.left),
        )
        said = [words % {"hour": f"{hour.hour}:{hour:%M}"} for words, hour in hours if hour is not None]
        if not said and self.presence in (Presence.LATE, Presence.LEFT):
            said.append(self.get_presence_display())
        if self.delegation is not None:
            said.append(gettext("per delega di %(who)s") % {"who": self.delegation.giver})
        if self.note:
            said.append(self.note)
        return ", ".join(said)

    @property
    def case_file(self) -> Call:
        """The dossier."""
        return self.session.table.call


class MinutesState(models.TextChoices):
    """From the draft to the numbered paper that no longer changes."""

    DRAFT = "DRAFT", _("in bozza")
    CIRCULATED = "CIRCULATED", _("inviato ai presenti, in attesa di risposta")
    APPROVED = "APPROVED", _("approvato da tutti i presenti")
    FROZEN = "FROZEN", _("chiuso")


class Minutes(models.Model):
    """The minutes (*verbale*, D7) of one session.

    `points` is a list of {title, part, discussion, inputs: [text], decisions: [text]}. The synthesis and what is said
    of each point are written live, in the shared text of the session: `part` names the fragment. When the draft is
    sent, what they say is kept here, as plain words (`synthesis`, `discussion`) and as `bodies`, by fragment.
    `edition` counts the circulations, and answers belong to an edition. Once frozen, nothing changes and
    `content_hash` is the SHA-256 of its content.
    """

    session = models.OneToOneField(Session, models.PROTECT, related_name="minutes")
    state = models.CharField(_("stato"), max_length=12, choices=MinutesState, default=MinutesState.DRAFT)
    edition = models.PositiveSmallIntegerField(default=0)
    recap = models.TextField(_("lavoro precedente"), blank=True)
    synthesis = models.TextField(_("sintesi"), blank=True)
    points = models.JSONField(_("punti"), default=list)
    bodies = models.JSONField(_("testo inviato"), default=dict)
    annexes = models.JSONField(_("allegati"), default=list)
    next_starts_at = models.DateTimeField(_("prossimo incontro"), null=True, blank=True)
    next_place = models.CharField(_("luogo del prossimo incontro"), max_length=200, blank=True)
    drafter = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    drafted_at = models.DateTimeField(_("scritto il"))
    circulated_at = models.DateTimeField(_("inviato il"), null=True, blank=True)
    answer_by = models.DateTimeField(_("risposte entro il"), null=True, blank=True)
    approved_at = models.DateTimeField(_("approvato il"), null=True, blank=True)
    frozen_at = models.DateTimeField(_("chiuso il"), null=True, blank=True)
    content_hash = models.CharField(_("impronta"), max_length=64, blank=True)

    class Meta:
        ordering = ["session__number", "session_id"]
        verbose_name = _("verbale")
        verbose_name_plural = _("verbali")
        constraints = [
            models.CheckConstraint(condition=Q(state__in=MinutesState.values), name="minutes_state_known"),
            models.CheckConstraint(
                condition=~Q(state=MinutesState.FROZEN) | (Q(frozen_at__isnull=False) & ~Q(content_hash="")),
                name="frozen_minutes_have_their_hash",
            ),
        ]

    def __str__(self) -> str:
        """The number of its session."""
        return str(_("Verbale %(number)s") % {"number": self.session.number})

    @property
    def number(self) -> int:
        """The number of the minutes is that of the session."""
        return self.session.number

    @property
    def case_file(self) -> Call:
        """The dossier."""
        return self.session.table.call


class MinutesAnswer(models.Model):
    """What an organisation that was present says of an edition of the minutes: approved, or objected with
    a text.
    """

    minutes = models.ForeignKey(Minutes, models.CASCADE, related_name="answers")
    edition = models.PositiveSmallIntegerField()
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    approves = models.BooleanField(_("approva"))
    objection = models.TextField(_("osservazione"), blank=True)
    answered_at = models.DateTimeField(_("risposto il"))

    class Meta:
        ordering = ["minutes_id", "edition", "answered_at"]
        verbose_name = _("risposta al verbale")
        verbose_name_plural = _("risposte al verbale")
        constraints = [
            models.UniqueConstraint(
                fields=["minutes", "edition", "organisation"], name="one_answer_per_body_and_edition"
            ),
            models.CheckConstraint(
                condition=Q(approves=True) | ~Q(objection=""), name="an_objection_has_its_words"
            ),
        ]

    def __str__(self) -> str:
        """Who said what."""
        return f"{self.organisation}: {'+' if self.approves else '–'}"

    @property
    def case_file(self) -> Call:
        """The dossier."""
        return self.minutes.session.table.call
