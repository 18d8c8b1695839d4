# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""D6: who sits at the table, why the others do not, and that everybody knows at the same instant."""

from datetime import timedelta
from typing import Any

import pytest

from coprogettazione.applications.models import Application, ApplicationState
from coprogettazione.calls.models import Call, CallState, SelectionMode
from coprogettazione.documents.models import Paper, PaperKind
from coprogettazione.evaluation.models import Admission, AdmissionOutcome
from coprogettazione.evaluation.queries import admitted_applications, ranking
from coprogettazione.evaluation.services import admit_applications, scroll_ranking
from coprogettazione.notifications.models import Message
from coprogettazione.records.models import Entry
from coprogettazione.records.refusals import Invalid, NotAllowed, WrongState
from tests.factories.evaluation import ADMITTED, make_checked, make_evaluation
from tests.factories.parties import make_ets

STAGE = "ranked"
REASONS = "Visti i verbali della commissione, che si approvano e si richiamano."


def admit(call: Call, **changed: Any) -> list[Admission]:
    given = {
        "act_number": "52/2026",
        "act_date": ADMITTED.date(),
        "reasons": REASONS,
        "by": call.executive_officer,
        "at": ADMITTED,
    }
    return admit_applications(call=call, **{**given, **changed})


def scroll(call: Call, application: Application, **changed: Any) -> Admission:
    given = {
        "application": application,
        "reason": "Rinuncia al tavolo ricevuta il 3 aprile 2026.",
        "act_number": "60/2026",
        "act_date": ADMITTED.date() + timedelta(days=14),
        "by": call.executive_officer,
        "at": ADMITTED + timedelta(days=14),
    }
    return scroll_ranking(call=call, **{**given, **changed})


def outcomes() -> dict[str, tuple[str, str]]:
    return {a.application.lead.known_as: (a.outcome, a.reason) for a in Admission.objects.all()}


def test_all_those_above_the_threshold_sit_and_each_reason_is_said(call: Call) -> None:
    admit(call)
    call.refresh_from_db()
    assert call.state == CallState.ADMITTED
    assert outcomes() == {
        "La Lanterna": (AdmissionOutcome.ADMITTED, "81,25 punti, sopra la soglia di 60."),
        "Casa Aperta": (AdmissionOutcome.ADMITTED, "68,75 punti, sopra la soglia di 60."),
        "Il Ponte": (AdmissionOutcome.BELOW_THRESHOLD, "51,25 punti, sotto la soglia di 60."),
    }
    assert [a.lead.known_as for a in admitted_applications(call)] == ["La Lanterna", "Casa Aperta"]


def test_everybody_is_told_at_the_same_instant_in_the_app_and_by_mail(call: Call) -> None:
    admit(call)
    told = Message.objects.filter(key__startswith="admission")
    assert {m.created_at for m in told} == {ADMITTED}
    people = {str(m.recipient) for m in told.filter(channel="IN_APP")}
    assert people == {"Ada Fontana", "Marco Rinaldi", "Giulia Ferri", "Pietro Longo"}
    assert people == {str(m.recipient) for m in told.filter(channel="EMAIL")}
    mine = told.get(recipient__last_name="Longo", channel="IN_APP")
    assert "sotto la soglia" in mine.body
    assert "81" not in mine.body


def test_the_published_act_does_not_say_why_somebody_was_left_out(call: Call) -> None:
    admit(call)
    paper = Paper.objects.get(kind=PaperKind.ADMISSION_ACT)
    assert (paper.number, paper.published_at) == ("52/2026", ADMITTED)
    assert "51,25" in str(paper.data["excluded"])
    assert "51" not in str(paper.public_data["excluded"])
    assert [row["applicant"] for row in paper.public_data["admitted"]] == [
        "La Lanterna con Passi Insieme",
        "Casa Aperta",
    ]
    assert Entry.objects.get(deed="admit_applications").role == "EXECUTIVE_OFFICER"


def test_late_and_excluded_applications_are_named_with_their_reason(call: Call) -> None:
    ponte = Application.objects.get(lead=make_ets("ets3"))
    ponte.state, ponte.reasons = (
        ApplicationState.EXCLUDED,
        "Non ha risposto alla richiesta di integrazione.",
    )
    ponte.save()
    ranking(call).filter(application=ponte).delete()
    casa = Application.objects.get(lead=make_ets("ets4"))
    ranking(call).filter(application=casa).delete()
    Application.objects.filter(pk=casa.pk).update(state=ApplicationState.LATE)
    admit(call)
    assert outcomes()["Il Ponte"] == (
        AdmissionOutcome.EXCLUDED,
        "Non ha risposto alla richiesta di integrazione.",
    )
    assert outcomes()["Casa Aperta"][0] == AdmissionOutcome.LATE
    assert "dopo il termine: non aperta" in outcomes()["Casa Aperta"][1]


def test_exactly_the_threshold_is_admitted_in_words_that_say_so(call: Call) -> None:
    ranking(call).filter(application__lead=make_ets("ets4")).update(total="60.00")
    admit(call)
    assert outcomes()["Casa Aperta"] == (AdmissionOutcome.ADMITTED, "60 punti, pari alla soglia di 60.")


def test_a_single_partner_is_the_first_and_the_others_wait(call: Call) -> None:
    Call.objects.filter(pk=call.pk).update(selection_mode=SelectionMode.SINGLE_PARTNER)
    call.refresh_from_db()
    admit(call)
    assert outcomes()["La Lanterna"][0] == AdmissionOutcome.ADMITTED
    assert outcomes()["Casa Aperta"] == (
        AdmissionOutcome.WAITING,
        "2° posto con 68,75 punti: l’avviso ammette un solo partner.",
    )
    assert outcomes()["Il Ponte"][0] == AdmissionOutcome.BELOW_THRESHOLD


