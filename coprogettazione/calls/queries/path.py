# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The path of a procedure: one list of stretches, which the public page, the dossier and the flows share."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from coprogettazione.calls.lifecycle import AT_THE_TABLE
from coprogettazione.calls.models import Call, CallState, SelectionMode
from coprogettazione.records.models import Entry
from coprogettazione.records.refusals import Words
from coprogettazione.wording import day, moment


@dataclass(frozen=True)
class Stretch:
    """A stretch of the path.

    `step` is the public step it belongs to (six, for citizens); `states` are those in which one walks it;
    `deeds` are the steps of the flows in their order, and the last one ends the stretch
    (tests/workflows/test_path.py compares them with the flows).
    """

    title: Words
    step: str
    states: tuple[CallState, ...]
    deeds: tuple[str, ...]


PATH: tuple[Stretch, ...] = (
    Stretch(
        _("Avviso"),
        "decision",
        (CallState.DRAFT, CallState.AUTHORISED),
        ("declare_officer_conflicts", "authorise_call", "publish_call"),
    ),
    Stretch(_("Domande"), "applications", (CallState.PUBLISHED,), ("close_call",)),
    Stretch(
        _("Requisiti"),
        "admissibility",
        (CallState.ADMISSIBILITY,),
        ("open_applications", "appoint_committee"),
    ),
    Stretch(
        _("Valutazione"),
        "evaluation",
        (CallState.COMMITTEE, CallState.EVALUATION),
        ("declare_conflicts", "open_evaluation", "close_score_sheet", "close_evaluation"),
    ),
    Stretch(_("Ammissione"), "evaluation", (), ("admit_applications",)),
    Stretch(
        _("Tavolo"),
        "table",
        AT_THE_TABLE,
        ("open_table", "conclude_table"),
    ),
    Stretch(_("Approvazione"), "agreement", (CallState.TABLE_CONCLUDED,), ("approve_project",)),
    Stretch(
        _("Convenzione"),
        "agreement",
        (CallState.APPROVED, CallState.SIGNED),
        ("send_for_signature", "sign_agreement", "publish_agreement", "start_execution"),
    ),
    Stretch(
        _("Realizzazione"),
        "agreement",
        (CallState.EXECUTION, CallState.TABLE_REOPENED),
        (
            "set_monitoring_plan",
            "review_expense_report",
            "order_payment",
            "record_recovery",
            "approve_final_report",
        ),
    ),
)


def public_step(call: Call) -> str:
    """The step at which citizens see the procedure; "" when it ended, whatever the end."""
    return next((stretch.step for stretch in PATH if call.state in stretch.states), "")


def path_of(call: Call) -> list[dict[str, str]]:
    """The stretches as the tag `path` draws them; those behind us say when they ended. One query.

    The first stretch whose last deed is not in the register is where we are, unless the procedure ended.
    """
    stretches = [
        stretch
        for stretch in PATH
        if call.selection_mode != SelectionMode.OPEN_TABLE or CallState.EVALUATION not in stretch.states
    ]
    ended = dict(
        Entry.objects.filter(case_file=call, deed__in=[stretch.deeds[-1] for stretch in stretches])
        .order_by("seq")
        .values_list("deed", "at")
    )
    here = max((i for i, stretch in enumerate(stretches) if stretch.deeds[-1] in ended), default=-1) + 1
    goes_on = public_step(call) != ""
    path = []
    for index, stretch in enumerate(stretches):
        text = ""
        if index < here and stretch.deeds[-1] in ended:
            text = day(ended[stretch.deeds[-1]])
        elif index == here and call.state == CallState.PUBLISHED and call.deadline:
            text = _("fino a %(when)s") % {"when": moment(call.deadline, year=False)}
        state = "done" if index < here else "now" if index == here and goes_on else ""
        path.append({"title": str(stretch.title), "text": str(text), "state": state})
    return path
