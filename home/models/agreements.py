# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The agreements (*convenzioni*) as the public reads them."""

from datetime import datetime
from typing import Any

from django.db import models
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel

from coprogettazione.agreements.models import Agreement
from home.drawings import flows, stacks, years_height
from home.facts import agreements as facts
from home.facts import progress
from home.facts.bodies import arrivals_of_outer, orders
from home.facts.calls import Document, comuni_of_outer, papers_of_outer
from home.facts.linked import agreement_linked
from home.facts.places import places_of_outer, territory, where
from home.models.base import BasePage, address_of
from home.search.pages import asked_context
from home.shelf import EDITORS, SITE, call_key

PER_PAGE = 20


class AgreementIndexPage(BasePage):
    """All the agreements."""

    template = "home/agreement_index_page.html"
    max_count = 1
    every_minute = False
    parent_page_types = ["home.HomePage"]
    subpage_types = ["home.AgreementPage"]

    class Meta:
        verbose_name = _("elenco delle convenzioni")
        verbose_name_plural = _("elenchi delle convenzioni")

    @classmethod
    def read(cls) -> "QuerySet[AgreementIndexPage]":
        """The page alone."""
        return cls.objects.all()

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """The agreements, the latest first, a page at a time."""
        context = super().get_context(request, *args, **kwargs)
        at: datetime = context["at"]
        found, asked = asked_context(request, at, "convenzioni", PER_PAGE)
        rows = facts.public_agreements().in_bulk([row.object_id for row in found.page])
        told = [rows[row.object_id] for row in found.page if row.object_id in rows]
        context.update(asked)
        context["agreements"] = [facts.agreement_row(agreement, at) for agreement in told]
        context["items"] = [(agreement.title, agreement.page.address) for agreement in told]
        return context


class AgreementPage(BasePage):
    """One agreement, in the order of a citizen's questions: who, money, how it goes, proof, parties."""

    agreement = models.OneToOneField(Agreement, models.PROTECT, related_name="page", editable=False)
    lead = models.TextField(
        _("in breve"), blank=True, help_text=_("Che cosa cambia per le persone, in due frasi.")
    )

    template = "home/agreement_page.html"
    section = (_("Convenzioni"), "/convenzioni/")
    every_minute = False
    parent_page_types = ["home.AgreementIndexPage"]
    subpage_types: list[str] = []
    content_panels = [*BasePage.content_panels[:1], FieldPanel("lead"), *BasePage.content_panels[1:]]

    class Meta:
        verbose_name = _("convenzione")
        verbose_name_plural = _("convenzioni")

    @classmethod
    def can_create_at(cls, parent: Any) -> bool:
        """Made by the deed that publishes an agreement, never by hand."""
        return False

    @classmethod
    def read(cls) -> "QuerySet[AgreementPage]":
        """The page with its agreement and everything that hangs on it, in one query."""
        return cls.objects.select_related(
            "agreement__call__page",
            "agreement__call__district",
            "agreement__call__lead_authority",
            "agreement__call__procedure_officer",
            "agreement__lead_authority",
            "agreement__procedure_officer",
            "agreement__amends__page",
        ).annotate(
            party_rows=facts.parties_of_outer("agreement"),
            funding_rows=facts.funding_of_outer("agreement"),
            arrival_rows=arrivals_of_outer("agreement__call"),
            comuni_rows=comuni_of_outer("agreement__call"),
            place_rows=places_of_outer("agreement__call__district"),
            paper_rows=papers_of_outer("agreement__call", "agreement"),
            addendum_rows=facts.addenda_of_outer("agreement"),
            indicator_rows=progress.indicators_of_outer("agreement"),
            milestone_rows=progress.milestones_of_outer("agreement"),
            payment_rows=progress.payments_of_outer("agreement"),
        )

    @property
    def gist(self) -> str:
        """What the page says at its head."""
        return self.lead or str(self.search_description)

    def depends_on(self) -> set[str]:
        """The deeds of its dossier, those about organisations, the editors."""
        return {call_key(self.agreement.call_id), f"agreement-{self.agreement_id}", SITE, EDITORS}

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Everything the page says."""
        context = super().get_context(request, *args, **kwargs)
        read = self if hasattr(self, "party_rows") else type(self).read().get(pk=self.pk)
        at: datetime = context["at"]
        agreement = read.agreement
        call = agreement.call
        # Without a call nobody arrived at a table: the colours follow the order of the parties.
        arrivals = (read.arrival_rows or []) if call is not None else read.party_rows
        told = facts.parties(read.party_rows, orders(arrivals, agreement.authority.pk))
        money = facts.matrix(agreement, told, read.funding_rows)
        comuni = [row["name"] for row in read.comuni_rows or []]
        here = {row["pk"] for row in read.comuni_rows or []}
        years = progress.by_year(agreement.commitment, read.payment_rows)
        context.update(
            agreement=agreement,
            call=call,
            today=timezone.localdate(at),
            title=call.title if call is not None else agreement.title,
            state=facts.agreement_state(agreement, at, progress.late_count(read.milestone_rows)),
            results=progress.results(read.indicator_rows, agreement.ends_on),
            read_until=progress.read_until(read.indicator_rows),
            milestones=progress.milestones(read.milestone_rows, timezone.localdate(at)),
            next_milestone=progress.next_milestone(read.milestone_rows),
            paid=progress.paid(read.payment_rows),
            years=years,
            years_height=years_height(years),
            updated_at=progress.updated_at(agreement.published_at, read.indicator_rows, read.payment_rows),
            parties=told,
            who=facts.who(told),
            comuni=comuni,
            where=where(comuni, read.place_rows),
            territory=territory(read.place_rows, here),
            money=money,
            money_rows=list(zip(money.sources, money.amounts, money.by_source, strict=True)) if money else [],
            money_from=facts.from_whom(money) if money else "",
            figure=flows(money) if money else None,
            small=stacks(money) if money else None,
            figure_words=facts.in_words_of(money) if money else "",
            documents=[Document.of(row) for row in reversed(read.paper_rows or [])],
        )
        context["sentence"] = facts.in_a_sentence(agreement, context["who"], context["where"], at)
        context["lead"] = self.lead or (call is None and agreement.purpose) or context["sentence"]
        context["addenda"] = [
            {"title": row["title"], "address": address_of(row["path"])} for row in read.addendum_rows or []
        ]
        amended = getattr(agreement.amends, "page", None)
        context["amended"] = amended if amended is not None and amended.live else None
        context["linked"] = agreement_linked(context)
        return context
