# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What the law decides, with the days on which it holds: configuration, never constants."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from coprogettazione.calls.models.choices import CigRegime, PartnerRole, RegionalContent


class Parameter(models.TextChoices):
    """What the law, or the platform where the law is silent, puts a number on."""

    PUBLICATION_DAYS = "publication_days", _("giorni di pubblicazione proposti")
    PUBLICATION_DAYS_MINIMUM = "publication_days_minimum", _("giorni di pubblicazione, minimo")
    PUBLICATION_DAYS_WARNING = "publication_days_warning", _("giorni sotto i quali si avvisa")
    CURE_DAYS_MINIMUM = "cure_days_minimum", _("soccorso istruttorio, giorni minimi")
    CURE_DAYS_MAXIMUM = "cure_days_maximum", _("soccorso istruttorio, giorni massimi")
    ANNULMENT_MONTHS = "annulment_months", _("mesi per l’annullamento d’ufficio")
    CONVOCATION_DAYS_MINIMUM = "convocation_days_minimum", _("giorni di preavviso per un incontro")
    MINUTES_DAYS = "minutes_days", _("giorni per rispondere sul verbale di un incontro")
    COMMITTEE_MINUTES_DAYS = (
        "committee_minutes_days",
        _("giorni per approvare il verbale di una seduta della commissione"),
    )
    ONLUS_TITLE = "onlus_title", _("l’anagrafe delle ONLUS dà titolo a partecipare (1 = sì)")
    REPORT_DAYS = "report_days", _("giorni per presentare un rendiconto, proposti")
    CLARIFICATION_DAYS_MINIMUM = "clarification_days_minimum", _("chiarimenti sul rendiconto, giorni minimi")
    CLARIFICATION_DAYS_MAXIMUM = "clarification_days_maximum", _("chiarimenti sul rendiconto, giorni massimi")
    ADVANCE_PERCENT_MAXIMUM = "advance_percent_maximum", _("anticipo, percentuale massima del contributo")
    DEBT_CHECK_EURO = "debt_check_euro", _("euro oltre i quali si controllano i debiti col fisco")
    ANTIMAFIA_THOUSAND_EURO = (
        "antimafia_thousand_euro",
        _("migliaia di euro oltre le quali serve l’antimafia"),
    )
    CONCLUSION_DAYS = "conclusion_days", _("giorni per concludere il procedimento")
    CONCLUSION_DAYS_MAXIMUM = "conclusion_days_maximum", _("giorni per concludere, massimo che si può dire")
    SUSPENSION_DAYS_MAXIMUM = "suspension_days_maximum", _("sospensione dei termini, giorni massimi")
    OBSERVATION_DAYS = "observation_days", _("giorni per le osservazioni prima di un’esclusione")
    APPEAL_DAYS = "appeal_days", _("giorni per ricorrere al TAR")
    APPEAL_DAYS_PRUDENT = "appeal_days_prudent", _("giorni per ricorrere al TAR, per prudenza")
    PRESIDENT_APPEAL_DAYS = (
        "president_appeal_days",
        _("giorni per ricorrere al Presidente della Repubblica"),
    )
    REGISTRATION_MONTHS = (
        "registration_months",
        _("mesi di iscrizione al RUNTS per le convenzioni con ODV e APS"),
    )
    ACCESS_DAYS = "access_days", _("giorni per rispondere a una richiesta di accesso agli atti")
    CIVIC_ACCESS_DAYS = "civic_access_days", _("giorni per rispondere a una richiesta di accesso civico")
    OPPOSITION_DAYS = "opposition_days", _("giorni dei controinteressati per opporsi all’accesso")
    ACCESS_APPEAL_DAYS = "access_appeal_days", _("giorni per ricorrere contro il rifiuto dell’accesso")
    CIVIC_REVIEW_DAYS = "civic_review_days", _("giorni per decidere sul riesame di un accesso civico")
    CIVIC_RELEASE_DAYS = (
        "civic_release_days",
        _("giorni prima di consegnare, se un controinteressato si è opposto"),
    )
    SIGNING_DAYS = "signing_days", _("giorni per firmare un accordo, proposti")
    SIGNING_REMINDER_DAYS = (
        "signing_reminder_days",
        _("giorni prima del termine in cui si sollecita chi firma"),
    )
    EXPIRY_NOTICE_DAYS = "expiry_notice_days", _("giorni di preavviso della scadenza di un accordo")


