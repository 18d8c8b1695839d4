# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What happens to an agreement: written, approved, signed, published, begun, joined, left, renewed, ended."""

from coprogettazione.agreements.services.approving import approve_project
from coprogettazione.agreements.services.collecting import (
    accept_signature,
    drop_party,
    reject_signature,
    renew_signing_term,
    replace_signatory,
    withdraw_text,
)
from coprogettazione.agreements.services.drafting import (
    abandon_agreement,
    add_parties,
    describe_party,
    draft_addendum,
    draft_agreement,
    remove_party,
    write_agreement,
)
from coprogettazione.agreements.services.exporting import export_agreement
from coprogettazione.agreements.services.joining import (
    invite_adhesion,
    renew_agreement,
    withdraw_from_agreement,
)
from coprogettazione.agreements.services.living import publish_agreement, start_execution, terminate_agreement
from coprogettazione.agreements.services.rechecking import recheck_signature, recheck_signatures
from coprogettazione.agreements.services.replacing import (
    replace_agreement_executive,
    replace_agreement_officer,
    replace_executive_officer,
)
from coprogettazione.agreements.services.signing import (
    SIGNED_FORMATS,
    refuse_to_sign,
    send_for_signature,
    sign_agreement,
)
from coprogettazione.agreements.services.watching import (
    expire_signing,
    give_expiry_notice,
    remind_signatories,
    watch_agreements,
)

__all__ = [
    "SIGNED_FORMATS",
    "abandon_agreement",
    "accept_signature",
    "add_parties",
    "approve_project",
    "describe_party",
    "draft_addendum",
    "draft_agreement",
    "drop_party",
    "expire_signing",
    "export_agreement",
    "give_expiry_notice",
    "invite_adhesion",
    "publish_agreement",
    "recheck_signature",
    "recheck_signatures",
    "refuse_to_sign",
    "reject_signature",
    "remind_signatories",
    "remove_party",
    "renew_agreement",
    "renew_signing_term",
    "replace_agreement_executive",
    "replace_agreement_officer",
    "replace_executive_officer",
    "replace_signatory",
    "send_for_signature",
    "sign_agreement",
    "start_execution",
    "terminate_agreement",
    "watch_agreements",
    "withdraw_from_agreement",
    "withdraw_text",
    "write_agreement",
]
