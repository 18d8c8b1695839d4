# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Feeds, calendars, tables of data: what is published, for who follows it from elsewhere."""

import csv
from datetime import datetime, timedelta
from typing import Any

from django.contrib.syndication.views import Feed
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe
from icalendar import Calendar, Event

from coprogettazione.agreements.queries import disclosures_of
from coprogettazione.calls.models import Call
from coprogettazione.tables.queries.calendar import public_calendar
from coprogettazione.wording import ROME, moment
from home.facts.agreements import public_agreements
from home.facts.calls import published_calls
from home.facts.tables import public_sessions, public_tables


class CallsFeed(Feed[Call, Any]):
    """The latest calls, as Atom."""

    feed_type = Atom1Feed
    title = _("Avvisi di co-progettazione")
    subtitle = _("Gli avvisi pubblicati, dal più recente.")
    link = "/avvisi/"

    def items(self) -> Any:
        """The last thirty."""
        return published_calls().order_by("-published_at", "-pk")[:30]

    def item_title(self, item: Call) -> str:
        """The title of the call."""
        return item.title

    def item_description(self, item: Call) -> str:
        """Summary and term."""
        term = gettext("Domande entro %(when)s.") % {"when": moment(item.deadline)} if item.deadline else ""
        return f"{item.summary} {term}".strip()

    def item_link(self, item: Call) -> str:
        """The page of the call."""
        return str(item.page.address)

    def item_pubdate(self, item: Call) -> datetime | None:
        """When it was published."""
        return item.published_at

    def item_updateddate(self, item: Call) -> datetime | None:
        """When something last happened to it."""
        return item.concluded_at or item.closed_at or item.published_at


@require_safe
def calls_csv(request: HttpRequest) -> HttpResponse:
    """The published calls as a table: UTF-8 with its mark (for spreadsheets), semicolons, stable headers."""
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="avvisi.csv"'
    response.write("\ufeff")
    table = csv.writer(response, delimiter=";")
    table.writerow(
        [
            "sigla",
            "titolo",
            "stato",
            "ente",
            "pubblicato_il",
            "termine",
            "contributo_euro",
            "mesi",
            "cup",
            "comuni",
            "pagina",
        ]
    )
    for call in published_calls().prefetch_related("comuni").order_by("published_at", "pk"):
        table.writerow(
            [
                call.code,
                call.title,
                call.state,
                call.lead_authority.name,
                call.published_at.astimezone(ROME).isoformat() if call.published_at else "",
                call.deadline.astimezone(ROME).isoformat() if call.deadline else "",
                call.public_grant if call.public_grant is not None else "",
                call.duration_months or "",
                call.cup,
                ", ".join(comune.name for comune in call.comuni.all()),
                request.build_absolute_uri(call.page.address),
            ]
        )
    return response


#: The first row of the table of agreements; names never change, new columns come last.
AGREEMENT_COLUMNS = [
    "repertorio",
    "titolo",
    "avviso",
    "cup",
    "pubblicata_il",
    "dal",
    "al",
    "totale_euro",
    "contributo_euro",
    "beneficiario",
    "codice_fiscale",
    "assegnato_euro",
    "norma",
    "ufficio",
    "responsabile",
    "scelta",
    "pagina",
]


@require_safe
def agreements_csv(request: HttpRequest) -> HttpResponse:
    """The published agreements as a table, a row for each beneficiary (artt. 26–27 d.lgs. 33/2013)."""
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="convenzioni.csv"'
    response.write("\ufeff")
    table = csv.writer(response, delimiter=";")
    table.writerow(AGREEMENT_COLUMNS)
    agreements = public_agreements().select_related("call__lead_authority", "call__procedure_officer", "page")
    for agreement in agreements.prefetch_related("parties__organisation").order_by("published_at", "pk"):
        call = agreement.call
        if call is None:  # an agreement without a call moves no money
            continue
        address = request.build_absolute_uri(agreement.page.address)
        for row in disclosures_of(agreement):
            table.writerow(
                [
                    agreement.repertory,
                    call.title,
                    call.code,
                    call.cup,
                    agreement.published_at.astimezone(ROME).isoformat() if agreement.published_at else "",
                    agreement.starts_on or "",
                    agreement.ends_on or "",
                    agreement.total,
                    agreement.public_grant,
                    row.beneficiary,
                    row.tax_code,
                    row.amount,
                    row.norm,
                    row.office,
                    row.officer,
                    row.how_found,
                    address,
                ]
            )
    return response


@require_safe
def call_calendar(request: HttpRequest, code: str) -> HttpResponse:
    """The terms of a call as a calendar: questions, applications."""
    call = get_object_or_404(published_calls(), code=code)
    address = request.build_absolute_uri(call.page.address)
    calendar = Calendar()
    calendar.add("prodid", "-//Coprogettazione//IT")
    calendar.add("version", "2.0")
    terms = [
        ("questions", gettext("Termine per i quesiti: %(title)s"), call.questions_deadline),
        ("applications", gettext("Termine per le domande: %(title)s"), call.deadline),
    ]
    for name, said, when in terms:
        if when is None:
            continue
        event = Event()
        event.add("uid", f"{call.code}-{name}@{request.get_host()}")
        event.add("dtstamp", call.published_at)
        event.add("dtstart", when.astimezone(ROME))
        event.add("dtend", when.astimezone(ROME) + timedelta(minutes=1))
        event.add("summary", said % {"title": call.title})
        event.add("url", address)
        calendar.add_component(event)
    calendar.add_missing_timezones()
    response = HttpResponse(calendar.to_ical(), content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{call.code}.ics"'
    return response


@require_safe
def table_calendar(request: HttpRequest, code: str) -> HttpResponse:
    """The meetings of a table as a calendar that anybody can follow: no video link, no people."""
    table = get_object_or_404(public_tables().select_related("page", "call"), call__code=code)
    address = request.build_absolute_uri(table.page.address)
    answer = HttpResponse(
        public_calendar(public_sessions(table), address), content_type="text/calendar; charset=utf-8"
    )
    answer["Content-Disposition"] = f'inline; filename="{table.call.code}-incontri.ics"'
    return answer
