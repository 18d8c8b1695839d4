# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The tables (*tavoli*) for the public: who sits, when, the minutes. Organisations, never people."""

from datetime import datetime
from typing import Any

from django.core.paginator import Paginator
from django.db import models
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from coprogettazione.tables.models import DesignTable
from home.facts import tables as facts
from home.facts.calls import Document, papers_of_outer
from home.models.base import BasePage
from home.shelf import EDITORS, SITE, call_key

PER_PAGE = 12


class TableIndexPage(BasePage):
    """All the tables."""

    template = "home/table_index_page.html"
    max_count = 1
    parent_page_types = ["home.HomePage"]
    subpage_types = ["home.TablePage"]

    class Meta:
        verbose_name = _("elenco dei tavoli")
        verbose_name_plural = _("elenchi dei tavoli")

    @classmethod
    def read(cls) -> "QuerySet[TableIndexPage]":
        """The page alone."""
        return cls.objects.all()

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """The tables, the open ones first, a page at a time."""
        context = super().get_context(request, *args, **kwargs)
        page = Paginator(facts.public_tables(), PER_PAGE).get_page(request.GET.get("pagina"))
        context["page_obj"] = page
        context["tables"] = [facts.table_row(table, context["at"]) for table in page]
        return context


class TablePage(BasePage):
    """One table: who sits, when it meets, what was written down."""

    table = models.OneToOneField(DesignTable, models.PROTECT, related_name="page", editable=False)

    template = "home/table_page.html"
    section = (_("Tavoli"), "/tavoli/")
    parent_page_types = ["home.TableIndexPage"]
    subpage_types: list[str] = []

    class Meta:
        verbose_name = _("tavolo")
        verbose_name_plural = _("tavoli")

    @classmethod
    def can_create_at(cls, parent: Any) -> bool:
        """Made by the deed that opens a table, never by hand."""
        return False

    def depends_on(self) -> set[str]:
        """The deeds of its dossier, those about organisations, the editors."""
        return {call_key(self.table.call_id), SITE, EDITORS}

    def terms(self, context: dict[str, Any]) -> list[datetime]:
        """Its meetings."""
        return [session["starts_at"] for session in context["sessions"]]

    @classmethod
    def read(cls) -> "QuerySet[TablePage]":
        """The page with its table, seats, meetings and papers, in one query."""
        return cls.objects.select_related(
            "table__call__page", "table__call__lead_authority", "table__final_version"
        ).annotate(
            seat_rows=facts.seats_of_outer("table"),
            session_rows=facts.sessions_of_outer("table"),
            paper_rows=papers_of_outer("table__call"),
        )

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Everything the page says."""
        context = super().get_context(request, *args, **kwargs)
        read = self if hasattr(self, "seat_rows") else type(self).read().get(pk=self.pk)
        at: datetime = context["at"]
        sessions = facts.sessions(read.session_rows, at)
        context.update(
            calendar=reverse("table_calendar", args=[read.table.call.code]),
            call=read.table.call,
            table=read.table,
            state=facts.table_state(read.table.call, at),
            seats=facts.seats(read.seat_rows, read.table.call.lead_authority_id, at),
            sessions=sessions,
            next_session=next((session for session in sessions if session["state"] == "now"), None),
            chapters=facts.stages(read.table, at),
            documents=[Document.of(row) for row in read.paper_rows],
        )
        return context
