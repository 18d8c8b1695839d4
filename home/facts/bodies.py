# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Organisations brought as JSON, and the order of their arrival, which gives them their colour everywhere."""

from dataclasses import dataclass
from typing import Any

from django.db.models import OuterRef

from coprogettazione.tables.models import Seat
from home.facts.lists import rows


@dataclass(frozen=True)
class Body:
    """An organisation as the tag `org` needs it."""

    pk: int
    name: str
    short_name: str
    monogram: str

    @property
    def known_as(self) -> str:
        """The name people say."""
        return self.short_name or self.name

    def __str__(self) -> str:
        """The full name."""
        return self.name


def body_of(row: dict[str, Any]) -> Body:
    """The organisation of a row brought with `BODY_COLUMNS`."""
    return Body(row["organisation"], row["name"], row["short_name"], row["monogram"])


#: The columns of an organisation in a row that refers to one.
BODY_COLUMNS = {
    "organisation": "organisation_id",
    "name": "organisation__name",
    "short_name": "organisation__short_name",
    "monogram": "organisation__monogram",
}


def arrivals_of_outer(call: str) -> Any:
    """The bodies at the table of the call named by an outer reference, in the order of their first seat."""
    seats = Seat.objects.filter(table__call=OuterRef(call)).order_by("pk")
    return rows(seats, organisation="organisation_id")


def orders(arrival_rows: list[dict[str, Any]], public_body: int) -> dict[int, int]:
    """Organisation → its colour: 0 for the public body, then 1, 2, 3… by arrival, as at the table itself."""
    order = {public_body: 0}
    for row in arrival_rows:
        order.setdefault(row["organisation"], len(order))
    return order
