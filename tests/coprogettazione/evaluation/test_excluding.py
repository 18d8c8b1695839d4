# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""An admitted application that loses its admission: told, heard, decided by the executive, and what follows."""

from datetime import datetime, timedelta

import pytest

from coprogettazione.applications.models import Application, ApplicationState
from coprogettazione.applications.services import renounce_application, resolve_reserve
from coprogettazione.calls.models import Call, CallAct, CallState, LegalParameter
from coprogettazione.documents.models import Paper, PaperKind
from coprogettazione.documents.services import UploadRefused
from coprogettazione.evaluation.models import Admission, AdmissionOutcome, Exclusion, ExclusionState
from coprogettazione.evaluation.queries import admitted_applications
from coprogettazione.notifications.models import Message
from coprogettazione.notifications.queries import decisions_told
from coprogettazione.records.models import Entry
from coprogettazione.records.refusals import Invalid, NotAllowed, WrongState
from coprogettazione.records.rights import may
from coprogettazione.wording import moment
from tests.factories.applications import colleague_of, pdf
from tests.factories.calls import make_executive, make_officer, make_operator
from tests.factories.exclusion import (
    ANNOUNCED,
    DECIDE_BY,
    DECIDED,
    DUE,
    FACTS,
    OBSERVED,
    REASONS,
    ROME,
    SAID,
    announce,
    application_of,
    drop,
    exclude,
    make_reserved,
    make_single,
    observe,
)
from tests.factories.parties import make_ets, make_legal_representative

pytestmark = pytest.mark.django_db
SECOND = timedelta(seconds=1)


@pytest.fixture
def call() -> Call:
    return make_single()


@pytest.fixture
def exclusion(call: Call) -> Exclusion:
    return announce(application_of(call))


def outcomes() -> dict[str, str]:
    return dict(Admission.objects.values_list("application__lead__short_name", "outcome"))


def told(key: str) -> set[str]:
    return {str(m.recipient) for m in Message.objects.filter(key__startswith=key, channel="IN_APP")}


# The start.


def test_the_start_is_told_to_every_body_with_reason_term_and_letter(exclusion: Exclusion) -> None:
    assert (exclusion.state, exclusion.due_at, exclusion.decide_by) == ("ANNOUNCED", DUE, DECIDE_BY)
    assert told("exclusion_announced") == {"Ada Fontana", "Marco Rinaldi"}
    mail = Message.objects.filter(key__startswith="exclusion_announced", channel="EMAIL")[0]
    assert FACTS in mail.body
    assert "un requisito è venuto meno" in mail.body
    assert (mail.term, mail.link) == (DUE, f"/valutazione/esclusione/{exclusion.pk}/")
    letter = Paper.objects.get(pk=exclusion.letter_id)
    assert (letter.kind, letter.published_at) == (PaperKind.LETTER, None)
    assert [body["name"] for body in letter.data["recipients"]] == [
        make_ets("ets1").name,
        make_ets("ets2").name,
    ]
    said = str(letter.data)
    assert FACTS in said
    assert moment(DECIDE_BY) == "mercoledì 13 maggio 2026, ore\xa023:59"
    assert moment(DECIDE_BY) in " ".join(fact["value"] for fact in letter.data["facts"])
    assert "Elena Marchetti" in said


def test_the_days_are_those_of_the_law_the_call_was_published_with(call: Call) -> None:
    assert call.parameters["observation_days"]["value"] == 10
    LegalParameter.objects.filter(key="observation_days").update(value=20)
    assert announce(application_of(call)).due_at == DUE
    earlier = Call.objects.get()
    earlier.parameters.pop("observation_days")
    earlier.save(update_fields=["parameters"])
    drop(Exclusion.objects.get())
    # A call published before the parameter existed has the one of today: the twentieth day is 3 May, a Sunday.
    again = announce(application_of(call))
    assert again.due_at == datetime(2026, 5, 4, 23, 59, 59, tzinfo=ROME)


