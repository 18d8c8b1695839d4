# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""After publication: clerical corrections, changes of substance with a new term, nothing else."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from coprogettazione.calls.models import Call, CallChange
from coprogettazione.calls.services import (
    NotReady,
    amend_call,
    ask_question,
    authorise_call,
    correct_call,
    publish_call,
    save_call_draft,
    save_criteria,
)
from coprogettazione.documents.models import FileKind, Paper, PaperKind, StoredFile
from coprogettazione.notifications.models import Message
from coprogettazione.parties.models import SocialDistrict
from coprogettazione.records.models import Entry
from coprogettazione.records.refusals import Invalid, NotAllowed
from tests.factories.calls import AUTHORISED, CRITERIA, DEADLINE, PUBLISHED, ROME, make_call
from tests.factories.parties import make_ets, make_legal_representative

pytestmark = pytest.mark.django_db
DURING = datetime(2026, 2, 20, 10, 0, tzinfo=ROME)
SECOND = timedelta(seconds=1)
NEW_TERM = datetime(2026, 3, 10, 12, 0, tzinfo=ROME)
REASON = "Nella delibera citata l’anno era sbagliato."


def corrected(call: Call, **changed: Any) -> CallChange:
    """The year of the policy act put right, with these arguments changed."""
    given: dict[str, Any] = {
        "field": "policy_act",
        "text": "delibera Assemblea dei Sindaci 4/2025",
        "reasons": REASON,
        "act_number": "41/2026",
        "act_date": DURING.date(),
        "by": call.procedure_officer,
        "at": DURING,
    }
    return correct_call(call=call, **{**given, **changed})


def amended(call: Call, **changed: Any) -> CallChange:
    """More money, with a term on 10 March, with these arguments changed."""
    given: dict[str, Any] = {
        "facts": {"public_grant": "210000.00"},
        "deadline": NEW_TERM,
        "reasons": "È arrivato un altro finanziamento della Regione.",
        "act_number": "42/2026",
        "act_date": DURING.date(),
        "by": call.procedure_officer,
        "at": DURING,
    }
    return amend_call(call=call, **{**given, **changed})


def test_a_correction_keeps_both_texts_with_their_act_and_the_term_does_not_move() -> None:
    call = make_call("PUBLISHED")
    change = corrected(call)
    assert (change.kind, change.version) == ("CORRECTION", 2)
    assert change.facts == [
        {
            "field": "policy_act",
            "label": "atto di indirizzo",
            "before": "delibera Assemblea dei Sindaci 4/2026",
            "after": "delibera Assemblea dei Sindaci 4/2025",
        }
    ]
    assert (change.act.number, change.act.reasons) == ("41/2026", REASON)
    call.refresh_from_db()
    assert (call.policy_act, call.deadline) == ("delibera Assemblea dei Sindaci 4/2025", DEADLINE)
    entry = Entry.objects.get(deed="correct_call")
    assert entry.payload["facts"][0]["before"].endswith("4/2026")


def test_each_version_of_the_avviso_is_public_beside_the_one_before() -> None:
    call = make_call("PUBLISHED")
    corrected(call)
    amended(call, at=DURING + SECOND)
    papers = Paper.objects.filter(case_file=call, kind=PaperKind.NOTICE).order_by("pk")
    assert [paper.title.split(" PIS")[0] for paper in papers] == [
        "Avviso pubblico di co-progettazione",
        "Avviso pubblico di co-progettazione, versione 2",
        "Avviso pubblico di co-progettazione, versione 3",
    ]
    assert all(paper.public_file is not None and paper.public_file.public for paper in papers)
    said = papers[2].data["versions"]
    assert [(version["version"], len(version["facts"])) for version in said] == [(2, 1), (3, 1)]
    acts = Paper.objects.filter(case_file=call, kind=PaperKind.EXECUTIVE_ACT, published_at__isnull=False)
    assert {act.number for act in acts} == {"41/2026", "42/2026"}


@pytest.mark.parametrize(
    "field",
    [
        "requirements",
        "exclusion_causes",
        "public_grant",
        "duration_months",
        "threshold",
        "selection_mode",
        "deadline",
        "criteria",
        "expected_contribution",
        "cup",
    ],
)
def test_a_fact_of_substance_is_not_corrected(field: str) -> None:
    call = make_call("PUBLISHED")
    with pytest.raises(Invalid, match="Serve una modifica con un nuovo termine") as refused:
        corrected(call, field=field, text="10")
    assert str(refused.value.law) == "art. 12, l. 241/1990"
    assert set(refused.value.fields) == {"field"}
    assert not CallChange.objects.exists()


