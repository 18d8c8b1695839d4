# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""How everybody was treated in a call: who was told what when, terms, questions, openings of what was sealed.

Every row has the number of its register entry: its public line proves that it was written then, and not after.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Case, CharField, Count, F, Func, Max, Min, Q, QuerySet, Value, When
from django.db.models.functions import TruncDate
from django.utils.translation import gettext_lazy as _

from coprogettazione.applications.models import APPLICANT_ROLES, Application, Attachment
from coprogettazione.calls.models import Call, Question
from coprogettazione.notifications.models import Channel, Message
from coprogettazione.parties.queries import organisations_of
from coprogettazione.records.models import Entry
from coprogettazione.records.refusals import Words
from coprogettazione.wording import ROME

#: What is told to more than one body: the occasion of the messages → words, and the deeds it comes with.
OCCASIONS: dict[str, tuple[Words, tuple[str, ...]]] = {
    "call_corrected": (_("rettifica dell’avviso"), ("correct_call",)),
    "call_amended": (_("modifica dell’avviso e nuovo termine"), ("amend_call",)),
    "deadline_extended": (_("proroga del termine"), ("extend_deadline",)),
    "question_answered": (_("risposta ai quesiti"), ("answer_question", "release_answers")),
    "call_ended": (_("fine della procedura"), ("revoke_call", "annul_call", "declare_deserted")),
    "cure_asked": (_("richiesta di integrazione"), ("request_cure",)),
    "admission": (_("esito delle domande"), ("admit_applications",)),
}
#: The deeds that set a term of the avviso, move it or end it.
TERMS = ("publish_call", "correct_call", "amend_call", "extend_deadline", "close_call")
ANSWERS = ("answer_question", "release_answers")
#: The deeds that open, read or take out what lay sealed.
OPENINGS = ("open_applications", "read_application", "read_file", "export_applications", "export_case_file")


@dataclass(frozen=True)
class Term:
    """A deed on the terms, with the term it left, when it set one."""

    entry: Entry
    deadline: datetime | None


@dataclass(frozen=True)
class Notice:
    """What was told on one occasion: to how many bodies and people, from the first instant to the last.

    `mailed` e-mails were taken by the mail server, the last of them at `mailed_last`. `own` is when the bodies of
    the reader were told.
    """

    occasion: Words
    organisations: int
    people: int
    first: datetime
    last: datetime
    mailed: int
    mailed_last: datetime | None
    own: datetime | None
    entry: Entry | None


@dataclass(frozen=True)
class Answered:
    """A question and when its answer was there for everybody; who asked is not said."""

    question: Question
    asked: Entry | None
    released: Entry | None


@dataclass(frozen=True)
class Treatment:
    """The whole report but the openings, which may be many: `openings_of`."""

    terms: list[Term]
    notices: list[Notice]
    questions: list[Answered]


def treatment_of(call: Call, at: datetime, *, own: Collection[int] = ()) -> Treatment:
    """Terms, messages by occasion, questions. `own` are the bodies of the reader. Three queries."""
    deeds = {*TERMS, *ANSWERS, "ask_question", *(deed for _w, deeds in OCCASIONS.values() for deed in deeds)}
    entries = list(
        Entry.objects.filter(case_file=call, deed__in=deeds, at__lte=at)
        .select_related("actor")
        .order_by("seq")
    )
    return Treatment(
        [Term(entry, _deadline(entry)) for entry in entries if entry.deed in TERMS],
        _notices(call, at, own, entries),
        _questions(call, at, entries),
    )


def openings_of(call: Call, user: Any, at: datetime, *, every: bool) -> QuerySet[Entry]:
    """The entries of what lay sealed and was opened, oldest first: all of them, or those that touch the reader's own
    applications and the opening of the call.
    """
    found = Entry.objects.filter(case_file=call, deed__in=OPENINGS, at__lte=at)
    visible = Application.objects.visible_to(user, at).filter(call=call).values("pk")
    attached = Attachment.objects.filter(application__in=visible).values("file")
    of_them = Q(subject_kind="application", subject_id__in=visible)
    of_them |= Q(subject_kind="storedfile", subject_id__in=attached)
    of_them |= Q(deed="open_applications")
    if every:
        of_them |= Q(subject_kind="call")
    return found.filter(of_them).select_related("actor", "organisation").order_by("seq")


def own_bodies(user: Any, at: datetime) -> Collection[int]:
    """The bodies for which a person applies."""
    return list(organisations_of(user, APPLICANT_ROLES, at))


def _deadline(entry: Entry) -> datetime | None:
    written = entry.payload.get("deadline")
    return datetime.fromisoformat(written).astimezone(ROME) if isinstance(written, str) else None


def _notices(call: Call, at: datetime, own: Collection[int], entries: Iterable[Entry]) -> list[Notice]:
    """Messages by occasion and by what they are about; those on applications, each about its own, together."""
    body = "recipient__memberships__organisation"
    told_on = TruncDate("created_at", tzinfo=ROME)
    held = Q(
        Q(recipient__memberships__valid_to__isnull=True) | Q(recipient__memberships__valid_to__gte=told_on),
        recipient__memberships__role__in=APPLICANT_ROLES,
        recipient__memberships__valid_from__lte=told_on,
    )
    occasion = Func(F("key"), Value(":"), Value(1), function="split_part", output_field=CharField())
    together = Case(When(about_kind__in=("application", "curerequest"), then=0), default="about_id")
    rows = (
        Message.objects.filter(case_file=call, created_at__lte=at)
        .annotate(occasion=occasion, together=together)
        .filter(occasion__in=OCCASIONS)
        .order_by()
        .values("occasion", "together")
        .annotate(
            organisations=Count(body, filter=held, distinct=True),
            people=Count("recipient", filter=held, distinct=True),
            first=Min("created_at"),
            last=Max("created_at"),
            mailed=Count("pk", filter=Q(channel=Channel.EMAIL, sent_at__isnull=False), distinct=True),
            mailed_last=Max("sent_at"),
            own=Min("created_at", filter=held & Q(**{f"{body}__in": list(own)})),
        )
        .order_by("first", "occasion")
    )
    by_instant = {(entry.deed, entry.at): entry for entry in entries}
    return [
        Notice(
            occasion=OCCASIONS[row["occasion"]][0],
            entry=next(
                (
                    by_instant[deed, row["first"]]
                    for deed in OCCASIONS[row["occasion"]][1]
                    if (deed, row["first"]) in by_instant
                ),
                None,
            ),
            organisations=row["organisations"],
            people=row["people"],
            first=row["first"],
            last=row["last"],
            mailed=row["mailed"],
            mailed_last=row["mailed_last"],
            own=row["own"],
        )
        for row in rows
    ]


def _questions(call: Call, at: datetime, entries: Iterable[Entry]) -> list[Answered]:
    asked = {entry.subject_id: entry for entry in entries if entry.deed == "ask_question"}
    released = {entry.at: entry for entry in entries if entry.deed in ANSWERS}
    questions = Question.objects.filter(call=call, asked_at__lte=at).order_by("asked_at", "pk")
    return [
        Answered(
            question,
            asked.get(question.pk),
            released.get(question.answered_at) if question.answered_at else None,
        )
        for question in questions
    ]
