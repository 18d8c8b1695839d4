# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The agreement (*convenzione*, *accordo*): its parties, its text, its money, its signatures."""

from coprogettazione.agreements.models.agreement import (
    WITHOUT_CALL,
    Agreement,
    AgreementKind,
    AgreementQuerySet,
    AgreementState,
)
from coprogettazione.agreements.models.money import FundingLine, FundingLineQuerySet
from coprogettazione.agreements.models.parties import AgreementParty, AgreementPartyQuerySet, PartyRole
from coprogettazione.agreements.models.signing import (
    COUNTED,
    LIVE_ROUNDS,
    RoundPurpose,
    RoundState,
    SignatureSlot,
    SignatureState,
    SigningOrder,
    SigningRound,
)

__all__ = [
    "COUNTED",
    "LIVE_ROUNDS",
    "WITHOUT_CALL",
    "Agreement",
    "AgreementKind",
    "AgreementParty",
    "AgreementPartyQuerySet",
    "AgreementQuerySet",
    "AgreementState",
    "FundingLine",
    "FundingLineQuerySet",
    "PartyRole",
    "RoundPurpose",
    "RoundState",
    "SignatureSlot",
    "SignatureState",
    "SigningOrder",
    "SigningRound",
]
