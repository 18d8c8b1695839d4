# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Revocation and annulment: reasoned, published, and the second within the months of the law."""

from datetime import date, datetime
from typing import Any

import pytest

from coprogettazione.calls.models import Call, CallState
from coprogettazione.calls.queries import add_months
from coprogettazione.calls.services import annul_call, revoke_call
from coprogettazione.documents.models import Paper, PaperKind
from coprogettazione.notifications.models import Message
from coprogettazione.records.refusals import Invalid, NotAllowed
from tests.factories.calls import ROME, make_call

pytestmark = pytest.mark.django_db
DURING = datetime(2026, 2, 10, 10, 0, tzinfo=ROME)
REASONS = "Il finanziamento regionale è stato revocato e il servizio non si può più sostenere."


def ended(deed: Any, call: Call, at: datetime = DURING, **changed: Any) -> Call:
    """Revoked or annulled, with these arguments changed."""
    given: dict[str, Any] = {
        "reason_code": "PUBLIC_INTEREST" if deed is revoke_call else "BREACH_OF_LAW",
        "reasons": REASONS,
        "act_number": "50/2026",
        "act_date": at.date(),
        "by": call.executive_officer,
        "at": at,
    }
    return deed(call=call, **{**given, **changed})


def test_a_revocation_ends_the_procedure_with_a_published_act_and_a_message() -> None:
    call = ended(revoke_call, make_call("PUBLISHED"))
    assert (call.state, call.concluded_at) == (CallState.REVOKED, DURING)
    act = call.acts.get(deed="revoke_call")
    assert (act.reason_code, act.reasons) == ("PUBLIC_INTEREST", REASONS)
    paper = Paper.objects.get(kind=PaperKind.EXECUTIVE_ACT)
    assert paper.published_at == DURING
    assert Message.objects.filter(key__startswith="call_ended").exists()


def test_the_revocation_of_an_avviso_never_published_stays_in_the_dossier() -> None:
    ended(revoke_call, make_call("AUTHORISED"))
    assert Paper.objects.get(kind=PaperKind.EXECUTIVE_ACT).published_at is None


def test_a_draft_has_nothing_to_revoke() -> None:
    with pytest.raises(NotAllowed):
        ended(revoke_call, make_call())


@pytest.mark.parametrize("deed", [revoke_call, annul_call])
@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"reason_code": "BOH"}, "reason_code"),
        ({"reasons": "Perché sì."}, "reasons"),
        ({"act_number": ""}, "act_number"),
    ],
)
def test_an_end_is_reasoned_and_has_its_act(deed: Any, changed: dict[str, Any], field: str) -> None:
    call = make_call("PUBLISHED")
    with pytest.raises(Invalid) as refused:
        ended(deed, call, **changed)
    assert set(refused.value.fields) == {field}
    call.refresh_from_db()
    assert call.state == CallState.PUBLISHED


@pytest.mark.parametrize(
    ("state", "accepted"),
    [("PUBLISHED", True), ("TABLE_CONCLUDED", True), ("APPROVED", False), ("EXECUTION", False)],
)
def test_a_second_thought_is_a_reason_only_until_an_advantage_is_granted(state: str, accepted: bool) -> None:
    call = make_call("PUBLISHED")
    Call.objects.filter(pk=call.pk).update(state=state)
    if accepted:
        assert ended(revoke_call, call, reason_code="NEW_ASSESSMENT").state == CallState.REVOKED
        return
    with pytest.raises(Invalid, match="una semplice nuova valutazione non basta") as refused:
        ended(revoke_call, call, reason_code="NEW_ASSESSMENT")
    assert str(refused.value.law) == "art. 21-quinquies, l. 241/1990"


def test_an_annulment_is_possible_until_the_last_day_of_the_sixth_month() -> None:
    # The determina was adopted on 29 January 2026.
    call = make_call("PUBLISHED")
    with pytest.raises(Invalid, match="si poteva fino al 29 luglio 2026") as refused:
        ended(annul_call, call, at=datetime(2026, 7, 30, 0, 0, tzinfo=ROME))
    assert str(refused.value.law) == "art. 21-nonies, l. 241/1990"
    last_second = datetime(2026, 7, 29, 23, 59, 59, tzinfo=ROME)
    assert ended(annul_call, call, at=last_second).state == CallState.ANNULLED


def test_only_an_act_that_is_in_the_dossier_is_annulled() -> None:
    call = make_call("PUBLISHED")
    for deed_name in ("approve_project", "publish_call"):
        with pytest.raises(Invalid, match="Questo atto non c’è nel fascicolo"):
            ended(annul_call, call, annulled_deed=deed_name)


@pytest.mark.parametrize(
    ("start", "months", "end"),
    [
        (date(2026, 8, 31), 6, date(2027, 2, 28)),
        (date(2026, 1, 29), 6, date(2026, 7, 29)),
        (date(2025, 12, 18), 12, date(2026, 12, 18)),
    ],
)
def test_months_end_on_the_same_day_or_on_the_last_of_the_month(start: date, months: int, end: date) -> None:
    assert add_months(start, months) == end
