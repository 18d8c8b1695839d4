# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Signatures for the demo and for chronicles, by an authority that exists nowhere and is worth nothing."""

from coprogettazione.documents.services.signatures.trial.signing import sign_for_trial

__all__ = ["sign_for_trial"]
