# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Feeds and calendars: what is published, for who follows it from elsewhere."""

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

from coprogettazione.calls.models import Call
from coprogettazione.records.omitting import omitted
from coprogettazione.tables.queries.calendar import public_calendar
from coprogettazione.wording import ROME, moment
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
        event.add("summary", said % {"title": omitted(call.title)})
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
