# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What the signatures of a file are worth: *valida*, *non valida*, *non verificabile*, each with its reasons."""

from coprogettazione.documents.services.signatures.examining import examine
from coprogettazione.documents.services.signatures.findings import (
    Examination,
    ExaminedSignature,
    SignatureKind,
    Signer,
)
from coprogettazione.documents.services.signatures.keeping import (
    check_file,
    check_if_signed,
    examine_kept,
    keep_examination,
    report_of,
)
from coprogettazione.documents.services.signatures.trust import TrustStore, trust_store

__all__ = [
    "Examination",
    "ExaminedSignature",
    "SignatureKind",
    "Signer",
    "TrustStore",
    "check_file",
    "check_if_signed",
    "examine",
    "examine_kept",
    "keep_examination",
    "report_of",
    "trust_store",
]
