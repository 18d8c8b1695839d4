# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""TAR Napoli 6656/2025: a group wanted to replace a partner, with a body already in another group, before the
avviso allowed it. A substitution is possible in the states the avviso names, with a body of no other group.
"""

from typing import Any

import pytest

from coprogettazione.applications.models import Application, Member
from coprogettazione.applications.services import withdraw_member
from coprogettazione.calls.models import Call, CallState
from tests.factories.applications import CHECKED, admit, make_application, open_all
from tests.factories.calls import make_call, make_officer
from tests.factories.parties import make_ets, make_legal_representative
from tests.story.doors import deed_page, send

pytestmark = pytest.mark.django_db


def a_group_that_lost_a_partner(*states: str) -> Application:
    call = make_call(CallState.PUBLISHED, substitution_states=list(states))
    application = make_application(call, "ets1", "ets2")
    make_application(call, "ets4")
    open_all(call)
    admit(application)
    partner = make_ets("ets2")
    withdraw_member(
        application=application,
        organisation=partner,
        reason="Passi Insieme non ha più operatori.",
        by=make_legal_representative(partner),
        at=CHECKED,
    )
    return application


def substitute(application: Application, key: str) -> tuple[int, str]:
    typed: dict[str, Any] = {
        "leaving": make_ets("ets2").pk,
        "entering": make_ets(key).codice_fiscale,
        "reason": "Il Ponte prende le attività di Passi Insieme.",
    }
    address = deed_page(application.call, "substitute_member", application)
    return send(make_officer(), address, CHECKED, **typed)


def inside(application: Application) -> set[str]:
    members = Member.objects.filter(application=application, left_at__isnull=True)
    return {member.organisation.known_as for member in members}


def test_before_the_state_that_the_avviso_names_nobody_enters() -> None:
    application = a_group_that_lost_a_partner(CallState.TABLE_OPEN)
    status, said = substitute(application, "ets3")
    assert status == 422
    assert "L’avviso non ammette di sostituire un partner nello stato" in said
    assert "TAR Napoli 6656/2025" in said
    assert inside(application) == {"La Lanterna"}


def test_a_body_of_another_group_does_not_enter_even_where_the_avviso_allows_it() -> None:
    application = a_group_that_lost_a_partner(CallState.ADMISSIBILITY)
    status, said = substitute(application, "ets4")
    assert status == 422
    assert "Casa Aperta è già in un’altra domanda" in said
    assert inside(application) == {"La Lanterna"}


def test_where_the_avviso_allows_it_a_body_of_no_other_group_enters() -> None:
    application = a_group_that_lost_a_partner(CallState.ADMISSIBILITY)
    status, said = substitute(application, "ets3")
    assert status == 302, said
    assert inside(application) == {"La Lanterna", "Il Ponte"}
    assert Call.objects.get().state == CallState.ADMISSIBILITY
