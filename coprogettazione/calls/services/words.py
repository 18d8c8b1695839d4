# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""A word of tender in a draft is replaced with one click, and comes back with another."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from coprogettazione.calls.models import Call, Replacement
from coprogettazione.calls.rules import CRITERION_TEXTS, findings
from coprogettazione.calls.services.copying import criteria_of
from coprogettazione.calls.services.drafting import save_call_draft, save_criteria
from coprogettazione.parties.models import User
from coprogettazione.records.refusals import AlreadyDone, Invalid, Stale


@transaction.atomic
def replace_word(
    *,
    call: Call,
    field: str,
    word: str,
    criterion: str = "",
    base_version: int,
    by: User | None,
    at: datetime,
) -> Replacement:
    """Write the proposal of the vocabulary in place of the word. Part of drafting, not a deed.

    Raises AlreadyDone when the word is not there any more, Stale when somebody saved after `base_version`.
    """
    if by is None:
        raise Invalid(_("L’avviso lo scrive una persona."))
    fault = next(
        (one for one in findings(call) if (one.field, one.word, one.criterion) == (field, word, criterion)),
        None,
    )
    if fault is None:
        raise AlreadyDone(_("Questa parola non c’è più: la parte è già stata cambiata."))
    _write(call, field, criterion, fault.before, fault.after, base_version, by, at)
    return Replacement.objects.create(
        call=call,
        field=field,
        criterion=criterion,
        word=fault.word,
        instead=str(fault.instead),
        before=fault.before,
        after=fault.after,
        by=by,
        at=at,
    )


@transaction.atomic
def undo_replacement(*, replacement: Replacement, by: User | None, at: datetime) -> Replacement:
    """Put the text back as it was before the click.

    Raises AlreadyDone when it was undone before, Stale when the text was written over in the meantime: then what
    stands is kept.
    """
    row = Replacement.objects.select_for_update().select_related("call").get(pk=replacement.pk)
    if row.undone_at is not None:
        raise AlreadyDone(_("Il testo è già tornato com’era."))
    _write(row.call, row.field, row.criterion, row.after, row.before, row.call.draft_version, by, at)
    row.undone_at = at
    row.save(update_fields=["undone_at"])
    return row


def _write(
    call: Call,
    field: str,
    criterion: str,
    expected: str,
    text: str,
    base_version: int,
    by: User | None,
    at: datetime,
) -> None:
    """Put a text in its place, if what stands there is what was expected."""
    if field != "criteria":
        if getattr(call, field) != expected:
            raise _written_over(expected, getattr(call, field))
        save_call_draft(call=call, facts={field: text}, by=by, at=at, base_version=base_version)
        return
    rows: list[dict[str, Any]] = []
    changed = False
    for given in criteria_of(call):
        for name in CRITERION_TEXTS:
            if given["code"] == criterion and not changed and given[name] == expected:
                given[name], changed = text, True
        rows.append(given)
    if not changed:
        raise _written_over(expected, "")
    save_call_draft(call=call, facts={}, by=by, at=at, base_version=base_version)
    save_criteria(call=call, criteria=rows, by=by, at=at)


def _written_over(mine: str, theirs: str) -> Stale:
    return Stale(
        _("Nel frattempo questo testo è stato cambiato: aprilo e correggilo a mano."),
        mine=mine,
        theirs=theirs,
    )
