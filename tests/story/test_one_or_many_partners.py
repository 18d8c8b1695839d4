# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""TAR Umbria 438/2024: whether one partner or several is for the body to choose, before. What the avviso chose is
not changed once it is signed and published.
"""

import pytest
from django.urls import reverse

from coprogettazione.calls.models import CallState, SelectionMode
from coprogettazione.calls.services import save_call_draft
from coprogettazione.records.refusals import NotAllowed
from tests.factories.calls import AUTHORISED, DRAFTED, PUBLISHED, make_call, make_executive, make_officer
from tests.story.doors import deed_page, read, send

pytestmark = pytest.mark.django_db


def test_how_partners_are_chosen_must_be_said_before_the_signature() -> None:
    call = make_call(selection_mode="")
    typed = {"act_number": "31/2026", "act_date": "2026-01-29"}
    status, said = send(make_executive(), deed_page(call, "authorise_call"), AUTHORISED, **typed)
    assert status == 422
    assert "Scegli come si individuano i partner" in said


@pytest.mark.parametrize("state", [CallState.AUTHORISED, CallState.PUBLISHED, CallState.ADMISSIBILITY])
def test_afterwards_nobody_changes_it(state: str) -> None:
    call = make_call(state)
    facts = {"selection_mode": SelectionMode.SINGLE_PARTNER}
    for person in (make_officer(), make_executive()):
        with pytest.raises(NotAllowed):
            save_call_draft(call=call, facts=facts, by=person, at=PUBLISHED)
    address = reverse("calls:section", args=[call.code, "criteri"])
    assert 'name="selection_mode"' not in read(make_officer(), address, PUBLISHED)
    send(make_officer(), address, PUBLISHED, **facts)
    call.refresh_from_db()
    assert call.selection_mode == SelectionMode.THRESHOLD


def test_while_it_is_written_the_body_chooses_freely() -> None:
    call = make_call()
    for mode in (SelectionMode.SINGLE_PARTNER, SelectionMode.OPEN_TABLE, SelectionMode.THRESHOLD):
        save_call_draft(call=call, facts={"selection_mode": mode}, by=make_officer(), at=DRAFTED)
        call.refresh_from_db()
        assert call.selection_mode == mode
