# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What is asked of people about applications."""

from coprogettazione.applications.forms.checking import CheckAdmissibilityForm, ChecksForm
from coprogettazione.applications.forms.deeds import (
    AnswerCureForm,
    ClosingForm,
    DeclareDesertedForm,
    DestroySealedKeysForm,
    OpenApplicationsForm,
    RecordLateApplicationForm,
    RenounceApplicationForm,
    ReopenApplicationForm,
    SubmitApplicationForm,
    SubstituteMemberForm,
    WithdrawApplicationForm,
    WithdrawMemberForm,
)
from coprogettazione.applications.forms.office import (
    ProtocolLinesForm,
    RecordProtocolForm,
    RequestCureForm,
    ResolveCureForm,
    ResolveReserveForm,
    ResumeTermsForm,
    SendToProtocolForm,
    SuspendTermsForm,
)
from coprogettazione.applications.forms.writing import (
    AttachForm,
    BodyForm,
    GrantForm,
    GroupFormSet,
    PartnershipForm,
    PlanFormSet,
    StartForm,
)

__all__ = [
    "AnswerCureForm",
    "AttachForm",
    "BodyForm",
    "CheckAdmissibilityForm",
    "ChecksForm",
    "ClosingForm",
    "DeclareDesertedForm",
    "DestroySealedKeysForm",
    "GrantForm",
    "GroupFormSet",
    "OpenApplicationsForm",
    "PartnershipForm",
    "PlanFormSet",
    "ProtocolLinesForm",
    "RecordLateApplicationForm",
    "RecordProtocolForm",
    "RenounceApplicationForm",
    "ReopenApplicationForm",
    "RequestCureForm",
    "ResolveCureForm",
    "ResolveReserveForm",
    "ResumeTermsForm",
    "SendToProtocolForm",
    "StartForm",
    "SubmitApplicationForm",
    "SubstituteMemberForm",
    "SuspendTermsForm",
    "WithdrawApplicationForm",
    "WithdrawMemberForm",
]
