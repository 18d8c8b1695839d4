# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What a look inside found."""

from typing import Any

from coprogettazione.records.refusals import Words


class Problem(Exception):
    """Why a document is not taken in: words with `{name}` still to be said, and their other values."""

    def __init__(self, words: Words, **values: Any) -> None:
        super().__init__(words)
        self.words = words
        self.values = values
