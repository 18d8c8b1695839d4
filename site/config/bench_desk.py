# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The desk of the requirements and the dossier with a thousand applications, for ``make bench``."""

from typing import Any

from django.db import transaction

#: How many applications one call may receive (design.md, budgets).
MANY_APPLICATIONS = 1_000


@transaction.atomic
def many_applications(count: int = MANY_APPLICATIONS) -> Any:
    """A call in which so many applications were opened, copies of one of the demo; made once."""
    from coprogettazione.applications.models import (
        Application,
        Check,
        EligibilityCheck,
        Member,
        Opening,
    )
    from coprogettazione.calls.models import Call
    from coprogettazione.parties.models import Organisation

    first = Application.objects.filter(form="SINGLE", state="ADMITTED", checks__isnull=False).first()
    assert first is not None
    original = first.call
    copied = {**values(original, "code"), "state": "ADMISSIBILITY", "concluded_at": None}
    call, made = Call.objects.get_or_create(code=f"{original.code}-MILLE", defaults=copied)
    if not made:
        return call
    opening = values(original.opening, "call_id", "received")
    Opening.objects.create(**opening, call=call, received=count)
    like = values(first.lead, "codice_fiscale", "short_name")
    bodies = Organisation.objects.bulk_create(
        Organisation(**like, codice_fiscale=f"{80_000_000_000 + n}", short_name=f"Ente inventato {n}")
        for n in range(count)
    )
    like = values(first, "call_id", "lead_id", "registry_number", "state", "key_id")
    applications = [
        Application(**like, call=call, lead=body, registry_number=f"{n}/2027", state="RECEIVED")
        for n, body in enumerate(bodies, 1)
    ]
    for application in applications:
        # One by one: each is closed under a key of its own.
        application.save()
    # Half of them were looked at already.
    copy(Member, first.members.all(), applications)
    copy(EligibilityCheck, first.eligibility.all(), applications)
    copy(Check, first.checks.all(), applications[::2])
    return call


def copy(model: Any, rows: Any, applications: list[Any]) -> None:
    """The same rows for each of these applications, about the body that leads it."""
    model.objects.bulk_create(
        [
            model(
                **values(row, "application_id", "organisation_id"),
                application=application,
                organisation_id=row.organisation_id and application.lead_id,
            )
            for row in rows
            for application in applications
        ],
        batch_size=2_000,
    )


def values(row: Any, *without: str) -> dict[str, Any]:
    """The columns of a row but its key, what the database computes, and those named."""
    fields = [f for f in row._meta.concrete_fields if not f.primary_key and not f.generated]
    return {f.attname: getattr(row, f.attname) for f in fields if f.attname not in without}
