# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""A published call and a complete draft on it, copied from a procedure of the demo that went on long ago."""

import secrets
from typing import Any

from config.filing.planting import copied, copies_of

#: What hangs on an application only after it was sent.
AFTERWARDS = {"submissions", "checks", "cures", "eligibility"}


def complete_draft() -> Any:
    """The draft: a body alone, which lacks nothing. Each time a call of its own, open to applications."""
    from django.db import transaction
    from django.utils import timezone

    from coprogettazione.applications.models import Application, ApplicationForm, ApplicationState
    from coprogettazione.applications.queries import what_is_missing

    with transaction.atomic():
        source = (
            Application.objects.filter(form=ApplicationForm.SINGLE, submissions__in_time=True)
            .select_related("call", "lead")
            .order_by("pk")[0]
        )
        call = _open_call(source.call)
        draft = copied(source, call=call, key=None, state=ApplicationState.DRAFT, opened_at=None)
        draft.submitted_at = None
        draft.registry_number = draft.content_hash = draft.protocol_number = ""
        draft.protocol_date = None
        draft.save()
        for relation in Application._meta.related_objects:
            own = relation.related_model.__module__.startswith("coprogettazione.applications")
            if own and relation.name not in AFTERWARDS:
                copies_of(relation, source, draft)
        gaps = what_is_missing(draft, timezone.now())
        assert not gaps, f"the draft lacks {[gap.short for gap in gaps]}"
    return draft


def _open_call(source: Any) -> Any:
    """The same call, published and not yet closed, with the flow that waits for its term."""
    from viewflow.workflow.models import Task

    from coprogettazione.calls.models import Call, CallState
    from workflows.call import CallFlowV1
    from workflows.engine import cancel
    from workflows.running import flows_about

    call = copied(source, code=f"PROVA-{secrets.token_hex(3)}", state=CallState.PUBLISHED, closed_at=None)
    call.save()
    for relation in Call._meta.related_objects:
        if relation.related_model.__module__.startswith("coprogettazione.calls"):
            copies_of(relation, source, call)
    for kind in Call._meta.local_many_to_many:
        getattr(call, kind.name).set(getattr(source, kind.name).all())
    CallFlowV1.start.run(artifact=call, case_file=call)
    waiting = Task.objects.get(process__in=flows_about(call), status__in=("NEW", "ASSIGNED"))
    with waiting.activation() as activation:
        cancel(waiting)
        activation.leap(CallFlowV1.instance.node("close_call"))
    return call
