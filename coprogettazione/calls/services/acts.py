# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The formal acts of a dossier: kept inside the deed that adopts them, also by later chapters."""

from datetime import date, datetime

from django.utils.translation import gettext_lazy as _

from coprogettazione.calls.models import Call, CallAct
from coprogettazione.parties.models import User
from coprogettazione.records.refusals import Invalid, Words
from coprogettazione.wording import ROME

#: The shortest motivation that is a sentence.
SHORTEST_REASON = 20


def need_reasons(reasons: str, field: str = "reasons") -> str:
    """The reasons of an act, which must be there (art. 3, l. 241/1990)."""
    if len(reasons.strip()) < SHORTEST_REASON:
        raise Invalid(
            _("Ogni provvedimento è motivato."),
            law=_("art. 3, l. 241/1990"),
            fields={field: _("Scrivi le ragioni, con almeno una frase intera.")},
        )
    return reasons.strip()


def keep_act(
    call: Call,
    deed_name: str,
    *,
    act_number: str,
    act_date: date,
    by: User | None,
    at: datetime,
    reasons: str = "",
    reason_code: str = "",
) -> CallAct:
    """Write an act of the executive on the dossier; called inside the deed that adopts it.

    Raises Invalid without a number, or with a date in the future.
    """
    fields: dict[str, Words] = {}
    if not act_number.strip():
        fields["act_number"] = _("Scrivi il numero della determina, per esempio 31/2026.")
    if act_date > at.astimezone(ROME).date():
        fields["act_date"] = _("La data dell’atto è nel futuro.")
    if fields or by is None:
        raise Invalid(_("Servono il numero e la data dell’atto."), fields=fields)
    return CallAct.objects.create(
        call=call,
        deed=deed_name,
        number=act_number.strip(),
        signed_on=act_date,
        reason_code=reason_code,
        reasons=reasons,
        by=by,
        at=at,
    )
