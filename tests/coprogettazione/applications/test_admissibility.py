# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The check of the requirements, the cure of formal gaps, the end of a procedure with nobody in it."""

from datetime import date, datetime, timedelta

import pytest

from coprogettazione.applications.models import ApplicationState, CheckItem, CureState, Title
from coprogettazione.applications.queries import admissible_applications, items_to_check
from coprogettazione.applications.services import (
    answer_cure,
    check_admissibility,
    declare_deserted,
    record_protocol,
    request_cure,
    resolve_cure,
    save_checks,
    save_member,
)
from coprogettazione.calls.models import CallState
from coprogettazione.documents.models import Paper, PaperKind
from coprogettazione.documents.services import UploadRefused
from coprogettazione.notifications.models import Message
from coprogettazione.records.models import Entry
from coprogettazione.records.refusals import Invalid, NotAllowed
from tests.factories.applications import (
    CHECKED,
    STARTED,
    admit,
    ask_cure,
    checks_in_order,
    make_application,
    open_all,
    pdf,
)
from tests.factories.calls import ROME, make_call, make_executive, make_officer, make_operator
from tests.factories.parties import make_legal_representative

pytestmark = pytest.mark.django_db
GAP = {"item": "ATTACHMENTS", "outcome": "GAP", "note": "manca la firma sul piano economico"}
FAULT = {"item": "RUNTS", "outcome": "FAILED", "note": "iscrizione cancellata il 10 febbraio 2026"}


@pytest.fixture
def application():
    received = make_application()
    open_all(received.call)
    received.refresh_from_db()
    return received


def decide(application, outcome, checks=None, reasons="", by=None, **reserve):
    return check_admissibility(
        application=application,
        outcome=outcome,
        checks=checks_in_order(application) if checks is None else checks,
        reasons=reasons,
        by=by or make_officer(),
        at=CHECKED,
        **reserve,
    )


def with_fault(application, fault):
    return [c for c in checks_in_order(application) if c["item"] != fault["item"]] + [fault]


def test_an_application_with_everything_in_order_is_admitted_and_told(application):
    decide(application, "ADMITTED")
    application.refresh_from_db()
    assert application.state == ApplicationState.ADMITTED
    assert list(admissible_applications(application.call)) == [application]
    told = Message.objects.filter(key__startswith="outcome")
    assert make_legal_representative(application.lead).pk in told.values_list("recipient", flat=True)


def test_an_item_left_out_stops_the_decision_and_is_named(application):
    checks = [c for c in checks_in_order(application) if c["item"] != CheckItem.POWERS]
    with pytest.raises(Invalid, match="Da controllare ancora: «Chi ha inviato ha i poteri per farlo»"):
        decide(application, "ADMITTED", checks)


def test_something_not_in_order_stops_the_admission(application):
    with pytest.raises(Invalid, match="Non è tutto in ordine: «Ci sono gli allegati chiesti"):
        decide(application, "ADMITTED", with_fault(application, GAP))


def test_an_item_not_in_order_has_its_reason(application):
    with pytest.raises(Invalid, match="Scrivi che cosa manca in «È iscritto al RUNTS"):
        decide(application, "EXCLUDED", with_fault(application, {**FAULT, "note": " "}), "motivo")


def test_an_exclusion_without_reasons_is_refused_with_the_norm(application):
    with pytest.raises(Invalid, match="L’esclusione è motivata") as refused:
        decide(application, "EXCLUDED", with_fault(application, FAULT))
    assert "art. 3, l. 241/1990" in str(refused.value)


def test_an_exclusion_with_everything_in_order_is_refused(application):
    with pytest.raises(Invalid, match="non c’è un motivo di esclusione"):
        decide(application, "EXCLUDED", reasons="Non ci convince")


def test_an_exclusion_for_a_formal_gap_that_nobody_asked_to_fill_is_refused(application):
    with pytest.raises(Invalid, match="prima di escludere si chiede di completare") as refused:
        decide(application, "EXCLUDED", with_fault(application, GAP), "manca una firma")
    assert "art. 6, c. 1, lett. b), l. 241/1990" in str(refused.value)


def test_an_exclusion_is_reasoned_told_and_written_in_the_register(application):
    decide(application, "EXCLUDED", with_fault(application, FAULT), "Il RUNTS è stato cancellato.")
    application.refresh_from_db()
    assert (application.state, application.reasons) == ("EXCLUDED", "Il RUNTS è stato cancellato.")
    assert Entry.objects.get(deed="check_admissibility").payload["outcome"] == "EXCLUDED"
    assert "Il RUNTS è stato cancellato." in Message.objects.filter(key__startswith="outcome")[0].body
    assert not admissible_applications(application.call).exists()


