# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What happens to an application: the only writer of this chapter."""

from coprogettazione.applications.services.checking import (
    admit_in_order,
    check_admissibility,
    save_checks,
    save_confirmations,
)
from coprogettazione.applications.services.curing import answer_cure, keep_papers, request_cure, resolve_cure
from coprogettazione.applications.services.deciding import resolve_reserve
from coprogettazione.applications.services.drafting import (
    save_answer,
    save_member,
    save_plan,
    save_requested_grant,
    start_application,
)
from coprogettazione.applications.services.eligibility import record_eligibility
from coprogettazione.applications.services.exporting import export_applications, export_case_file
from coprogettazione.applications.services.filing import attach_file, make_declarations, remove_file
from coprogettazione.applications.services.group import (
    confirm_participation,
    remind_member,
    set_partnership,
    substitute_member,
    withdraw_member,
)
from coprogettazione.applications.services.opening import (
    declare_deserted,
    destroy_sealed_keys,
    end_by_act,
    open_applications,
    read_application,
)
from coprogettazione.applications.services.protocol import (
    ProtocolConnector,
    Registered,
    SpoolConnector,
    protocol_connector,
    record_protocol,
    record_protocols,
    send_to_protocol,
)
from coprogettazione.applications.services.submission import (
    Incomplete,
    record_late_application,
    renounce_application,
    reopen_application,
    submit_application,
    withdraw_application,
)
from coprogettazione.applications.services.suspending import resume_terms, suspend_terms

__all__ = [
    "Incomplete",
    "ProtocolConnector",
    "Registered",
    "SpoolConnector",
    "admit_in_order",
    "answer_cure",
    "attach_file",
    "check_admissibility",
    "confirm_participation",
    "declare_deserted",
    "destroy_sealed_keys",
    "end_by_act",
    "export_applications",
    "export_case_file",
    "keep_papers",
    "make_declarations",
    "open_applications",
    "protocol_connector",
    "read_application",
    "record_eligibility",
    "record_late_application",
    "record_protocol",
    "record_protocols",
    "remind_member",
    "remove_file",
    "renounce_application",
    "reopen_application",
    "request_cure",
    "resolve_cure",
    "resolve_reserve",
    "resume_terms",
    "save_answer",
    "save_checks",
    "save_confirmations",
    "save_member",
    "save_plan",
    "save_requested_grant",
    "send_to_protocol",
    "set_partnership",
    "start_application",
    "submit_application",
    "substitute_member",
    "suspend_terms",
    "withdraw_application",
    "withdraw_member",
]
