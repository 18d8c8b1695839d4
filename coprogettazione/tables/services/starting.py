# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What comes into the project from elsewhere, under who wrote it: the chapters of the admitted proposals, the text of a
working group.
"""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from coprogettazione.applications.models import Application
from coprogettazione.evaluation.queries import admitted_applications
from coprogettazione.parties.models import Organisation, User
from coprogettazione.records.deeds import Act, deed
from coprogettazione.records.refusals import AlreadyDone, Invalid
from coprogettazione.tables.models import Chapter, DesignTable, SharedText, WorkGroup
from coprogettazione.tables.queries import body_of
from coprogettazione.tables.queries.groups import brought_heading, group_text, passages_of
from coprogettazione.tables.queries.project import project_text
from coprogettazione.tables.queries.proposals import proposed_chapters
from coprogettazione.tables.queries.shared_text import Reading, body_of_text, read_text
from coprogettazione.tables.services.speaking import hold_table
from coprogettazione.tables.services.writing import write_part


@deed(
    on="table",
    says=gettext_lazy("ha portato nel progetto i capitoli delle proposte ammesse"),
    law="DM 72/2021",
)
def bring_in_proposals(
    act: Act, *, table: DesignTable, applications: list[Application], by: User | None, at: datetime
) -> int:
    """Add to each chapter what the admitted proposals say in it, after what is there, each passage under the person and
    the body that wrote it. What is already there is not added twice. Returns how many passages were added.
    """
    table = hold_table(table)
    admitted = {application.pk for application in admitted_applications(table.call)}
    if not applications:
        raise Invalid(
            _("Scegli almeno una proposta."), fields={"applications": _("Scegli almeno una proposta.")}
        )
    if any(application.pk not in admitted for application in applications):
        raise Invalid(_("Si portano al tavolo solo le proposte ammesse."))
    text = project_text(table)
    added = 0
    for passage in proposed_chapters(applications):
        reading = read_text(text)
        body = _body(reading, passage.code)
        brought = body_of_text(f"# {passage.title}\n\n{passage.text}")
        if any(body[n : n + len(brought)] == brought for n in range(len(body))):
            continue
        _add(text, reading, passage.code, brought, (passage.person, passage.organisation), at)
        added += 1
    if not added:
        raise AlreadyDone(_("I capitoli di queste proposte sono già nel progetto, o non dicono nulla."))
    act.record(passages=added)
    return added


@deed(on="group", says=gettext_lazy("ha portato nel progetto il testo di un gruppo di lavoro"))
def bring_in_group_text(
    act: Act, *, group: WorkGroup, chapter: Chapter, by: User | None, at: datetime
) -> int:
    """Add what a working group wrote at the end of a chapter, after a heading that names the group, each passage under
    the person and the body that wrote it. What an earlier time brought there, and is still there, is not added again;
    what is only suggested is not brought. Returns how many blocks were added.
    """
    table = hold_table(group.table)
    if chapter.table_id != table.pk:
        raise Invalid(_("Questo capitolo è di un altro tavolo."))
    written = passages_of(group_text(group))
    if not written:
        raise Invalid(_("Il gruppo non ha ancora scritto niente."))
    text = project_text(table)
    body = _body(read_text(text), chapter.code)
    heading = brought_heading(group)
    there = body[body.index(heading[0]) :] if heading[0] in body else []
    missing = [(passage, [b for b in passage.body if b not in there]) for passage in written]
    added = sum(len(blocks) for _passage, blocks in missing)
    if not added:
        raise AlreadyDone(_("Quello che il gruppo ha scritto è già in questo capitolo."))
    brings = (by or table.call.procedure_officer, body_of(by, table, at) or table.call.lead_authority)
    _add(text, read_text(text), chapter.code, heading, brings, at)
    for passage, blocks in missing:
        if blocks:
            _add(text, read_text(text), chapter.code, blocks, (passage.person, passage.organisation), at)
    act.record(chapter=chapter.code, blocks=added)
    return added


def _body(reading: Reading, code: str) -> list[dict[str, Any]]:
    part = reading.parts.get(code)
    return part.body if part else []


def _add(
    text: SharedText,
    reading: Reading,
    code: str,
    blocks: list[dict[str, Any]],
    whose: tuple[User, Organisation],
    at: datetime,
) -> None:
    """Add blocks after a chapter as it was read: what is typed in it meanwhile stays."""
    person, organisation = whose
    body = [*_body(reading, code), *blocks]
    write_part(text, code, body, person=person, organisation=organisation, at=at, read_at=reading.upto)