def test_a_pending_registration_is_admitted_only_with_reserve():
    draft = make_application(state=ApplicationState.DRAFT)
    signer = make_legal_representative(draft.lead)
    save_member(
        application=draft,
        organisation=draft.lead,
        title=Title.RUNTS_PENDING,
        operators=1,
        volunteers=0,
        by=signer,
        at=STARTED,
    )
    from coprogettazione.applications.services import submit_application
    from tests.factories.applications import SUBMITTED

    submit_application(application=draft, by=signer, at=SUBMITTED)
    open_all(draft.call)
    draft.refresh_from_db()
    with pytest.raises(Invalid, match="si ammette con riserva"):
        decide(draft, "ADMITTED")
    with pytest.raises(Invalid, match="Scrivi quale fatto scioglie la riserva"):
        decide(draft, "RESERVED")
    reserve = {"reserve_event": "la decisione dell’ufficio del RUNTS", "reserve_until": date(2026, 4, 30)}
    with pytest.raises(Invalid, match="Scrivi perché si ammette con riserva"):
        decide(draft, "RESERVED", **reserve)
    decide(draft, "RESERVED", reasons="L’iscrizione è chiesta e non decisa.", **reserve)
    assert list(admissible_applications(draft.call)) == [draft]


def test_the_checks_are_saved_one_by_one_before_deciding(application):
    save_checks(application=application, checks=[GAP], by=make_officer(), at=CHECKED)
    check = application.checks.get()
    assert (check.item, check.outcome, check.organisation) == ("ATTACHMENTS", "GAP", application.lead)
    assert not Entry.objects.filter(deed="save_checks").exists()


def test_who_checks_the_requirements(application):
    for user in (make_executive(), make_operator(), make_legal_representative(application.lead)):
        with pytest.raises(NotAllowed, match="Lo fa solo il responsabile del procedimento"):
            decide(application, "ADMITTED", by=user)


def test_requirements_are_not_checked_before_the_opening():
    sealed = make_application()
    with pytest.raises(NotAllowed, match="Le domande sono sigillate: si aprono dopo il termine"):
        decide(sealed, "ADMITTED")


def test_a_group_is_checked_body_by_body():
    application = make_application(None, "ets1", "ets2")
    items = items_to_check(application)
    assert (CheckItem.GROUP, None) in items
    runts = [body.known_as for item, body in items if item == CheckItem.RUNTS and body]
    assert runts == ["La Lanterna", "Passi Insieme"]


def test_the_office_writes_its_own_protocol_beside_the_number_of_the_platform(application):
    record_protocol(
        application=application, number="0001201/2026", on=date(2026, 2, 20), by=make_officer(), at=CHECKED
    )
    application.refresh_from_db()
    assert (application.registry_number, application.protocol_number) == ("1/2026", "0001201/2026")


# The cure of formal gaps.


def test_a_cure_request_has_items_term_and_letter(application):
    cure = ask_cure(application)
    application.refresh_from_db()
    assert application.state == ApplicationState.CURE
    assert cure.due_at == datetime(2026, 3, 9, 23, 59, 59, tzinfo=ROME)
    assert cure.letter.kind == PaperKind.LETTER
    assert Message.objects.filter(key__startswith="cure_asked", term=cure.due_at).exists()


@pytest.mark.parametrize("days", [4, 11])
def test_a_cure_term_outside_the_legal_days_is_refused(application, days):
    with pytest.raises(Invalid, match="Il termine va da 5 a 10 giorni da oggi") as refused:
        ask_cure(application, days=days)
    assert "due" in refused.value.fields


def test_a_cure_term_on_a_sunday_moves_to_monday(application):
    cure = ask_cure(application, days=6)
    assert cure.due_at.astimezone(ROME).date() == date(2026, 3, 9)


def test_a_cure_request_says_what_is_missing(application):
    with pytest.raises(Invalid, match="Scrivi almeno una cosa che manca"):
        request_cure(
            application=application,
            gaps=[{"item": "ATTACHMENTS", "words": " "}],
            due=date(2026, 3, 9),
            by=make_officer(),
            at=CHECKED,
        )


def answer(cure, at, text="Alleghiamo il piano firmato", files=None):
    return answer_cure(
        cure=cure,
        text=text,
        files=[pdf("piano.pdf", "piano firmato")] if files is None else files,
        by=make_legal_representative(cure.application.lead),
        at=at,
    )


