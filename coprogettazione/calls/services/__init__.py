# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What happens to a call: the only writers of this chapter."""

from django.apps import apps
from django.db.models.signals import post_migrate

from coprogettazione.calls.services.acts import keep_act, need_reasons
from coprogettazione.calls.services.audit import end_audit, grant_audit
from coprogettazione.calls.services.drafting import draft_call, save_call_draft, save_criteria
from coprogettazione.calls.services.ending import annul_call, revoke_call
from coprogettazione.calls.services.form import save_call_form, undo_call_form
from coprogettazione.calls.services.opening import (
    NotReady,
    authorise_call,
    declare_officer_conflicts,
    replace_procedure_officer,
)
from coprogettazione.calls.services.parameters import seed_parameters
from coprogettazione.calls.services.publication import close_call, extend_deadline, publish_call
from coprogettazione.calls.services.questions import answer_question, ask_question

__all__ = [
    "NotReady",
    "annul_call",
    "answer_question",
    "ask_question",
    "authorise_call",
    "close_call",
    "declare_officer_conflicts",
    "draft_call",
    "end_audit",
    "extend_deadline",
    "grant_audit",
    "keep_act",
    "need_reasons",
    "publish_call",
    "replace_procedure_officer",
    "revoke_call",
    "save_call_draft",
    "save_call_form",
    "save_criteria",
    "seed_parameters",
    "undo_call_form",
]

post_migrate.connect(
    seed_parameters, sender=apps.get_app_config("coprogettazione"), dispatch_uid="calls.parameters"
)
