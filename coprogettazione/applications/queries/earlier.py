# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What a body has already written elsewhere and may take up again: shown first, never taken by itself."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from coprogettazione.applications.models import Answer, Application, Member
from coprogettazione.applications.queries.answers import is_blank, kept_value, said
from coprogettazione.calls.models import AnsweredBy, CardFact, FormQuestion
from coprogettazione.calls.queries import form_of
from coprogettazione.records.refusals import Invalid

#: Where an offer comes from.
CARD, APPLICATION = "scheda", "domanda"


@dataclass(frozen=True)
class Offer:
    """An answer that could be taken up: from where, as it would be kept, as it reads, of when it is."""

    source: str
    value: Any
    text: str
    written_at: datetime | None = None
    call_title: str = ""


class Earlier:
    """The entity's page, and the last other application of a body, to a call of whatever administration.

    Three queries, when the first offer is asked for.
    """

    def __init__(self, member: Member, application: Application) -> None:
        self.member = member
        self.application = application
        self._last: tuple[Application, dict[str, Answer], dict[str, FormQuestion]] | None = None
        self._looked = False

    def offers(self, question: FormQuestion) -> list[Offer]:
        """What could answer this question, the entity's page first."""
        return [offer for offer in (self._from_card(question), self._from_last(question)) if offer]

    def _from_card(self, question: FormQuestion) -> Offer | None:
        if question.prefill == CardFact.NONE:
            return None
        fact = str(getattr(self.member.organisation, question.prefill.value))
        return Offer(CARD, fact, fact) if fact else None

    def _from_last(self, question: FormQuestion) -> Offer | None:
        last = self._last_one()
        if last is None:
            return None
        application, answers, asked = last
        answer, then = answers.get(question.key), asked.get(question.key)
        if answer is None or then is None or then.kind != question.kind or is_blank(answer.value):
            return None
        if then.by == AnsweredBy.LEAD and application.lead_id != self.member.organisation_id:
            return None
        try:
            value = kept_value(question, answer.value)
        except Invalid:
            return None  # The choices of the other form are not those of this one.
        if is_blank(value):
            return None
        return Offer(APPLICATION, value, said(question, value), answer.saved_at, application.call.title)

    def _last_one(self) -> tuple[Application, dict[str, Answer], dict[str, FormQuestion]] | None:
        if not self._looked:
            self._looked = True
            body = self.member.organisation_id
            others = Application.objects.of_organisations([body]).exclude(pk=self.application.pk)
            last = others.select_related("call").order_by("-created_at", "-pk").first()
            if last is not None:
                answers = {a.key: a for a in last.answers.filter(organisation=body)}
                asked = {q.key: q for q in form_of(last.call).questions()}
                self._last = (last, answers, asked)
        return self._last
