# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What the admitted proposals say, chapter by chapter of the project, and who wrote it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from coprogettazione.applications.models import Application
from coprogettazione.parties.models import Organisation, User
from coprogettazione.tables.models import ChapterCode

#: The questions of the form that answer a chapter of the project (domain.md, D4), by their key; an office that composes
#: its own form keeps these keys for these questions.
CHAPTER_OF = {
    "needs": ChapterCode.NEEDS,
    "goals": ChapterCode.GOALS,
    "actions": ChapterCode.ACTIONS,
    "activities": ChapterCode.ACTIONS,
    "work_plan": ChapterCode.WORK_PLAN,
    "staff": ChapterCode.STAFF,
    "network": ChapterCode.NETWORK,
    "resources": ChapterCode.RESOURCES,
    "indicators": ChapterCode.RESULTS,
    "risks": ChapterCode.RISKS,
    "sustainability": ChapterCode.SUSTAINABILITY,
}


@dataclass(frozen=True)
class Proposed:
    """A passage of a proposal: for which chapter, with which title, whose."""

    code: str
    title: str
    text: str
    person: User
    organisation: Organisation


def proposed_chapters(applications: Iterable[Application]) -> Iterator[Proposed]:
    """The passages of the proposals as they were submitted, chapter by chapter, the lead's before its partners'."""
    found = [passage for application in applications for passage in _of(application)]
    order = {code: place for place, code in enumerate(ChapterCode.values)}
    yield from sorted(found, key=lambda passage: order[passage.code])


def _of(application: Application) -> Iterator[Proposed]:
    submission = application.submissions.select_related("submitted_by").filter(superseded_at=None).first()
    if submission is None:
        return
    members = {
        member.organisation.codice_fiscale: member
        for member in application.members.select_related("organisation", "confirmed_by")
    }
    for section in submission.snapshot.get("sections", []):
        for answer in section["answers"]:
            code = CHAPTER_OF.get(answer["key"])
            member = members.get(answer["codice_fiscale"])
            if code is None or member is None or not answer["text"].strip():
                continue
            yield Proposed(
                code=code.value,
                title=_("Dalla proposta di %(who)s") % {"who": member.organisation.known_as},
                text=answer["text"].strip(),
                person=member.confirmed_by or submission.submitted_by,
                organisation=member.organisation,
            )