@pytest.mark.parametrize(
    ("changed", "words", "field"),
    [
        ({"text": "  "}, "Scrivi il testo corretto", "text"),
        ({"text": "delibera Assemblea dei Sindaci 4/2026"}, "quello di prima", "text"),
        ({"field": "purpose", "text": "Una gara per il servizio."}, "Al posto di «gara»", "text"),
        ({"field": "title", "text": "x" * 201}, "Così non si può scrivere", "text"),
        ({"reasons": "Errore."}, "Ogni provvedimento è motivato", "reasons"),
        ({"act_number": ""}, "Servono il numero e la data", "act_number"),
    ],
)
def test_a_correction_that_does_not_hold_is_refused_in_its_place(
    changed: dict[str, Any], words: str, field: str
) -> None:
    call = make_call("PUBLISHED")
    with pytest.raises(Invalid, match=words) as refused:
        corrected(call, **changed)
    assert field in refused.value.fields
    call.refresh_from_db()
    assert call.title == "Pronto intervento sociale di prossimità"
    assert not CallChange.objects.exists()


@pytest.mark.parametrize("change", [corrected, amended])
def test_the_avviso_changes_until_one_second_before_its_term(change: Any) -> None:
    call = make_call("PUBLISHED")
    with pytest.raises(NotAllowed, match="non si corregge e non si cambia più"):
        change(call, at=DEADLINE, act_date=DEADLINE.date())
    change(call, at=DEADLINE - SECOND, act_date=DEADLINE.date(), **_term(change))
    assert call.changes.count() == 1


def _term(change: Any) -> dict[str, Any]:
    return {"deadline": datetime(2026, 3, 20, 12, tzinfo=ROME)} if change is amended else {}


@pytest.mark.parametrize("change", [corrected, amended])
def test_a_draft_is_written_not_corrected(change: Any) -> None:
    with pytest.raises(NotAllowed, match="prima della pubblicazione si scrive la bozza"):
        change(make_call("AUTHORISED"))


def test_a_change_of_substance_opens_a_new_term_and_keeps_both_facts() -> None:
    call = make_call("PUBLISHED")
    criteria = [{**CRITERIA[0], "max_points": 25}, {**CRITERIA[1], "max_points": 25}, *CRITERIA[2:]]
    change = amended(call, facts={"public_grant": "210000.00", "duration_months": 30}, criteria=criteria)
    assert (change.kind, change.old_deadline, change.new_deadline) == ("AMENDMENT", DEADLINE, NEW_TERM)
    told = {fact["field"]: (fact["before"], fact["after"]) for fact in change.facts}
    assert told["public_grant"] == ("180.000\u00a0€", "210.000\u00a0€")
    assert told["duration_months"] == ("24", "30")
    assert "A. Lettura dei bisogni e coerenza con il Piano di Zona: 25" in told["criteria"][1]
    call.refresh_from_db()
    assert (str(call.public_grant), call.duration_months, call.deadline) == ("210000.00", 30, NEW_TERM)
    assert call.criteria.get(code="A").max_points == 25


@pytest.mark.parametrize(
    ("region", "earliest"),
    [
        ("Lombardia", datetime(2026, 3, 2, 12, tzinfo=ROME)),
        ("Toscana", datetime(2026, 3, 12, 12, tzinfo=ROME)),
    ],
)
def test_the_new_term_leaves_the_minimum_of_the_region_from_the_change(
    region: str, earliest: datetime
) -> None:
    wanted = {"service_management": "Sì.", "consultation": "No.", "non_ets_roles": "Sostenitori."}
    SocialDistrict.objects.update(region=region)
    call = make_call("AUTHORISED", **wanted)
    SocialDistrict.objects.update(region=region)
    call = Call.objects.get(pk=call.pk)
    publish_call(call=call, deadline=DEADLINE, by=call.procedure_officer, at=PUBLISHED)
    with pytest.raises(Invalid, match="Il termine è troppo vicino") as refused:
        amended(call, deadline=earliest - timedelta(days=1))
    assert set(refused.value.fields) == {"deadline"}
    assert refused.value.law
    amended(call, deadline=earliest)
    assert call.deadline == earliest


