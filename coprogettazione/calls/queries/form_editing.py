# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The form of a call with one change: each function gives a new form and leaves the old one as it was."""

from dataclasses import replace
from typing import TypeVar

from django.utils.text import slugify

from coprogettazione.calls.models import CallForm, FormQuestion, FormSection

T = TypeVar("T")


def fresh_key(label: str, taken: set[str]) -> str:
    """A key for a new question or section, from its words: "quante-persone", "quante-persone-2"."""
    stem = slugify(label)[:40].strip("-_") or "domanda"
    key, number = stem, 1
    while key in taken:
        number += 1
        key = f"{stem}-{number}"
    return key


def keys_of(form: CallForm) -> set[str]:
    """Every key in use, of sections and questions."""
    return {section.key for section in form.sections} | {question.key for question in form.questions()}


def with_section(form: CallForm, section: FormSection) -> CallForm:
    """With this section in the place of the one of the same key, or at the end."""
    if form.section(section.key) is None:
        return CallForm((*form.sections, section))
    return CallForm(tuple(section if s.key == section.key else s for s in form.sections))


def with_question(form: CallForm, section: FormSection, question: FormQuestion) -> CallForm:
    """With this question in the place of the one of the same key, or at the end of the section."""
    if form.question(question.key) is None:
        return with_section(form, replace(section, questions=(*section.questions, question)))
    home = form.section_of(question.key)
    kept = tuple(question if q.key == question.key else q for q in home.questions)
    return with_section(form, replace(home, questions=kept))


def without(form: CallForm, key: str) -> CallForm:
    """Without this question, or this section with all it asks."""
    return CallForm(
        tuple(
            replace(s, questions=tuple(q for q in s.questions if q.key != key))
            for s in form.sections
            if s.key != key
        )
    )


def moved(form: CallForm, key: str, step: int) -> CallForm:
    """With this question one place up (-1) or down (+1); over the edge it enters the neighbouring section.

    The same for a section among the sections. At either end of the form nothing changes.
    """
    place = next((n for n, s in enumerate(form.sections) if s.key == key), None)
    if place is not None:
        return CallForm(_swapped(form.sections, place, place + step))
    home = form.section_of(key)
    here = next(n for n, q in enumerate(home.questions) if q.key == key)
    if 0 <= here + step < len(home.questions):
        return with_section(form, replace(home, questions=_swapped(home.questions, here, here + step)))
    there = form.sections.index(home) + step
    if not 0 <= there < len(form.sections):
        return form
    neighbour, question = form.sections[there], home.questions[here]
    questions = (*neighbour.questions, question) if step < 0 else (question, *neighbour.questions)
    return with_section(without(form, key), replace(neighbour, questions=questions))


def _swapped(items: tuple[T, ...], here: int, there: int) -> tuple[T, ...]:
    if not 0 <= there < len(items):
        return items
    order = list(items)
    order[here], order[there] = order[there], order[here]
    return tuple(order)
