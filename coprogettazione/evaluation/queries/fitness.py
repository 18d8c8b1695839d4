# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Whether a member of the committee may take part: the last declaration names every applicant of today."""

from collections.abc import Sequence

from coprogettazione.applications.models import Application, ApplicationState, Member
from coprogettazione.calls.models import Call
from coprogettazione.evaluation.models import CommitteeSeat, ConflictDeclaration
from coprogettazione.parties.models import Organisation

#: Applications that a committee evaluates.
EVALUATED_STATES = (ApplicationState.ADMITTED, ApplicationState.RESERVED)
#: Applications on which the officer has still to decide.
UNDECIDED_STATES = (ApplicationState.RECEIVED, ApplicationState.CURE)
#: Applications that were opened: their bodies are those that a declaration on conflicts names.
NAMED_STATES = (*EVALUATED_STATES, *UNDECIDED_STATES, ApplicationState.EXCLUDED)


def applicants_of(call: Call) -> list[Organisation]:
    """Every body of every application that was opened: those a declaration on conflicts must name."""
    applications = Application.objects.filter(call=call, state__in=NAMED_STATES)
    members = Member.objects.filter(application__in=applications, left_at__isnull=True)
    leads = Organisation.objects.filter(pk__in=applications.values("lead"))
    partners = Organisation.objects.filter(pk__in=members.values("organisation"))
    return list((leads | partners).order_by("name"))


def unnamed_by(call: Call, seats: Sequence[CommitteeSeat]) -> dict[int, list[Organisation]]:
    """The applicants of today that the last declaration of a seat does not name, by seat: who entered a group
    in the meanwhile. Seats that have not declared at all are left out. Two SQL.
    """
    named: dict[int, set[int]] = {}
    declared = ConflictDeclaration.objects.filter(seat__in=seats).order_by("declared_at", "pk")
    for seat_id, rows in declared.values_list("seat_id", "applicants"):
        named[seat_id] = {row["id"] for row in rows}
    bodies = applicants_of(call) if named else []
    missing = {pk: [body for body in bodies if body.pk not in ids] for pk, ids in named.items()}
    return {pk: rows for pk, rows in missing.items() if rows}


def still_to_declare(call: Call, seats: Sequence[CommitteeSeat]) -> list[CommitteeSeat]:
    """The seats whose person must declare, for the first time or again."""
    again = unnamed_by(call, seats)
    return [
        seat for seat in seats if seat.has_conflict is None or (not seat.has_conflict and seat.pk in again)
    ]
