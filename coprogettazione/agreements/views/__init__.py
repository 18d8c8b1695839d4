# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The pages of an agreement: write it, read it, sign it, see who has signed, publish it, end it."""

from coprogettazione.agreements.views.doing import (
    PLAIN,
    add_parties,
    approve,
    do,
    draft,
    publish,
    send,
    sign,
    write,
)
from coprogettazione.agreements.views.reading import agreement, my_agreements, signatures
from coprogettazione.agreements.views.trying import trial_copy

__all__ = [
    "PLAIN",
    "add_parties",
    "agreement",
    "approve",
    "do",
    "draft",
    "my_agreements",
    "publish",
    "send",
    "sign",
    "signatures",
    "trial_copy",
    "write",
]
