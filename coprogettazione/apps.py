# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The one Django app of the domain."""

from importlib import import_module
from importlib.util import find_spec

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

#: The chapters in the order of the procedure: each may cite only those before it.
CHAPTERS = (
    "records",
    "documents",
    "notifications",
    "parties",
    "planning",
    "calls",
    "applications",
    "evaluation",
    "tables",
    "agreements",
    "monitoring",
)


class CoprogettazioneConfig(AppConfig):
    """Knows the chapters; loads their rules and deeds so that they can be asked, printed and replayed."""

    name = "coprogettazione"
    verbose_name = _("Coprogettazione")

    def ready(self) -> None:
        """Enter all rights and deeds."""
        for chapter in CHAPTERS:
            for page in ("rules", "services"):
                module = f"{self.name}.{chapter}.{page}"
                if find_spec(module):
                    import_module(module)
