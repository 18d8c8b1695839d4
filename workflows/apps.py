# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The flows: who must do what next, and by when."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class WorkflowsConfig(AppConfig):
    """Registers the flows under the label that Viewflow stores."""

    name = "workflows"
    verbose_name = _("Procedimento")

    def ready(self) -> None:
        """Start following the deeds."""
        from workflows.engine import connect

        connect()
