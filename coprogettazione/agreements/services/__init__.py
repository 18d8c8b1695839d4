# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What happens to an agreement: approved, signed, published, begun, ended."""

from coprogettazione.agreements.services.approving import approve_project
from coprogettazione.agreements.services.living import publish_agreement, start_execution, terminate_agreement
from coprogettazione.agreements.services.signing import send_for_signature, sign_agreement

__all__ = [
    "approve_project",
    "publish_agreement",
    "send_for_signature",
    "sign_agreement",
    "start_execution",
    "terminate_agreement",
]
