# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What every page of a table shares: who may read it, who sits, when it meets, what is mine to do."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views import View

from coprogettazione.parties.models import Organisation, User
from coprogettazione.records.deeds import DEEDS
from coprogettazione.records.forms import DeedForm
from coprogettazione.records.refusals import NotAllowed, Words
from coprogettazione.records.rights import may
from coprogettazione.tables.models import DesignTable
from coprogettazione.tables.queries import Place, body_of, next_session, places_at


class Rights:
    """`can.save_version` in a template: whether the reader may do the deed on this row now."""

    def __init__(self, user: User, row: Any, at: datetime) -> None:
        self.user, self.row, self.at = user, row, at

    def __getitem__(self, name: str) -> bool:
        """Ask the rules."""
        return bool(may(self.user, name, self.row, self.at))


class TableView(LoginRequiredMixin, View):
    """A page of one table, found by the code of its call. `tab` is the part it belongs to."""

    tab = ""
    template_name = ""

    @cached_property
    def at(self) -> datetime:
        """The instant of the request."""
        return timezone.now()

    @cached_property
    def table(self) -> DesignTable:
        """The table. Raises NotAllowed to whoever may not read it."""
        table = get_object_or_404(
            DesignTable.objects.select_related(
                "call", "call__lead_authority", "call__procedure_officer", "call__district", "final_version"
            ),
            **self.named(),
        )
        verdict = may(self.person, "read_table", table, self.at)
        if not verdict:
            raise NotAllowed(verdict.reason, law=verdict.law)
        return table

    def named(self) -> dict[str, Any]:
        """How the address names the table."""
        return {"call__code": self.kwargs["code"]}

    @property
    def person(self) -> User:
        """Who asks."""
        assert isinstance(self.request.user, User)
        return self.request.user

    @cached_property
    def places(self) -> list[Place]:
        """Who sits, in order of arrival."""
        return places_at(self.table, self.at)

    @cached_property
    def body(self) -> Organisation | None:
        """For whom the reader acts."""
        return body_of(self.person, self.table, self.at)

    def can(self, deed: str, row: Any = None) -> bool:
        """Whether the reader may do a deed now."""
        return bool(may(self.person, deed, row or self.table, self.at))

    def address(self, name: str, *args: Any) -> str:
        """The address of another page of this table."""
        return reverse(f"tables:{name}", args=[self.table.call.code, *args])

    def picture(self, file: int) -> str:
        """The address of a picture of the table, by the number of its file."""
        return self.address("picture", file)

    def page(self, template: str, status: int = 200, **context: Any) -> HttpResponse:
        """Draw a page with what all share."""
        call = self.table.call
        shared = {
            "table": self.table,
            "call": call,
            "at": self.at,
            "tab": self.tab,
            "places": [p for p in self.places if p.here],
            "body": self.body,
            "next": next_session(self.table, self.at),
            "can": Rights(self.person, self.table, self.at),
            "at_work": not self.table.is_concluded and call.state != "TABLE_SUSPENDED",
        }
        return render(self.request, f"tables/{template}", {**shared, **context}, status=status)

    def done(self, words: str, address: str) -> HttpResponseRedirect:
        """Say what was done, and go on."""
        messages.success(self.request, words)
        return HttpResponseRedirect(address)


class DeedPage(TableView):
    """A page that does one deed with its form: what is asked, what will happen, one verb."""

    form_class: type[DeedForm] = DeedForm
    done_words: Words = ""
    back = "sessions"
    template = "deed.html"

    def subject(self) -> Any:
        """The row on which the deed is done."""
        return self.table

    def form(self, data: Any = None, files: Any = None) -> DeedForm:
        """The form, bound when something was sent."""
        return self.form_class(
            data, files, subject=self.subject(), by=self.person, at=self.at, **self.asked_with()
        )

    def asked_with(self) -> dict[str, Any]:
        """What else the form is made with."""
        return {}

    def back_address(self) -> str:
        """Where one comes from, and goes back to."""
        return self.address(self.back)

    def allowed(self) -> None:
        """Raise NotAllowed with the reason before asking anything."""
        verdict = may(self.person, self.form_class.deed_name, self.subject(), self.at)
        if not verdict:
            raise NotAllowed(verdict.reason, law=verdict.law)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Ask."""
        self.allowed()
        return self.draw(self.form())

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Do, or show why not with everything that was typed."""
        self.allowed()
        form = self.form(request.POST, request.FILES)
        if not form.perform():
            return self.draw(form, 422)
        return self.done(str(self.done_words) or _("Fatto."), self.back_address())

    def draw(self, form: DeedForm, status: int = 200) -> HttpResponse:
        """The page."""
        law = DEEDS[self.form_class.deed_name].law
        return self.page(self.template, status, form=form, law=law, back=self.back_address(), **self.more())

    def more(self) -> dict[str, Any]:
        """What else the page shows."""
        return {}
