# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What a body has still to answer, declare and attach in the form of the call."""

from collections.abc import Iterable, Iterator
from typing import Any, Protocol

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from coprogettazione.applications.models import Application, Attachment, Declaration, Member
from coprogettazione.applications.queries.answers import is_blank, limits_of
from coprogettazione.applications.queries.gaps import Gap, anchor_of, section_step
from coprogettazione.calls.models import CallForm, FormQuestion, FormSection, QuestionKind
from coprogettazione.wording import joined


class Filled(Protocol):
    """The draft, as far as this page looks at it."""

    @property
    def application(self) -> Application:
        """Whose draft it is."""

    @property
    def declarations(self) -> list[Declaration]:
        """What was declared."""

    @property
    def attachments(self) -> list[Attachment]:
        """What was attached."""

    @property
    def form(self) -> CallForm:
        """The form of the call."""

    def value(self, organisation_id: int, key: str) -> Any:
        """What a body answered."""

    def asked_of(self, section: FormSection, organisation_id: int) -> list[FormQuestion]:
        """What a body is asked in a section."""


def unanswered(draft: Filled, member: Member) -> Iterable[Gap]:
    """What this body still lacks, section by section."""
    for section in draft.form.sections:
        asked = draft.asked_of(section, member.organisation_id)
        yield from _missing(draft, member, section, asked)
        yield from _beyond(draft, member, section, asked)
        yield from _undeclared(draft, member, section, asked)


def _missing(draft: Filled, member: Member, section: FormSection, asked: list[FormQuestion]) -> Iterator[Gap]:
    body = member.organisation_id
    attached = {a.key for a in draft.attachments if a.organisation_id == body}
    empty = [
        q
        for q in asked
        if q.required
        and ((q.is_typed and is_blank(draft.value(body, q.key))) or _is_missing_file(q, attached))
    ]
    if not empty:
        return
    names = {
        "name": member.organisation.known_as,
        "section": section.title,
        "part": empty[0].label,
        "parts": joined([f"«{q.label}»" for q in empty]),
    }
    one = len(empty) == 1
    if draft.application.is_grouped:
        title = _("%(name)s: manca «%(part)s»") if one else _("%(name)s: «%(section)s» non è completa")
    else:
        title = _("Manca «%(part)s»") if one else _("«%(section)s» non è completa")
    yield Gap(
        title % names,
        (empty[0].help if one else "") or _("Da completare: %(parts)s.") % names,
        _("Completa «%(section)s»") % names,
        section_step(section.key),
        anchor_of(empty[0]),
        body,
        f"«{section.title}»",
        question=empty[0] if one and empty[0].is_short else None,
    )


def _is_missing_file(question: FormQuestion, attached: set[str]) -> bool:
    return question.kind == QuestionKind.FILE and question.key not in attached


def _beyond(draft: Filled, member: Member, section: FormSection, asked: list[FormQuestion]) -> Iterator[Gap]:
    for question in asked:
        if question.is_typed:
            beyond = limits_of(question, draft.value(member.organisation_id, question.key))
            if beyond:
                yield Gap(
                    _("Da correggere: «%(part)s»") % {"part": question.label},
                    " ".join(beyond),
                    _("Correggi «%(part)s»") % {"part": question.label},
                    section_step(section.key),
                    anchor_of(question),
                    member.organisation_id,
                    f"«{section.title}»",
                )


def _undeclared(
    draft: Filled, member: Member, section: FormSection, asked: list[FormQuestion]
) -> Iterator[Gap]:
    wanted = {q.key for q in asked if q.kind == QuestionKind.DECLARATION and q.required}
    made = {d.key for d in draft.declarations if d.organisation_id == member.organisation_id}
    if wanted - made:
        done = len(wanted & made)
        yield Gap(
            _("%(name)s: mancano le dichiarazioni") % {"name": member.organisation.known_as},
            ngettext(
                "Ne è stata resa %(made)d su %(all)d. Le rende il legale rappresentante.",
                "Ne sono state rese %(made)d su %(all)d. Le rende il legale rappresentante.",
                done,
            )
            % {"made": done, "all": len(wanted)},
            _("Vai alle dichiarazioni"),
            section_step(section.key),
            "dichiarazioni",
            member.organisation_id,
            _("le dichiarazioni"),
        )
