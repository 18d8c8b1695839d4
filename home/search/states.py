# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What a thing is now, in the few words a reader filters by; it follows from its phase, its dates and the instant."""

from datetime import datetime
from typing import Any

from django.db.models import Case, CharField, Q, Value, When
from django.utils.translation import gettext_lazy as _

from coprogettazione.agreements.models import AgreementState
from coprogettazione.calls.models import CallState
from home.facts.calls import AGREED, ENDED
from home.models.search import FindableKind

#: What an address says (`?stato=aperti`) → what the page says.
STATES = {
    "aperti": _("Aperti alle domande"),
    "in-corso": _("Procedimento o tavolo in corso"),
    "da-iniziare": _("Firmate, da iniziare"),
    "in-vigore": _("In vigore"),
    "conclusi": _("Conclusi"),
    "senza-accordo": _("Finiti senza accordo"),
}

_CALL = Q(kind=FindableKind.CALL)
_AGREEMENT = Q(kind=FindableKind.AGREEMENT)
_PROCEDURE = Q(kind__in=[FindableKind.CALL, FindableKind.TABLE])


def state_at(at: datetime) -> Any:
    """The state of a findable at an instant, as an expression: a key of `STATES`, empty for what has none."""
    over = Q(phase=AgreementState.TERMINATED) | Q(ends_at__lte=at)
    return Case(
        When(_CALL & Q(phase=CallState.PUBLISHED, ends_at__gt=at), then=Value("aperti")),
        When(_PROCEDURE & Q(phase__in=ENDED), then=Value("senza-accordo")),
        When(_PROCEDURE & Q(phase__in=[s for s in AGREED if s != CallState.TABLE_REOPENED]),
             then=Value("conclusi")),
        When(Q(kind=FindableKind.TABLE, phase__in=[CallState.TABLE_CONCLUDED, CallState.APPROVED]),
             then=Value("conclusi")),
        When(_PROCEDURE, then=Value("in-corso")),
        When(_AGREEMENT & over, then=Value("conclusi")),
        When(_AGREEMENT & Q(begins_at__lte=at), then=Value("in-vigore")),
        When(_AGREEMENT, then=Value("da-iniziare")),
        default=Value(""),
        output_field=CharField(),
    )  # fmt: skip
