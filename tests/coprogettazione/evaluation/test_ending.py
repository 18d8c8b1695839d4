# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The end of a procedure in which nobody can sit at the table."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from coprogettazione.applications.models import Application
from coprogettazione.applications.services import check_admissibility, renounce_application
from coprogettazione.calls.models import Call, CallState
from coprogettazione.documents.models import Paper
from coprogettazione.evaluation.models import Admission, AdmissionOutcome
from coprogettazione.evaluation.services import admit_applications, close_evaluation, declare_all_excluded
from coprogettazione.notifications.models import Message
from coprogettazione.records.refusals import Invalid, NotAllowed
from coprogettazione.records.rights import may
from tests.factories.applications import CHECKED, checks_in_order, make_application, open_all
from tests.factories.calls import make_call, make_executive, make_officer
from tests.factories.evaluation import (
    ADMITTED,
    CLOSED,
    make_evaluation,
    make_ranked,
    score_all,
    seats,
)
from tests.factories.parties import make_legal_representative

pytestmark = pytest.mark.django_db
POOR = {"ets1": dict.fromkeys("ABCDEF", "0.5"), "ets4": dict.fromkeys("ABCDEF", "0.25")}


def end(call: Call, **changed: Any) -> Call:
    given: dict[str, Any] = {
        "reasons": "Nessuna proposta risponde al bisogno descritto nell’avviso.",
        "act_number": "58/2026",
        "act_date": ADMITTED.date(),
        "by": make_executive(),
        "at": ADMITTED,
    }
    return declare_all_excluded(call=call, **{**given, **changed})


def make_poor() -> Call:
    """A call whose committee has closed with everybody below the threshold."""
    call = make_evaluation(("ets1", "ets4"))
    score_all(call, POOR)
    close_evaluation(call=call, by=seats(call)[0].user, at=CLOSED)
    return call


def test_a_procedure_where_everybody_was_excluded_is_closed() -> None:
    application = make_application()
    open_all(application.call)
    application.refresh_from_db()
    with pytest.raises(Invalid, match="C’è ancora una domanda ammessa o da decidere"):
        end(application.call)
    fault = {"item": "RUNTS", "outcome": "FAILED", "note": "iscrizione cancellata il 10 febbraio 2026"}
    checks = [c for c in checks_in_order(application) if c["item"] != "RUNTS"]
    check_admissibility(
        application=application,
        outcome="EXCLUDED",
        checks=[*checks, fault],
        reasons="Il RUNTS è stato cancellato.",
        by=make_officer(),
        at=CHECKED,
    )
    end(application.call, reasons="Nessun ente ha i requisiti.")
    application.call.refresh_from_db()
    assert application.call.state == CallState.ALL_EXCLUDED
    assert not Admission.objects.exists()


def test_a_procedure_with_nobody_in_it_is_deserted_and_not_all_excluded() -> None:
    with pytest.raises(Invalid, match="Nei termini non è arrivata nessuna domanda: l’avviso è deserto"):
        end(make_call(CallState.ADMISSIBILITY))


def test_when_nobody_reaches_the_threshold_the_procedure_ends_and_everybody_reads_the_own_points() -> None:
    call = end(make_poor())
    call.refresh_from_db()
    assert call.state == CallState.ALL_EXCLUDED
    outcomes = Admission.objects.values_list("outcome", "reason")
    assert set(outcomes) == {
        (AdmissionOutcome.BELOW_THRESHOLD, "50 punti, sotto la soglia di 60."),
        (AdmissionOutcome.BELOW_THRESHOLD, "25 punti, sotto la soglia di 60."),
    }
    application = Application.objects.filter(call=call).earliest("submitted_at")
    signer = make_legal_representative(application.lead)
    assert may(signer, "read_outcome", application, ADMITTED)
    assert Message.objects.filter(key__startswith="admission", recipient=signer).exists()
    assert Paper.objects.filter(number="58/2026", published_at=ADMITTED).exists()


def test_while_somebody_is_above_the_threshold_the_procedure_goes_on() -> None:
    with pytest.raises(Invalid, match="C’è ancora una domanda ammessa o da decidere"):
        end(make_ranked())


def test_before_the_committee_closes_nobody_says_that_nobody_was_good_enough() -> None:
    with pytest.raises(Invalid, match="C’è ancora una domanda ammessa o da decidere"):
        end(make_evaluation(("ets1",)))


def test_only_the_executive_ends_it_and_once() -> None:
    call = make_poor()
    with pytest.raises(NotAllowed, match="Lo fa solo il dirigente di questo fascicolo"):
        end(call, by=make_officer())
    end(call)
    with pytest.raises(NotAllowed, match="prima che il tavolo si concluda"):
        end(call)


def test_who_renounced_after_the_ranking_is_not_admitted() -> None:
    call = make_ranked(selection_mode="SINGLE_PARTNER")
    first = Application.objects.get(call=call, lead__short_name="La Lanterna")
    renounce_application(
        application=first,
        reason="Abbiamo perso gli operatori.",
        by=make_legal_representative(first.lead),
        at=CLOSED,
    )
    admit_applications(
        call=call,
        act_number="52/2026",
        act_date=ADMITTED.date(),
        reasons="Visti i verbali della commissione, che si approvano.",
        by=make_executive(),
        at=ADMITTED,
    )
    outcomes = dict(Admission.objects.values_list("application__lead__short_name", "outcome"))
    assert outcomes == {
        "Casa Aperta": AdmissionOutcome.ADMITTED,
        "Il Ponte": AdmissionOutcome.BELOW_THRESHOLD,
    }


def test_the_ranking_page_offers_the_executive_the_only_act_that_is_left(
    client: Client, time_machine
) -> None:
    call = make_poor()
    time_machine.move_to(ADMITTED, tick=False)
    client.force_login(make_executive())
    page = client.get(reverse("evaluation:ranking", args=[call.code])).content.decode()
    address = reverse("deed", args=[call.code, "declare_all_excluded", call.pk])
    assert address in page
    assert reverse("evaluation:admit", args=[call.code]) not in page
    typed = {"reasons": "Nessuna risponde.", "act_number": "58/2026", "act_date": "2026-03-20"}
    assert client.post(address, typed).status_code == 302
    call.refresh_from_db()
    assert call.state == CallState.ALL_EXCLUDED
