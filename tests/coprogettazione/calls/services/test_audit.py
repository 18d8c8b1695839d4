# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Opening one dossier to an auditor from outside, for a time."""

from datetime import date, datetime

import pytest

from coprogettazione.calls.models import Call
from coprogettazione.calls.services import end_audit, grant_audit
from coprogettazione.records.refusals import Invalid
from coprogettazione.records.rights import may
from tests.factories.calls import ROME, make_call
from tests.factories.parties import make_user

pytestmark = pytest.mark.django_db
MORNING = datetime(2026, 2, 2, 8, 0, tzinfo=ROME)
LAST_SECOND = datetime(2026, 2, 9, 23, 59, 59, tzinfo=ROME)
NEXT_DAY = datetime(2026, 2, 10, 0, 0, tzinfo=ROME)


def test_a_grant_opens_that_dossier_alone_until_its_last_second() -> None:
    call, other = make_call(), make_call(code="C-2")
    auditor = make_user("Olga", "Pace")
    grant_audit(
        call=call,
        user=auditor,
        reason="revisione 2026",
        valid_to=date(2026, 2, 9),
        by=call.executive_officer,
        at=MORNING,
    )
    assert may(auditor, "read_case_file", call, LAST_SECOND)
    assert not may(auditor, "read_case_file", call, NEXT_DAY)
    assert not may(auditor, "read_case_file", other, LAST_SECOND)
    assert list(Call.objects.visible_to(auditor, LAST_SECOND)) == [call]
    assert list(Call.objects.visible_to(auditor, NEXT_DAY)) == []


def test_a_grant_is_renewed_and_taken_away() -> None:
    call, auditor = make_call(), make_user("Olga", "Pace")
    executive = call.executive_officer
    for day in (9, 20):
        grant_audit(
            call=call, user=auditor, reason="revisione", valid_to=date(2026, 2, day), by=executive, at=MORNING
        )
    assert call.grants.get().valid_to == date(2026, 2, 20)
    end_audit(call=call, user=auditor, by=executive, at=MORNING)
    assert not may(auditor, "read_case_file", call, MORNING)
    with pytest.raises(Invalid, match="non ha un accesso"):
        end_audit(call=call, user=auditor, by=executive, at=MORNING)


@pytest.mark.parametrize(
    ("reason", "valid_to", "field"),
    [(" ", date(2026, 2, 9), "reason"), ("revisione", date(2026, 2, 1), "valid_to")],
)
def test_a_grant_has_a_reason_and_an_end_to_come(reason: str, valid_to: date, field: str) -> None:
    call = make_call()
    with pytest.raises(Invalid) as refused:
        grant_audit(
            call=call,
            user=make_user("Olga", "Pace"),
            reason=reason,
            valid_to=valid_to,
            by=call.executive_officer,
            at=MORNING,
        )
    assert set(refused.value.fields) == {field}
