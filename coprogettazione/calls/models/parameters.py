# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Numbers that the law decides, with the days on which they hold: configuration, never constants."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


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
    REGISTRATION_MONTHS = "registration_months", _("mesi di iscrizione al RUNTS per una convenzione")
    APPEAL_DAYS = "appeal_days", _("giorni per ricorrere al TAR")


class LegalParameter(models.Model):
    """A value of a parameter, in a region ("" = everywhere else), between two days (both included).

    `verified`: somebody read the official text. Where the law is silent, `norm` says that it is our choice.
    """

    key = models.CharField(_("parametro"), max_length=40, choices=Parameter)
    region = models.CharField(_("regione"), max_length=40, blank=True)
    value = models.PositiveSmallIntegerField(_("valore"))
    valid_from = models.DateField(_("dal"))
    valid_to = models.DateField(_("al"), null=True, blank=True)
    norm = models.CharField(_("norma"), max_length=300)
    verified = models.BooleanField(_("riscontrato sul testo ufficiale"), default=False)

    class Meta:
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
        """Key, place and value."""
        return f"{self.key} {self.region} {self.value}".replace("  ", " ")