def test_a_change_never_shortens_the_term() -> None:
    call = make_call("PUBLISHED", deadline=datetime(2026, 4, 15, 12, tzinfo=ROME))
    with pytest.raises(Invalid, match="non accorcia il termine di ora: mercoledì 15 aprile 2026"):
        amended(call)


@pytest.mark.parametrize("field", ["title", "cup", "objective", "planned_deadline", "deadline"])
def test_codes_origin_and_terms_are_not_among_what_a_change_rewrites(field: str) -> None:
    call = make_call("PUBLISHED")
    with pytest.raises(Invalid, match="Questi fatti non si cambiano dopo la pubblicazione"):
        amended(call, facts={field: "x"})


def test_a_change_that_leaves_the_avviso_incomplete_or_as_it_was_is_refused() -> None:
    call = make_call("PUBLISHED")
    with pytest.raises(NotReady, match="La soglia supera il punteggio massimo"):
        amended(call, facts={"threshold": "120.00"})
    with pytest.raises(NotReady, match="I punti dei criteri sommano 90"):
        amended(call, criteria=CRITERIA[:5])
    with pytest.raises(Invalid, match="Non è cambiato niente"):
        amended(call, facts={"duration_months": 24})
    call.refresh_from_db()
    assert (str(call.threshold), call.criteria.count(), call.deadline) == ("60.00", 6, DEADLINE)


def test_everybody_concerned_is_told_that_what_was_sent_stays_valid_and_can_be_replaced() -> None:
    call, ets = make_call("PUBLISHED"), make_ets("ets1")
    asker = make_legal_representative(ets)
    ask_question(
        call=call,
        organisation=ets,
        text="Quando?",
        by=asker,
        at=datetime(2026, 2, 10, 9, tzinfo=ROME),
    )
    amended(call)
    told = Message.objects.filter(key__startswith="call_amended")
    assert asker in {message.recipient for message in told}
    assert call.executive_officer in {message.recipient for message in told}
    body = told.filter(recipient=asker)[0].body
    assert "Contributo pubblico\nPrima: 180.000\u00a0€\nOra: 210.000\u00a0€" in body
    assert "Le domande già inviate restano valide" in body
    assert "puoi ritirare la tua e inviarne un’altra fino al nuovo termine" in body
    assert "martedì 10 marzo 2026" in body
    assert len({message.created_at for message in told}) == 1


def test_a_correction_tells_everybody_that_the_term_stays() -> None:
    call = make_call("PUBLISHED")
    corrected(call)
    told = Message.objects.filter(key__startswith="call_corrected")
    assert {message.recipient for message in told} >= {call.procedure_officer, call.executive_officer}
    assert all("Il termine per le domande non cambia" in message.body for message in told)


def test_a_change_brings_new_annexes_beside_the_old_ones() -> None:
    call = make_call("PUBLISHED")
    amended(call)
    names = set(StoredFile.objects.filter(case_file=call, kind=FileKind.ANNEX).values_list("name", flat=True))
    assert "Piano economico PIS-2026.xlsx" in names
    assert "Piano economico PIS-2026, versione 2.xlsx" in names


def test_the_page_shows_the_annexes_in_force_and_keeps_the_earlier_ones_apart() -> None:
    call = make_call("PUBLISHED")
    amended(call)
    page = Client().get("/avvisi/pis-2026/").content.decode()
    now, before = page.split("Gli allegati delle versioni precedenti")
    assert "Piano economico PIS-2026, versione 2.xlsx" in now
    assert "Piano economico PIS-2026.xlsx" not in now
    assert "Piano economico PIS-2026.xlsx" in before


def test_the_facts_of_a_published_avviso_cannot_be_written_as_a_draft() -> None:
    call = make_call("PUBLISHED")
    by = call.procedure_officer
    with pytest.raises(NotAllowed, match="non è più in preparazione"):
        save_call_draft(call=call, facts={"public_grant": "1.00"}, by=by, at=DURING)
    with pytest.raises(NotAllowed, match="non è più in preparazione"):
        save_criteria(call=call, criteria=[], by=by, at=DURING)
    with pytest.raises(NotAllowed):
        authorise_call(
            call=call,
            act_number="1/2026",
            act_date=AUTHORISED.date(),
            by=call.executive_officer,
            at=DURING,
        )
