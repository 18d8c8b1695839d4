# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Working groups: the list; the page of one, with the text that it writes; opening, changing, closing one."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from coprogettazione.tables.forms import (
    BringInGroupTextForm,
    CloseGroupForm,
    OpenGroupForm,
    SetGroupMembersForm,
    SharePaperForm,
    WriteGroupTextForm,
)
from coprogettazione.tables.models import SharedText, WorkGroup
from coprogettazione.tables.queries.groups import TEXT, group_text, groups_of
from coprogettazione.tables.queries.seats import orders_of
from coprogettazione.tables.queries.shared_text import read_text, text_of
from coprogettazione.tables.views.base import DeedPage, TableView
from coprogettazione.tables.views.shared import SharedTextView


class GroupsView(TableView):
    """Every working group, to whoever reads the table: purpose, who is in it, sessions, papers."""

    tab = "groups"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Read."""
        return self.page(
            "groups.html",
            rows=[group_context(self, group) for group in groups_of(self.table)],
            opening=self.can("open_group"),
            sharing=self.can("share_paper"),
        )


def group_context(view: TableView, group: WorkGroup) -> dict[str, Any]:
    """A group as its pages show it: who is in it with their colours, what the reader may do with it."""
    group.table = view.table
    orders = orders_of(view.table)
    return {
        "group": group,
        "members": [(member, orders[member.organisation_id]) for member in group.members_now],
        "coordinates": group.closed_at is None and view.can("close_group", group),
        "keeps": group.closed_at is None and view.can("set_group_members", group),
    }


class GroupTextView(SharedTextView):
    """A group's own page: the text that it writes, and beside it who is in it, its sessions and papers."""

    tab = "groups"

    @cached_property
    def group(self) -> WorkGroup:
        """The group of the address."""
        found = get_object_or_404(groups_of(self.table), pk=self.kwargs["pk"])
        found.table = self.table
        return found

    @property
    def text(self) -> SharedText:
        """What it writes."""
        return group_text(self.group)

    @property
    def may(self) -> set[int]:
        """Its members’ bodies, and the one that keeps the table."""
        bodies = {member.organisation_id for member in self.group.members_now}
        return super().may & (bodies | {self.table.call.lead_authority_id})

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Read, or write where the editor runs."""
        context = group_context(self, self.group)
        part = self.reading.parts.get(TEXT)
        live = self.body is not None and not self.table.is_concluded and self.group.closed_at is None
        return self.page(
            "group.html",
            **context,
            **self.shown(part if part and part.flat.strip() else None, live=live),
            fragment=TEXT,
            can_write=self.can("write_group_text", self.group),
            can_bring_in=self.can("bring_in_group_text", self.group),
            sharing=self.can("share_paper"),
        )


class _GroupPage(DeedPage):
    """A deed about groups, from their page."""

    tab = "groups"
    back = "groups"


class OpenGroupView(_GroupPage):
    """Opening a group."""

    form_class = OpenGroupForm
    done_words = _("Gruppo di lavoro aperto: chi ne fa parte è avvisato.")


class _OneGroup(_GroupPage):
    """A deed on one group."""

    @cached_property
    def group(self) -> WorkGroup:
        """The group of the address."""
        found = get_object_or_404(
            WorkGroup.objects.select_related("table__call"), table=self.table, pk=self.kwargs["pk"]
        )
        found.table = self.table
        return found

    def subject(self) -> Any:
        """The group."""
        return self.group

    def back_address(self) -> str:
        """The list, or the group's own page."""
        return self.address(self.back, *([self.group.pk] if self.back == "group" else []))

    def more(self) -> dict[str, Any]:
        """Which group."""
        return {"about": self.group.name}


class WriteGroupTextView(_OneGroup):
    """Writing its text as plain words, where no script runs: what others write meanwhile is joined to it."""

    form_class = WriteGroupTextForm
    done_words = _("Testo salvato.")
    template = "write.html"
    back = "group"

    def asked_with(self) -> dict[str, Any]:
        """With what is written now."""
        reading = read_text(group_text(self.group))
        part = reading.parts.get(TEXT)
        return {"initial": {"text": text_of(part.body) if part else "", "read_at": reading.upto}}

    def more(self) -> dict[str, Any]:
        """What is written."""
        return {"about": gettext("il testo del gruppo «%(name)s»") % {"name": self.group.name}}


class BringInGroupTextView(_OneGroup):
    """What it wrote, brought into a chapter of the project."""

    form_class = BringInGroupTextForm
    done_words = _("Fatto: il testo del gruppo è nel progetto, con chi l’ha scritto.")
    back = "group"


class GroupMembersView(_OneGroup):
    """Changing who is in it."""

    form_class = SetGroupMembersForm
    done_words = _("Ora il gruppo è fatto così.")


class CloseGroupView(_OneGroup):
    """Closing it."""

    form_class = CloseGroupForm
    done_words = _("Gruppo di lavoro chiuso.")
    back = "group"


class GroupPaperView(_OneGroup):
    """Bringing it a paper."""

    form_class = SharePaperForm
    done_words = _("Carta aggiunta.")

    def subject(self) -> Any:
        """The table."""
        return self.table

    def asked_with(self) -> dict[str, Any]:
        """To which group."""
        return {"group": self.group}
