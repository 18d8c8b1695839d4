# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Beside the text: comments in threads, and changes suggested in it, which go into the ledger of contributions."""

import json
import re
from datetime import datetime
from typing import Any

from django.db import connection
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from coprogettazione.parties.models import Organisation, User
from coprogettazione.records.deeds import Act, deed, locked
from coprogettazione.records.refusals import AlreadyDone, Invalid, NotAllowed
from coprogettazione.tables.models import (
    Contribution,
    Outcome,
    SharedText,
    TextComment,
    TextKind,
)
from coprogettazione.tables.notifications import tell_of_comment
from coprogettazione.tables.queries import body_of, places_at
from coprogettazione.tables.queries.remarks import marked_first
from coprogettazione.tables.queries.shared_text import read_text
from coprogettazione.tables.queries.suggestions import settled, suggested
from coprogettazione.tables.services.speaking import hold_table, required
from coprogettazione.tables.services.writing import write_part
from coprogettazione.wording import clock, day

#: Longest comment, and longest anchor and quote, in characters.
LONGEST, ANCHOR, QUOTE = 4_000, 2_000, 2_000
MARK = re.compile(r"[\w-]{8,40}")


@deed(on="text", says=gettext_lazy("ha commentato il testo"))
def comment_text(
    act: Act,
    *,
    text: SharedText,
    part: str,
    words: str,
    quote: str = "",
    anchor: dict[str, Any] | None = None,
    thread: TextComment | None = None,
    mentions: list[User] | None = None,
    by: User | None,
    at: datetime,
) -> TextComment:
    """Comment a passage, or answer in a thread. Who is mentioned, and who wrote in the thread, is told."""
    author, organisation = _who(text, by, at)
    words = required("words", words, _("Scrivi il commento."))
    if len(words) > LONGEST:
        raise Invalid(_("Il commento supera %(n)s caratteri: accorcialo.") % {"n": LONGEST})
    if thread is not None:
        thread = locked(thread.thread or thread)
        if thread.text_id != text.pk:
            raise Invalid(_("Questo commento è di un altro testo."))
        if thread.closed_at is not None:
            raise AlreadyDone(
                _("%(who)s ha chiuso questo commento alle %(hour)s: riaprilo per rispondere.")
                % {"who": thread.closed_by, "hour": clock(thread.closed_at)}
            )
    elif len(json.dumps(anchor or {})) > ANCHOR:
        raise Invalid(_("Il passo scelto è troppo lungo: scegline uno più corto."))
    seated = {person for place in places_at(text.table, at) for person in place.people}
    told = [person for person in mentions or [] if person in seated]
    comment = TextComment.objects.create(
        text=text,
        part=thread.part if thread else part,
        thread=thread,
        anchor={} if thread else anchor or {},
        quote="" if thread else quote.strip()[:QUOTE],
        author=author,
        organisation=organisation,
        words=words,
        written_at=at,
    )
    comment.mentions.set(told)
    tell_of_comment(comment, told, at)
    _say(text, "comments")
    return comment


@deed(on="comment", says=gettext_lazy("ha chiuso un commento"))
def close_comment(
    act: Act, *, comment: TextComment, closed: bool = True, by: User | None, at: datetime
) -> TextComment:
    """Close a thread, or open it again: nothing is deleted."""
    if comment.thread_id is not None:
        raise Invalid(_("Si chiude il commento da cui parte la discussione."))
    if closed and comment.closed_at is not None:
        raise AlreadyDone(
            _("%(who)s l’ha già chiuso il %(day)s alle %(hour)s.")
            % {"who": comment.closed_by, "day": day(comment.closed_at), "hour": clock(comment.closed_at)}
        )
    author, _organisation = _who(comment.text, by, at)
    comment.closed_at, comment.closed_by = (at, author) if closed else (None, None)
    comment.save(update_fields=["closed_at", "closed_by"])
    _say(comment.text, "comments")
    return comment


