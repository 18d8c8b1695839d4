# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""A platform that is upgraded while signatures are collected under the flow of before: nobody sends the text again."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone
from viewflow.workflow.models import Process, Task

from coprogettazione.agreements.models import Agreement, AgreementState, SignatureSlot, SigningRound
from coprogettazione.agreements.queries import parties_of
from coprogettazione.agreements.services import accept_signature, publish_agreement, start_execution
from coprogettazione.records.deeds import DEEDS
from tests.factories.agreements import PUBLISHED, SIGNED, STARTS_ON, make_agreement, sign_for
from tests.factories.calls import make_executive, make_officer
from tests.factories.parties import make_legal_representative
from tests.factories.tables import authority, casa, lanterna, passi
from tests.workflows.desks import on_the_desk_of
from workflows.signing import SignatureFlowV1

pytestmark = pytest.mark.django_db(transaction=True)
BEFORE = [("workflows", "0001_inbox_indexes"), ("coprogettazione", "0026_firme")]
OLD_STEP = "workflows/agreement.AgreementFlowV1.sign_agreement"


@pytest.fixture
def migrations() -> Iterator[MigrationExecutor]:
    """The migrations, brought back to the last whatever happens."""
    yield MigrationExecutor(connection)
    executor = MigrationExecutor(connection)
    executor.migrate(executor.loader.graph.leaf_nodes())


def asked(person: Any, at: datetime) -> list[str]:
    """What the agreement asks of a person."""
    return [deed for deed in on_the_desk_of(person, at) if DEEDS[deed].on == "agreement"]


def under_the_flow_of_before(migrations: Any) -> Agreement:
    """The agreement at the signature as it was kept and run before there were rounds: La Lanterna has signed."""
    agreement = make_agreement("SIGNING")
    assert agreement.to_sign is not None
    process = Process.objects.get(
        flow_class="workflows/agreement.AgreementFlowV1", artifact_object_id=agreement.pk
    )
    Process.objects.filter(flow_class=SignatureFlowV1).delete()
    waiting = Task.objects.get(process=process, status="NEW")
    sent = list(waiting.previous.all())
    waiting.delete()
    SignatureSlot.objects.all().delete()
    SigningRound.objects.all().delete()
    migrations.migrate(BEFORE)
    old = migrations.loader.project_state(BEFORE).apps
    came = {
        "state": "UPLOADED",
        "file_id": agreement.to_sign.file_id,
        "uploaded_by_id": make_legal_representative(lanterna()).pk,
        "uploaded_at": SIGNED,
    }
    bodies = old.get_model("contenttypes", "ContentType").objects.get(
        app_label="coprogettazione", model="organisation"
    )
    for party in old.get_model("coprogettazione", "AgreementParty").objects.filter(agreement_id=agreement.pk):
        signed = party.organisation_id == lanterna().pk
        old.get_model("coprogettazione", "SignatureSlot").objects.create(
            party=party, **(came if signed else {})
        )
        desk: dict[str, Any] = {
            "owner_permission": "LEGAL_REPRESENTATIVE",
            "owner_permission_content_type": bodies,
            "owner_permission_obj_pk": str(party.organisation_id),
            "status": "NEW",
        }
        if party.organisation_id == authority().pk:
            desk = {"owner_id": make_executive().pk, "status": "ASSIGNED"}
        task = old.get_model("viewflow", "Task").objects.create(
            process_id=process.pk,
            flow_task=OLD_STEP,
            flow_task_type="HUMAN",
            created=SIGNED,
            data={"row": agreement.pk, "about": ""},
            **{**desk, **({"status": "DONE", "finished": timezone.now()} if signed else {})},
        )
        task.previous.set([one.pk for one in sent])
    executor = MigrationExecutor(connection)
    executor.migrate(executor.loader.graph.leaf_nodes())
    return Agreement.objects.get(pk=agreement.pk)


def test_who_had_to_sign_signs_and_the_agreement_goes_on_to_its_beginning(migrations: Any) -> None:
    agreement = under_the_flow_of_before(migrations)
    rows = Task.objects.filter(flow_task=OLD_STEP).defer("flow_task")
    assert sorted(rows.values_list("status", flat=True)) == ["CANCELED", "CANCELED", "CANCELED", "DONE"]
    for person in (make_legal_representative(passi()), make_legal_representative(casa()), make_executive()):
        assert asked(person, SIGNED) == ["sign_agreement"]
    assert asked(make_legal_representative(lanterna()), SIGNED) == []
    assert asked(make_officer(), SIGNED) == ["accept_signature"]

    for party in parties_of(agreement):
        if party.organisation != lanterna():
            sign_for(agreement, party.organisation)
    assert asked(make_executive(), SIGNED) == []
    accept_signature(
        agreement=agreement,
        organisation=lanterna(),
        verified_where="servizio di verifica del gestore",
        reasons="Verificata a mano quando è arrivata.",
        by=make_officer(),
        at=SIGNED,
    )
    agreement = Agreement.objects.get(pk=agreement.pk)
    assert agreement.state == AgreementState.SIGNED
    assert asked(make_officer(), SIGNED) == ["publish_agreement"]
    publish_agreement(agreement=agreement, by=make_officer(), at=PUBLISHED)
    assert asked(make_officer(), PUBLISHED) == ["start_execution"]
    start_execution(agreement=agreement, starts_on=STARTS_ON, by=make_officer(), at=PUBLISHED)
    assert asked(make_officer(), PUBLISHED) == ["set_monitoring_plan"]


def test_the_signatures_are_asked_once_even_if_the_migration_is_run_again(migrations: Any) -> None:
    agreement = under_the_flow_of_before(migrations)
    running = Process.objects.filter(flow_class=SignatureFlowV1, finished__isnull=True)
    assert running.count() == 4
    executor = MigrationExecutor(connection)
    executor.migrate([("workflows", "0001_inbox_indexes")])
    executor = MigrationExecutor(connection)
    executor.migrate(executor.loader.graph.leaf_nodes())
    assert running.count() == 4
    assert agreement.rounds.count() == 1
