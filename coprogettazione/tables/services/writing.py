# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Who may write in a shared text, under which numbers; and what the platform itself writes in it for somebody.

What people type goes through `tables.coediting`; here is what it asks before, and the same log written by a deed.
"""

import secrets
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import IntegrityError, connection, transaction
from django.db.models import Max
from django.dispatch import receiver
from django.utils.translation import gettext as _

from coprogettazione.parties.models import Organisation, User
from coprogettazione.records.deeds import Act, Deed, deed_done
from coprogettazione.records.refusals import Invalid, NotAllowed
from coprogettazione.records.rights import Verdict, may
from coprogettazione.tables.models import (
    CHAPTER_LENGTH,
    SharedText,
    TextClient,
    TextKind,
    TextUpdate,
    TextWriter,
)
from coprogettazione.tables.queries import body_of
from coprogettazione.tables.queries.seats import orders_of
from coprogettazione.tables.queries.shared_text import change_to, state_of

#: The right that writing in a text of each kind asks for.
RIGHTS = {
    TextKind.PROJECT: "save_chapter",
    TextKind.MINUTES: "draft_minutes",
    TextKind.GROUP: "write_group_text",
}
#: Yjs numbers whoever writes with 32 bits.
HIGHEST_CLIENT = 2**32
#: Deeds after which whoever is connected is asked again for what they may do.
CHANGING_RIGHTS = (
    "seat_delegate",
    "end_seat",
    "suspend_table",
    "resume_table",
    "conclude_table",
    "declare_no_agreement",
    "reopen_table",
    "adopt_text",
    "circulate_minutes",
    "correct_minutes",
    "freeze_minutes",
    "set_group_members",
    "close_group",
    "replace_procedure_officer",
    "replace_executive_officer",
    "grant_membership",
    "end_membership",
    "suspend_organisation",
)
#: How often another row of the log may take the number that a deed wanted.
ATTEMPTS = 8


@dataclass(frozen=True)
class Line:
    """What the co-editing server knows of one connection. `clients` are all the numbers issued to this writer."""

    text: int
    edition: int
    writer: int
    writes: bool
    why: str
    person: str
    organisation: str
    monogram: str
    order: int
    clients: frozenset[int]


def may_write(text: SharedText, user: Any, at: datetime) -> Verdict:
    """Whether a person may write in a text now, and why not."""
    owner = text.session or text.group
    if owner is not None:
        # Who sits is read once, for the table that the text already has.
        owner.table = text.table
    return may(user, RIGHTS[TextKind(text.kind)], owner or text.table, at)


@transaction.atomic
def enter(*, text: SharedText, user: User, at: datetime) -> int:
    """Let a person in: a client number for the page that has just been opened (not a deed).

    Raises NotAllowed to whoever may not read the table, or acts for nobody at it.
    """
    _let_in(text, user, at)
    organisation = body_of(user, text.table, at)
    if organisation is None:
        raise NotAllowed(
            _("Il testo vivo è di chi siede al tavolo: tu lo leggi com’era quando hai aperto la pagina.")
        )
    return issue(writer_for(text, user, organisation), at)


def writer_for(text: SharedText, person: User, organisation: Organisation) -> TextWriter:
    """The row under which what a person writes for an organisation is kept."""
    return TextWriter.objects.get_or_create(text=text, person=person, organisation=organisation)[0]


def issue(writer: TextWriter, at: datetime) -> int:
    """A client number that nobody else has in this text."""
    while True:
        client = secrets.randbelow(HIGHEST_CLIENT - 1) + 1
        _row, new = TextClient.objects.get_or_create(
            text_id=writer.text_id, client=client, defaults={"writer": writer, "issued_at": at}
        )
        if new:
            return client


def line_of(*, text: int, user: User, client: int, at: datetime) -> Line:
    """What a connection may do. Raises NotAllowed (who may not read), Invalid (a number that is not theirs), and
    SharedText.DoesNotExist.
    """
    row = SharedText.objects.select_related("table__call").get(pk=text)
    _let_in(row, user, at)
    organisation = body_of(user, row.table, at)
    writer = TextWriter.objects.filter(text=row, person=user, organisation=organisation).first()
    clients = frozenset(TextClient.objects.filter(writer=writer).values_list("client", flat=True))
    if organisation is None or writer is None or client not in clients:
        raise Invalid(_("Apri di nuovo la pagina: questa non è più la tua."))
    verdict = may_write(row, user, at)
    return Line(
        text=row.pk,
        edition=row.edition,
        writer=writer.pk,
        writes=bool(verdict),
        why="" if verdict else str(verdict.reason),
        person=str(user),
        organisation=organisation.known_as,
        monogram=organisation.monogram,
        order=orders_of(row.table).get(organisation.pk, 0),
        clients=clients,
    )


def _let_in(text: SharedText, user: User, at: datetime) -> None:
    verdict = may(user, "read_table", text.table, at)
    if not verdict:
        raise NotAllowed(verdict.reason, law=verdict.law)


def write_part(
    text: SharedText,
    part: str,
    body: list[dict[str, Any]],
    *,
    person: User,
    organisation: Organisation,
    at: datetime,
    read_at: int | None = None,
) -> int | None:
    """Make a fragment say `body`, as a change of a person: the smallest, so that what others wrote stays theirs and
    what they are typing now is joined to it. Inside a deed. Returns the number of the row, None when nothing changes.

    `read_at` is the update up to which the person had read: the change is made on the text as it was then.
    """
    writer = writer_for(text, person, organisation)
    data = change_to(state_of(text, read_at), part, body, issue(writer, at))
    if not data:
        return None
    return append(text, writer, data, at)


def tidied(words: str) -> str:
    """What was typed in a form, as a text takes it. Raises Invalid when it is longer than a form may write."""
    words = words.replace("\r\n", "\n").replace("\r", "\n").rstrip()
    if len(words) > CHAPTER_LENGTH:
        raise Invalid(
            _("Il testo supera %(n)s caratteri.") % {"n": CHAPTER_LENGTH},
            fields={"text": _("Accorcialo, o spostane una parte in un altro testo.")},
        )
    return words


def append(text: SharedText, writer: TextWriter, data: bytes, at: datetime) -> int:
    """Add a row to the log of a text, and tell the process in which it is open. Inside a deed."""
    for _attempt in range(ATTEMPTS):
        last = TextUpdate.objects.filter(text=text).aggregate(last=Max("number"))["last"] or 0
        try:
            with transaction.atomic():
                TextUpdate.objects.create(text=text, number=last + 1, writer=writer, data=data, at=at)
        except IntegrityError:
            continue
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_notify('shared_text', %s)", [str(text.pk)])
        return int(last + 1)
    raise Invalid(_("Molti stanno scrivendo in questo testo: riprova tra un momento."))


@receiver(deed_done, dispatch_uid="tables.rights_of_who_is_connected")
def ask_again_who_may(sender: Deed, act: Act, **kwargs: Any) -> None:
    """Tell the processes in which texts are open that rights have changed, when the deed is committed."""
    if sender.name in CHANGING_RIGHTS:
        call = getattr(act.subject, "case_file", None)
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_notify('seats', %s)", [str(call.pk) if call else ""])
