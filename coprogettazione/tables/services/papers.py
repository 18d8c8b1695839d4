# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The papers to read before a session, point by point, and those of a working group."""

from datetime import datetime
from typing import Any

from django.core.files.base import File
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from coprogettazione.documents.models import FileKind
from coprogettazione.documents.services import store_upload
from coprogettazione.parties.models import Organisation, User
from coprogettazione.records.deeds import Act, deed
from coprogettazione.records.refusals import AlreadyDone, Invalid, WrongState
from coprogettazione.tables.models import (
    DesignTable,
    Minutes,
    MinutesState,
    NamedVersion,
    Session,
    WorkGroup,
    WorkingPaper,
)
from coprogettazione.tables.notifications import tell_of_paper


@deed(on="table", says=gettext_lazy("ha portato una carta da leggere"))
def share_paper(
    act: Act,
    *,
    table: DesignTable,
    title: str = "",
    session: Session | None = None,
    point: int | None = None,
    group: WorkGroup | None = None,
    file: File | None = None,
    version: NamedVersion | None = None,
    minutes: Minutes | None = None,
    by: User | None,
    at: datetime,
) -> WorkingPaper:
    """Bring a paper to a point of a session's agenda, or to a working group: a file, or a link to a version
    of the project or to minutes. Who is convened is told, until the session begins.
    """
    paper = keep_paper(
        act,
        table=table,
        session=session,
        point=point,
        group=group,
        title=title,
        file=file,
        version=version,
        minutes=minutes,
        at=at,
    )
    if session is not None and session.starts_at > at:
        tell_of_paper(paper, at)
    return paper


@deed(on="paper", says=gettext_lazy("ha tolto una carta da leggere"))
def withdraw_paper(act: Act, *, paper: WorkingPaper, by: User | None, at: datetime) -> WorkingPaper:
    """Take a paper away before the session begins, or while the group is open; the register keeps it."""
    if paper.withdrawn_at is not None:
        raise AlreadyDone(_("Questa carta è già stata tolta."))
    if paper.session is not None and paper.session.starts_at <= at:
        raise WrongState(_("L’incontro è cominciato: le carte che ha letto restano."))
    if paper.group is not None and paper.group.closed_at is not None:
        raise WrongState(_("Il gruppo di lavoro è chiuso: le sue carte restano."))
    paper.withdrawn_at = at
    paper.save(update_fields=["withdrawn_at"])
    return paper


def keep_paper(
    act: Act,
    *,
    table: DesignTable,
    at: datetime,
    session: Session | None = None,
    point: Any = None,
    group: WorkGroup | None = None,
    title: str = "",
    file: File | None = None,
    version: NamedVersion | None = None,
    minutes: Minutes | None = None,
    label: str = "",
) -> WorkingPaper:
    """Write a paper, inside a deed. Raises Invalid when it is not one thing, or has no place; `label` names
    what was typed, for its refusals.
    """
    if (session is None) == (group is None):
        raise Invalid(_("Una carta è di un incontro o di un gruppo di lavoro."))
    things = [thing for thing in (file, version, minutes) if thing is not None]
    if len(things) != 1:
        words = _("Carica un file, oppure scegli una versione del progetto o un verbale.")
        raise Invalid(words, fields={f"{label}.file" if label else "file": words})
    if session is not None:
        _on_agenda(table, session, point, label)
    elif group is not None and (group.table_id != table.pk or group.closed_at is not None):
        raise WrongState(_("Questo gruppo di lavoro non è aperto a questo tavolo."))
    if version is not None and version.table_id != table.pk:
        raise Invalid(_("Questa versione è di un altro tavolo."))
    if minutes is not None and minutes.session.table_id != table.pk:
        raise Invalid(_("Questo verbale è di un altro tavolo."))
    body = _body(act, table)
    stored = None
    if file is not None:
        stored = store_upload(
            file=file, kind=FileKind.WORKING, by=act.by, at=at, owner=body, case_file=table.call
        )
        act.record(sha256=stored.sha256)
    return WorkingPaper.objects.create(
        table=table,
        session=session,
        point=int(point) if session is not None else None,
        group=group,
        title=(title.strip() or _called(stored, version, minutes))[:200],
        file=stored,
        version=version,
        minutes=minutes,
        person=act.by or table.call.procedure_officer,
        organisation=body,
        shared_at=at,
    )


def _on_agenda(table: DesignTable, session: Session, point: Any, label: str) -> None:
    if session.table_id != table.pk or session.cancelled_at is not None:
        raise WrongState(_("Questo incontro non è convocato a questo tavolo."))
    minutes = getattr(session, "minutes", None)
    if minutes is not None and minutes.state == MinutesState.FROZEN:
        raise WrongState(_("Il verbale è chiuso: non si portano più carte a questo incontro."))
    try:
        known = 1 <= int(point) <= len(session.agenda)
    except (TypeError, ValueError):
        known = False
    if not known:
        words = _("Scegli un punto dell’ordine del giorno, da 1 a %(last)s.") % {"last": len(session.agenda)}
        raise Invalid(words, fields={f"{label}.point" if label else "point": words})


def _body(act: Act, table: DesignTable) -> Organisation:
    body_id = act.verdict.organisation_id or table.call.lead_authority_id
    return Organisation.objects.get(pk=body_id)


def _called(stored: Any, version: NamedVersion | None, minutes: Minutes | None) -> str:
    if stored is not None:
        return str(stored.name)
    if version is not None:
        return _("Il progetto, versione %(n)s: %(label)s") % {"n": version.number, "label": version.label}
    assert minutes is not None
    return _("Verbale dell’incontro %(n)s") % {"n": minutes.number}
