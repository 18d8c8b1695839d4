# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Tasks decided in a session: written, taken back, marked as done."""

from typing import Any

from django.shortcuts import get_object_or_404
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from coprogettazione.tables.forms import AssignTaskForm, DropTaskForm, FinishTaskForm
from coprogettazione.tables.models import Assignment
from coprogettazione.tables.views.base import DeedPage
from coprogettazione.tables.views.session import SessionPage


class AssignView(SessionPage):
    """Writing a task."""

    form_class = AssignTaskForm
    done_words = _("Compito aggiunto.")


class _OneTask(DeedPage):
    """A deed on one task."""

    tab = "sessions"

    def named(self) -> dict[str, Any]:
        """The table of the task."""
        return {"sessions__assignments__pk": self.kwargs["pk"]}

    @cached_property
    def assignment(self) -> Assignment:
        """The task of the address."""
        found = Assignment.objects.select_related("organisation", "person", "session__table__call")
        return get_object_or_404(found, session__table=self.table, pk=self.kwargs["pk"])

    def subject(self) -> Any:
        """The task."""
        return self.assignment

    def back_address(self) -> str:
        """The tasks of the table."""
        return f"{self.address('sessions')}#compiti"

    def more(self) -> dict[str, Any]:
        """Which task."""
        return {"about": self.assignment.owner, "quote": self.assignment.text}


class DropTaskView(_OneTask):
    """Taking it back."""

    form_class = DropTaskForm
    done_words = _("Compito tolto.")


class FinishTaskView(_OneTask):
    """Marking it as done."""

    form_class = FinishTaskForm
    done_words = _("Compito segnato come fatto.")