def test_when_the_first_leaves_the_ranking_is_scrolled_to_who_follows(call: Call) -> None:
    Call.objects.filter(pk=call.pk).update(selection_mode=SelectionMode.SINGLE_PARTNER)
    call.refresh_from_db()
    admit(call)
    lanterna, casa, ponte = (Application.objects.get(lead=make_ets(k)) for k in ("ets1", "ets4", "ets3"))
    with pytest.raises(WrongState, match="non è ammessa al tavolo"):
        scroll(call, casa)
    with pytest.raises(Invalid) as caught:
        scroll(call, lanterna, reason="")
    assert "reason" in caught.value.fields
    with pytest.raises(NotAllowed, match="dirigente"):
        scroll(call, lanterna, by=call.procedure_officer)
    entering = scroll(call, lanterna)
    assert entering.application == casa
    assert outcomes()["La Lanterna"][0] == AdmissionOutcome.LAPSED
    assert outcomes()["Casa Aperta"] == (
        AdmissionOutcome.ADMITTED,
        "Ammessa per scorrimento della graduatoria: 2° posto, 68,75 punti.",
    )
    told = Message.objects.filter(key__startswith="scrolled", channel="IN_APP")
    assert {str(m.recipient) for m in told} == {"Ada Fontana", "Marco Rinaldi", "Giulia Ferri"}
    with pytest.raises(WrongState, match="nessun altro sopra la soglia"):
        scroll(call, casa, act_number="61/2026")
    assert ponte.admission.outcome == AdmissionOutcome.BELOW_THRESHOLD


def test_where_all_those_above_the_threshold_sit_nothing_is_scrolled(call: Call) -> None:
    admit(call)
    with pytest.raises(WrongState, match="qui siede già chi ne aveva titolo"):
        scroll(call, Application.objects.get(lead=make_ets("ets1")))


def test_the_act_has_number_date_and_reasons(call: Call) -> None:
    with pytest.raises(Invalid) as caught:
        admit(call, reasons=" ")
    assert "reasons" in caught.value.fields
    with pytest.raises(Invalid) as caught:
        admit(call, act_number="")
    assert "act_number" in caught.value.fields
    with pytest.raises(Invalid) as caught:
        admit(call, act_date=ADMITTED.date() + timedelta(days=1))
    assert "act_date" in caught.value.fields
    assert not Admission.objects.exists()


def test_only_the_executive_admits_and_only_once(call: Call) -> None:
    with pytest.raises(NotAllowed, match="dirigente"):
        admit(call, by=call.procedure_officer)
    admit(call)
    with pytest.raises(NotAllowed, match="alla fine della valutazione"):
        admit(call)


def test_nobody_above_the_threshold_is_not_an_admission(call: Call) -> None:
    ranking(call).update(above_threshold=False)
    with pytest.raises(WrongState, match="Nessuna domanda può essere ammessa"):
        admit(call)


def test_an_undecided_application_stops_the_act(call: Call) -> None:
    Application.objects.filter(lead=make_ets("ets3")).update(state=ApplicationState.RECEIVED)
    with pytest.raises(WrongState, match="Il RUP deve ancora decidere"):
        admit(call)


@pytest.mark.django_db
def test_without_a_ranking_nobody_is_admitted() -> None:
    call = make_evaluation(("ets6",), code="PIS-2027")
    with pytest.raises(WrongState, match="senza graduatoria"):
        admit(call)


@pytest.mark.django_db
def test_an_open_table_admits_all_those_with_the_requirements_without_points() -> None:
    call = make_checked(("ets6",), code="PIS-2028", selection_mode="OPEN_TABLE", threshold=None, criteria=[])
    admit(call)
    call.refresh_from_db()
    assert call.state == CallState.ADMITTED
    assert [a.reason for a in Admission.objects.filter(application__call=call)] == [
        "Ha i requisiti chiesti dall’avviso."
    ]
    assert Paper.objects.get(kind=PaperKind.ADMISSION_ACT, case_file=call).data["committee"] is None


@pytest.mark.parametrize("state", list(CallState))
def test_the_ranking_is_scrolled_only_between_the_admission_and_the_end_of_the_table(
    call: Call, state: CallState
) -> None:
    Call.objects.filter(pk=call.pk).update(selection_mode=SelectionMode.SINGLE_PARTNER)
    call.refresh_from_db()
    admit(call)
    Call.objects.filter(pk=call.pk).update(state=state)
    call.refresh_from_db()
    lanterna = Application.objects.get(lead=make_ets("ets1"))
    if state in (CallState.ADMITTED, CallState.TABLE_OPEN, CallState.TABLE_SUSPENDED):
        assert scroll(call, lanterna).outcome == AdmissionOutcome.ADMITTED
    else:
        with pytest.raises(NotAllowed, match="dopo l’ammissione e prima che il tavolo si concluda"):
            scroll(call, lanterna)
        assert outcomes()["La Lanterna"][0] == AdmissionOutcome.ADMITTED


def test_the_notice_the_outcomes_and_the_act_have_one_instant(call: Call) -> None:
    rows = admit(call)
    told = Message.objects.filter(key__startswith="admission")
    instants = {row.decided_at for row in rows} | {m.created_at for m in told}
    instants |= {Paper.objects.get(kind=PaperKind.ADMISSION_ACT).published_at}
    instants |= {Entry.objects.get(deed="admit_applications").at}
    assert instants == {ADMITTED}
    assert Entry.objects.filter(at=ADMITTED).count() == 1, "one deed"
