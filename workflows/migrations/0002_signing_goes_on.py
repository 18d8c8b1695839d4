# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Who was signing when the flow of an agreement changed goes on signing: nobody sends the text again.

All signatures were one step of the agreement's flow; now each has a flow of its own, and the agreement waits until
they are all there (`workflows/signing.py`). The rows are written as the flows write them, and not by the flows: a
migration says the same whatever they become.
"""

from typing import Any, ClassVar

from django.db import migrations
from django.utils import timezone

AGREEMENT, SIGNATURE = "workflows/agreement.AgreementFlowV1", "workflows/signing.SignatureFlowV1"
OPEN = ("NEW", "ASSIGNED")


def go_on(apps: Any, schema_editor: Any) -> None:
    """Take the old step off the desks, wait for the signatures, ask for each that is missing or is not decided."""
    Process, Task = apps.get_model("viewflow", "Process"), apps.get_model("viewflow", "Task")
    Agreement = apps.get_model("coprogettazione", "Agreement")
    now = timezone.now()
    # The names of the flows are asked for and never read: the step is in no flow any more.
    waiting = Task.objects.filter(flow_task=f"{AGREEMENT}.sign_agreement", status__in=OPEN).defer("flow_task")
    for process in Process.objects.filter(pk__in=waiting.values("process")).defer("flow_class"):
        tasks = list(waiting.filter(process=process).order_by("pk"))
        agreement = Agreement.objects.select_related("call").get(pk=process.artifact_object_id)
        waits = Task.objects.create(
            process=process,
            flow_task=f"{AGREEMENT}.signatures_collected",
            flow_task_type="EVENT",
            status="NEW",
            created=tasks[0].created,
            token=tasks[0].token,
            data={"row": agreement.pk, "about": ""},
        )
        waits.previous.set(tasks[0].previous.all())
        Task.objects.filter(pk__in=[task.pk for task in tasks]).update(status="CANCELED", finished=now)
        _ask_each(apps, agreement, process, tasks[0].created)


def _ask_each(apps: Any, agreement: Any, process: Any, since: Any) -> None:
    Process, Task = apps.get_model("viewflow", "Process"), apps.get_model("viewflow", "Task")
    kinds = apps.get_model("contenttypes", "ContentType").objects
    slots = apps.get_model("coprogettazione", "SignatureSlot").objects.filter(
        round__agreement=agreement, round__state="OPEN", state__in=("AWAITED", "UNVERIFIABLE")
    )
    place, _made = kinds.get_or_create(app_label="coprogettazione", model="signatureslot")
    body, _made = kinds.get_or_create(app_label="coprogettazione", model="organisation")
    call = agreement.call
    for slot in slots.select_related("round", "party__organisation").order_by("place", "pk"):
        own = Process.objects.create(
            flow_class=SIGNATURE,
            status="NEW",
            created=since,
            artifact_content_type=place,
            artifact_object_id=slot.pk,
            seed_content_type_id=process.seed_content_type_id,
            seed_object_id=process.seed_object_id,
            data={},
        )
        start = Task.objects.create(
            process=own,
            flow_task=f"{SIGNATURE}.start",
            flow_task_type="START",
            status="DONE",
            created=since,
            started=since,
            finished=since,
        )
        party = slot.party
        asked: dict[str, Any] = {"step": "sign_agreement", "scheduled": slot.round.due_at}
        if slot.state == "UNVERIFIABLE":
            asked = {"step": "accept_signature", "owner": call.procedure_officer_id}
        elif party.organisation_id == call.lead_authority_id and party.signatory_id == call.executive_officer_id:
            asked["owner"] = call.executive_officer_id
        desk: dict[str, Any] = {"status": "ASSIGNED", "owner_id": asked["owner"]} if "owner" in asked else {
            "status": "NEW",
            "owner_permission": "LEGAL_REPRESENTATIVE",
            "owner_permission_content_type": body,
            "owner_permission_obj_pk": str(party.organisation_id),
        }
        Task.objects.create(
            process=own,
            flow_task=f"{SIGNATURE}.{asked['step']}",
            flow_task_type="HUMAN",
            created=since,
            scheduled=asked.get("scheduled"),
            data={"row": agreement.pk, "about": party.organisation.short_name or party.organisation.name},
            **desk,
        ).previous.add(start)


class Migration(migrations.Migration):
    """After the signatures have become rounds, whose places the new flows are bound to."""

    dependencies: ClassVar = [
        ("workflows", "0001_inbox_indexes"),
        ("coprogettazione", "0027_accordi"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("viewflow", "0015_task_scheduled"),
    ]
    operations: ClassVar = [migrations.RunPython(go_on, migrations.RunPython.noop)]
