# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""One thing that is missing, and the steps on which such things are put right."""

from dataclasses import dataclass

from coprogettazione.calls.models import CallForm, FormQuestion

#: The steps around those of the form: who, with whom; then the money, and the check.
BEFORE, AFTER = ("ente", "gruppo"), ("piano", "controlla")

#: Gaps on another body that only the lead can close: by changing the group.
IN_TWO_GROUPS, TOO_MANY_LOTS = "in_two_groups", "too_many_lots"
OF_THE_GROUP = (IN_TWO_GROUPS, TOO_MANY_LOTS)


@dataclass(frozen=True)
class Gap:
    """One thing that is missing: what, why, where to put it right, whose it is.

    `question` is there when one short answer, given where it is asked, is all that is missing.
    """

    title: str
    detail: str
    action: str
    step: str
    anchor: str
    organisation_id: int
    short: str
    kind: str = ""
    question: FormQuestion | None = None


def section_step(key: str) -> str:
    """The step of a section of the form."""
    return f"modulo:{key}"


def steps_of(form: CallForm) -> tuple[str, ...]:
    """The steps of an application, in order: one for each section of the form, between the fixed ones."""
    return (*BEFORE, *(section_step(section.key) for section in form.sections), *AFTER)


def anchor_of(question: FormQuestion) -> str:
    """The id of a question on its page."""
    return f"q-{question.key}"
