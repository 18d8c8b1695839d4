# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The models of avviso that an office keeps, and what a new one starts with."""

from typing import Any

import pytest

from coprogettazione.calls.models import Call, NoticeModel
from coprogettazione.calls.services import COPIED, draft_call, keep_as_model, rename_model, retire_model
from coprogettazione.records.refusals import Invalid, NotAllowed
from tests.factories.calls import CRITERIA, DRAFTED, make_call, make_executive, make_officer, make_operator
from tests.factories.calls_people import DURING
from tests.factories.parties import make_district, make_ets

pytestmark = pytest.mark.django_db
#: What another procedure must write by itself.
NEVER = (
    "cup",
    "cup_exemption",
    "cig_regime",
    "cig",
    "cig_reason",
    "objective",
    "policy_act",
    "public_grant",
    "budget_chapter",
    "budget_booking",
    "starts_on",
    "planned_publication",
    "planned_deadline",
    "planned_questions_deadline",
    "officer_has_conflict",
    "officer_declared_at",
    "authorised_on",
    "published_at",
    "deadline",
)


def kept(**given: Any) -> NoticeModel:
    """PIS-2026 kept as a model."""
    call = given.pop("call", None) or make_call("PUBLISHED")
    return keep_as_model(
        call=call, **{"name": "Prossimità", "by": call.procedure_officer, "at": DURING, **given}
    )


def opened(**given: Any) -> Call:
    """A new dossier, MENSE-2026."""
    district = make_district()
    arguments: dict[str, Any] = {
        "organisation": district.organisation,
        "code": "MENSE-2026",
        "title": "Mense di quartiere",
        "district": district,
        "procedure_officer": make_officer(),
        "executive_officer": make_executive(),
        "by": make_officer(),
        "at": DURING,
    }
    return draft_call(**{**arguments, **given})


def test_a_new_avviso_starts_with_the_texts_and_criteria_of_the_model_and_nothing_that_is_of_one_procedure() -> (
    None
):
    model = kept()
    source = model.made_from
    call = opened(model=model)
    call.refresh_from_db()
    for name in COPIED:
        assert getattr(call, name) == getattr(source, name), name
    assert [(c.code, c.text, c.max_points) for c in call.criteria.all()] == [
        (row["code"], row["text"], row["max_points"]) for row in CRITERIA
    ]
    for name in NEVER:
        assert getattr(call, name) in (None, "", [], False), name
    assert not call.comuni.exists()
    assert (call.code, call.title, call.state) == ("MENSE-2026", "Mense di quartiere", "DRAFT")


def test_a_new_avviso_starts_from_another_one_of_the_body() -> None:
    source = make_call("PUBLISHED")
    call = opened(from_call=source)
    assert (call.purpose, call.cup, call.criteria.count()) == (source.purpose, "", 6)


def test_a_model_does_not_change_with_the_avviso_it_was_made_from() -> None:
    draft = make_call()
    model = kept(call=draft, at=DRAFTED)
    Call.objects.filter(pk=draft.pk).update(purpose="Un’altra finalità.")
    assert (
        opened(model=model).purpose
        == "Dare una prima risposta, entro 24 ore, a chi si trova in emergenza sociale."
    )


def test_a_model_of_another_body_or_out_of_use_starts_nothing() -> None:
    model = kept()
    retire_model(model=model, by=make_operator(), at=DURING)
    with pytest.raises(Invalid) as refused:
        opened(model=model)
    assert set(refused.value.fields) == {"start_from"}
    other = kept(call=make_call(code="C-2"), at=DRAFTED)
    NoticeModel.objects.filter(pk=other.pk).update(organisation=make_ets("ets1"))
    other.refresh_from_db()
    with pytest.raises(Invalid, match="non si può aprire così"):
        opened(model=other)


def test_names_are_one_for_each_model_in_use() -> None:
    model = kept()
    with pytest.raises(Invalid, match="C’è già un modello con questo nome"):
        keep_as_model(call=model.made_from, name=" Prossimità ", by=make_officer(), at=DURING)
    with pytest.raises(Invalid, match="Dai un nome"):
        rename_model(model=model, name=" ", by=make_officer(), at=DURING)
    rename_model(model=model, name="Servizi di prossimità", by=make_officer(), at=DURING)
    again = keep_as_model(call=model.made_from, name="Prossimità", by=make_officer(), at=DURING)
    retire_model(model=again, by=make_officer(), at=DURING)
    keep_as_model(call=model.made_from, name="Prossimità", by=make_officer(), at=DURING)


def test_a_retired_model_is_neither_renamed_nor_retired_again() -> None:
    model = kept()
    retire_model(model=model, by=make_officer(), at=DURING)
    with pytest.raises(NotAllowed, match="è stato ritirato"):
        rename_model(model=model, name="Altro", by=make_officer(), at=DURING)
    with pytest.raises(NotAllowed, match="è stato ritirato"):
        retire_model(model=model, by=make_officer(), at=DURING)
