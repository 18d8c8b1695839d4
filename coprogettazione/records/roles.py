# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The roles in which a person acts, as in the table of domain.md §6."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    """A capacity in which deeds are done. Some are held in an organisation, some in one procedure."""

    PROCEDURE_OFFICER = "PROCEDURE_OFFICER", _("responsabile del procedimento")
    EXECUTIVE_OFFICER = "EXECUTIVE_OFFICER", _("dirigente")
    PLANNING_OPERATOR = "PLANNING_OPERATOR", _("operatore dell’Ufficio di Piano")
    COMMITTEE_MEMBER = "COMMITTEE_MEMBER", _("componente della commissione")
    LEGAL_REPRESENTATIVE = "LEGAL_REPRESENTATIVE", _("legale rappresentante")
    ETS_EDITOR = "ETS_EDITOR", _("collaboratore dell’ente")
    LEAD_PARTNER = "LEAD_PARTNER", _("capofila")
    FACILITATOR = "FACILITATOR", _("facilitatore")
    AUDITOR = "AUDITOR", _("revisore")
    CITIZEN = "CITIZEN", _("cittadino")
    CMS_EDITOR = "CMS_EDITOR", _("redattore")
    ADMINISTRATOR = "ADMINISTRATOR", _("amministratore della piattaforma")
    SYSTEM = "SYSTEM", _("sistema")