def test_it_needs_its_ground_and_its_facts(call: Call) -> None:
    application = application_of(call)
    with pytest.raises(Invalid, match="Scegli il motivo"):
        announce(application, ground="ANTIPATIA")
    with pytest.raises(Invalid, match="Ogni provvedimento è motivato") as refused:
        announce(application, reasons=" ")
    assert "art. 3, l. 241/1990" in str(refused.value)
    with pytest.raises(Invalid, match="non è ammessa con riserva"):
        announce(application, ground="RESERVE")
    assert not Exclusion.objects.exists()


def test_only_the_officer_starts_it_and_once_at_a_time(call: Call) -> None:
    application = application_of(call)
    with pytest.raises(NotAllowed, match="Lo fa solo il responsabile del procedimento"):
        announce(application, by=make_executive())
    announce(application)
    with pytest.raises(
        NotAllowed, match="Elena Marchetti ha già comunicato l’avvio del procedimento"
    ) as refused:
        announce(application)
    assert moment(DUE) in str(refused.value)
    assert Exclusion.objects.count() == 1


@pytest.mark.parametrize("state", list(CallState))
def test_it_starts_between_the_admission_and_the_end_of_the_table(call: Call, state: CallState) -> None:
    Call.objects.update(state=state)
    application = application_of(call)
    if state in (CallState.ADMITTED, CallState.TABLE_OPEN, CallState.TABLE_SUSPENDED):
        assert announce(application).is_open
        return
    with pytest.raises(NotAllowed, match="dopo l’ammissione e prima che il tavolo si concluda"):
        announce(application)


def test_who_is_no_longer_in_the_procedure_is_not_excluded(call: Call) -> None:
    application = application_of(call)
    signer = make_legal_representative(application.lead)
    renounce_application(application=application, reason="Non possiamo più.", by=signer, at=ANNOUNCED)
    with pytest.raises(NotAllowed, match="non è più nel procedimento: non c’è niente da escludere"):
        announce(application)


# The observations.


def test_the_legal_representative_of_the_lead_answers_with_its_papers(exclusion: Exclusion) -> None:
    observe(exclusion, files=[pdf("ricorso.pdf", "ricorso")])
    exclusion.refresh_from_db()
    assert (exclusion.state, exclusion.observations) == (ExclusionState.OBSERVED, SAID)
    assert [file.name for file in exclusion.files.all()] == ["ricorso.pdf"]
    assert told("exclusion_observed") == {str(make_executive()), str(make_officer())}
    entry = Entry.objects.get(deed="observe_exclusion")
    assert (entry.subject_kind, entry.subject_id) == ("application", exclusion.application_id)


@pytest.mark.parametrize(("at", "allowed"), [(DUE, True), (DUE + SECOND, False)])
def test_the_observations_are_in_time_to_the_last_second(
    exclusion: Exclusion, at: datetime, allowed: bool
) -> None:
    if allowed:
        assert observe(exclusion, at=at).observed_at == DUE
        return
    with pytest.raises(NotAllowed, match=f"il termine è scaduto {moment(DUE)}"):
        observe(exclusion, at=at)


def test_they_are_presented_once_with_a_text_by_who_signed_the_application(exclusion: Exclusion) -> None:
    with pytest.raises(Invalid, match="Scrivi le osservazioni"):
        observe(exclusion, text=" ")
    with pytest.raises(Invalid, match="Al più 3 file"):
        observe(exclusion, files=[pdf() for _n in range(4)])
    with pytest.raises(UploadRefused):
        observe(exclusion, files=[pdf("programma.exe")])
    for other in (
        colleague_of(make_ets("ets1")),
        make_legal_representative(make_ets("ets2")),
        make_officer(),
    ):
        with pytest.raises(NotAllowed, match="Lo fa solo il legale rappresentante"):
            observe(exclusion, by=other)
    observe(exclusion)
    with pytest.raises(NotAllowed, match="si presentano una volta sola"):
        observe(exclusion)


# The decision.


