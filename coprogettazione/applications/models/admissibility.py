# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The officer's check of the requirements, and the cure of formal gaps (*soccorso istruttorio*)."""

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from coprogettazione.applications.models.application import Application
from coprogettazione.calls.models import Call
from coprogettazione.documents.models import Paper, StoredFile
from coprogettazione.parties.models import Organisation

if TYPE_CHECKING:
    from django.db.models.fields.related_descriptors import RelatedManager


class CheckItem(models.TextChoices):
    """What the officer looks at, member by member."""

    IN_TIME = "IN_TIME", _("È arrivata entro il termine")
    SUBJECT = "SUBJECT", _("È un soggetto che può partecipare")
    RUNTS = "RUNTS", _("È iscritto al RUNTS alla data della domanda")
    POWERS = "POWERS", _("Chi ha inviato ha i poteri per farlo")
    DECLARATIONS = "DECLARATIONS", _("Le dichiarazioni sono complete")
    GENERAL_ORDER = "GENERAL_ORDER", _("Requisiti di ordine generale")
    REQUIREMENTS = "REQUIREMENTS", _("Requisiti tecnici e professionali")
    ATTACHMENTS = "ATTACHMENTS", _("Ci sono gli allegati chiesti, firmati dove serve")
    GROUP = "GROUP", _("L’impegno a formare il gruppo è di tutti")
    ONE_GROUP = "ONE_GROUP", _("Nessun ente è in più domande di quante l’avviso ne ammette")

    @property
    def is_formal(self) -> bool:
        """Whether what is missing here can be completed: the form of the application, never a requirement that
        must be held on the day of the term, nor the substance of the proposal.
        """
        return self in FORMAL_ITEMS


#: What a cure may ask for (art. 6, c. 1, lett. b, l. 241/1990): a signature, a declaration, an annex, a power.
FORMAL_ITEMS = (CheckItem.POWERS, CheckItem.DECLARATIONS, CheckItem.ATTACHMENTS, CheckItem.GROUP)
#: What the platform can tell with its evidence, and the officer may confirm for many applications at once.
#: The others are judgments: somebody reads the papers of that application.
BATCH_ITEMS = (
    CheckItem.IN_TIME,
    CheckItem.RUNTS,
    CheckItem.DECLARATIONS,
    CheckItem.GROUP,
    CheckItem.ONE_GROUP,
)
#: Looked at once for the application; the others once for each body in it.
ONCE_ITEMS = (CheckItem.IN_TIME, CheckItem.POWERS, CheckItem.ONE_GROUP, CheckItem.GROUP)


class CheckOutcome(models.TextChoices):
    """How an item came out."""

    OK = "OK", _("in ordine")
    GAP = "GAP", _("manca qualcosa di formale")
    FAILED = "FAILED", _("non c’è")
    NOT_APPLICABLE = "NOT_APPLICABLE", _("non riguarda questa domanda")


class Check(models.Model):
    """One item of the admissibility check, with its outcome and the reason where it is not in order."""

    application = models.ForeignKey(Application, models.CASCADE, related_name="checks")
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="+")
    item = models.CharField(_("controllo"), max_length=20, choices=CheckItem)
    outcome = models.CharField(_("esito"), max_length=20, choices=CheckOutcome)
    note = models.TextField(_("motivo"), blank=True)
    checked_at = models.DateTimeField(_("controllato il"))
    checked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    if TYPE_CHECKING:
        organisation_id: int | None

    class Meta:
        ordering = ["application_id", "pk"]
        verbose_name = _("controllo dei requisiti")
        verbose_name_plural = _("controlli dei requisiti")
        constraints = [
            models.UniqueConstraint(
                fields=["application", "organisation", "item"],
                nulls_distinct=False,
                name="item_checked_once",
            ),
            models.CheckConstraint(
                condition=Q(outcome__in=["OK", "NOT_APPLICABLE"]) | ~Q(note=""), name="gap_has_its_reason"
            ),
        ]

    def __str__(self) -> str:
        """What, and how it came out."""
        return f"{self.get_item_display()}: {self.get_outcome_display()}"

    @property
    def case_file(self) -> Call:
        """The dossier."""
        return self.application.call


