# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""From September: figures, milestones, expenses, a line that is not admitted, two payments."""

from typing import Any

from tests.story.case import Case, Doing, file_of
from tests.story.meeting import CALL
from tests.story.people import Person

INDICATORS = {"I1": "Persone raggiunte", "I2": "Interventi entro 24 ore", "I3": "Punti di ascolto attivi"}
#: Five days after the report, as the chronicle ends before the office looks at it.
REVIEWED = "2026-11-23T10:00:00+01:00"
PAID = "2026-12-01T11:30:00+01:00"


def follows_the_execution(person: Person) -> None:
    """From the bar: agreements, this one, its execution."""
    person.at_the_desk()
    person.follows("Convenzioni")
    person.follows(CALL)
    person.follows("Segui la realizzazione")


def the_activities_start(case: Case) -> None:
    start = case.next("start_execution")
    start.who.takes_up("Avvia la realizzazione")
    start.who.does("Avvia la realizzazione", starts_on=start["starts_on"])
    case.ada.is_told("Si comincia")


def the_officer_fixes_the_plan(case: Case) -> None:
    plan = case.next("set_monitoring_plan")
    plan.who.takes_up("Fissa indicatori e tappe")
    ambito = case.body("ambito").codice_fiscale
    plan.who.fills_rows(
        "Fissa il piano",
        {
            "indicators": plan["indicators"],
            "milestones": [{"owner": ambito, **row} for row in plan["milestones"]],
            "reports": plan["reports"],
        },
        "Persone raggiunte",
        "Centrale operativa attiva",
    )


def a_milestone_is_reached(case: Case) -> None:
    reached = case.next("complete_milestone")
    follows_the_execution(reached.who)
    reached.who.follows("Segna fatta: Centrale operativa attiva")
    reached.who.does(
        "Segna fatta la tappa",
        done_on=reached["done_on"],
        evidence=reached["evidence"],
        file=file_of(reached["file"]),
    )


def orders(case: Case, doing: Doing, **typed: Any) -> None:
    """From the dossier."""
    doing.who.at_the_desk()
    doing.who.follows(CALL)
    doing.who.follows("Realizzazione")
    doing.who.follows("Disponi un pagamento")
    facts = {name: doing[name] for name in ("kind", "amount", "act_number", "act_date")}
    doing.who.does("Disponi il pagamento", {**facts, **doing["checks"], **typed})


def the_advance_is_paid(case: Case) -> None:
    orders(case, case.next("order_payment"))
    case.citizen.reads("/convenzioni/pis-2026/", "54.000")


def the_figures_are_reported(case: Case) -> None:
    while case.upcoming == "report_indicator":
        figure = case.next("report_indicator")
        follows_the_execution(figure.who)
        text = INDICATORS[figure["indicator"].rpartition("=")[2].rstrip("]")]
        figure.who.follows("Comunica il dato", beside=text)
        figure.who.does("Comunica il dato", period_end=figure["period_end"], value=figure["value"])
    report = case.next("submit_periodic_report")
    follows_the_execution(report.who)
    report.who.follows("Presenta la relazione periodica")
    report.who.does("Presenta la relazione", {n: v for n, v in report.facts.items() if n != "agreement"})


def opens_the_report(person: Person) -> None:
    """From the execution, unless it is open already."""
    if not (person.is_still_in() and "/rendiconto/" in person.page.address):
        follows_the_execution(person)
        person.follows("Apri il rendiconto")


def each_body_writes_its_expenses(case: Case) -> None:
    while case.upcoming == "save_expense":
        expense = case.next("save_expense")
        typed = {n: v for n, v in expense.facts.items() if n not in ("expense_report", "organisation")}
        typed |= {name: file_of(typed[name]) for name in ("document", "proof") if name in typed}
        opens_the_report(expense.who)
        expense.who.follows("Aggiungi una spesa")
        expense.who.does(
            "Salva la spesa", {**typed, "organisation": case.body(expense.body).pk}, expense["description"]
        )
    case.marco.does_not_see("Educatori di notte")
    sums = case.next("save_report_sums")
    opens_the_report(sums.who)
    sums.who.does("Salva gli importi", own_money=sums["own_money"], revenues=sums["revenues"])


def the_lead_presents_the_report(case: Case) -> None:
    too_much = case.next("submit_expense_report")
    too_much.who.takes_up("Prepara e invia il rendiconto", about="31 ottobre 2026")
    too_much.who.follows("Vai alla presentazione", "18.870,44")
    too_much.who.is_refused(
        "Presenta il rendiconto", {}, too_much.refusal, asked=too_much["asked"], declared="on"
    )
    right = case.next("submit_expense_report")
    right.who.does("Presenta il rendiconto", asked=right["asked"], declared="on")
    assert right.who.downloads("Rendiconto n.").startswith(b"%PDF-")


def the_officer_does_not_admit_a_line(case: Case) -> None:
    case.clock(REVIEWED)
    case.elena.takes_up("Controlla il rendiconto")
    case.elena.follows("Controlla il rendiconto", "Coperte e bevande calde")
    row = next(li for li in case.elena.page.soup.find_all("li") if "Coperte e bevande calde" in li.get_text())
    admitted = str(row.find("input", attrs={"inputmode": "decimal"})["name"])
    cut = {admitted: "0", "outcome": "APPROVED"}
    case.elena.is_refused("Registra l’esito", cut)
    why = {
        admitted.replace("admitted", "reason"): "Lo scontrino non è leggibile e la prova di pagamento manca."
    }
    case.elena.does("Registra l’esito", {**cut, **why}, "17.357,94", "17.670,44")
    case.ada.is_told("endiconto", "17.357,94")


def the_second_payment_is_ordered(case: Case) -> None:
    case.clock(PAID)
    payment = Doing(
        "order_payment",
        case.davide,
        case.now,
        {
            "kind": "INTERIM",
            "amount": "17357.94",
            "act_number": "201/2026",
            "act_date": "2026-12-01",
            "checks": {"durc": "2026-11-27", "debts": "2026-11-27", "antimafia": "2026-11-27"},
        },
    )
    orders(case, payment, expense_report=case.agreement.expense_reports.get(number=1).pk)
    case.citizen.reads("/convenzioni/pis-2026/", "71.358")


def tell(case: Case) -> None:
    """In order."""
    the_activities_start(case)
    the_officer_fixes_the_plan(case)
    a_milestone_is_reached(case)
    the_advance_is_paid(case)
    the_figures_are_reported(case)
    each_body_writes_its_expenses(case)
    the_lead_presents_the_report(case)
    the_officer_does_not_admit_a_line(case)
    the_second_payment_is_ordered(case)