def test_a_cure_is_answered_to_the_last_second_and_not_after(application):
    cure = ask_cure(application)
    last = cure.due_at
    with pytest.raises(NotAllowed, match="Non puoi più rispondere: il termine è scaduto lunedì 9 marzo 2026"):
        answer(cure, last + timedelta(seconds=1))
    answer(cure, last)
    cure.refresh_from_db()
    assert cure.state == CureState.ANSWERED
    assert cure.files.get().name == "piano.pdf"


def test_a_cure_is_answered_once(application):
    cure = ask_cure(application)
    answer(cure, CHECKED + timedelta(days=1))
    with pytest.raises(NotAllowed, match="A questa richiesta è già stato risposto"):
        answer(cure, CHECKED + timedelta(days=2))


def test_an_empty_answer_and_an_empty_file_are_refused(application):
    cure = ask_cure(application)
    with pytest.raises(Invalid, match="Scrivi la risposta o aggiungi almeno un file"):
        answer(cure, CHECKED, text=" ", files=[])
    from django.core.files.base import ContentFile

    with pytest.raises(UploadRefused, match="0 byte"):
        answer(cure, CHECKED, files=[ContentFile(b"", name="piano.pdf")])
    cure.refresh_from_db()
    assert cure.state == CureState.ASKED


def resolve(cure, outcome, at, reasons="Il piano economico è firmato."):
    return resolve_cure(cure=cure, outcome=outcome, reasons=reasons, by=make_officer(), at=at)


def test_an_answered_cure_is_resolved_and_the_application_admitted(application):
    save_checks(application=application, checks=with_fault(application, GAP), by=make_officer(), at=CHECKED)
    cure = ask_cure(application)
    answer(cure, CHECKED + timedelta(days=4))
    resolve(cure, "ADMITTED", CHECKED + timedelta(days=7))
    application.refresh_from_db()
    assert application.state == ApplicationState.ADMITTED
    assert set(application.checks.values_list("outcome", flat=True)) == {"OK"}


def test_a_cure_is_not_resolved_while_its_term_runs(application):
    cure = ask_cure(application)
    with pytest.raises(NotAllowed, match="L’ente può ancora rispondere"):
        resolve(cure, "EXCLUDED", cure.due_at)


def test_without_an_answer_the_application_can_only_be_excluded(application):
    cure = ask_cure(application)
    after = cure.due_at + timedelta(seconds=1)
    with pytest.raises(Invalid, match="la domanda può essere soltanto esclusa"):
        resolve(cure, "ADMITTED", after)
    resolve(cure, "EXCLUDED", after, "Nessuna risposta entro il 9 marzo.")
    application.refresh_from_db()
    assert application.state == ApplicationState.EXCLUDED


def test_a_decision_on_a_cure_has_its_reasons(application):
    cure = ask_cure(application)
    answer(cure, CHECKED)
    with pytest.raises(Invalid, match="Scrivi perché decidi così"):
        resolve(cure, "ADMITTED", CHECKED, " ")


# The end.


def end(deed, call, reasons="Nessuna domanda nei termini.", by=None):
    return deed(
        call=call,
        reasons=reasons,
        act_number="58/2026",
        act_date=date(2026, 3, 3),
        by=by or make_executive(),
        at=CHECKED,
    )


def test_a_call_to_which_nobody_applied_is_deserted_by_a_published_act():
    call = make_call(CallState.ADMISSIBILITY)
    end(declare_deserted, call)
    call.refresh_from_db()
    assert call.state == CallState.DESERTED
    paper = Paper.objects.get(number="58/2026")
    assert paper.published_at is not None


def test_a_call_with_an_application_is_not_deserted(application):
    with pytest.raises(Invalid, match="L’avviso non è deserto"):
        end(declare_deserted, application.call)


def test_a_deserted_call_has_its_reasons_and_its_executive():
    call = make_call(CallState.ADMISSIBILITY)
    with pytest.raises(Invalid, match="L’atto è motivato: scrivi perché"):
        end(declare_deserted, call, reasons=" ")
    with pytest.raises(NotAllowed, match="Lo fa solo il dirigente di questo fascicolo"):
        end(declare_deserted, call, by=make_officer())


def test_an_admitted_application_is_not_checked_again(application):
    admit(application)
    with pytest.raises(NotAllowed, match="Su questa domanda si è già deciso"):
        decide(application, "EXCLUDED", with_fault(application, FAULT), "Ripensamento")
