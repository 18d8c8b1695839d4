# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Which facts of which deeds stand in clear in the public register: decided here, and nowhere else.

Only what the same deed makes public on the site: numbers, terms, the acts it publishes with the fingerprint of their
public copy. Never a person, a codice fiscale, a reason, a text, whatever the register's own entry holds.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from coprogettazione.records.canonical import plain
from coprogettazione.records.omitting import omitted_codes

#: Deed → the facts of its entry that are told. A deed that is not here is told only when it publishes acts, and then
#: with nothing but those acts.
TOLD: dict[str, tuple[str, ...]] = {
    "publish_call": ("title", "deadline", "questions_deadline"),
    "extend_deadline": ("old_deadline", "deadline", "questions_deadline", "act_number", "act_date"),
    "correct_call": ("version", "act_number", "act_date"),
    "amend_call": (
        "version", "old_deadline", "deadline", "questions_deadline", "act_number", "act_date",
    ),
    "close_call": ("deadline",),
    "answer_question": (),
    "release_answers": (),
    "publish_minutes": (),
    "publish_agreement": ("repertory",),
}  # fmt: skip
#: What is told of a published act: the fingerprint and the name of its public copy, and what the act is.
OF_AN_ACT = ("sha256", "file", "kind", "title", "number", "date", "body")


def public_facts(
    *, deed: str, at: datetime, call: str, facts: Mapping[str, Any], acts: Sequence[Mapping[str, Any]]
) -> dict[str, Any] | None:
    """The facts of a deed in clear, as JSON values; None when it made nothing public.

    `facts` are those of its entry, `acts` the files it published.
    """
    if deed not in TOLD and not acts:
        return None
    said = {key: facts[key] for key in TOLD.get(deed, ()) if facts.get(key) is not None}
    told: dict[str, Any] = {"deed": deed, "at": at}
    if call:
        told["call"] = call
    if said:
        told["said"] = said
    if acts:
        told["acts"] = [{key: act[key] for key in OF_AN_ACT if act.get(key)} for act in acts]
    made: dict[str, Any] = omitted_codes(plain(told))
    return made