def test_while_the_body_may_still_answer_nobody_decides(exclusion: Exclusion) -> None:
    with pytest.raises(NotAllowed, match="può ancora presentare osservazioni fino a giovedì 23 aprile 2026"):
        exclude(exclusion, at=DUE, act_date=DUE.date())
    assert exclude(exclusion, at=DUE + SECOND, act_date=DUE.date()).state == ExclusionState.EXCLUDED


def test_after_the_observations_it_is_decided_at_once_and_the_act_answers_them(exclusion: Exclusion) -> None:
    observe(exclusion)
    with pytest.raises(Invalid, match="Rispondi alle osservazioni") as refused:
        exclude(exclusion, answer=" ", at=OBSERVED, act_date=OBSERVED.date())
    assert "art. 10, c. 1, lett. b), l. 241/1990" in str(refused.value)
    exclude(exclusion, at=OBSERVED, act_date=OBSERVED.date())
    paper = Paper.objects.get(number="70/2026")
    assert "Il ricorso non sospende la cancellazione." in paper.data["reasons"]
    assert SAID in paper.data["reasons"]


def test_the_application_is_excluded_and_the_register_says_that_it_was_admitted(exclusion: Exclusion) -> None:
    exclude(exclusion)
    application = Application.objects.get(pk=exclusion.application_id)
    assert (application.state, application.reasons, application.decided_at) == ("EXCLUDED", REASONS, DECIDED)
    assert outcomes() == {"La Lanterna": "LAPSED", "Casa Aperta": "WAITING", "Il Ponte": "BELOW_THRESHOLD"}
    assert not admitted_applications(application.call).exists()
    entry = Entry.objects.get(deed="exclude_admitted")
    assert (entry.subject_kind, entry.subject_id, entry.role) == (
        "application",
        application.pk,
        "EXECUTIVE_OFFICER",
    )
    assert entry.payload["ground"] == "REQUISITE"
    admitted = Entry.objects.get(deed="admit_applications").payload["outcomes"]
    assert {"application": application.pk, "outcome": "ADMITTED"} in admitted
    assert CallAct.objects.filter(deed="exclude_admitted", number="70/2026").exists()


def test_the_act_says_why_to_the_body_and_not_to_everybody(exclusion: Exclusion) -> None:
    exclude(exclusion)
    paper = Paper.objects.get(number="70/2026")
    assert (paper.kind, paper.published_at) == (PaperKind.EXECUTIVE_ACT, DECIDED)
    assert REASONS in paper.data["reasons"]
    assert FACTS in paper.data["reasons"]
    assert paper.data["appeal"] == exclusion.case_file.appeal_clause != ""
    public = str(paper.public_data)
    assert "La Lanterna con Passi Insieme" in public
    assert FACTS not in public
    assert REASONS not in public
    assert "RUNTS" not in public
    assert paper.public_data["appeal"] == exclusion.case_file.appeal_clause
    assert paper.file_id != paper.public_file_id


def test_the_body_reads_the_whole_act_the_offices_too_and_others_do_not(exclusion: Exclusion) -> None:
    observe(exclusion, files=[pdf("ricorso.pdf", "ricorso")])
    exclude(exclusion)
    exclusion.refresh_from_db()
    own = [make_legal_representative(make_ets("ets1")), make_legal_representative(make_ets("ets2"))]
    offices = [make_officer(), make_executive(), make_operator()]
    stranger = make_legal_representative(make_ets("ets4"))
    for file in (exclusion.letter.file, exclusion.act.file, exclusion.files.get()):  # type: ignore[union-attr]
        assert all(may(person, "read_file", file, DECIDED) for person in own + offices)
        assert not may(stranger, "read_file", file, DECIDED)
    assert not may(stranger, "read_exclusion", exclusion, DECIDED)
    assert may(stranger, "read_file", exclusion.act.public_file, DECIDED)  # type: ignore[union-attr]


