# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Requests of access on the demo procedure, made by the real deeds."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from coprogettazione.calls.models import AccessChannel, AccessKind, AccessRequest, Call, CounterInterested
from coprogettazione.calls.services import (
    answer_access,
    notify_counter_interested,
    oppose_access,
    register_access_request,
    request_access,
    waive_opposition,
)
from tests.factories.applications import make_admitted, pdf
from tests.factories.calls import make_call
from tests.factories.parties import make_ets, make_legal_representative
from tests.stages import staged

ROME = ZoneInfo("Europe/Rome")
#: A Tuesday: the thirty days end on Thursday 9 April 2026.
ASKED = datetime(2026, 3, 10, 9, 30, tzinfo=ROME)
DUE = datetime(2026, 4, 9, 23, 59, 59, tzinfo=ROME)
#: The day after.
REGISTERED = datetime(2026, 3, 11, 10, 0, tzinfo=ROME)
#: Three days later; the ten days end on Monday 23 March.
TOLD = datetime(2026, 3, 13, 12, 0, tzinfo=ROME)
OPPOSE_BY = datetime(2026, 3, 23, 23, 59, 59, tzinfo=ROME)
ANSWERED = datetime(2026, 3, 30, 11, 0, tzinfo=ROME)
WORDS = "La domanda dell’ente che è stato ammesso."
INTEREST = "Per difendere la posizione del nostro ente, escluso dal tavolo."
REASONS = "La parte sul piano economico resta riservata; il resto serve a difendere la propria posizione."


@staged
def make_opened() -> Call:
    """A call whose applications, of ets1 and ets3, were opened and admitted."""
    call = make_call("PUBLISHED")
    make_admitted(call, ("ets1",), ("ets3",))
    return Call.objects.get(pk=call.pk)


def ask(call: Call, *, key: str = "ets3", at: datetime = ASKED, **changed: Any) -> AccessRequest:
    """A documentary request of a body, through its legal representative."""
    body = make_ets(key)
    given: dict[str, Any] = {
        "kind": AccessKind.DOCUMENTARY,
        "description": WORDS,
        "interest": INTEREST,
        "organisation": body,
        "by": make_legal_representative(body),
    }
    return request_access(call=call, at=at, **{**given, **changed})


def ask_civic(call: Call, *, at: datetime = ASKED, **changed: Any) -> AccessRequest:
    """A civic request of somebody without an account."""
    given: dict[str, Any] = {
        "kind": AccessKind.CIVIC,
        "description": WORDS,
        "name": "Piera Cittadina",
        "email": "piera@example.it",
        "by": None,
    }
    return request_access(call=call, at=at, **{**given, **changed})


def register(call: Call, *, at: datetime = REGISTERED, **changed: Any) -> AccessRequest:
    """The officer registers a documentary request that came by PEC on ASKED."""
    given: dict[str, Any] = {
        "kind": AccessKind.DOCUMENTARY,
        "channel": AccessChannel.PEC,
        "arrived_at": ASKED,
        "file": pdf("richiesta.pdf", "la richiesta"),
        "name": "Piera Cittadina",
        "email": "piera@pec.example.it",
        "description": WORDS,
        "interest": INTEREST,
        "by": call.procedure_officer,
    }
    return register_access_request(call=call, at=at, **{**given, **changed})


def tell(request: AccessRequest, *keys: str, at: datetime = TOLD) -> AccessRequest:
    """The officer tells these bodies (ets1 by default)."""
    bodies = [make_ets(key) for key in keys or ("ets1",)]
    return notify_counter_interested(
        request=request, organisations=bodies, by=request.call.procedure_officer, at=at
    )


def oppose(request: AccessRequest, key: str = "ets1", *, at: datetime) -> CounterInterested:
    """A body objects."""
    row = request.counter_interested.get(organisation=make_ets(key))
    signer = make_legal_representative(make_ets(key))
    words = "Il piano economico contiene i costi dei nostri fornitori."
    return oppose_access(counter=row, opposition=words, by=signer, at=at)


def waive(request: AccessRequest, key: str = "ets1", *, at: datetime) -> CounterInterested:
    """A body says that it does not object."""
    row = request.counter_interested.get(organisation=make_ets(key))
    return waive_opposition(counter=row, by=make_legal_representative(make_ets(key)), at=at)


def answer(request: AccessRequest, *, at: datetime = ANSWERED, **changed: Any) -> AccessRequest:
    """The officer grants in part, and hands over one copy until 30 June 2026."""
    given: dict[str, Any] = {
        "outcome": "PARTLY",
        "reasons": REASONS,
        "copies": [pdf("domanda-senza-piano.pdf", "la domanda senza il piano economico")],
        "readable_until": datetime(2026, 6, 30, tzinfo=ROME).date(),
        "by": request.call.procedure_officer,
    }
    return answer_access(request=request, at=at, **{**given, **changed})
