# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What must be in an avviso before the executive signs: each gap on its field, with letter and norm."""

from datetime import datetime
from decimal import Decimal
from typing import Any

import pytest

from coprogettazione.calls.models import DEFAULT_LEVELS, AdmittedCig, Call
from coprogettazione.calls.rules import findings, gaps, warnings
from coprogettazione.calls.services import NotReady, authorise_call
from coprogettazione.parties.models import SocialDistrict
from tests.factories.calls import AUTHORISED, CRITERIA, DEADLINE, DRAFTED, ROME, make_call
from tests.factories.planning import make_plan

pytestmark = pytest.mark.django_db


def test_the_demo_avviso_lacks_nothing() -> None:
    assert gaps(make_call(), DRAFTED) == []


@pytest.mark.parametrize(
    ("facts", "field", "letter", "norm"),
    [
        ({"summary": " "}, "summary", "a", "DM 72/2021"),
        ({"purpose": ""}, "purpose", "a", "DM 72/2021"),
        ({"objective": None}, "objective", "a", "art. 55, c. 3, d.lgs. 117/2017"),
        ({"policy_act": ""}, "policy_act", "a", "art. 55, c. 3, d.lgs. 117/2017"),
        ({"policy_reasons": ""}, "policy_reasons", "a", "art. 3, l. 241/1990"),
        ({"object": ""}, "object", "b", "DM 72/2021"),
        ({"cts_activities": []}, "cts_activities", "b", "art. 5, d.lgs. 117/2017"),
        ({"targets": ""}, "targets", "b", "DM 72/2021"),
        ({"comuni": []}, "comuni", "b", "DM 72/2021"),
        ({"duration_months": None}, "duration_months", "c", "DM 72/2021"),
        ({"duration_months": 0}, "duration_months", "c", "DM 72/2021"),
        ({"public_grant": None, "public_resources": ""}, "public_grant", "d", "DM 72/2021"),
        ({"expected_contribution": ""}, "expected_contribution", "d", "DM 72/2021"),
        ({"cup": "", "cup_exemption": ""}, "cup", "d", "art. 11, l. 3/2003"),
        ({"cup": "X00X2600000001"}, "cup", "d", "art. 11, l. 3/2003"),
        ({"cig_regime": ""}, "cig_regime", "d", "art. 3, l. 136/2010; ANAC, delibera 371/2022"),
        ({"cig_reason": ""}, "cig_reason", "d", "art. 3, l. 136/2010; ANAC, delibera 371/2022"),
        ({"cig": "8567116FC3"}, "cig", "d", "art. 3, l. 136/2010; ANAC, delibera 371/2022"),
        ({"cig_regime": "PROCUREMENT"}, "cig", "d", "art. 3, l. 136/2010; ANAC, delibera 371/2022"),
        ({"budget_booking": ""}, "budget_booking", "d", "art. 183, d.lgs. 267/2000"),
        ({"requirements": ""}, "requirements", "e", "DM 72/2021"),
        ({"exclusion_causes": ""}, "exclusion_causes", "e", "DM 72/2021"),
        ({"phases": ""}, "phases", "f", "DM 72/2021"),
        ({"privacy_notice": ""}, "privacy_notice", "f", "art. 13, reg. (UE) 2016/679"),
        ({"selection_mode": ""}, "selection_mode", "g", "DM 72/2021"),
        ({"criteria": []}, "criteria", "g", "art. 12, l. 241/1990"),
        ({"criteria": CRITERIA[:5]}, "criteria", "g", "art. 12, l. 241/1990"),
        ({"threshold": None}, "threshold", "g", "art. 12, l. 241/1990"),
        ({"threshold": "101.00"}, "threshold", "g", "art. 12, l. 241/1990"),
        ({"tie_break": []}, "tie_break", "g", "art. 12, l. 241/1990"),
        ({"tie_break": ["Z"]}, "tie_break", "g", "art. 12, l. 241/1990"),
        ({"tie_break": ["sorteggio_pubblico", "A"]}, "tie_break", "g", "art. 12, l. 241/1990"),
        ({"tie_break": ["A", "A"]}, "tie_break", "g", "art. 12, l. 241/1990"),
        ({"conclusion": ""}, "conclusion", "h", "DM 72/2021"),
        ({"appeal_clause": ""}, "appeal_clause", "h", "art. 3, c. 4, l. 241/1990"),
        (
            {"object": "Servizio in appalto."},
            "object",
            "b",
            "Corte cost. 131/2020; Cons. Stato 5217 e 5218/2023",
        ),
    ],
)
def test_each_gap_is_on_its_field_with_its_letter_and_norm(
    facts: dict[str, Any], field: str, letter: str, norm: str
) -> None:
    (gap,) = gaps(make_call(**facts), DRAFTED)
    assert (gap.field, gap.letter, str(gap.norm)) == (field, letter, norm)
    assert str(gap.label)
    assert gap.anchor == f"id_{field}"


