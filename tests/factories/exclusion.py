# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""An admitted application that may have to leave: announced, observed, decided, through the real deeds."""

from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from coprogettazione.applications.models import Application, ApplicationState
from coprogettazione.applications.services import check_admissibility
from coprogettazione.calls.models import Call, CallState
from coprogettazione.evaluation.models import Exclusion
from coprogettazione.evaluation.services import (
    admit_applications,
    announce_exclusion,
    close_evaluation,
    drop_exclusion,
    exclude_admitted,
    observe_exclusion,
    scroll_ranking,
)
from tests.factories.applications import CHECKED, admit, checks_in_order, make_application, open_all
from tests.factories.calls import make_call, make_executive, make_officer
from tests.factories.evaluation import (
    ADMITTED,
    CLOSED,
    COEFFICIENTS,
    declare_all,
    make_admitted,
    make_committee,
    score_all,
    seats,
)
from tests.factories.parties import make_ets, make_legal_representative
from tests.stages import staged

ROME = ZoneInfo("Europe/Rome")
ANNOUNCED = datetime(2026, 4, 13, 10, 0, tzinfo=ROME)
OBSERVED = datetime(2026, 4, 20, 9, 30, tzinfo=ROME)
DUE = datetime(2026, 4, 23, 23, 59, 59, tzinfo=ROME)
DECIDE_BY = datetime(2026, 5, 13, 23, 59, 59, tzinfo=ROME)
DECIDED = datetime(2026, 4, 27, 11, 0, tzinfo=ROME)
FACTS = "L’ufficio del RUNTS ha cancellato La Lanterna il 7 aprile 2026, provvedimento n. 123."
SAID = "Abbiamo impugnato il provvedimento: il TAR lo discute a maggio."
REASONS = "L’iscrizione al RUNTS non c’è più dal 7 aprile 2026: il requisito è venuto meno."


@staged
def make_single(**facts: Any) -> Call:
    """A call in ADMITTED that chose one partner: La Lanterna sits, Casa Aperta waits, Il Ponte is below."""
    return make_admitted(selection_mode="SINGLE_PARTNER", **facts)


@staged
def make_reserved() -> Call:
    """The same with two bodies, La Lanterna admitted with a reserve that was not resolved before D6."""
    call = make_call(CallState.PUBLISHED, selection_mode="SINGLE_PARTNER")
    first, second = make_application(call, "ets1"), make_application(call, "ets4")
    open_all(call)
    first.refresh_from_db()
    check_admissibility(
        application=first,
        outcome=ApplicationState.RESERVED,
        checks=checks_in_order(first),
        reasons="L’iscrizione al RUNTS è in corso di revisione.",
        reserve_event="la decisione dell’ufficio del RUNTS",
        reserve_until=date(2026, 4, 10),
        by=make_officer(),
        at=CHECKED,
    )
    admit(second)
    make_committee(call)
    declare_all(call)
    score_all(call, {key: COEFFICIENTS[key] for key in ("ets1", "ets4")})
    close_evaluation(call=call, by=seats(call)[0].user, at=CLOSED)
    admit_applications(
        call=call,
        act_number="52/2026",
        act_date=ADMITTED.date(),
        reasons="Visti i verbali della commissione, che si approvano.",
        by=make_executive(),
        at=ADMITTED,
    )
    return call


def application_of(call: Call, key: str = "ets1") -> Application:
    """The application that a body leads."""
    return Application.objects.get(call=call, lead=make_ets(key))


def announce(application: Application, **changed: Any) -> Exclusion:
    """The officer tells La Lanterna that it may be excluded."""
    given: dict[str, Any] = {
        "ground": "REQUISITE",
        "reasons": FACTS,
        "by": make_officer(),
        "at": ANNOUNCED,
    }
    return announce_exclusion(application=application, **{**given, **changed})


def observe(exclusion: Exclusion, **changed: Any) -> Exclusion:
    """Its legal representative answers."""
    given = {
        "text": SAID,
        "by": make_legal_representative(exclusion.application.lead),
        "at": OBSERVED,
    }
    return observe_exclusion(exclusion=exclusion, **{**given, **changed})


def exclude(exclusion: Exclusion, **changed: Any) -> Exclusion:
    """The executive decides."""
    given = {
        "reasons": REASONS,
        "answer": "Il ricorso non sospende la cancellazione.",
        "act_number": "70/2026",
        "act_date": DECIDED.date(),
        "by": make_executive(),
        "at": DECIDED,
    }
    return exclude_admitted(exclusion=exclusion, **{**given, **changed})


def drop(exclusion: Exclusion, **changed: Any) -> Exclusion:
    """It is archived."""
    given = {
        "reasons": "L’iscrizione al RUNTS risulta di nuovo dal 4 maggio 2026.",
        "by": make_officer(),
        "at": DECIDED,
    }
    return drop_exclusion(exclusion=exclusion, **{**given, **changed})


def scroll(call: Call, application: Application, **changed: Any) -> Any:
    """Who follows sits in its place."""
    given = {
        "reason": "Il posto è libero dopo l’esclusione.",
        "act_number": "71/2026",
        "act_date": DECIDED.date(),
        "by": make_executive(),
        "at": DECIDED,
    }
    return scroll_ranking(call=call, application=application, **{**given, **changed})
