# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""How each deed is reached: the form that does it, or the page where it is done."""

from collections.abc import Callable
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from typing import Any, get_type_hints

from django.db.models import Model
from django.urls import reverse

from coprogettazione.agreements.models import SignatureSlot, SigningRound
from coprogettazione.apps import CHAPTERS
from coprogettazione.records.deeds import DEEDS
from coprogettazione.records.forms import DeedForm

#: Deeds done on a page of their own chapter rather than on the plain form: address from (dossier code, row
#: id).
PAGES: dict[str, Callable[[str, int], str]] = {
    "answer_access": lambda code, pk: reverse("calls:access_request", args=[code, pk]),
    "oppose_access": lambda code, pk: reverse("calls:access_request", args=[code, pk]),
    "authorise_call": lambda code, pk: reverse("calls:desk", args=[code]),
    "declare_deserted": lambda code, pk: reverse("applications:call_act", args=[code, "deserto"]),
    "submit_application": lambda code, pk: reverse("applications:check", args=[pk]),
    "check_admissibility": lambda code, pk: reverse("applications:requirements", args=[pk]),
    "answer_cure": lambda code, pk: reverse("applications:cure", args=[pk]),
    "resolve_reserve": lambda code, pk: reverse("applications:office_act", args=[pk, "riserva"]),
    "resolve_cure": lambda code, pk: reverse("applications:resolve", args=[pk]),
    "appoint_committee": lambda code, pk: reverse("evaluation:appoint", args=[code]),
    "hold_draw": lambda code, pk: reverse("evaluation:draw", args=[code]),
    "declare_conflicts": lambda code, pk: reverse("evaluation:declare", args=[code]),
    "open_evaluation": lambda code, pk: reverse("evaluation:open", args=[code]),
    "close_score_sheet": lambda code, pk: reverse("evaluation:committee", args=[code]),
    "take_position": lambda code, pk: reverse("evaluation:sheet", args=[pk]),
    "start_committee_session": lambda code, pk: reverse("evaluation:start_session", args=[code]),
    "end_committee_session": lambda code, pk: reverse("evaluation:end_session", args=[code, pk]),
    "approve_committee_minutes": lambda code, pk: reverse("evaluation:approve_session", args=[code, pk]),
    "dissent_from_committee_minutes": lambda code, pk: reverse("evaluation:dissent", args=[code, pk]),
    "close_committee_minutes": lambda code, pk: reverse("evaluation:close_minutes", args=[code, pk]),
    "close_evaluation": lambda code, pk: reverse("evaluation:close", args=[code]),
    "admit_applications": lambda code, pk: reverse("evaluation:admit", args=[code]),
    "observe_exclusion": lambda code, pk: reverse("evaluation:exclusion", args=[pk]),
    "exclude_admitted": lambda code, pk: reverse("evaluation:exclusion", args=[pk]),
    "scroll_ranking": lambda code, pk: reverse("evaluation:scroll", args=[code]),
    "convene_session": lambda code, pk: reverse("tables:convene", args=[code]),
    "record_attendance": lambda code, pk: reverse("tables:sessions", args=[code]),
    "draft_minutes": lambda code, pk: reverse("tables:sessions", args=[code]),
    "circulate_minutes": lambda code, pk: reverse("tables:sessions", args=[code]),
    "approve_minutes": lambda code, pk: reverse("tables:sessions", args=[code]),
    "freeze_minutes": lambda code, pk: reverse("tables:sessions", args=[code]),
    "finish_task": lambda code, pk: reverse("tables:finish_task", args=[pk]),
    "approve_project": lambda code, pk: reverse("agreements:approve", args=[code]),
    "send_for_signature": lambda code, pk: reverse("agreements:send", args=[pk]),
    "publish_agreement": lambda code, pk: reverse("agreements:publish", args=[pk]),
    "start_execution": lambda code, pk: reverse("agreements:start", args=[pk]),
    "sign_agreement": lambda code, pk: reverse("agreements:sign", args=[pk]),
    "accept_signature": lambda code, pk: reverse("agreements:signatures", args=[pk]),
    "renew_signing_term": lambda code, pk: reverse("agreements:signatures", args=[pk]),
    "set_monitoring_plan": lambda code, pk: reverse("monitoring:plan", args=[pk]),
    "submit_expense_report": lambda code, pk: reverse("monitoring:report", args=[pk]),
    "review_expense_report": lambda code, pk: reverse("monitoring:report", args=[pk]),
    "resume_review": lambda code, pk: reverse("monitoring:report", args=[pk]),
    "answer_clarification": lambda code, pk: reverse("monitoring:report", args=[pk]),
}


def deed_forms() -> dict[str, type[DeedForm]]:
    """Every chapter's form for a deed, by the deed's name."""
    for chapter in CHAPTERS:
        module = f"coprogettazione.{chapter}.forms"
        if find_spec(module):
            import_module(module)
    found: dict[str, type[DeedForm]] = {}
    waiting = list(DeedForm.__subclasses__())
    while waiting:
        form = waiting.pop()
        waiting.extend(form.__subclasses__())
        if form.deed_name:
            found[form.deed_name] = form
    return found


def step_url(deed: str, code: str, pk: int) -> str:
    """Where a person does this deed on this row of this dossier."""
    if deed in PAGES:
        return PAGES[deed](code, pk)
    return reverse("deed", args=[code, deed, pk])


def row_of(deed: str, artifact: Any) -> int:
    """The row whose page a step opens: the one its flow is bound to or, where the plain form does the deed,
    the one that the deed is done on (the agreement of a report, the dossier of an agreement). A signature is
    given, and decided on, on the page of its agreement.
    """
    if isinstance(artifact, SignatureSlot | SigningRound):
        return int(artifact.agreement.pk)
    subject = deed_subject(deed)
    if deed not in PAGES:
        for row in (artifact, artifact.case_file, getattr(artifact, subject._meta.model_name or "", None)):
            if isinstance(row, subject):
                return int(row.pk)
    return int(artifact.pk)


@cache
def deed_subject(name: str) -> type[Model]:
    """The model on which a deed is done, from the annotation of its subject."""
    deed = DEEDS[name]
    hints = get_type_hints(deed.function)
    model = hints[deed.on]
    assert isinstance(model, type)
    assert issubclass(model, Model)
    return model
