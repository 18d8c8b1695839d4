# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What is asked of people about applications."""

from coprogettazione.applications.forms.checking import CheckAdmissibilityForm
from coprogettazione.applications.forms.deeds import (
    AnswerCureForm,
    ClosingForm,
    DeclareDesertedForm,
    DestroySealedKeysForm,
    OpenApplicationsForm,
    RecordLateApplicationForm,
    RecordProtocolForm,
    RenounceApplicationForm,
    ReopenApplicationForm,
    RequestCureForm,
    ResolveCureForm,
    SubmitApplicationForm,
    SubstituteMemberForm,
    WithdrawApplicationForm,
    WithdrawMemberForm,
)
from coprogettazione.applications.forms.writing import (
    SECTION_HELP,
    AttachForm,
    BodyForm,
    GrantForm,
    GroupFormSet,
    PartnershipForm,
    PlanFormSet,
    SectionForm,
    StartForm,
)

__all__ = [
    "SECTION_HELP",
    "AnswerCureForm",
    "AttachForm",
    "BodyForm",
    "CheckAdmissibilityForm",
    "ClosingForm",
    "DeclareDesertedForm",
    "DestroySealedKeysForm",
    "GrantForm",
    "GroupFormSet",
    "OpenApplicationsForm",
    "PartnershipForm",
    "PlanFormSet",
    "RecordLateApplicationForm",
    "RecordProtocolForm",
    "RenounceApplicationForm",
    "ReopenApplicationForm",
    "RequestCureForm",
    "ResolveCureForm",
    "SectionForm",
    "StartForm",
    "SubmitApplicationForm",
    "SubstituteMemberForm",
    "WithdrawApplicationForm",
    "WithdrawMemberForm",
]
