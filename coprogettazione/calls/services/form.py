# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Composing what the applicants are asked: part of the draft, frozen with it."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from coprogettazione.calls.models import Call, as_json
from coprogettazione.calls.queries import read_form
from coprogettazione.calls.services.drafting import draft_for_writing
from coprogettazione.parties.models import User
from coprogettazione.records.refusals import Invalid


@transaction.atomic
def save_call_form(
    *, call: Call, form: dict[str, Any], by: User | None, at: datetime, base_version: int | None = None
) -> Call:
    """Keep the form of the avviso, given as JSON, in its canonical shape. Not a deed.

    How it was before stays beside it, for `undo_call_form`. Raises Invalid with what does not hold together,
    by question; with `base_version`, Stale when somebody saved after the form was opened.
    """
    row = draft_for_writing(call, "save_call_form", by, at, base_version)
    fresh = as_json(read_form(form))
    if fresh == row.form:
        return call
    return _keep(call, row, fresh)


@transaction.atomic
def undo_call_form(*, call: Call, by: User | None, at: datetime, base_version: int | None = None) -> Call:
    """Put the form back as it was before its last change; once more, and the change is there again.

    Not a deed. Raises Invalid when nothing was changed yet.
    """
    row = draft_for_writing(call, "save_call_form", by, at, base_version)
    if row.form_before is None:
        raise Invalid(_("Non c’è una modifica da annullare."))
    return _keep(call, row, row.form_before)


def _keep(call: Call, row: Call, fresh: dict[str, Any]) -> Call:
    row.form_before, row.form = row.form, fresh
    row.draft_version += 1
    row.save(update_fields=["form", "form_before", "draft_version"])
    call.form, call.form_before, call.draft_version = row.form, row.form_before, row.draft_version
    return call
