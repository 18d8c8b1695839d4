# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""A member commits itself to a text: when the text changes, it reads what changed and commits itself again."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest

from coprogettazione.applications.models import Application, ApplicationState, Member
from coprogettazione.applications.queries import what_is_missing
from coprogettazione.applications.services import (
    Incomplete,
    confirm_participation,
    save_answer,
    save_requested_grant,
    set_partnership,
    submit_application,
)
from coprogettazione.records.models import Entry
from coprogettazione.records.refusals import AlreadyDone
from tests.factories.applications import STARTED, SUBMITTED, make_application
from tests.factories.parties import make_ets, make_legal_representative

pytestmark = pytest.mark.django_db
LATER = STARTED + timedelta(hours=1)


@pytest.fixture
def complete() -> Application:
    return make_application(None, "ets1", "ets2", state=ApplicationState.DRAFT)


def write(application: Application, body: str, key: str, value: str) -> None:
    organisation = make_ets(body)
    signer = make_legal_representative(organisation)
    save_answer(application=application, organisation=organisation, key=key, value=value, by=signer, at=LATER)


def commits(application: Application, body: str, at: Any = LATER) -> Member:
    organisation = make_ets(body)
    signer = make_legal_representative(organisation)
    return confirm_participation(application=application, organisation=organisation, by=signer, at=at)


def gaps(application: Application) -> list[tuple[str, str]]:
    application.refresh_from_db()
    return [(gap.title, gap.detail) for gap in what_is_missing(application, SUBMITTED)]


def test_a_complete_application_is_committed_to_by_everybody(complete: Application) -> None:
    assert gaps(complete) == []
    with pytest.raises(AlreadyDone, match="ha già preso l’impegno"):
        commits(complete, "ets2")


def test_a_common_text_that_changes_is_named_and_confirmed_again_before_sending(
    complete: Application,
) -> None:
    write(complete, "ets1", "goals", "Altri obiettivi")
    ((title, detail),) = gaps(complete)
    assert title == "Il testo è cambiato dopo l’impegno di Passi Insieme"
    assert "«Obiettivi»" in detail
    signer = make_legal_representative(complete.lead)
    with pytest.raises(Incomplete, match="Il testo è cambiato"):
        submit_application(application=complete, by=signer, at=SUBMITTED)
    before = complete.members.get(organisation=make_ets("ets2")).confirmed_at
    assert before is not None
    assert commits(complete, "ets2").confirmed_at == LATER
    assert gaps(complete) == []
    submit_application(application=complete, by=signer, at=SUBMITTED)


def test_a_text_put_back_as_it_was_asks_nothing(complete: Application) -> None:
    before = complete.answers.get(key="goals").value
    write(complete, "ets1", "goals", "Altri obiettivi")
    write(complete, "ets1", "goals", before)
    assert gaps(complete) == []


def test_what_the_body_writes_of_itself_counts_and_what_others_write_of_themselves_does_not(
    complete: Application,
) -> None:
    write(complete, "ets1", "activities", "Un’altra parte di La Lanterna")
    assert gaps(complete) == []
    write(complete, "ets2", "activities", "Un’altra parte di Passi Insieme")
    assert "«Che cosa fa l’ente nel progetto»" in gaps(complete)[0][1]


def test_another_requested_grant_is_another_commitment_except_for_the_lead(complete: Application) -> None:
    signer = make_legal_representative(complete.lead)
    save_requested_grant(application=complete, amount=complete.requested_grant, by=signer, at=LATER)
    assert gaps(complete) == []
    save_requested_grant(application=complete, amount=Decimal("1000"), by=signer, at=LATER)
    taken = {m.organisation_id: m.confirmed_at for m in complete.members.all()}
    assert taken[complete.lead_id] is not None
    assert taken[make_ets("ets2").pk] is None


def test_another_share_is_another_commitment(complete: Application) -> None:
    set_partnership(
        application=complete,
        form=complete.form,
        members=[
            {"codice_fiscale": make_ets("ets1").codice_fiscale, "share": "60"},
            {"codice_fiscale": make_ets("ets2").codice_fiscale, "share": "40"},
        ],
        by=make_legal_representative(complete.lead),
        at=LATER,
    )
    assert {m.confirmed_at for m in complete.members.all()} == {None}
    assert {str(m.confirmed_items) for m in complete.members.all()} == {"{}"}


def test_a_commitment_without_fingerprints_holds_as_before(complete: Application) -> None:
    for member in complete.members.all():
        member.confirmed_items = {}
        member.save()
    write(complete, "ets1", "goals", "Altri obiettivi")
    assert gaps(complete) == []


def test_the_register_keeps_the_fingerprint_of_what_was_confirmed(complete: Application) -> None:
    first = Entry.objects.filter(deed="confirm_participation").latest("pk").facts
    write(complete, "ets1", "goals", "Altri obiettivi")
    commits(complete, "ets2")
    second = Entry.objects.filter(deed="confirm_participation").latest("pk").facts
    assert len(first["content_hash"]) == 64
    assert first["content_hash"] != second["content_hash"]
    assert "Altri obiettivi" not in str(second)
