# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What happens to a call: the only writers of this chapter."""

from django.apps import apps
from django.db.models.signals import post_migrate

from coprogettazione.calls.services.access import (
    hand_over_copy,
    lapse_access,
    lapse_overdue_access,
    register_access_request,
    request_access,
)
from coprogettazione.calls.services.access_answer import answer_access
from coprogettazione.calls.services.access_hearing import (
    notify_counter_interested,
    oppose_access,
    waive_opposition,
)
from coprogettazione.calls.services.acts import (
    adopt_succession,
    keep_act,
    need_act,
    need_reasons,
    need_successor,
)
from coprogettazione.calls.services.audit import end_audit, grant_audit
from coprogettazione.calls.services.changes import AMENDABLE, CORRECTABLE, amend_call, correct_call
from coprogettazione.calls.services.copying import COPIED
from coprogettazione.calls.services.drafting import draft_call, save_call_draft, save_criteria
from coprogettazione.calls.services.ending import annul_call, revoke_call
from coprogettazione.calls.services.form import save_call_form, undo_call_form
from coprogettazione.calls.services.law import set_cig_regime, set_legal_parameter, set_regional_profile
from coprogettazione.calls.services.lots import save_lots
from coprogettazione.calls.services.models import keep_as_model, rename_model, retire_model
from coprogettazione.calls.services.opening import (
    NotReady,
    authorise_call,
    declare_officer_conflicts,
    replace_procedure_officer,
)
from coprogettazione.calls.services.parameters import seed_parameters
from coprogettazione.calls.services.publication import close_call, extend_deadline, publish_call
from coprogettazione.calls.services.questions import (
    answer_question,
    ask_question,
    release_answers,
    save_answer_draft,
)
from coprogettazione.calls.services.words import replace_word, undo_replacement

__all__ = [
    "AMENDABLE",
    "COPIED",
    "CORRECTABLE",
    "NotReady",
    "adopt_succession",
    "amend_call",
    "annul_call",
    "answer_access",
    "answer_question",
    "ask_question",
    "authorise_call",
    "close_call",
    "correct_call",
    "declare_officer_conflicts",
    "draft_call",
    "end_audit",
    "extend_deadline",
    "grant_audit",
    "hand_over_copy",
    "keep_act",
    "keep_as_model",
    "lapse_access",
    "lapse_overdue_access",
    "need_act",
    "need_reasons",
    "need_successor",
    "notify_counter_interested",
    "oppose_access",
    "publish_call",
    "register_access_request",
    "release_answers",
    "rename_model",
    "replace_procedure_officer",
    "replace_word",
    "request_access",
    "retire_model",
    "revoke_call",
    "save_answer_draft",
    "save_call_draft",
    "save_call_form",
    "save_criteria",
    "save_lots",
    "seed_parameters",
    "set_cig_regime",
    "set_legal_parameter",
    "set_regional_profile",
    "undo_call_form",
    "undo_replacement",
    "waive_opposition",
]

post_migrate.connect(
    seed_parameters, sender=apps.get_app_config("coprogettazione"), dispatch_uid="calls.parameters"
)
