# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""A section of the form as a page: each question with its field, its files, what the others answered."""

from dataclasses import dataclass, field
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from coprogettazione.applications import forms
from coprogettazione.applications.models import Answer, Attachment, Declaration, Member
from coprogettazione.applications.queries import (
    Draft,
    anchor_of,
    is_blank,
    length_of,
    limits_of,
    said,
    said_rows,
    section_step,
)
from coprogettazione.applications.queries.earlier import Earlier, Offer
from coprogettazione.applications.views.place import Place
from coprogettazione.calls.forms import AnswerForm
from coprogettazione.calls.models import AnsweredBy, FormQuestion, FormSection, QuestionKind
from coprogettazione.calls.queries import only_if


@dataclass
class Item:
    """A question on the page of a body: what it may do with it and what is there already."""

    question: FormQuestion
    anchor: str
    writes: bool
    asked: bool
    only_if: str
    url: str = ""
    answer: Answer | None = None
    form: AnswerForm | None = None
    attachments: list[Attachment] = field(default_factory=list)
    attach: forms.AttachForm | None = None
    declared: Declaration | None = None
    offers: list[Offer] = field(default_factory=list)
    stale: Any = None

    @property
    def text(self) -> str:
        """What is answered, in words."""
        return said(self.question, self.answer.value) if self.answer else ""

    @property
    def rows(self) -> list[list[str]]:
        """The cells of a table that is only read."""
        return said_rows(self.question, self.answer.value) if self.answer else []

    @property
    def counted(self) -> tuple[int, int]:
        """Characters and words written so far."""
        value = self.answer.value if self.answer else ""
        return length_of(value) if isinstance(value, str) else (0, 0)

    @property
    def beyond(self) -> list[str]:
        """How the answer goes beyond its limits."""
        return limits_of(self.question, self.answer.value) if self.answer else []


def section_or_404(here: Place, key: str) -> FormSection:
    """The section of the form that an address names."""
    section = here.draft.form.section(key)
    if section is None:
        raise Http404
    return section


def question_or_404(here: Place, key: str) -> FormQuestion:
    """The question of the form that an address names."""
    question = here.draft.form.question(key)
    if question is None:
        raise Http404
    return question


def page_of(here: Place, section: FormSection, *, status: int = 200, **answered: Any) -> HttpResponse:
    """The page of a section for a body.

    `answered` is what a request left unsaved: `key` of its question with `form`, `stale` or `attach`, or the
    `refusal` of the declarations.
    """
    earlier = Earlier(here.me, here.application)
    items = [_item(here, question, earlier, answered) for question in section.questions]
    declarations = [item for item in items if item.question.kind == QuestionKind.DECLARATION]
    # The declarations are made together: they stand where the first of them does.
    first = items.index(declarations[0]) if declarations else len(items)
    asked = here.draft.asked_of(section, here.me.organisation_id)
    context = here.context(
        section_step(section.key),
        section=section,
        before=[item for item in items[:first] if item not in declarations],
        after=[item for item in items[first:] if item not in declarations],
        declarations=declarations,
        declares=any(item.writes for item in declarations),
        made=len([item for item in declarations if item.declared and item.asked]),
        to_make=len([item for item in declarations if item.asked]),
        done=len([q for q in asked if _is_done(here.draft, q, here.me)]),
        asked=len(asked),
        others=_others(here, section),
        extra=_extra(here, section, answered),
        stale=answered.get("stale"),
        refusal=answered.get("refusal"),
    )
    return render(here.request, "applications/section.html", context, status=status)


def _item(here: Place, question: FormQuestion, earlier: Earlier, answered: dict[str, Any]) -> Item:
    draft, me = here.draft, here.me.organisation_id
    owner = draft.whose(question, me)
    item = Item(
        question=question,
        anchor=anchor_of(question),
        writes=owner == me and bool(here.writes),
        asked=draft.is_asked(question, me),
        only_if=only_if(question, draft.form),
    )
    if question.kind == QuestionKind.DECLARATION:
        made = (d for d in draft.declarations if (d.organisation_id, d.key) == (owner, question.key))
        item.declared = next(made, None)
        item.writes = item.writes and here.signs
        return item
    if question.kind == QuestionKind.FILE:
        mine = [a for a in draft.attachments if (a.organisation_id, a.key) == (owner, question.key)]
        item.attachments = mine
        if item.writes and len(mine) < question.max_files:
            item.attach = _attach_form(here, question)
    else:
        item.answer = draft.answer(owner, question.key)
        item.url = reverse("applications:answer", args=[here.application.pk, question.key])
        value, version = (item.answer.value, item.answer.version) if item.answer else ("", 0)
        if item.writes:
            item.form = AnswerForm(question=question, value=value, version=version)
            item.offers = earlier.offers(question) if is_blank(value) else []
    if answered.get("key") == question.key and item.writes:
        for name in ("form", "attach", "stale"):
            setattr(item, name, answered.get(name) or getattr(item, name))
    return item


def _attach_form(here: Place, question: FormQuestion | None) -> forms.AttachForm:
    return forms.AttachForm(
        subject=here.application,
        by=here.request.user,
        at=here.at,
        organisation=here.me.organisation,
        question=question,
    )


def _is_done(draft: Draft, question: FormQuestion, me: Member) -> bool:
    body = me.organisation_id
    if question.kind == QuestionKind.FILE:
        return any((a.organisation_id, a.key) == (body, question.key) for a in draft.attachments)
    if question.kind == QuestionKind.DECLARATION:
        return any((d.organisation_id, d.key) == (body, question.key) for d in draft.declarations)
    return not is_blank(draft.value(body, question.key))


def _others(here: Place, section: FormSection) -> list[tuple[Member, list[Item]]]:
    """What the other bodies answered of what each answers for itself."""
    asked = [q for q in section.questions if q.by == AnsweredBy.EACH_MEMBER and q.is_typed]
    return [
        (
            member,
            [
                Item(
                    question=question,
                    anchor="",
                    writes=False,
                    asked=True,
                    only_if="",
                    answer=here.draft.answer(member.organisation_id, question.key),
                )
                for question in asked
                if here.draft.is_asked(question, member.organisation_id)
            ],
        )
        for member in here.draft.members
        if asked and member.pk != here.me.pk
    ]


def _extra(here: Place, section: FormSection, answered: dict[str, Any]) -> dict[str, Any] | None:
    """The files that nobody asked for: on the last section of the form."""
    if section.key != here.draft.form.sections[-1].key:
        return None
    mine = [a for a in here.draft.attachments if a.organisation_id == here.me.organisation_id]
    known = {question.key for question in here.draft.form.questions(QuestionKind.FILE)}
    return {
        "attachments": [a for a in mine if a.key not in known],
        "attach": (answered.get("attach") if not answered.get("key") else None) or _attach_form(here, None),
    }
