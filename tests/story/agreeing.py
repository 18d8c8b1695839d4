# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""June and July: the project becomes an act, the act an agreement that everybody signs and anybody reads."""

from tests.story.case import CODE, Case
from tests.story.meeting import CALL


def the_executive_approves_project_and_text(case: Case) -> None:
    act = case.next("approve_project")
    act.who.takes_up("Approva il progetto", "La Lanterna")
    typed = {
        "act_number": act["act_number"],
        "act_date": act["act_date"],
        "reasons": act["reasons"],
        "lead_partner": case.body("ets1").pk,
        "chapter": act["commitment"][0]["chapter"],
    }
    typed |= {f"amount_{row['year']}": row["amount"] for row in act["commitment"]}
    bodies = {case.body(name).codice_fiscale: case.body(name).pk for name in ("ets1", "ets2", "ets4")}
    for check in act["checks"]:
        typed[f"check_{bodies[check['organisation']]}"] = f"{check['check']}: {check['outcome']}"
    act.who.is_refused("Approva il progetto", typed)
    passed = {f"passed_{pk}": "on" for pk in bodies.values()}
    act.who.does("Approva il progetto", {**typed, **passed}, "Articolo 1", "180.000", "216.000")


def the_officer_sends_it_to_be_signed(case: Case) -> None:
    sending = case.next("send_for_signature")
    sending.who.takes_up("Manda il testo alla firma")
    sending.who.does("Manda alla firma", {}, "Ci sono 0 firme su 4", "Ada Fontana", "Davide Orsini")


def each_party_signs(case: Case) -> None:
    while case.upcoming == "sign_agreement":
        signature = case.next("sign_agreement")
        signature.who.takes_up("Firma il testo e carica il file")
        assert signature.who.downloads("Scarica il testo da firmare").startswith(b"%PDF-")
        signature.who.does("Carica la copia firmata", {}, "firma valida", file=case.signed(signature))
    case.davide.sees("non ancora pubblicata: finché non lo è non si può pagare", "repertorio")
    assert case.citizen.tries("/convenzioni/pis-2026/").status == 404


def nothing_is_paid_before_publication(case: Case) -> None:
    early = case.next("order_payment")
    early.who.reads(f"/fascicoli/{CODE}/order_payment/{case.agreement.pk}/", early.refusal, status=403)


def it_is_published(case: Case) -> None:
    publication = case.next("publish_agreement")
    publication.who.takes_up("Pubblica il testo firmato", "La Lanterna")
    publication.who.does("Pubblica la convenzione")
    publication.who.sees("pubblicata il")
    case.citizen.reads("/convenzioni/")
    case.citizen.follows(CALL, "180.000", "La Lanterna", "Passi Insieme", "Casa Aperta")
    for private in ("90000010000", "ada.fontana", "documento-1"):
        assert private not in case.citizen.page.text
    case.citizen.reads("/avvisi/pis-2026/", "112/2026")


def tell(case: Case) -> None:
    """In order."""
    the_executive_approves_project_and_text(case)
    the_officer_sends_it_to_be_signed(case)
    each_party_signs(case)
    nothing_is_paid_before_publication(case)
    it_is_published(case)
