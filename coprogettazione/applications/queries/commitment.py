# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What exactly a member commits to, and what has changed since (docs/decisions, «A commitment is to a text»)."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _

from coprogettazione.applications.models import Answer, Application, EconomicLine, Member
from coprogettazione.applications.queries.answers import is_blank
from coprogettazione.calls.models import AnsweredBy, FormQuestion
from coprogettazione.calls.queries import form_of
from coprogettazione.records.canonical import canonical_json, sha256

#: The item of the member's own lines of the economic plan.
PLAN = "plan"


def commitment_of(
    member: Member, application: Application, answers: Iterable[Answer], lines: Iterable[EconomicLine]
) -> dict[str, str]:
    """The SHA-256 of each thing a member commits to: the common answers, its own, its lines of the plan.

    Role, share and requested grant are not among them: when one of these changes there is no commitment any
    more (`set_partnership`, `save_requested_grant`).
    """
    by = {question.key: question.by for question in form_of(application.call).questions()}
    items = {
        answer.key: _hash(answer.value)
        for answer in answers
        if not is_blank(answer.value)
        and answer.organisation_id == _whose(by.get(answer.key), member, application)
    }
    own = [
        [line.category, line.description, format(line.amount, ".2f"), line.source]
        for line in lines
        if line.organisation_id == member.organisation_id
    ]
    return {**items, PLAN: _hash(own)}


def _whose(by: str | None, member: Member, application: Application) -> int:
    return application.lead_id if by == AnsweredBy.LEAD else member.organisation_id


def _hash(value: Any) -> str:
    return sha256(canonical_json(value))


def changed_since(
    member: Member, application: Application, answers: Iterable[Answer], lines: Iterable[EconomicLine]
) -> list[tuple[str, FormQuestion | None]]:
    """What changed after the member committed itself: its words and the question (None: the plan), in order.

    Nothing for who has not committed, who committed before fingerprints were kept, and the lead, whose legal
    representative signs the whole application when it is sent.
    """
    if (
        member.confirmed_at is None
        or not member.confirmed_items
        or member.organisation_id == application.lead_id
    ):
        return []
    now, then = commitment_of(member, application, answers, lines), member.confirmed_items
    changed = {key for key in {*now, *then} if now.get(key) != then.get(key)}
    found: list[tuple[str, FormQuestion | None]] = [
        (question.label, question)
        for question in form_of(application.call).questions()
        if question.key in changed
    ]
    if PLAN in changed:
        found.append((_("le righe del piano economico"), None))
    return found
