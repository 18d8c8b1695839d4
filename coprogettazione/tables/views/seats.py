# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Who sits at the table: the list, a seat to give, a seat to end."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from coprogettazione.parties.queries import holds
from coprogettazione.records.roles import Role
from coprogettazione.tables.forms import EndSeatForm, SeatDelegateForm
from coprogettazione.tables.models import Seat
from coprogettazione.tables.queries.seats import orders_of
from coprogettazione.tables.views.base import DeedPage, TableView


class SeatsView(TableView):
    """Everybody who sits or has sat, and the form to seat somebody."""

    tab = "sessions"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Read."""
        return self.draw(None)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Give a seat."""
        form = SeatDelegateForm(request.POST, subject=self.table, by=self.person, at=self.at)
        if not form.perform():
            return self.draw(form, 422)
        return self.done(_("Posto dato."), self.address("seats"))

    def draw(self, form: SeatDelegateForm | None, status: int = 200) -> HttpResponse:
        """The page."""
        if form is None and self.can("seat_delegate"):
            form = SeatDelegateForm(subject=self.table, by=self.person, at=self.at)
        orders = orders_of(self.table)
        today = timezone.localdate(self.at)
        officer = self.person.pk == self.table.call.procedure_officer_id
        rows = [
            {
                "seat": seat,
                "order": orders[seat.organisation_id],
                "here": seat.in_force_on(today),
                "mine": seat.valid_to is None
                and form is not None
                and (officer or holds(self.person, Role.LEGAL_REPRESENTATIVE, seat.organisation_id, self.at)),
            }
            for seat in self.table.seats_kept
        ]
        return self.page("seats.html", status, rows=rows, form=form)


class EndSeatView(DeedPage):
    """Ending a seat."""

    tab = "sessions"
    form_class = EndSeatForm
    back = "seats"
    done_words = gettext_lazy("Posto chiuso.")

    @cached_property
    def seat(self) -> Seat:
        """The seat of the address."""
        return get_object_or_404(
            Seat.objects.select_related("organisation", "user"), table=self.table, pk=self.kwargs["pk"]
        )

    def subject(self) -> Seat:
        """The seat."""
        return self.seat

    def more(self) -> dict[str, Any]:
        """Whose seat."""
        return {"about": f"{self.seat.user or '–'}, {self.seat.organisation.known_as}"}
