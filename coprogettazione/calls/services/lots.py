# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Writing the themes of a call that is divided."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from coprogettazione.calls.models import Call, Lot, LotAdmission
from coprogettazione.calls.services.drafting import draft_for_writing
from coprogettazione.parties.models import User
from coprogettazione.records.refusals import Invalid


@transaction.atomic
def save_lots(*, call: Call, lots: Iterable[Mapping[str, Any]], by: User | None, at: datetime) -> list[Lot]:
    """Write the whole list of themes (`code`, `title`, `description`, `public_grant`, `admits`, `threshold`).

    Not a deed. A theme keeps its row while its code stays; one left out goes, with its own criteria. Raises
    Invalid when two themes share a code or a value cannot be kept.
    """
    row = draft_for_writing(call, "save_criteria", by, at)
    standing = {lot.code: lot for lot in row.lots.all()}
    kept: list[Lot] = []
    for position, given in enumerate(lots):
        code = str(given["code"]).strip().upper()
        if code in {lot.code for lot in kept}:
            raise Invalid(
                _("Due temi hanno lo stesso numero: %(code)s.") % {"code": code},
                fields={"lots": _("Ogni tema ha il suo numero.")},
            )
        lot = standing.get(code) or Lot(call=row, code=code)
        lot.title = str(given["title"]).strip()
        lot.description = str(given.get("description") or "").strip()
        lot.public_grant = given.get("public_grant")
        lot.threshold = given.get("threshold")
        lot.admits = str(given.get("admits") or LotAdmission.ALL)
        lot.position = position
        try:
            lot.clean_fields(exclude={"call"})
        except ValidationError as refused:
            raise Invalid(
                _("Il tema %(code)s non va.") % {"code": code}, fields={"lots": " ".join(refused.messages)}
            ) from refused
        kept.append(lot)
    row.lots.exclude(code__in=[lot.code for lot in kept]).delete()
    for lot in kept:
        lot.save()
    Call.objects.filter(pk=row.pk).update(draft_version=row.draft_version + 1)
    call.draft_version = row.draft_version + 1
    return kept
