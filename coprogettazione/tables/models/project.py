# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The project document (D5): chapters with numbered versions, drafts that are never lost, agreed roles,
versions.
"""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from coprogettazione.calls.models import Call
from coprogettazione.parties.models import Organisation
from coprogettazione.tables.models.sessions import Session
from coprogettazione.tables.models.table import DesignTable


class ChapterCode(models.TextChoices):
    """The chapters of D4, in order; the economic plan is the budget, the roles are the agreed roles."""

    NEEDS = "bisogno", _("Il bisogno")
    GOALS = "obiettivi", _("Gli obiettivi")
    ACTIONS = "azioni", _("Le azioni")
    WORK_PLAN = "tempi", _("I tempi")
    ROLES = "ruoli", _("Chi fa che cosa")
    STAFF = "persone", _("Le persone")
    NETWORK = "rete", _("La rete")
    RESOURCES = "risorse", _("Le risorse portate")
    RESULTS = "risultati", _("I risultati")
    RISKS = "rischi", _("I rischi")
    SUSTAINABILITY = "sostenibilita", _("Dopo il progetto")


#: Without a text in these the table cannot conclude.
REQUIRED_CHAPTERS = (
    ChapterCode.NEEDS,
    ChapterCode.GOALS,
    ChapterCode.ACTIONS,
    ChapterCode.WORK_PLAN,
    ChapterCode.STAFF,
    ChapterCode.RESULTS,
)
#: Longest chapter, in characters.
CHAPTER_LENGTH = 60_000


class Chapter(models.Model):
    """A chapter of the project document. `current` is its last version; None while nobody has written."""

    table = models.ForeignKey(DesignTable, models.PROTECT, related_name="chapters")
    code = models.SlugField(_("capitolo"), max_length=20, choices=ChapterCode)
    position = models.PositiveSmallIntegerField()
    current = models.ForeignKey("ChapterVersion", models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["table_id", "position"]
        verbose_name = _("capitolo")
        verbose_name_plural = _("capitoli")
        constraints = [
            models.UniqueConstraint(fields=["table", "code"], name="chapter_unique_at_table"),
            models.CheckConstraint(condition=Q(code__in=ChapterCode.values), name="chapter_code_known"),
        ]

    def __str__(self) -> str:
        """Position and title."""
        return f"{self.position}. {self.get_code_display()}"

    @property
    def case_file(self) -> Call:
        """The dossier."""
        return self.table.call

    @property
    def text(self) -> str:
        """The text as it stands."""
        return self.current.text if self.current else ""

    @property
    def version(self) -> int:
        """The number of the current version; 0 while nobody has written."""
        return self.current.number if self.current else 0


class ChapterVersion(models.Model):
    """One saved text of a chapter. `runs` says who wrote which passage: [[organisation id, text], …], in
    order.
    """

    chapter = models.ForeignKey(Chapter, models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField(_("numero"))
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    saved_at = models.DateTimeField(_("salvato il"))
    text = models.TextField(_("testo"), blank=True)
    runs = models.JSONField(default=list)

    class Meta:
        ordering = ["chapter_id", "number"]
        verbose_name = _("versione del capitolo")
        verbose_name_plural = _("versioni dei capitoli")
        constraints = [
            models.UniqueConstraint(fields=["chapter", "number"], name="version_number_unique_in_chapter"),
        ]

    def __str__(self) -> str:
        """Chapter and number."""
        return f"{self.chapter_id} v{self.number}"

    @property
    def case_file(self) -> Call:
        """The dossier."""
        return self.chapter.table.call


class ChapterDraft(models.Model):
    """What a person is typing, or typed on a version that was no longer the last: kept until it is saved
    or discarded.
    """

    chapter = models.ForeignKey(Chapter, models.CASCADE, related_name="drafts")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    base_version = models.PositiveIntegerField(_("scritto sulla versione"))
    text = models.TextField(_("testo"), blank=True)
    saved_at = models.DateTimeField(_("salvato il"))

    class Meta:
        ordering = ["chapter_id", "author_id"]
        verbose_name = _("bozza di capitolo")
        verbose_name_plural = _("bozze di capitolo")
        constraints = [
            models.UniqueConstraint(fields=["chapter", "author"], name="one_draft_per_person_and_chapter"),
        ]

    def __str__(self) -> str:
        """Whose draft."""
        return f"{self.chapter_id} {self.author_id}"

    @property
    def case_file(self) -> Call:
        """The dossier."""
        return self.chapter.table.call


class ChapterAgreement(models.Model):
    """An organisation that agrees with a version of a chapter; a new version asks again."""

    version = models.ForeignKey(ChapterVersion, models.PROTECT, related_name="agreements")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    agreed_at = models.DateTimeField(_("concordato il"))

    class Meta:
        ordering = ["version_id", "agreed_at"]
        verbose_name = _("consenso su un capitolo")
        verbose_name_plural = _("consensi sui capitoli")
        constraints = [
            models.UniqueConstraint(fields=["version", "organisation"], name="one_agreement_per_body"),
        ]

    def __str__(self) -> str:
        """Who agrees."""
        return str(self.organisation)

    @property
    def case_file(self) -> Call:
        """The dossier."""
        return self.version.chapter.table.call


class AgreedRole(models.Model):
    """What an organisation is in the project and what it commits to do (D5, D8)."""

    table = models.ForeignKey(DesignTable, models.PROTECT, related_name="roles")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    role = models.CharField(_("ruolo"), max_length=200)
    commitments = models.TextField(_("impegni"))
    version = models.PositiveIntegerField(default=1)
    agreed_at = models.DateTimeField(_("scritto il"))

    class Meta:
        ordering = ["table_id", "pk"]
        verbose_name = _("ruolo concordato")
        verbose_name_plural = _("ruoli concordati")
        constraints = [
            models.UniqueConstraint(fields=["table", "organisation"], name="one_agreed_role_per_body"),
        ]

    def __str__(self) -> str:
        """Who is what."""
        return f"{self.organisation}: {self.role}"

    @property
    def case_file(self) -> Call:
        """The dossier."""
        return self.table.call


class NamedVersion(models.Model):
    """A version of the whole document: chapters, roles and budget as they were, with the SHA-256 of its
    content.
    """

    table = models.ForeignKey(DesignTable, models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField(_("numero"))
    label = models.CharField(_("che cosa segna"), max_length=200)
    final = models.BooleanField(_("proposta come testo definitivo"), default=False)
    saved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    saved_at = models.DateTimeField(_("salvata il"))
    content = models.JSONField()
    content_hash = models.CharField(_("impronta"), max_length=64)

    class Meta:
        ordering = ["table_id", "number"]
        verbose_name = _("versione del progetto")
        verbose_name_plural = _("versioni del progetto")
        constraints = [
            models.UniqueConstraint(fields=["table", "number"], name="version_number_unique_at_table"),
        ]

    def __str__(self) -> str:
        """Number and label."""
        return str(_("Versione %(number)s, %(label)s") % {"number": self.number, "label": self.label})

    @property
    def case_file(self) -> Call:
        """The dossier."""
        return self.table.call


class FinalAcceptance(models.Model):
    """An organisation that accepts a final version of the project, whole."""

    version = models.ForeignKey(NamedVersion, models.PROTECT, related_name="acceptances")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    accepted_at = models.DateTimeField(_("accettato il"))

    class Meta:
        ordering = ["version_id", "accepted_at"]
        verbose_name = _("accettazione del testo definitivo")
        verbose_name_plural = _("accettazioni del testo definitivo")
        constraints = [
            models.UniqueConstraint(fields=["version", "organisation"], name="one_acceptance_per_body"),
        ]

    def __str__(self) -> str:
        """Who accepts what."""
        return f"{self.organisation}, v{self.version_id}"

    @property
    def case_file(self) -> Call:
        """The dossier."""
        return self.version.table.call


class Outcome(models.TextChoices):
    """What became of a contribution."""

    PROPOSED = "PROPOSED", _("da discutere")
    ACCEPTED = "ACCEPTED", _("accolto")
    PARTLY = "PARTLY", _("accolto in parte")
    REFUSED = "REFUSED", _("non accolto")


class Contribution(models.Model):
    """What an organisation proposed, and what became of it and why (fills D8)."""

    table = models.ForeignKey(DesignTable, models.PROTECT, related_name="contributions")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    session = models.ForeignKey(Session, models.PROTECT, null=True, blank=True, related_name="contributions")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    text = models.TextField(_("proposta"))
    proposed_at = models.DateTimeField(_("proposta il"))
    outcome = models.CharField(_("esito"), max_length=10, choices=Outcome, default=Outcome.PROPOSED)
    reason = models.TextField(_("perché"), blank=True)
    answered_at = models.DateTimeField(_("deciso il"), null=True, blank=True)

    class Meta:
        ordering = ["table_id", "proposed_at", "pk"]
        verbose_name = _("proposta al tavolo")
        verbose_name_plural = _("proposte al tavolo")
        constraints = [
            models.CheckConstraint(condition=Q(outcome__in=Outcome.values), name="outcome_known"),
            models.CheckConstraint(
                condition=Q(outcome=Outcome.PROPOSED) | ~Q(reason=""), name="an_outcome_has_its_reason"
            ),
        ]

    def __str__(self) -> str:
        """The first words."""
        return self.text[:60]

    @property
    def case_file(self) -> Call:
        """The dossier."""
        return self.table.call
