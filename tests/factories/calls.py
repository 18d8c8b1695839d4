# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The demo procedure PIS-2026, brought to the state a test needs by the real deeds."""

from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from coprogettazione.calls.models import Call, CallState
from coprogettazione.calls.services import (
    authorise_call,
    close_call,
    declare_officer_conflicts,
    draft_call,
    publish_call,
    save_call_draft,
    save_criteria,
    save_lots,
)
from coprogettazione.parties.models import User
from coprogettazione.records.roles import Role
from tests.factories.parties import make_district, make_official
from tests.factories.planning import make_objective
from tests.stages import staged

ROME = ZoneInfo("Europe/Rome")
DRAFTED = datetime(2026, 1, 12, 9, 30, tzinfo=ROME)
AUTHORISED = datetime(2026, 1, 29, 11, 0, tzinfo=ROME)
PUBLISHED = datetime(2026, 2, 2, 9, 0, tzinfo=ROME)
QUESTIONS_DEADLINE = datetime(2026, 2, 16, 12, 0, tzinfo=ROME)
DEADLINE = datetime(2026, 2, 25, 12, 0, tzinfo=ROME)

FACTS: dict[str, Any] = {
    "summary": "Cerchiamo enti del Terzo settore con cui progettare e realizzare un servizio che risponda "
    "entro 24 ore a chi si trova d’improvviso senza casa, senza cibo o senza nessuno.",
    "policy_act": "delibera Assemblea dei Sindaci 4/2026",
    "policy_reasons": "La lettura dei bisogni e la rete dei volontari sono degli enti: insieme si costruisce "
    "un servizio che nessuno avrebbe da solo.",
    "purpose": "Dare una prima risposta, entro 24 ore, a chi si trova in emergenza sociale.",
    "object": "Centrale di ascolto, unità di strada, accoglienza temporanea.",
    "cts_activities": ["a", "q"],
    "targets": "Persone sole e famiglie in emergenza, dimoranti nei cinque Comuni.",
    "comuni": ["Valdora", "Borgolieto", "Castel Ombroso", "Pieve Serena", "Montechiaro Alto"],
    "duration_months": 24,
    "starts_on": date(2026, 9, 1),
    "public_grant": "180000.00",
    "expected_contribution": "Risorse proprie, in denaro, in beni o in ore di volontariato.",
    "indirect_costs_max_pct": "7.00",
    "requirements": "Iscrizione al RUNTS alla data della domanda; "
    "almeno un’attività simile negli ultimi cinque anni.",
    "exclusion_causes": "Le cause di esclusione di carattere generale, applicate per analogia "
    "(artt. 94–98 d.lgs. 36/2023).",
    "phases": "Domande, controllo dei requisiti, valutazione, tavolo, convenzione.",
    "conclusion": "Relazione del responsabile, approvazione del progetto, convenzione.",
    "selection_mode": "THRESHOLD",
    "threshold": "60.00",
    "tie_break": ["B", "A", "sorteggio_pubblico"],
    "substitution_states": ["TABLE_OPEN", "EXECUTION"],
    "planned_publication": PUBLISHED.date(),
    "planned_deadline": DEADLINE,
    "planned_questions_deadline": QUESTIONS_DEADLINE,
    "privacy_notice": "I dati dei rappresentanti sono trattati per la procedura (art. 13, reg. UE 2016/679).",
    "cup": "X00X26000000001",
    "cig_regime": "TRACEABILITY_ONLY",
    "cig_reason": "ANAC, delibera 371/2022: la tracciabilità vale qualunque sia il rapporto.",
    "budget_chapter": "12.04.1.04",
    "budget_booking": "prenotazione 118/2026",
}
CRITERIA: list[dict[str, Any]] = [
    {"code": "A", "text": "Lettura dei bisogni e coerenza con il Piano di Zona", "max_points": 20},
    {"code": "B", "text": "Qualità e innovatività delle azioni", "max_points": 30},
    {"code": "C", "text": "Équipe, volontari, competenze", "max_points": 15},
    {"code": "D", "text": "Rete e radicamento nella comunità", "max_points": 15},
    {"code": "E", "text": "Risorse messe a disposizione", "max_points": 10},
    {"code": "F", "text": "Monitoraggio, valutazione, sostenibilità", "max_points": 10},
]


def make_officer() -> User:
    """Elena Marchetti, RUP."""
    return make_official("Elena", "Marchetti", Role.PROCEDURE_OFFICER)


def make_executive() -> User:
    """Davide Orsini, dirigente."""
    return make_official("Davide", "Orsini", Role.EXECUTIVE_OFFICER)


def make_operator() -> User:
    """Irene Sala, of the planning office."""
    make_district()
    return User.objects.get(email="irene.sala@example.it")


@staged
def make_call(
    state: str = CallState.DRAFT,
    *,
    code: str = "PIS-2026",
    criteria: Any = None,
    lots: Any = (),
    **facts: Any,
) -> Call:
    """The procedure of the demo, complete, in DRAFT, AUTHORISED, PUBLISHED or ADMISSIBILITY.

    `facts` replace those of the draft (fields of Call, `comuni`, `title`; `objective`); `deadline` the term.
    """
    district = make_district()
    officer, executive = make_officer(), make_executive()
    deadline = facts.pop("deadline", DEADLINE)
    questions_deadline = facts.pop("questions_deadline", QUESTIONS_DEADLINE)
    call = draft_call(
        organisation=district.organisation,
        code=code,
        title=facts.pop("title", "Pronto intervento sociale di prossimità"),
        district=district,
        procedure_officer=officer,
        executive_officer=executive,
        by=officer,
        at=DRAFTED,
    )
    written = {**FACTS, **facts}
    if "objective" not in written:
        written["objective"] = make_objective(district)
    save_call_draft(call=call, facts=written, by=officer, at=DRAFTED)
    if lots:
        save_lots(call=call, lots=lots, by=officer, at=DRAFTED)
    save_criteria(call=call, criteria=CRITERIA if criteria is None else criteria, by=officer, at=DRAFTED)
    declare_officer_conflicts(call=call, has_conflict=False, by=officer, at=DRAFTED)
    call.refresh_from_db()
    steps = [CallState.DRAFT, CallState.AUTHORISED, CallState.PUBLISHED, CallState.ADMISSIBILITY]
    reached = steps.index(CallState(state))
    if reached >= 1:
        authorise_call(
            call=call, act_number="31/2026", act_date=AUTHORISED.date(), by=executive, at=AUTHORISED
        )
    if reached >= 2:
        publish_call(
            call=call, deadline=deadline, questions_deadline=questions_deadline, by=officer, at=PUBLISHED
        )
    if reached >= 3:
        close_call(call=call, by=None, at=deadline)
    return call
