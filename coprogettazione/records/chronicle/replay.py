# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Doing a chronicle: through the same services as people, all or nothing."""

import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.apps import apps
from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.exceptions import FieldError, MultipleObjectsReturned, ObjectDoesNotExist, ValidationError
from django.db import DatabaseError, transaction
from django.utils.translation import gettext as _

from coprogettazione.records.chronicle.places import escaped
from coprogettazione.records.chronicle.reading import Chronicle, ChronicleFault, Step
from coprogettazione.records.chronicle.values import Unfit, Values
from coprogettazione.records.deeds import sitting
from coprogettazione.records.refusals import Refusal


@dataclass(frozen=True)
class Outcome:
    """What came of a step: who did it, and the refusal if there was one."""

    step: Step
    actor: str
    refusal: Refusal | None = None


class _Undone(Exception):
    """Leaves the transaction of a rehearsal."""


def replay(
    chronicle: Chronicle,
    *,
    until: datetime | None = None,
    rehearse: bool = False,
    tell: Callable[[Outcome], None] = lambda outcome: None,
) -> dict[str, Any]:
    """Do the deeds up to `until` (included), in one transaction; a rehearsal undoes everything at the end.

    The caller decides whether messages are mailed (`notifications.services.without_mail`: a chronicle brings
    in what already happened). Every outcome is told as it comes. Returns what the chronicle named. Raises
    ChronicleFault, and nothing is written, at the first deed whose outcome is not the expected one or whose
    facts do not hold.
    """
    values = Values(chronicle.folder)
    try:
        with _set_aside(rehearse), transaction.atomic(), sitting():
            _enter_people(chronicle, values)
            _find_known(chronicle, values)
            for step in chronicle.steps:
                if until is not None and step.at > until:
                    break
                tell(_do(chronicle, step, values))
            if rehearse:
                raise _Undone
    except _Undone:
        pass
    return values.named


@contextmanager
def _set_aside(rehearse: bool) -> Iterator[None]:
    """During a rehearsal the files go to a folder that is thrown away."""
    if not rehearse:
        yield
        return
    kept = settings.PRIVATE_MEDIA_ROOT
    with tempfile.TemporaryDirectory() as folder:
        settings.PRIVATE_MEDIA_ROOT = folder
        try:
            yield
        finally:
            settings.PRIVATE_MEDIA_ROOT = kept


def _enter_people(chronicle: Chronicle, values: Values) -> None:
    """The people of the chronicle: those already here by their address, the others without a password."""
    users = get_user_model()
    for name, facts in chronicle.people.items():
        email = facts["email"].lower()
        person = users.objects.filter(email=email).first()
        if person is None:
            person = users.objects.create_user(**{**facts, "email": email})
        values.named[name] = person


def _find_known(chronicle: Chronicle, values: Values) -> None:
    """The rows that must already be here."""
    for name, facts in chronicle.known.items():
        pointer = f"/known/{escaped(name)}"
        wanted = {key: value for key, value in facts.items() if key != "kind"}
        try:
            model = apps.get_model("coprogettazione", facts["kind"])
            values.named[name] = model._default_manager.get(**wanted)
        except (LookupError, ObjectDoesNotExist, MultipleObjectsReturned, FieldError, ValueError) as fault:
            raise chronicle.fault(_("non si trova: %(why)s") % {"why": fault}, pointer) from fault


def _do(chronicle: Chronicle, step: Step, values: Values) -> Outcome:
    """One deed; its outcome must be the expected one."""
    arguments = {}
    values.at = step.at
    for name, value in step.arguments.items():
        try:
            arguments[name] = values.fit(value, step.deed.types.get(name))
        except Unfit as fault:
            raise chronicle.fault(str(fault), f"{step.pointer}/with/{escaped(name)}") from fault
    person = None
    if step.by is not None:
        # As the person would be at the next request: with the roles that earlier deeds gave or took.
        person = get_user_model().objects.get(pk=values.named[step.by].pk)
    actor = str(person) if person is not None else _("sistema")
    try:
        result = step.deed.run(**arguments, by=person, at=step.at)
    except Refusal as refusal:
        if not step.refused:
            raise _unexpected(chronicle, step, _("rifiutato: %(why)s") % {"why": refusal}) from refusal
        if step.reason not in str(refusal):
            words = _("rifiutato, ma per un altro motivo: %(why)s (atteso: %(reason)s)")
            raise _unexpected(chronicle, step, words % {"why": refusal, "reason": step.reason}) from refusal
        return Outcome(step, actor, refusal)
    except (DatabaseError, ValidationError, TypeError, ValueError, LookupError, AttributeError) as fault:
        words = _("errore: %(kind)s, %(why)s") % {"kind": type(fault).__name__, "why": fault}
        raise _unexpected(chronicle, step, words) from fault
    if step.refused:
        raise _unexpected(chronicle, step, _("accettato, ma doveva essere rifiutato"))
    if step.name:
        values.named[step.name] = result
    return Outcome(step, actor)


def _unexpected(chronicle: Chronicle, step: Step, words: str) -> ChronicleFault:
    """The fault that ends a replay: at which instant, which deed, what came instead."""
    return chronicle.fault(
        _("%(at)s, %(deed)s: %(what)s") % {"at": step.at.isoformat(), "deed": step.deed.name, "what": words},
        step.pointer,
    )