class DatedRow(models.Model):
    """Something that holds between two days (both included), by a norm.

    `verified`: somebody read the official text. Where the law is silent, `norm` says that it is our choice.
    """

    valid_from = models.DateField(_("dal"))
    valid_to = models.DateField(_("al"), null=True, blank=True)
    norm = models.CharField(_("norma"), max_length=300)
    verified = models.BooleanField(_("riscontrato sul testo ufficiale"), default=False)

    class Meta:
        abstract = True

    #: The law belongs to no dossier.
    case_file = None


class LegalParameter(DatedRow):
    """A value of a parameter, in a region ("" = everywhere else), while it holds."""

    key = models.CharField(_("parametro"), max_length=40, choices=Parameter)
    region = models.CharField(_("regione"), max_length=40, blank=True)
    value = models.PositiveSmallIntegerField(_("valore"))

    class Meta(DatedRow.Meta):
        ordering = ["key", "region", "valid_from"]
        verbose_name = _("parametro di legge")
        verbose_name_plural = _("parametri di legge")
        constraints = [
            models.UniqueConstraint(fields=["key", "region", "valid_from"], name="one_value_from_a_day"),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=models.F("valid_from")),
                name="parameter_ends_after_it_begins",
            ),
        ]

    def __str__(self) -> str:
        """What it is, and where."""
        return f"{self.get_key_display()}, {self.region}" if self.region else str(self.get_key_display())


class RegionalProfile(DatedRow):
    """What a region ("" = everywhere else) wants in an avviso and whom it admits in a group, while it holds."""

    region = models.CharField(_("regione"), max_length=40, blank=True)
    partner_roles = ArrayField(
        models.CharField(max_length=20, choices=PartnerRole),
        verbose_name=_("ruoli ammessi per chi non è un ente del Terzo settore"),
        default=list,
        blank=True,
    )
    contents = ArrayField(
        models.CharField(max_length=20, choices=RegionalContent),
        verbose_name=_("contenuti in più dell’avviso"),
        default=list,
        blank=True,
    )

    class Meta(DatedRow.Meta):
        ordering = ["region", "valid_from"]
        verbose_name = _("profilo regionale")
        verbose_name_plural = _("profili regionali")
        constraints = [
            models.UniqueConstraint(fields=["region", "valid_from"], name="one_profile_from_a_day"),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=models.F("valid_from")),
                name="profile_ends_after_it_begins",
            ),
        ]

    def __str__(self) -> str:
        """The region, or everywhere."""
        return self.region or "Italia"

    @property
    def role_words(self) -> list[str]:
        """The admitted roles."""
        return [str(PartnerRole(role).label) for role in self.partner_roles]

    @property
    def content_words(self) -> list[str]:
        """What the avviso must say besides."""
        return [str(RegionalContent(content).label) for content in self.contents]


class AdmittedCig(DatedRow):
    """A CIG regime that an avviso may choose, while it is admitted (domain.md §1.4: unsettled)."""

    regime = models.CharField(_("regime del CIG"), max_length=20, choices=CigRegime)
    admitted = models.BooleanField(_("ammesso"), default=True)

    class Meta(DatedRow.Meta):
        ordering = ["regime", "valid_from"]
        verbose_name = _("regime del CIG")
        verbose_name_plural = _("regimi del CIG")
        constraints = [
            models.UniqueConstraint(fields=["regime", "valid_from"], name="one_cig_rule_from_a_day"),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=models.F("valid_from")),
                name="cig_rule_ends_after_it_begins",
            ),
        ]

    def __str__(self) -> str:
        """The regime."""
        return str(CigRegime(self.regime).label)