@deed(on="text", says=gettext_lazy("ha messo in elenco una modifica suggerita nel testo"))
def suggest_change(
    act: Act, *, text: SharedText, part: str, mark: str, reason: str = "", by: User | None, at: datetime
) -> Contribution:
    """Put in the ledger the change that is marked in the text with a number, or what has become of it since. What it
    takes away and puts in is read from the text, whose it is from the log, not told by the browser: whoever writes may
    put it there, why it is suggested only its author says. A reason already given stays until another is.
    """
    if text.kind != TextKind.PROJECT:
        raise Invalid(_("Si suggeriscono modifiche al progetto; del verbale si chiede la correzione."))
    body = _body(text, part)
    before, after = suggested(body, mark) if MARK.fullmatch(mark) else ("", "")
    first = marked_first(text, mark) if before or after else None
    if first is None:
        raise Invalid(_("Nel testo non c’è questa modifica: riprova quando è salvata."))
    author, organisation = first.writer.person, first.writer.organisation
    row = Contribution.objects.select_for_update().filter(table=text.table, mark=mark).first()
    if row is None:
        row = Contribution(
            table=text.table, organisation=organisation, person=author, mark=mark, proposed_at=first.at
        )
    elif row.outcome != Outcome.PROPOSED:
        raise AlreadyDone(_("Su questa modifica è già stato deciso."))
    if reason.strip() and by != author:
        raise NotAllowed(
            _("Questa modifica l’ha suggerita %(who)s: il perché lo scrive chi propone.") % {"who": author}
        )
    reason = reason.strip() or row.why
    row.part, row.before, row.after = part, before, after
    row.text = f"{row.asks} {reason}".strip()
    row.save()
    act.record(
        contribution=row.pk,
        organisation=organisation.pk,
        part=part,
        before=before,
        after=after,
        text=row.text,
    )
    _say(text, "comments")
    return row


@deed(on="contribution", says=gettext_lazy("ha ritirato una modifica che aveva suggerito"))
def withdraw_suggestion(
    act: Act, *, contribution: Contribution, by: User | None, at: datetime
) -> Contribution:
    """Take one’s own suggestion back: the text is as before, the ledger says that it was withdrawn."""
    if not contribution.mark or contribution.outcome != Outcome.PROPOSED:
        raise AlreadyDone(_("Su questa modifica è già stato deciso."))
    table = hold_table(contribution.table)
    organisation = body_of(by, table, at)
    if organisation is None or organisation.pk != contribution.organisation_id:
        raise NotAllowed(
            _("La ritira chi l’ha suggerita: %(who)s.") % {"who": contribution.organisation.known_as}
        )
    apply_suggestion(contribution, accepted=False, by=by, at=at)
    contribution.outcome, contribution.answered_at = Outcome.WITHDRAWN, at
    contribution.reason = _("ritirata da chi l’aveva suggerita")
    contribution.save(update_fields=["outcome", "reason", "answered_at"])
    return contribution


def apply_suggestion(contribution: Contribution, *, accepted: bool, by: User | None, at: datetime) -> None:
    """Settle in the text the change that a contribution suggests. Inside the deed that decides."""
    table = contribution.table
    text = SharedText.objects.select_related("snapshot").get(table=table, kind=TextKind.PROJECT)
    body = _body(text, contribution.part)
    write_part(
        text,
        contribution.part,
        settled(body, contribution.mark, accepted=accepted),
        person=by or table.call.procedure_officer,
        organisation=body_of(by, table, at) or table.call.lead_authority,
        at=at,
    )
    _say(text, "comments")


def _who(text: SharedText, by: User | None, at: datetime) -> tuple[User, Organisation]:
    table = text.table
    return by or table.call.procedure_officer, body_of(by, table, at) or table.call.lead_authority


def _body(text: SharedText, part: str) -> list[dict[str, Any]]:
    found = read_text(text).parts.get(part)
    return found.body if found else []


def _say(text: SharedText, kind: str) -> None:
    """Tell whoever has the text open, once this is committed, that something beside it has changed."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_notify('shared_text_notice', %s)", [json.dumps({"text": text.pk, "kind": kind})]
        )
