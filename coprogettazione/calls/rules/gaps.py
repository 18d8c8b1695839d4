# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What a gap of the checklist is."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from coprogettazione.calls.rules.vocabulary import Wording
from coprogettazione.records.refusals import Words

DM72 = _("DM 72/2021")


@dataclass(frozen=True)
class Gap:
    """Something missing or not right: what, in which letter of the checklist, by which norm, where."""

    label: Words
    letter: str
    field: str
    norm: Words = ""
    why: Words = ""
    #: The word to be replaced, when this is about a word.
    wording: Wording | None = None

    @property
    def anchor(self) -> str:
        """The id of the form field where it is put right."""
        return f"id_{self.field}"
