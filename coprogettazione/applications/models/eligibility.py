# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What the platform checked by itself on each body, when, and on which evidence (domain.md §9, story 6)."""

from typing import TYPE_CHECKING

import pgtrigger
from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from coprogettazione.applications.models.admissibility import CheckItem
from coprogettazione.applications.models.application import Application
from coprogettazione.calls.models import Call
from coprogettazione.parties.models import Organisation


class EligibilityRule(models.TextChoices):
    """A rule that the platform can apply to what it knows."""

    ARRIVAL = "ARRIVAL", _("arrivo entro il termine")
    RECOGNISED = "RECOGNISED", _("ente riconosciuto sulla piattaforma")
    ROLE = "ROLE", _("ruolo che l’ente può avere nel gruppo")
    TITLE = "TITLE", _("titolo di partecipazione")
    SECTION = "SECTION", _("sezione del RUNTS ammessa dall’avviso")
    REGISTRATION = "REGISTRATION", _("iscrizione al RUNTS alla data della domanda")
    SENIORITY = "SENIORITY", _("mesi di iscrizione al RUNTS prima del termine")
    DECLARATIONS = "DECLARATIONS", _("dichiarazioni rese")
    COMMITMENT = "COMMITMENT", _("impegno di tutti a formare il gruppo")
    ONE_GROUP = "ONE_GROUP", _("presenza in una sola domanda, o in una per tema")
    LOTS = "LOTS", _("temi per ciascun ente")


#: Which item of the officer's check each rule gives evidence for.
ITEM_OF_RULE = {
    EligibilityRule.ARRIVAL: CheckItem.IN_TIME,
    EligibilityRule.RECOGNISED: CheckItem.SUBJECT,
    EligibilityRule.ROLE: CheckItem.SUBJECT,
    EligibilityRule.TITLE: CheckItem.SUBJECT,
    EligibilityRule.SECTION: CheckItem.SUBJECT,
    EligibilityRule.REGISTRATION: CheckItem.RUNTS,
    EligibilityRule.SENIORITY: CheckItem.RUNTS,
    EligibilityRule.DECLARATIONS: CheckItem.DECLARATIONS,
    EligibilityRule.COMMITMENT: CheckItem.GROUP,
    EligibilityRule.ONE_GROUP: CheckItem.ONE_GROUP,
    EligibilityRule.LOTS: CheckItem.ONE_GROUP,
}


class EligibilityOutcome(models.TextChoices):
    """How a rule came out."""

    PASSED = "PASSED", _("risulta")
    FAILED = "FAILED", _("non risulta")
    UNPROVEN = "UNPROVEN", _("da controllare: la piattaforma non ha la prova")


class EligibilityCheck(models.Model):
    """One rule applied to one body of an application at an instant, with what it was applied to.

    Never changed, never deleted: a new look is a new row, and the last one counts. `evidence` holds what the
    card of the body said, where it came from, the day on which the office looked at the RUNTS, the value and
    the norm of the legal parameter that was applied. `organisation` is null for what regards them all.
    """

    application = models.ForeignKey(Application, models.CASCADE, related_name="eligibility")
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="+")
    rule = models.CharField(_("regola"), max_length=20, choices=EligibilityRule)
    outcome = models.CharField(_("esito"), max_length=10, choices=EligibilityOutcome)
    because = models.TextField(_("perché"), blank=True)
    evidence = models.JSONField(_("prova"), default=dict)
    at = models.DateTimeField(_("controllato il"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")

    if TYPE_CHECKING:
        application_id: int
        organisation_id: int | None

    class Meta:
        ordering = ["application_id", "pk"]
        verbose_name = _("controllo automatico")
        verbose_name_plural = _("controlli automatici")
        indexes = [models.Index(fields=["application", "organisation", "rule", "-id"])]
        triggers = [pgtrigger.ReadOnly(name="evidence_never_changes")]

    def __str__(self) -> str:
        """The rule, and how it came out."""
        return f"{self.get_rule_display()}: {self.get_outcome_display()}"

    @property
    def case_file(self) -> Call:
        """The dossier."""
        return self.application.call
