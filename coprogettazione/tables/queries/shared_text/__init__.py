# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What a shared text says, who wrote which passage, and the change that makes it say something else."""

from coprogettazione.tables.queries.shared_text.edit import change_to
from coprogettazione.tables.queries.shared_text.hands import Hand
from coprogettazione.tables.queries.shared_text.reading import Part, Reading, read_text, state_of
from coprogettazione.tables.queries.shared_text.words import body_of_text, flat_of, text_of

__all__ = [
    "Hand",
    "Part",
    "Reading",
    "body_of_text",
    "change_to",
    "flat_of",
    "read_text",
    "state_of",
    "text_of",
]
