# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What is asked for each deed on an agreement."""

from coprogettazione.agreements.forms.approving import ApproveProjectForm
from coprogettazione.agreements.forms.collecting import (
    AcceptSignatureForm,
    DropPartyForm,
    RecheckSignatureForm,
    RejectSignatureForm,
    RenewSigningTermForm,
    ReplaceSignatoryForm,
    WithdrawTextForm,
)
from coprogettazione.agreements.forms.drafting import (
    AbandonAgreementForm,
    AddPartiesForm,
    DescribePartyForm,
    DraftAddendumForm,
    DraftAgreementForm,
    RemovePartyForm,
    WriteAgreementForm,
)
from coprogettazione.agreements.forms.living import (
    InviteAdhesionForm,
    PublishAgreementForm,
    RenewAgreementForm,
    StartExecutionForm,
    TerminateAgreementForm,
    WithdrawFromAgreementForm,
)
from coprogettazione.agreements.forms.replacing import (
    ReplaceAgreementExecutiveForm,
    ReplaceAgreementOfficerForm,
    ReplaceExecutiveOfficerForm,
)
from coprogettazione.agreements.forms.signing import (
    RefuseToSignForm,
    SendForSignatureForm,
    SignAgreementForm,
)

__all__ = [
    "AbandonAgreementForm",
    "AcceptSignatureForm",
    "AddPartiesForm",
    "ApproveProjectForm",
    "DescribePartyForm",
    "DraftAddendumForm",
    "DraftAgreementForm",
    "DropPartyForm",
    "InviteAdhesionForm",
    "PublishAgreementForm",
    "RecheckSignatureForm",
    "RefuseToSignForm",
    "RejectSignatureForm",
    "RemovePartyForm",
    "RenewAgreementForm",
    "RenewSigningTermForm",
    "ReplaceAgreementExecutiveForm",
    "ReplaceAgreementOfficerForm",
    "ReplaceExecutiveOfficerForm",
    "ReplaceSignatoryForm",
    "SendForSignatureForm",
    "SignAgreementForm",
    "StartExecutionForm",
    "TerminateAgreementForm",
    "WithdrawFromAgreementForm",
    "WithdrawTextForm",
    "WriteAgreementForm",
]
