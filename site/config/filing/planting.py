# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""A call about to close, and many complete drafts of as many bodies: one is written, its rows are copied."""

import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Model


@dataclass(frozen=True)
class Filer:
    """Who files: the application, and the session of the legal representative who has signed in."""

    application: int
    session: str


def plant(original: Any, *, count: int, deadline: datetime) -> list[Filer]:
    """Let the call of a complete draft close at ``deadline``, and copy the draft for ``count`` new bodies."""
    from django.db import transaction

    from coprogettazione.calls.models import Call
    from workflows.engine import reschedule

    with transaction.atomic():
        Call.objects.filter(pk=original.call_id).update(deadline=deadline)
        call = Call.objects.get(pk=original.call_id)
        reschedule(call)
        applications, people = _applications(original, count)
        return list(zip_filers(applications, sessions_of(people)))


def zip_filers(applications: list[Any], sessions: list[str]) -> Iterable[Filer]:
    """Each application with its session."""
    return (Filer(a.pk, s) for a, s in zip(applications, sessions, strict=True))


def _applications(original: Any, count: int) -> tuple[list[Any], list[Any]]:
    """The copies: people, bodies, what they may do, what they wrote; a flow for each, as its deed starts it."""
    from coprogettazione.parties.models import Membership, Organisation, User
    from coprogettazione.records.roles import Role
    from coprogettazione.records.sealing import new_content_key
    from workflows.application import ApplicationFlowV1

    lead = original.lead
    seat = Membership.objects.filter(organisation=lead, role=Role.LEGAL_REPRESENTATIVE).order_by("pk")[0]
    run = secrets.token_hex(3)
    people = User.objects.bulk_create(
        copied(seat.user, email=f"{run}.{n}@prova.example.it", password="!" + secrets.token_hex(20))
        for n in range(count)
    )
    # Eleven digits that no body of the demo has: nobody checks the last of what is already here.
    first = 10_000_000_000 + int(run, 16) * 1_000
    bodies = Organisation.objects.bulk_create(
        copied(
            lead,
            codice_fiscale=str(first + n),
            name=f"{lead.name}, copia {run} {n}",
            short_name=f"Copia {n}",
            pec=f"{run}.{n}@pec.example.it",
        )
        for n in range(count)
    )
    Membership.objects.bulk_create(
        copied(seat, user=person, organisation=body) for person, body in zip(people, bodies, strict=True)
    )
    model = type(original)
    at = original.created_at
    applications = model.objects.bulk_create(
        copied(original, lead=body, key=new_content_key(original.call, at)) for body in bodies
    )
    for relation in model._meta.related_objects:
        for application, body, person in zip(applications, bodies, people, strict=True):
            copies_of(relation, original, application, {lead: body, seat.user: person})
    for application in applications:
        ApplicationFlowV1.start.run(artifact=application, case_file=original.call)
    return applications, people


def copied(row: Model, **changed: Any) -> Any:
    """A row like this one with something changed, not yet kept."""
    values = {f.attname: getattr(row, f.attname) for f in row._meta.concrete_fields if not f.primary_key}
    copy = type(row)(**values)
    for name, value in changed.items():
        setattr(copy, name, value)
    return copy


def copies_of(relation: Any, row: Model, other: Model, others: dict[Model, Model] | None = None) -> None:
    """What hangs on a row by this relation hangs on the other too, which it names instead; so for `others`."""
    swapped = {row: other, **(others or {})}
    kept = relation.related_model._base_manager
    kept.bulk_create(_renamed(one, swapped) for one in kept.filter(**{relation.field.name: row}))


def _renamed(row: Model, others: dict[Model, Model]) -> Any:
    changed = {}
    for field in row._meta.concrete_fields:
        if field.is_relation and (other := others.get(getattr(row, field.name))) is not None:
            changed[field.name] = other
    return copied(row, **changed)


def sessions_of(people: list[Any]) -> list[str]:
    """A session for each person, as signing in leaves it; nobody has a password to compute."""
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore
    from django.contrib.sessions.models import Session
    from django.utils import timezone

    ends = timezone.now() + timedelta(hours=1)
    rows = []
    for person in people:
        said = {
            SESSION_KEY: str(person.pk),
            BACKEND_SESSION_KEY: "django.contrib.auth.backends.ModelBackend",
            HASH_SESSION_KEY: person.get_session_auth_hash(),
        }
        key = secrets.token_hex(16)
        rows.append(Session(session_key=key, session_data=SessionStore().encode(said), expire_date=ends))
    Session.objects.bulk_create(rows)
    return [row.session_key for row in rows]
