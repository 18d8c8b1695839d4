# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The project document (D5): its chapters, who agrees with each, agreed roles, versions of the whole, who accepts
the final one, what was proposed. What a chapter says is in the table's shared text.
"""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext
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
    """A chapter of the project document: the fragment of that name in the table's shared text."""

    table = models.ForeignKey(DesignTable, models.PROTECT, related_name="chapters")
    code = models.SlugField(_("capitolo"), max_length=20, choices=ChapterCode)
    position = models.PositiveSmallIntegerField()

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


class ChapterAgreement(models.Model):
    """An organisation that agrees with a chapter as it read, told by its fingerprint: a change asks again."""

    chapter = models.ForeignKey(Chapter, models.PROTECT, related_name="agreements")
    fingerprint = models.CharField(_("impronta"), max_length=64)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    agreed_at = models.DateTimeField(_("concordato il"))

    class Meta:
        ordering = ["chapter_id", "agreed_at"]
        verbose_name = _("consenso su un capitolo")
        verbose_name_plural = _("consensi sui capitoli")
        constraints = [
            models.UniqueConstraint(
                fields=["chapter", "fingerprint", "organisation"], name="one_agreement_per_body"
            ),
        ]

    def __str__(self) -> str:
        """Who agrees."""
        return str(self.organisation)

    @property
    def case_file(self) -> Call:
        """The dossier."""
        return self.chapter.table.call


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
    """A version of the whole document: chapters, roles and budget as they were, with the SHA-256 of its content.

    `upto` is the last update of the shared text that is in it; `authorship` says who wrote it, by chapter:
    [[organisation id, number of characters], …] over the chapter's words (`flat`). It is not part of what is agreed.
    """

    table = models.ForeignKey(DesignTable, models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField(_("numero"))
    label = models.CharField(_("che cosa segna"), max_length=200)
    final = models.BooleanField(_("proposta come testo definitivo"), default=False)
    saved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    saved_at = models.DateTimeField(_("salvata il"))
    content = models.JSONField()
    authorship = models.JSONField(default=dict)
    upto = models.BigIntegerField(default=0)
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
    """What an organisation says of a version frozen to be approved: it accepts it, whole, or objects with a reason."""

    version = models.ForeignKey(NamedVersion, models.PROTECT, related_name="acceptances")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    accepts = models.BooleanField(_("accetta"), default=True)
    objection = models.TextField(_("obiezione"), blank=True)
    accepted_at = models.DateTimeField(_("risposto il"))

    class Meta:
        ordering = ["version_id", "accepted_at"]
        verbose_name = _("risposta al testo definitivo")
        verbose_name_plural = _("risposte al testo definitivo")
        constraints = [
            models.UniqueConstraint(fields=["version", "organisation"], name="one_acceptance_per_body"),
            models.CheckConstraint(condition=Q(accepts=True) | ~Q(objection=""), name="who_objects_says_why"),
        ]

    def __str__(self) -> str:
        """Who says what."""
        return f"{self.organisation}: {'+' if self.accepts else '–'}"

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
    WITHDRAWN = "WITHDRAWN", _("ritirato")


class Contribution(models.Model):
    """What an organisation proposed, and what became of it and why (fills D8).

    A change suggested in the text has the chapter (`part`), the number under which its passages are marked in the
    shared text (`mark`), what it takes away (`before`) and what it puts in (`after`).
    """

    table = models.ForeignKey(DesignTable, models.PROTECT, related_name="contributions")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    session = models.ForeignKey(Session, models.PROTECT, null=True, blank=True, related_name="contributions")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    text = models.TextField(_("proposta"))
    proposed_at = models.DateTimeField(_("proposta il"))
    part = models.SlugField(_("capitolo"), max_length=40, blank=True)
    mark = models.CharField(max_length=40, blank=True)
    before = models.TextField(_("toglie"), blank=True)
    after = models.TextField(_("mette"), blank=True)
    outcome = models.CharField(_("esito"), max_length=10, choices=Outcome, default=Outcome.PROPOSED)
    reason = models.TextField(_("perché"), blank=True)
    answered_at = models.DateTimeField(_("deciso il"), null=True, blank=True)

    class Meta:
        ordering = ["table_id", "proposed_at", "pk"]
        verbose_name = _("proposta al tavolo")
        verbose_name_plural = _("proposte al tavolo")
        constraints = [
            models.UniqueConstraint(
                fields=["table", "mark"], condition=~Q(mark=""), name="one_contribution_per_suggested_change"
            ),
            models.CheckConstraint(condition=Q(outcome__in=Outcome.values), name="outcome_known"),
            models.CheckConstraint(
                condition=Q(outcome=Outcome.PROPOSED) | ~Q(reason=""), name="an_outcome_has_its_reason"
            ),
        ]

    def __str__(self) -> str:
        """The first words."""
        return self.text[:60]

    @property
    def asks(self) -> str:
        """What a change suggested in the text asks, in words."""
        chapter = ChapterCode(self.part).label if self.part in ChapterCode.values else self.part
        if not self.before:
            said = gettext("Nel capitolo «%(chapter)s», aggiungere: «%(after)s».")
        elif not self.after:
            said = gettext("Nel capitolo «%(chapter)s», togliere: «%(before)s».")
        else:
            said = gettext("Nel capitolo «%(chapter)s», al posto di «%(before)s» scrivere «%(after)s».")
        return said % {"chapter": chapter, "before": self.before.strip(), "after": self.after.strip()}

    @property
    def why(self) -> str:
        """Why it was suggested, when whoever did has said it: what follows in the text."""
        return self.text.removeprefix(self.asks).strip() if self.text.startswith(self.asks) else ""

    @property
    def case_file(self) -> Call:
        """The dossier."""
        return self.table.call
