# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""A platform that kept signed copies without checking them: they become a round, and the office decides on them."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from coprogettazione.agreements.models import (
    Agreement,
    RoundState,
    SignatureSlot,
    SignatureState,
    SigningRound,
)
from coprogettazione.agreements.queries import parties_of, signing_of
from coprogettazione.agreements.services import accept_signature
from tests.factories.agreements import SIGNED, make_agreement
from tests.factories.calls import make_officer
from tests.factories.parties import make_legal_representative
from tests.factories.tables import lanterna

pytestmark = pytest.mark.django_db(transaction=True)
BEFORE = [("coprogettazione", "0026_firme")]


@pytest.fixture
def migrations() -> Iterator[MigrationExecutor]:
    """The migrations, brought back to the last whatever happens."""
    yield MigrationExecutor(connection)
    executor = MigrationExecutor(connection)
    executor.migrate(executor.loader.graph.leaf_nodes())


def test_a_copy_that_nobody_checked_waits_for_the_office(migrations: Any) -> None:
    agreement = make_agreement("SIGNING")
    assert agreement.to_sign is not None
    SignatureSlot.objects.all().delete()
    SigningRound.objects.all().delete()
    migrations.migrate(BEFORE)
    old = migrations.loader.project_state(BEFORE).apps
    for party in old.get_model("coprogettazione", "AgreementParty").objects.filter(agreement_id=agreement.pk):
        came = (
            {
                "state": "UPLOADED",
                "file_id": agreement.to_sign.file_id,
                "uploaded_by_id": make_legal_representative(lanterna()).pk,
                "uploaded_at": SIGNED,
            }
            if party.organisation_id == lanterna().pk
            else {}
        )
        old.get_model("coprogettazione", "SignatureSlot").objects.create(party=party, **came)
    executor = MigrationExecutor(connection)
    executor.migrate(executor.loader.graph.leaf_nodes())

    agreement = Agreement.objects.get(pk=agreement.pk)
    signing = signing_of(agreement)
    assert signing is not None
    assert (signing.round.state, signing.round.paper) == (RoundState.OPEN, agreement.to_sign)
    assert [slot.party for slot in signing.slots] == list(parties_of(agreement))
    (kept,) = signing.to_look_at
    assert kept.findings == ["Caricata quando la piattaforma non controllava ancora le firme."]
    slot = accept_signature(
        agreement=agreement,
        organisation=lanterna(),
        verified_where="servizio di verifica del gestore",
        reasons="Verificata a mano quando è arrivata.",
        by=make_officer(),
        at=SIGNED,
    )
    assert slot.state == SignatureState.ACCEPTED