def test_criteria_that_do_not_add_up_say_both_sums() -> None:
    (gap,) = gaps(make_call(criteria=[*CRITERIA[:5], {**CRITERIA[5], "max_points": "9.5"}]), DRAFTED)
    assert str(gap.label) == "I punti dei criteri sommano 99,5: devono fare 100"


def test_a_price_criterion_stops_the_avviso() -> None:
    (gap,) = gaps(
        make_call(criteria=[*CRITERIA[:5], {"code": "F", "text": "Prezzo", "max_points": 10}]), DRAFTED
    )
    assert gap.field == "criteria"
    assert str(gap.label) == "Al posto di «Prezzo» scrivi «Risorse messe a disposizione»"
    assert "chi costa meno" in str(gap.why)


def test_an_open_table_needs_neither_criteria_nor_threshold_nor_tie_break() -> None:
    call = make_call(selection_mode="OPEN_TABLE", threshold=None, tie_break=[], criteria=[])
    assert gaps(call, DRAFTED) == []


def test_a_single_partner_needs_criteria_but_no_threshold() -> None:
    assert gaps(make_call(selection_mode="SINGLE_PARTNER", threshold=None), DRAFTED) == []


def test_a_reasoned_exemption_replaces_the_cup() -> None:
    assert (
        gaps(make_call(cup="", cup_exemption="Nessun investimento pubblico: solo spese correnti."), DRAFTED)
        == []
    )


def test_an_avviso_without_money_needs_no_booking() -> None:
    assert gaps(make_call(public_grant=None, public_resources="Due sale.", budget_booking=""), DRAFTED) == []


def test_the_executive_is_told_every_gap_with_its_norm_and_nothing_is_written() -> None:
    call = make_call(purpose="", cup="", cup_exemption="")
    with pytest.raises(NotReady) as refused:
        authorise_call(
            call=call,
            act_number="31/2026",
            act_date=AUTHORISED.date(),
            by=call.executive_officer,
            at=AUTHORISED,
        )
    assert str(refused.value) == (
        "L’avviso non è ancora pronto: Scrivi la finalità (DM 72/2021); "
        "Scrivi il CUP, o perché non serve (art. 11, l. 3/2003)."
    )
    assert set(refused.value.fields) == {"purpose", "cup"}
    call.refresh_from_db()
    assert call.state == "DRAFT"
    assert call.acts.count() == 0


def described(call: Call) -> Call:
    """With its own words for every level of every criterion."""
    for criterion in call.criteria.all():
        criterion.levels = {
            format(coefficient.normalize(), "f"): f"{name} sul criterio {criterion.code}"
            for coefficient, name, _text in DEFAULT_LEVELS
        }
        criterion.save()
    return call


def test_a_plan_that_names_another_instrument_is_a_warning() -> None:
    call = make_call(objective=make_plan().objectives.get(code="SP1.3"))
    assert gaps(call, DRAFTED) == []
    (said,) = [str(words) for words in warnings(described(call), DRAFTED)]
    assert "appalto" in said
    assert "TAR Abruzzo 368/2023" in said


def test_a_missing_cap_and_no_substitution_are_warnings() -> None:
    assert warnings(described(make_call()), DRAFTED) == []
    call = make_call(code="C-2", indirect_costs_max_pct=None, substitution_states=[])
    assert len(warnings(described(call), DRAFTED)) == 2


def test_a_seat_in_a_criterion_is_a_finding_with_its_proposal_that_stops_nothing() -> None:
    criteria = [*CRITERIA[:3], {**CRITERIA[3], "text": "Sede legale nel territorio"}, *CRITERIA[4:]]
    call = make_call(criteria=criteria)
    assert gaps(call, DRAFTED) == []
    (found,) = findings(call)
    assert (found.criterion, found.word, found.blocking) == ("D", "Sede legale", False)
    assert str(found.instead) == "Rete e radicamento nella comunità"
    assert "giudici censurano le clausole territoriali" in str(found.reason)


def foreseen(month: int, day: int) -> datetime:
    """Noon in Rome, 2026: a term that the draft foresees."""
    return datetime(2026, month, day, 12, tzinfo=ROME)