def test_everybody_in_it_is_told_with_the_reasons_and_how_to_appeal(exclusion: Exclusion) -> None:
    exclude(exclusion)
    assert told("excluded") == {"Ada Fontana", "Marco Rinaldi", "Elena Marchetti"}
    mail = Message.objects.filter(key__startswith="excluded", channel="EMAIL")[0]
    assert REASONS in mail.body
    assert "70/2026" in mail.body
    assert exclusion.case_file.appeal_clause in mail.body
    assert {m.key.split(":")[0] for m in decisions_told(exclusion.case_file, DECIDED)} >= {
        "excluded",
        "admission",
    }


def test_the_act_needs_its_number_its_day_and_its_reasons(exclusion: Exclusion) -> None:
    for wrong, field in (
        ({"reasons": " "}, "reasons"),
        ({"act_number": ""}, "act_number"),
        ({"act_date": DECIDED.date() + timedelta(days=1)}, "act_date"),
        ({"act_date": datetime(2026, 2, 1, tzinfo=ROME).date()}, "act_date"),
    ):
        with pytest.raises(Invalid) as refused:
            exclude(exclusion, **wrong)
        assert field in refused.value.fields
    assert outcomes()["La Lanterna"] == AdmissionOutcome.ADMITTED


def test_only_the_executive_decides_and_only_once(exclusion: Exclusion) -> None:
    for other in (make_officer(), make_operator(), make_legal_representative(make_ets("ets1"))):
        with pytest.raises(NotAllowed, match="Lo fa solo il dirigente"):
            exclude(exclusion, by=other)
    stale = Exclusion.objects.get()
    exclude(exclusion)
    with pytest.raises(NotAllowed, match="Su questa esclusione è già stato deciso"):
        exclude(stale, act_number="72/2026")
    with pytest.raises(NotAllowed, match="Su questa esclusione è già stato deciso"):
        drop(stale)
    assert Paper.objects.filter(subject__startswith="Esclusione di una domanda").count() == 1


def test_when_the_table_has_concluded_it_is_too_late_to_exclude(exclusion: Exclusion) -> None:
    Call.objects.update(state=CallState.TABLE_CONCLUDED)
    with pytest.raises(NotAllowed, match="prima che il tavolo si concluda"):
        exclude(exclusion)
    assert drop(exclusion).state == ExclusionState.DROPPED


def test_it_is_archived_with_reasons_at_any_moment_and_may_begin_again(exclusion: Exclusion) -> None:
    with pytest.raises(Invalid, match="Ogni provvedimento è motivato"):
        drop(exclusion, reasons="")
    with pytest.raises(NotAllowed, match="responsabile del procedimento"):
        drop(exclusion, by=make_legal_representative(make_ets("ets1")))
    drop(exclusion, at=ANNOUNCED)
    exclusion.refresh_from_db()
    assert not exclusion.is_open
    assert told("exclusion_dropped") >= {"Ada Fontana", "Marco Rinaldi", "Elena Marchetti"}
    assert outcomes()["La Lanterna"] == AdmissionOutcome.ADMITTED
    assert Application.objects.get(pk=exclusion.application_id).state == ApplicationState.ADMITTED
    assert announce(exclusion.application).is_open


# A reserve whose event did not come.


def test_a_reserve_that_did_not_come_is_excluded_after_the_admission_by_its_own_act() -> None:
    application = application_of(make_reserved())
    with pytest.raises(WrongState, match="Comunica prima l’avvio del procedimento di esclusione") as refused:
        resolve_reserve(
            application=application,
            outcome="EXCLUDED",
            reasons="Il RUNTS ha rifiutato.",
            by=make_officer(),
            at=ANNOUNCED,
        )
    assert "artt. 7 e 10, l. 241/1990" in str(refused.value)
    exclude(
        announce(
            application, ground="RESERVE", reasons="Il RUNTS ha rifiutato l’iscrizione il 9 aprile 2026."
        )
    )
    application.refresh_from_db()
    assert application.state == ApplicationState.EXCLUDED
    assert Entry.objects.get(deed="exclude_admitted").payload["ground"] == "RESERVE"
