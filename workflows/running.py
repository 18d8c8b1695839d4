# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Which flows run, for a dossier or for one of its rows, and how they are stopped."""

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model, Q, QuerySet
from django.utils import timezone
from viewflow.workflow.models import Process, Task
from viewflow.workflow.status import PROCESS, STATUS

from coprogettazione.agreements.models import Agreement, SignatureSlot, SigningRound
from workflows.nodes import OPEN


def flows_of(case_file: Model) -> QuerySet[Process]:
    """The flows of a dossier, whatever row each is bound to."""
    kind = ContentType.objects.get_for_model(case_file)
    return Process.objects.filter(seed_content_type=kind, seed_object_id=case_file.pk)


def flows_about(artifact: Model) -> QuerySet[Process]:
    """The flows bound to one row."""
    kind = ContentType.objects.get_for_model(artifact)
    return Process.objects.filter(artifact_content_type=kind, artifact_object_id=artifact.pk)


def flows_of_agreements(agreements: QuerySet[Agreement]) -> QuerySet[Process]:
    """The flows of agreements and of what hangs on them: places to sign, rounds."""
    rows: dict[type[Model], QuerySet[Any]] = {
        Agreement: agreements,
        SignatureSlot: SignatureSlot.objects.filter(round__agreement__in=agreements.values("pk")),
        SigningRound: SigningRound.objects.filter(agreement__in=agreements.values("pk")),
    }
    found = Q()
    for model, of_them in rows.items():
        kind = ContentType.objects.get_for_model(model)
        found |= Q(artifact_content_type=kind, artifact_object_id__in=of_them.values("pk"))
    return Process.objects.filter(found)


def stop(running: QuerySet[Process]) -> None:
    """Stop these flows, with the tasks that wait in them."""
    now = timezone.now()
    Task.objects.filter(process__in=running, status__in=OPEN).update(status=STATUS.CANCELED, finished=now)
    running.update(status=PROCESS.CANCELED, finished=now)
