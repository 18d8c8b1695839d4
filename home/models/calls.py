# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The calls (*avvisi*) as the public reads them."""

from datetime import datetime
from typing import Any

from django.db import models
from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.search import index

from coprogettazione.agreements.queries import last_day
from coprogettazione.calls.documents import lots_per_body_words, scoring_words
from coprogettazione.calls.models import Call
from home.facts import calls as facts
from home.facts.linked import call_linked
from home.facts.path import public_path
from home.models.base import BasePage
from home.search.pages import asked_context
from home.shelf import EDITORS, SITE, call_key

PER_PAGE = 12


class CallIndexPage(BasePage):
    """All the calls, with filters and search."""

    template = "home/call_index_page.html"
    max_count = 1
    parent_page_types = ["home.HomePage"]
    subpage_types = ["home.CallPage"]

    class Meta:
        verbose_name = _("elenco degli avvisi")
        verbose_name_plural = _("elenchi degli avvisi")

    def terms(self, context: dict[str, Any]) -> list[datetime | None]:
        """Of the calls that are listed."""
        return [row["call"].deadline for row in context["calls"]]

    @classmethod
    def read(cls) -> "QuerySet[CallIndexPage]":
        """The page alone."""
        return cls.objects.all()

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """The calls asked for, a page at a time."""
        context = super().get_context(request, *args, **kwargs)
        at = context["at"]
        found, asked = asked_context(request, at, "avvisi", PER_PAGE)
        rows = facts.published_calls().in_bulk([row.object_id for row in found.page])
        calls = [rows[row.object_id] for row in found.page if row.object_id in rows]
        context.update(asked)
        context["calls"] = [
            {"call": call, "open": facts.is_open(call, at), "state": facts.call_state(call, at)}
            for call in calls
        ]
        context["items"] = [(call.title, call.page.address) for call in calls]
        return context


class CallPage(BasePage):
    """One call. The facts are the call's own row: editors add a story, and cannot touch them."""

    call = models.OneToOneField(Call, models.PROTECT, related_name="page", editable=False)

    template = "home/call_page.html"
    section = (_("Avvisi"), "/avvisi/")
    every_minute = False
    parent_page_types = ["home.CallIndexPage"]
    subpage_types: list[str] = []
    search_fields = [
        *BasePage.search_fields,
        index.RelatedFields(
            "call",
            [
                index.SearchField(name)
                for name in ("code", "summary", "purpose", "object", "targets", "requirements")
            ],
        ),
    ]

    class Meta:
        verbose_name = _("avviso")
        verbose_name_plural = _("avvisi")

    def depends_on(self) -> set[str]:
        """The deeds of its dossier, those about no dossier (organisations, plans), the editors."""
        return {call_key(self.call_id), SITE, EDITORS}

    def terms(self, context: dict[str, Any]) -> list[datetime | None]:
        """For applications, and for questions."""
        return [context["call"].deadline, context["call"].questions_deadline]

    @classmethod
    def can_create_at(cls, parent: Any) -> bool:
        """Made by the deed that drafts a call, never by hand."""
        return False

    @classmethod
    def read(cls) -> "QuerySet[CallPage]":
        """The page with its call and everything that hangs on it, in one query."""
        return cls.objects.select_related(
            "call__district",
            "call__lead_authority",
            "call__procedure_officer",
            "call__objective__plan",
        ).annotate(
            criteria_rows=facts.criteria_of_outer("call"),
            lot_rows=facts.lots_of_outer("call"),
            comuni_rows=facts.comuni_of_outer("call"),
            paper_rows=facts.papers_of_outer("call"),
            annex_rows=facts.annexes_of_outer("call"),
            question_rows=facts.questions_of_outer("call"),
            session_rows=facts.sessions_of_outer("call"),
            change_rows=facts.changes_of_outer("call"),
            draw_held=Exists(facts.draws_of(OuterRef("call"))),
        )

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Everything the page says."""
        context = super().get_context(request, *args, **kwargs)
        read = self if hasattr(self, "criteria_rows") else type(self).read().get(pk=self.pk)
        at: datetime = context["at"]
        call = read.call
        sessions = [datetime.fromisoformat(row["starts_at"]) for row in read.session_rows]
        criteria = [facts.PublicCriterion.of(row) for row in read.criteria_rows]
        annexes, old_annexes = facts.latest_annexes([facts.Document.of(row) for row in read.annex_rows])
        context.update(
            call=call,
            open=facts.is_open(call, at),
            state=facts.call_state(call, at),
            comuni=[row["name"] for row in read.comuni_rows],
            lots=facts.themes_with_criteria(read.lot_rows, criteria),
            lots_per_body=lots_per_body_words(call),
            criteria=[] if read.lot_rows else criteria,
            top_points=max((row.max_points for row in criteria), default=0),
            all_points=sum(row.max_points for row in criteria),
            scoring=scoring_words(call) if criteria else "",
            draw_held=read.draw_held,
            documents=[facts.Document.of(row) for row in read.paper_rows],
            annexes=annexes,
            old_annexes=old_annexes,
            changes=facts.changes_of(read.change_rows),
            admitted_roles=facts.admitted_roles(call),
            questions=facts.answered(read.question_rows),
            questions_open=call.questions_deadline is not None and at < call.questions_deadline,
            steps=public_path(call, sessions, at),
            who_sits=facts.who_sits(call),
            tie_break=facts.tie_break(call) if criteria else "",
            themes=facts.themes_of(call),
            ends_on=last_day(call.starts_on, call.duration_months)
            if call.starts_on and call.duration_months
            else None,
        )
        context["linked"] = call_linked(context)
        return context
