# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Who may read a file that is not public. Later chapters add who their papers are for."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from coprogettazione.documents.models import StoredFile
from coprogettazione.records.rights import Verdict, condition, is_system, rights
from coprogettazione.records.roles import Role

#: A chapter's answer on a file: a true Verdict opens it (with the role in which it is read), a false one with
#: a reason says why not, None means "not one of mine".
Reader = Callable[[Any, StoredFile, datetime], Verdict | None]
READERS: list[Reader] = []

NOT_YOURS = _("Questo file è riservato a chi partecipa al procedimento a cui appartiene.")


def reader(answer: Reader) -> Reader:
    """Register a chapter's answer on the files it knows (an application's attachments, a table's minutes).

    Used as a decorator in the chapter's `rules.py`. One true verdict is enough; the first refusal is the one
    that is shown. What is sealed stays so: a reader answers for its own people only.
    """
    READERS.append(answer)
    return answer


@reader
def is_of_the_owner(actor: Any, file: StoredFile, at: datetime) -> Verdict | None:
    """Who uploaded a file, and the people of the organisation it belongs to, may read it."""
    if actor is None or actor.pk is None:
        return None
    if file.owner_id is not None:
        held = actor.memberships.valid_at(at).filter(organisation_id=file.owner_id).first()
        if held is not None:
            return Verdict(True, role=held.role, organisation_id=file.owner_id)
        return None
    return Verdict(True) if file.uploaded_by_id == actor.pk else None


def _readable(actor: Any, file: StoredFile, at: datetime) -> Verdict:
    if file.public:
        return Verdict(True, role=Role.CITIZEN)
    refusal = Verdict(False, reason=NOT_YOURS)
    for answer in READERS:
        verdict = answer(actor, file, at)
        if verdict:
            return verdict
        if verdict is not None and refusal.reason is NOT_YOURS:
            refusal = verdict
    return refusal


may_read = condition(_("secondo il fascicolo a cui il file appartiene"), refusal=NOT_YOURS)(_readable)

rights({"read_file": may_read, "report_infected": is_system})
