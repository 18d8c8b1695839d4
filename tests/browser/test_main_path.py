# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The main path, from the call to the public page of the agreement, by the people who walk it.

Four stretches, each from where the one before ends; at every page they pass somebody looks (walk.py). The
server's clock says the days of the demo procedure.
"""

from datetime import timedelta
from typing import Any

import pytest
from django.core.management import call_command
from playwright.sync_api import expect

from coprogettazione.agreements.models import Agreement
from coprogettazione.agreements.queries import parties_of
from coprogettazione.calls.models import Call, CallState
from coprogettazione.records.roles import Role
from tests.browser.walk import Walk, Walker
from tests.factories import agreements as signing
from tests.factories import tables
from tests.factories.applications import CHECKED, OPENED, STARTED, make_application
from tests.factories.calls import AUTHORISED, DEADLINE, PUBLISHED, make_call, make_executive, make_officer
from tests.factories.evaluation import ADMITTED, APPOINTED, CLOSED, DECLARED, REASON, SCORED
from tests.factories.parties import make_ets, make_legal_representative, make_official

pytestmark = pytest.mark.django_db(transaction=True)

DAY, MOMENT = "%Y-%m-%d", "%Y-%m-%dT%H:%M"


def adopts(executive: Walker, number: str, at: Any, reasons: str = "") -> None:
    """The fields that every act of the executive has."""
    executive.types("act_number", number)
    executive.types("act_date", at.strftime(DAY))
    if reasons:
        executive.types("reasons", reasons)


def test_from_the_authorisation_of_a_call_to_the_receipt_of_an_application(
    survey: Walk, the_clock: Any
) -> None:
    call = make_call(CallState.DRAFT)
    ada = make_legal_representative(make_ets("ets1"))

    the_clock.move_to(AUTHORISED)
    davide = survey.person(make_executive())
    davide.takes_up("Autorizza")
    davide.follows("Autorizza l’avviso")
    adopts(davide, "31/2026", AUTHORISED)
    davide.sends()
    assert "Fatto, ed è nel registro" in davide.reads()

    the_clock.move_to(PUBLISHED)
    elena = survey.person(make_officer())
    elena.takes_up("Pubblica")
    elena.types("deadline", DEADLINE.strftime(MOMENT))
    elena.types("questions_deadline", "2026-02-16T12:00")
    elena.sends()
    assert "Fatto, ed è nel registro" in elena.reads()

    the_clock.move_to(STARTED)
    citizen = survey.visitor()
    citizen.opens("/")
    citizen.follows("Avvisi", first=True)
    citizen.follows(call.title)
    assert "mercoledì 25 febbraio 2026, ore 12:00" in citizen.reads()
    citizen.follows("Prepara la domanda", first=True)
    assert "/accesso/login/" in citizen.page.url

    applicant = survey.person(ada)
    applicant.opens("/avvisi/pis-2026/")
    applicant.follows("Prepara la domanda", first=True)
    applicant.presses("Inizia la domanda")
    fills_in(applicant)
    applicant.follows("Avanti: Controlla e invia")
    assert "La domanda è pronta" in applicant.reads()
    applicant.follows("Invia la domanda", first=True)
    applicant.presses("Invia la domanda")
    assert "La domanda è arrivata" in applicant.reads()
    assert applicant.downloads("Scarica la ricevuta").startswith(b"%PDF")
    assert survey.found == []


def fills_in(applicant: Walker) -> None:
    """Every step of the application of a body that applies alone."""
    for name, text in (("operators", "6"), ("volunteers", "14")):
        applicant.types(name, text)
    applicant.picks("title", "RUNTS")
    applicant.presses("Salva e vai al gruppo")
    applicant.follows("Avanti: La proposta")
    for following in ("La parte di ogni ente", "Dichiarazioni e allegati"):
        answers = applicant.page.locator("main form:has([name='value'])")
        for place in range(answers.count()):
            answer = answers.nth(place)
            answer.locator("[name='value']").fill(f"Quello che faremo, punto {place + 1}.")
            with applicant.page.expect_navigation():
                answer.get_by_role("button", name="Salva «").click()
        applicant.follows(f"Avanti: {following}")
    for box in applicant.page.locator("[name='declarations']").all():
        box.check()
    applicant.presses("Rendi le dichiarazioni")
    applicant.follows("Avanti: Piano economico")
    applicant.types("grant-amount", "180.000")
    plan = {
        "A": ("PUBLIC", "Operatori di strada", "180.000"),
        "V": ("VOLUNTEERS", "Ore di chi aiuta", "4.500,00"),
    }
    for place, (category, (source, what, amount)) in enumerate(plan.items()):
        if place:
            applicant.page.get_by_role("button", name="Aggiungi una riga").click()
        applicant.picks(f"lines-{place}-category", category)
        applicant.picks(f"lines-{place}-source", source)
        applicant.types(f"lines-{place}-description", what)
        applicant.types(f"lines-{place}-amount", amount)
    applicant.presses("Salva il piano")
    applicant.opens(applicant.page.url.replace("gruppo", "piano"))


def test_from_the_opening_of_the_applications_to_the_admission(survey: Walk, the_clock: Any) -> None:
    call = make_call(CallState.PUBLISHED)
    application = make_application(call, "ets1", "ets2")
    committee = [
        make_official(first, last, Role.COMMITTEE_MEMBER)
        for first, last in (("Anna", "Riva"), ("Luca", "Moretti"), ("Chiara", "Galli"))
    ]

    the_clock.move_to(OPENED)
    call_command("sweep", verbosity=0)
    elena = survey.person(make_officer())
    elena.takes_up("Apri le domande")
    elena.sends()
    the_clock.move_to(CHECKED)
    elena.opens(f"/fascicoli/{call.code}/istruttoria/")
    elena.follows("Controlla i requisiti")
    for item in elena.page.locator("select[name^='item_']").all():
        item.select_option("OK")
    elena.picks("outcome", "ADMITTED")
    elena.presses("Decidi sulla domanda")
    application.refresh_from_db()
    assert application.state == "ADMITTED"

    the_clock.move_to(APPOINTED)
    davide = survey.person(make_executive())
    davide.takes_up("commissione")
    davide.types("act_number", "44/2026")
    davide.types("act_date", APPOINTED.strftime(DAY))
    for name, user in zip(("president", "member_1", "member_2"), committee, strict=True):
        davide.picks(name, user.pk)
    davide.sends()

    the_clock.move_to(DECLARED)
    for user in committee:
        member = survey.person(user)
        member.takes_up("conflitti")
        member.picks("has_conflict", "no")
        member.sends()
        member.leaves()
    the_clock.move_to(SCORED)
    for user in committee:
        scores(survey.person(user), call)

    the_clock.move_to(CLOSED)
    anna = survey.person(committee[0])
    anna.opens(f"/valutazione/{call.code}/")
    anna.follows("Chiudi i lavori")
    anna.sends()
    anna.opens(f"/valutazione/{call.code}/graduatoria/")
    assert "1° posto: La Lanterna con Passi Insieme" in anna.reads()

    the_clock.move_to(ADMITTED)
    davide = survey.person(make_executive())
    davide.takes_up("Decidi chi siede al tavolo")
    adopts(davide, "52/2026", ADMITTED, "Visti i verbali della commissione, che si approvano.")
    davide.sends()
    call.refresh_from_db()
    assert call.state == CallState.ADMITTED
    ada = survey.person(make_legal_representative(application.lead))
    ada.opens(f"/valutazione/esito/{application.pk}/")
    assert "La Lanterna" in ada.reads()
    assert survey.found == []


def scores(member: Walker, call: Call) -> None:
    """Every criterion of the one application, then the sheet is closed."""
    member.opens(f"/valutazione/{call.code}/")
    member.follows("Compila la tua scheda")
    for _criterion in call.criteria.all():
        member.picks("coefficient", "0.75")
        member.types("reason", REASON)
        member.sends()
    member.presses("Chiudi la scheda")
    member.leaves()


def test_from_a_session_of_the_table_to_its_conclusion(writing_survey: Walk, the_clock: Any) -> None:
    table = tables.make_table()
    code = table.call.code
    bodies = [tables.lanterna(), tables.passi(), tables.casa()]

    the_clock.move_to(tables.CONVENED)
    elena = writing_survey.person(make_officer())
    elena.opens(f"/tavolo/{code}/")
    elena.follows("Convoca l’incontro", first=True)
    elena.types("starts_at", tables.FIRST_SESSION.strftime(MOMENT))
    elena.picks("mode", "IN_PERSON")
    elena.types("place", "Sala consiliare di Valdora")
    elena.types("agenda", "Lettura dei bisogni\nGruppi di lavoro")
    elena.sends()

    the_clock.move_to(tables.FIRST_END)
    elena = writing_survey.person(make_officer())
    elena.opens(f"/tavolo/{code}/incontri/")
    elena.follows("Segna chi era presente")
    elena.sends()
    elena.opens(f"/tavolo/{code}/incontri/")
    the_clock.move_to(tables.FIRST_END + timedelta(minutes=30))
    elena.presses("Scrivi il verbale")
    elena.follows("Scrivi come testo semplice")
    elena.types("ended_at", tables.FIRST_END.strftime(MOMENT))
    elena.types("points-0-title", "Lettura dei bisogni")
    elena.types("points-0-discussion", "Si leggono insieme le 214 richieste urgenti del 2025.")
    elena.types("points-0-decisions", "Due gruppi di lavoro: strada e accoglienza")
    elena.presses("Salva la bozza del verbale")
    elena.presses("Invia la bozza ai presenti")

    the_clock.move_to(tables.DRAFTED)
    for body in bodies:
        partner = writing_survey.person(make_legal_representative(body))
        partner.takes_up("verbale")
        partner.follows("Verbale 1")
        partner.presses("Approva il verbale")
        partner.leaves()
    elena = writing_survey.person(make_officer())
    elena.opens(f"/tavolo/{code}/incontri/")
    elena.follows("Verbale 1")
    elena.presses("Chiudi il verbale")
    assert "Verbale n. 1" in elena.reads()

    the_clock.move_to(tables.WRITTEN)
    tables.write_project(table)
    tables.write_budget(table)
    ada = writing_survey.person(make_legal_representative(bodies[0]))
    ada.opens(f"/tavolo/{code}/")
    ada.follows("1. Il bisogno", first=True)
    editor = ada.page.get_by_role("textbox", name="1. Il bisogno")
    expect(editor).to_be_editable(timeout=30_000)
    editor.press("Control+End")
    ada.page.keyboard.type(" Una su tre di notte.")
    expect(ada.page.locator(".co-tools [role=status]").first).to_contain_text("Salvato", timeout=30_000)
    ada.follows("Piano economico")
    ada.opens(f"/tavolo/{code}/piano/{bodies[0].pk}/")
    ada.types("lines-0-description", "Coordinatrice e operatori")
    ada.presses("Salva la colonna")

    the_clock.move_to(tables.FINAL)
    elena = writing_survey.person(make_officer())
    elena.opens(f"/tavolo/{code}/versioni/")
    elena.types("label", "testo definitivo")
    elena.page.locator("[name='final']").check()
    elena.presses("Salva la versione")
    for body in bodies:
        partner = writing_survey.person(make_legal_representative(body))
        partner.opens(f"/tavolo/{code}/definitivo/")
        partner.presses("Accetta il testo definitivo")
        partner.leaves()
    elena.opens(f"/tavolo/{code}/definitivo/")
    elena.presses("Accetta il testo definitivo")
    elena.opens(f"/tavolo/{code}/concludi/")
    elena.types("how_it_ran", "Un incontro; il testo è di tutti.")
    elena.presses("Concludi il tavolo")
    assert Call.objects.get(code=code).state == CallState.TABLE_CONCLUDED
    citizen = writing_survey.visitor()
    citizen.opens(f"/tavoli/{code.lower()}/")
    assert writing_survey.found == []


def test_from_the_approval_of_the_project_to_the_public_page(survey: Walk, the_clock: Any) -> None:
    call = signing.make_concluded()
    bodies = [tables.lanterna(), tables.passi(), tables.casa()]

    the_clock.move_to(signing.APPROVED)
    davide = survey.person(make_executive())
    davide.opens(f"/convenzione/approvazione/{call.code}/")
    adopts(davide, "97/2026", signing.APPROVED, "Vista la relazione conclusiva del tavolo.")
    davide.picks("lead_partner", bodies[0].pk)
    for year, amount in ((2026, "54.000"), (2027, "90.000,00"), (2028, "36000")):
        davide.types(f"amount_{year}", amount)
    for body in bodies:
        davide.types(f"check_{body.pk}", "DURC regolare fino al 30 settembre 2026")
        davide.page.locator(f"[name='passed_{body.pk}']").check()
    davide.sends()
    agreement = Agreement.objects.get(call=call)

    the_clock.move_to(signing.SENT)
    elena = survey.person(make_officer())
    elena.takes_up("firma")
    # Within a week of the day on which they sign: until then their desks keep it folded.
    elena.types("due_on", (signing.SIGNED + timedelta(days=4)).strftime(DAY))
    elena.sends()

    the_clock.move_to(signing.SIGNED)
    for party in parties_of(agreement):
        signer = survey.person(signing.signer_of(party.organisation, agreement))
        signer.takes_up("irma")
        who = signing.signer_of(party.organisation, agreement)
        copy = signing.signed_copy(signing.text_of(agreement), who, party.organisation)
        signer.page.locator("[name='file']").set_input_files(
            {"name": copy.name, "mimeType": "application/pdf", "buffer": copy.read()}
        )
        signer.sends()
        signer.leaves()
    agreement.refresh_from_db()
    assert agreement.signed_at is not None

    the_clock.move_to(signing.PUBLISHED)
    elena = survey.person(make_officer())
    elena.takes_up("Pubblica")
    elena.sends()
    elena.takes_up("Avvia")
    elena.types("starts_on", signing.STARTS_ON.strftime(DAY))
    elena.sends()

    citizen = survey.visitor()
    citizen.opens("/")
    citizen.follows("Convenzioni", first=True)
    citizen.follows(agreement.title, first=True)
    words = citizen.reads()
    assert "180.000 €" in words.replace("\u00a0", " ")
    assert "La Lanterna" in words
    assert survey.found == []
