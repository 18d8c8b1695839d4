# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What a chronicle may make on the spot beside plain files: a copy signed for trial."""

from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from coprogettazione.documents.models import StoredFile
from coprogettazione.records.chronicle.generated import GENERATED, Making
from coprogettazione.records.chronicle.values import Unfit


def signed(facts: dict[str, Any]) -> bytes:
    """A kept file (`$signed`) signed by whom `by` names, at the instant of the deed. Raises Unfit."""
    if not settings.TRIAL_AUTHORITY:
        raise Unfit(_("le firme di prova si fanno solo nella dimostrazione"))
    file, by = facts["$signed"], facts.get("by")
    if not isinstance(file, StoredFile):
        raise Unfit(_("si firma un file che la piattaforma conserva"))
    if not isinstance(by, dict) or not set(by) <= {"name", "tax_code", "organisation"} or "name" not in by:
        raise Unfit(_("serve chi firma: name, e se ci sono tax_code e organisation"))
    kind = facts.get("kind", "PADES")
    if kind not in ("PADES", "CADES"):
        raise Unfit(_("una firma è PADES o CADES"))
    # Only a chronicle that signs loads what signs.
    from coprogettazione.documents.services.signatures.trial import sign_for_trial

    with file.content.open("rb") as opened:
        document = opened.read()
    return sign_for_trial(
        document,
        name=str(by["name"]),
        tax_code=str(by.get("tax_code", "")),
        organisation=str(by.get("organisation", "")),
        at=facts["at"],
        kind=kind,
    )


GENERATED["$signed"] = Making(signed, frozenset({"by", "kind"}))
