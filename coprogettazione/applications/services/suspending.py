# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Stopping the term of the procedure, and letting it run again: each time with its reason and its norm."""

from datetime import date, datetime, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from coprogettazione.applications.models import TermSuspension, TermSuspensionReason
from coprogettazione.applications.notifications import tell_terms_resumed, tell_terms_suspended
from coprogettazione.applications.queries import conclusion_term
from coprogettazione.calls.models import Call, Parameter
from coprogettazione.calls.queries import parameter_of
from coprogettazione.parties.models import User
from coprogettazione.records.deeds import Act, deed
from coprogettazione.records.refusals import AlreadyDone, Invalid, WrongState
from coprogettazione.wording import ROME, day, moment

LAW = gettext_lazy("art. 2, c. 7, l. 241/1990")
#: By which norm the term stops.
NORMS = {
    TermSuspensionReason.INFORMATION: LAW,
    TermSuspensionReason.COURT: gettext_lazy("art. 55, d.lgs. 104/2010"),
}


@deed(on="call", says=gettext_lazy("ha sospeso il termine del procedimento"), law=LAW)
def suspend_terms(
    act: Act,
    *,
    call: Call,
    reason: str,
    words: str,
    until: date | None = None,
    by: User | None,
    at: datetime,
) -> TermSuspension:
    """Stop the term from today. For information or certificates once, and for the days of the law at most
    (`until` is the last of them); by a court's order until the office says that it is over.

    Raises Invalid, AlreadyDone while it stands still, WrongState when it has already passed.
    """
    today = at.astimezone(ROME).date()
    if reason not in TermSuspensionReason.values:
        said = _("Scegli la causa della sospensione.")
        raise Invalid(said, fields={"reason": said})
    if not words.strip():
        said = _("Scrivi perché il termine si ferma, per esempio «si aspetta il DURC di un ente».")
        raise Invalid(said, law=LAW, fields={"words": said})
    term = conclusion_term(call, at)
    assert term is not None  # the right asks for a call past its deadline
    if term.standing is not None:
        raise AlreadyDone(
            _("%(who)s ha già sospeso il termine il %(day)s.")
            % {"who": term.standing.suspended_by, "day": day(term.standing.starts_on)}
        )
    if term.due_at is not None and at > term.due_at:
        raise WrongState(
            _("Il termine per concludere è già scaduto %(due)s: non si può più fermare.")
            % {"due": moment(term.due_at)},
            law=LAW,
        )
    if reason == TermSuspensionReason.INFORMATION:
        _as_the_law_allows(call, term.log, until, today)
    row = TermSuspension.objects.create(
        call=call,
        reason=reason,
        words=words.strip(),
        norm=str(NORMS[TermSuspensionReason(reason)]),
        starts_on=today,
        until=until,
        suspended_by=by,
    )
    act.record(suspension=row.pk, norm=row.norm)
    tell_terms_suspended(row, at)
    return row


def _as_the_law_allows(call: Call, log: list[TermSuspension], until: date | None, today: date) -> None:
    if any(row.reason == TermSuspensionReason.INFORMATION for row in log):
        raise WrongState(
            _("Per acquisire informazioni il termine si sospende una volta sola, ed è già stato fatto."),
            law=LAW,
        )
    most = parameter_of(call, Parameter.SUSPENSION_DAYS_MAXIMUM, today)
    last = today + timedelta(days=most - 1)
    if until is None or not today <= until <= last:
        said = _("Scrivi fino a quando: al più tardi il %(last)s, %(most)d giorni da oggi compreso.") % {
            "last": day(last),
            "most": most,
        }
        raise Invalid(said, law=LAW, fields={"until": said})


@deed(on="call", says=gettext_lazy("ha fatto ripartire il termine del procedimento"), law=LAW)
def resume_terms(act: Act, *, call: Call, words: str, by: User | None, at: datetime) -> TermSuspension:
    """Let the term run again from today. Raises WrongState when it does not stand still."""
    term = conclusion_term(call, at)
    row = term.standing if term is not None else None
    if row is None:
        raise WrongState(_("Il termine non è sospeso: corre già."))
    if not words.strip():
        said = _("Scrivi perché il termine riparte, per esempio «il DURC è arrivato».")
        raise Invalid(said, fields={"words": said})
    row.resumes_on, row.resumed_because, row.resumed_by = at.astimezone(ROME).date(), words.strip(), by
    row.save(update_fields=["resumes_on", "resumed_because", "resumed_by"])
    act.record(suspension=row.pk, resumes_on=row.resumes_on)
    tell_terms_resumed(row, at)
    return row
