# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What happens to an application: the only writer of this chapter."""

from coprogettazione.applications.services.admissibility import (
    answer_cure,
    check_admissibility,
    request_cure,
    resolve_cure,
    save_checks,
)
from coprogettazione.applications.services.drafting import (
    save_member,
    save_plan,
    save_requested_grant,
    save_section,
    start_application,
)
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
    record_protocol,
)
from coprogettazione.applications.services.submission import (
    Incomplete,
    record_late_application,
    renounce_application,
    reopen_application,
    submit_application,
    withdraw_application,
)

__all__ = [
    "Incomplete",
    "answer_cure",
    "attach_file",
    "check_admissibility",
    "confirm_participation",
    "declare_deserted",
    "destroy_sealed_keys",
    "end_by_act",
    "make_declarations",
    "open_applications",
    "read_application",
    "record_late_application",
    "record_protocol",
    "remind_member",
    "remove_file",
    "renounce_application",
    "reopen_application",
    "request_cure",
    "resolve_cure",
    "save_checks",
    "save_member",
    "save_plan",
    "save_requested_grant",
    "save_section",
    "set_partnership",
    "start_application",
    "submit_application",
    "substitute_member",
    "withdraw_application",
    "withdraw_member",
]