class CureState(models.TextChoices):
    """Where a cure request stands."""

    ASKED = "ASKED", _("in attesa di risposta")
    ANSWERED = "ANSWERED", _("con risposta, da esaminare")
    RESOLVED = "RESOLVED", _("decisa")


class CureRequest(models.Model):
    """A request to fill formal gaps, never the substance of the proposal (art. 6 c. 1 b, L. 241/1990).

    It is asked once: the term is the same for everybody and is not opened again for who did not use it.
    `due_at` is the last instant of the last day, on the clock of Rome.
    """

    application = models.ForeignKey(Application, models.PROTECT, related_name="cures")
    state = models.CharField(_("stato"), max_length=10, choices=CureState, default=CureState.ASKED)
    requested_at = models.DateTimeField(_("chiesta il"))
    requested_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    due_at = models.DateTimeField(_("entro"))
    letter = models.ForeignKey(Paper, models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(_("risposta il"), null=True, blank=True)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    answer = models.TextField(_("risposta"), blank=True)
    files = models.ManyToManyField(StoredFile, related_name="cures", verbose_name=_("file della risposta"))
    resolved_at = models.DateTimeField(_("decisa il"), null=True, blank=True)
    reasons = models.TextField(_("motivi della decisione"), blank=True)

    if TYPE_CHECKING:
        gaps: RelatedManager["CureGap"]

    class Meta:
        ordering = ["application_id", "pk"]
        verbose_name = _("richiesta di integrazione")
        verbose_name_plural = _("richieste di integrazione")
        constraints = [
            models.UniqueConstraint(
                fields=["application"], condition=~Q(state="RESOLVED"), name="one_cure_at_a_time"
            ),
            models.CheckConstraint(
                condition=~Q(state="ANSWERED") | Q(answered_at__isnull=False),
                name="answered_cure_has_instant",
            ),
        ]

    def __str__(self) -> str:
        """The application's name."""
        return f"{self.application}"

    @property
    def case_file(self) -> Call:
        """The dossier."""
        return self.application.call


class CureGap(models.Model):
    """One formal gap of a cure request: what is asked, what came beside it, whether it was accepted.

    `accepted` is None until the officer decides; `reason` says why what came does not fill the gap.
    """

    cure = models.ForeignKey(CureRequest, models.CASCADE, related_name="gaps")
    number = models.PositiveSmallIntegerField(_("numero"))
    item = models.CharField(_("controllo"), max_length=20, choices=CheckItem)
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="+")
    words = models.CharField(_("che cosa manca"), max_length=300)
    answer = models.TextField(_("risposta"), blank=True)
    files = models.ManyToManyField(
        StoredFile, related_name="cure_gaps", verbose_name=_("file della risposta")
    )
    accepted = models.BooleanField(_("accolta"), null=True, blank=True)
    reason = models.TextField(_("perché non è accolta"), blank=True)

    if TYPE_CHECKING:
        organisation_id: int | None

    class Meta:
        ordering = ["cure_id", "number"]
        verbose_name = _("mancanza da completare")
        verbose_name_plural = _("mancanze da completare")
        constraints = [
            models.UniqueConstraint(fields=["cure", "number"], name="gap_numbered_once"),
            models.CheckConstraint(
                condition=Q(item__in=[item.value for item in FORMAL_ITEMS]), name="cured_gap_is_formal"
            ),
            models.CheckConstraint(
                condition=~Q(accepted=False) | ~Q(reason=""), name="refused_gap_has_its_reason"
            ),
        ]

    def __str__(self) -> str:
        """What is missing."""
        return self.words

    @property
    def case_file(self) -> Call:
        """The dossier."""
        return self.cure.application.call
