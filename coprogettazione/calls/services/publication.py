# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Publishing an avviso, moving its term, closing it."""

from datetime import date, datetime

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from coprogettazione.calls.documents import (
    issue_annexes,
    issue_call_act,
    issue_notice,
    publish_opening_act,
)
from coprogettazione.calls.lifecycle import CallLifecycle
from coprogettazione.calls.models import Call, Extension
from coprogettazione.calls.notifications import tell_of_extension, tell_of_publication
from coprogettazione.calls.queries import law_in_force
from coprogettazione.calls.services.acts import keep_act, need_reasons
from coprogettazione.calls.services.terms import check_questions_term, check_term
from coprogettazione.parties.models import User
from coprogettazione.records.deeds import Act, deed
from coprogettazione.records.lifecycle import move
from coprogettazione.records.refusals import Invalid
from coprogettazione.wording import ROME, day, moment


@deed(
    on="call",
    says=_("ha pubblicato l’avviso"),
    law=_("DM 72/2021; art. 12, l. 241/1990; art. 26, d.lgs. 33/2013"),
)
def publish_call(
    act: Act,
    *,
    call: Call,
    deadline: datetime,
    questions_deadline: datetime | None = None,
    by: User | None,
    at: datetime,
) -> Call:
    """Publish the avviso (D2) with its terms and annexes, and the act that opened the procedure (D1).

    From here applications may be prepared and sent.

    The term is kept to the second. Raises Invalid when it is shorter than the minimum days of the region (the
    first day is not counted, an end on a holiday moves on), or when the questions' term is not before it.
    """
    deadline = deadline.replace(microsecond=0)
    check_term(call, deadline, at)
    check_questions_term(questions_deadline, deadline, at)
    move(
        CallLifecycle(call).publish,
        published_at=at,
        deadline=deadline,
        questions_deadline=questions_deadline,
        parameters=law_in_force(call.district.region, at.astimezone(ROME).date()),
    )
    publish_opening_act(call, by=by, at=at)
    issue_annexes(call, version=1, by=by, at=at)
    paper = issue_notice(call, by=by, at=at)
    act.record(paper=paper, sha256=paper.file.sha256, code=call.code, title=call.title)
    tell_of_publication(call, at)
    return call


@deed(on="call", says=_("ha prorogato il termine"), law=_("art. 3, l. 241/1990"))
def extend_deadline(
    act: Act,
    *,
    call: Call,
    deadline: datetime,
    reason: str,
    act_number: str,
    act_date: date,
    questions_deadline: datetime | None = None,
    by: User | None,
    at: datetime,
) -> Extension:
    """Move the term forward, by an act of the executive, before it expires; all concerned are told at once.

    Refused from the very second of the term. Raises Invalid when the new term is not later than the old.
    """
    deadline = deadline.replace(microsecond=0)
    old = call.deadline
    assert old is not None
    if deadline <= old:
        raise Invalid(
            gettext("Il nuovo termine deve venire dopo quello di ora: %(term)s.") % {"term": moment(old)},
            fields={"deadline": _("Scegli un giorno e un’ora dopo il termine attuale.")},
        )
    if questions_deadline is not None:
        check_questions_term(questions_deadline, deadline, at)
    reason = need_reasons(reason, "reason")
    adopted = keep_act(
        call, "extend_deadline", act_number=act_number, act_date=act_date, reasons=reason, by=by, at=at
    )
    extension = Extension.objects.create(
        call=call, act=adopted, old_deadline=old, new_deadline=deadline, reason=reason, at=at
    )
    call.deadline = deadline
    if questions_deadline is not None:
        call.questions_deadline = questions_deadline
    call.save(update_fields=["deadline", "questions_deadline"])
    paper = issue_call_act(
        adopted,
        subject=gettext("Proroga del termine dell’avviso %(code)s") % {"code": call.code},
        premises=[
            (
                gettext("Richiamato"),
                gettext("l’avviso pubblicato il %(day)s") % {"day": day(call.published_at or at)},
            ),
            (
                gettext("Dato atto"),
                gettext("che il termine non è scaduto: scade %(term)s") % {"term": moment(old)},
            ),
        ],
        decisions=[
            gettext("di prorogare il termine per le domande a %(term)s;") % {"term": moment(deadline)},
            gettext("di pubblicare questo atto e di avvisare gli enti interessati."),
        ],
        by=by,
        at=at,
    )
    act.record(old_deadline=old, paper=paper, sha256=paper.file.sha256)
    tell_of_extension(extension, at)
    return extension


@deed(on="call", says=_("ha chiuso i termini dell’avviso"))
def close_call(act: Act, *, call: Call, by: None = None, at: datetime) -> Call:
    """The term has come: what arrives from now on is late. The system does it by itself."""
    move(CallLifecycle(call).close, closed_at=at)
    act.record(deadline=call.deadline)
    return call