@pytest.mark.parametrize(
    ("region", "last_short", "first_long"), [("Lombardia", (2, 11), (2, 12)), ("Toscana", (2, 20), (2, 23))]
)
def test_a_foreseen_term_below_the_minimum_of_the_region_is_a_gap(
    region: str, last_short: tuple[int, int], first_long: tuple[int, int]
) -> None:
    wanted = {"service_management": "Sì.", "consultation": "No.", "non_ets_roles": "Sostenitori."}
    call = make_call(planned_deadline=foreseen(*last_short), planned_questions_deadline=None, **wanted)
    SocialDistrict.objects.update(region=region)
    (gap,) = gaps(Call.objects.get(pk=call.pk), DRAFTED)
    assert (gap.field, gap.letter) == ("planned_deadline", "f")
    assert gap.norm
    assert "Se l’avviso esce il 2 febbraio 2026, non prima di" in str(gap.why)
    call = Call.objects.get(pk=call.pk)
    call.planned_deadline = foreseen(*first_long)
    assert gaps(call, DRAFTED) == []


def test_a_foreseen_term_under_fifteen_days_is_a_warning_and_so_is_none() -> None:
    call = described(make_call(planned_deadline=foreseen(2, 16), planned_questions_deadline=None))
    (said,) = [str(words) for words in warnings(call, DRAFTED)]
    assert "meno di 15 giorni" in said
    call.planned_deadline = foreseen(2, 17)
    assert warnings(call, DRAFTED) == []
    call.planned_deadline = None
    (said,) = [str(words) for words in warnings(call, DRAFTED)]
    assert "Non hai ancora previsto il termine" in said


def test_questions_must_end_before_applications() -> None:
    (gap,) = gaps(make_call(planned_questions_deadline=DEADLINE), DRAFTED)
    assert (gap.field, gap.letter) == ("planned_questions_deadline", "f")


def test_a_region_that_wants_more_makes_it_a_gap_with_its_norm() -> None:
    call = make_call(planned_deadline=None, planned_questions_deadline=None)
    assert gaps(call, DRAFTED) == []
    SocialDistrict.objects.update(region="Toscana")
    found = gaps(Call.objects.get(pk=call.pk), DRAFTED)
    assert [gap.field for gap in found] == [
        "non_ets_roles",
        "planned_deadline",
        "service_management",
        "consultation",
    ]
    assert {str(gap.norm) for gap in found} == {"art. 13, l.r. Toscana 65/2020"}


def test_a_cig_regime_that_is_not_admitted_any_more_is_a_gap() -> None:
    call = make_call()
    AdmittedCig.objects.filter(regime="TRACEABILITY_ONLY").update(admitted=False)
    (gap,) = gaps(call, DRAFTED)
    assert (gap.field, gap.letter) == ("cig_regime", "d")
    assert "oggi non è ammesso" in str(gap.label)


def test_levels_that_the_avviso_does_not_describe_are_a_warning_that_names_the_criteria() -> None:
    call = make_call()
    assert any("criteri: A, B, C, D, E, F" in str(words) for words in warnings(call, DRAFTED))
    described(call)
    assert not any("livelli" in str(words) for words in warnings(call, DRAFTED))
    one = call.criteria.get(code="C")
    one.levels.pop("0.5")
    one.save()
    assert any("criteri: C)" in str(words) for words in warnings(call, DRAFTED))


def test_two_levels_with_the_same_words_stop_the_avviso() -> None:
    call = described(make_call())
    one = call.criteria.get(code="C")
    one.levels["0.75"] = one.levels["1"].upper()
    one.save()
    (gap,) = gaps(call, DRAFTED)
    assert str(gap.label) == "Criterio C: due livelli hanno la stessa descrizione"


def test_who_scores_and_who_sees_the_sheets_is_said_or_the_avviso_stops() -> None:
    call = make_call(scoring_mode="", sheets_shown="")
    assert [gap.field for gap in gaps(call, DRAFTED)] == ["scoring_mode"]
    call.scoring_mode = "INDIVIDUAL"
    assert [gap.field for gap in gaps(call, DRAFTED)] == ["sheets_shown"]
    call.scoring_mode = "COLLEGIAL"
    assert gaps(call, DRAFTED) == []


def test_the_checklist_costs_the_same_whatever_the_criteria(django_assert_num_queries: Any) -> None:
    few = make_call(criteria=[{"code": "A", "text": "Qualità", "max_points": Decimal(100)}], tie_break=["A"])
    many = make_call(code="C-2")
    for call in (few, many):
        fresh = Call.objects.get(pk=call.pk)
        with django_assert_num_queries(6):
            gaps(fresh, DRAFTED)
