# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Who may do what at a table (domain.md §6): who sits writes, who listens reads, who facilitates has no
vote.
"""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from coprogettazione.calls.models import CallState
from coprogettazione.calls.rules import (
    is_auditor,
    is_executive_officer,
    is_planning_operator,
    is_procedure_officer,
)
from coprogettazione.parties.queries import holds
from coprogettazione.records.rights import Answer, Right, condition, in_state, is_system, rights, role
from coprogettazione.records.roles import Role
from coprogettazione.tables.models import (
    VOTING_KINDS,
    DesignTable,
    MinutesState,
    Seat,
    SeatKind,
)


def table_of(subject: Any) -> DesignTable:
    """The table of anything that belongs to one."""
    if isinstance(subject, DesignTable):
        return subject
    for name in ("table", "session", "chapter", "minutes", "version"):
        parent = getattr(subject, name, None)
        if parent is not None:
            return table_of(parent)
    raise TypeError(f"{subject!r} belongs to no table")


def seats_of(user: Any, subject: Any, at: datetime) -> list[Seat]:
    """The person's seats in force at the table the subject belongs to."""
    if user is None or user.pk is None:
        return []
    return [seat for seat in table_of(subject).seats_at(at) if seat.user_id == user.pk]


# Who is who at the table.


@role(Role.LEGAL_REPRESENTATIVE, refusal=_("Lo fa chi rappresenta un ente che siede al tavolo."))
def represents_a_partner(user: Any, subject: Any, at: datetime) -> Answer:
    """The legal representative of a body seated as partner or supporter, whoever its delegate is."""
    for seat in table_of(subject).seats_at(at):
        if seat.kind in VOTING_KINDS and holds(user, Role.LEGAL_REPRESENTATIVE, seat.organisation_id, at):
            return seat.organisation_id
    return False


@role(
    Role.ETS_EDITOR,
    refusal=_("Lo fa chi siede al tavolo per un ente o per l’amministrazione: chi ascolta legge soltanto."),
)
def sits_for_a_body(user: Any, subject: Any, at: datetime) -> Answer:
    """A delegate with a seat that writes, for a body in which they still have a role."""
    for seat in seats_of(user, subject, at):
        if seat.kind in VOTING_KINDS and (
            holds(user, Role.ETS_EDITOR, seat.organisation_id, at)
            or holds(user, Role.LEGAL_REPRESENTATIVE, seat.organisation_id, at)
            or (
                seat.kind == SeatKind.PUBLIC_BODY
                and holds(user, Role.PLANNING_OPERATOR, seat.organisation_id, at)
            )
        ):
            return seat.organisation_id
    return False


@role(
    Role.FACILITATOR,
    refusal=_(
        "Lo fa chi tiene il tavolo: il responsabile del procedimento, l’Ufficio di Piano o chi facilita."
    ),
)
def facilitates(user: Any, subject: Any, at: datetime) -> Answer:
    """Who facilitates: writes and convenes, without vote."""
    for seat in seats_of(user, subject, at):
        if seat.kind == SeatKind.FACILITATOR:
            return seat.organisation_id
    return False


@condition(
    _("con un posto al tavolo"),
    refusal=_("Questo tavolo è riservato a chi ci siede e agli uffici del procedimento."),
)
def listens(user: Any, subject: Any, at: datetime) -> Answer:
    """Any seat in force: listeners and experts read."""
    seats = seats_of(user, subject, at)
    return seats[0].organisation_id if seats else False


# When.


def _call_state(subject: Any) -> str:
    return str(subject.case_file.state)


def _at_work(*more: CallState) -> Right:
    return in_state(
        CallState.TABLE_OPEN,
        CallState.TABLE_REOPENED,
        *more,
        of=_call_state,
        refusal=_("Il tavolo ora non è al lavoro: si può leggere, non cambiare."),
    )


def _minutes(*states: MinutesState, refusal: Any) -> Right:
    return in_state(*states, of=lambda minutes: str(minutes.state), refusal=refusal)


_offices = is_procedure_officer | is_planning_operator
_bodies = _offices | represents_a_partner | sits_for_a_body
_writers = _offices | facilitates | represents_a_partner | sits_for_a_body
_clerks = _offices | facilitates
_paused = CallState.TABLE_SUSPENDED
_answering = _minutes(
    MinutesState.CIRCULATED, refusal=_("Questo verbale non è in attesa di risposte: guarda a che punto è.")
)

rights(
    {
        "open_table": is_procedure_officer
        & in_state(
            CallState.ADMITTED, refusal=_("Il tavolo si apre dopo l’ammissione degli enti, e una volta sola.")
        ),
        "seat_delegate": (is_system | is_procedure_officer | represents_a_partner) & _at_work(_paused),
        "end_seat": is_system | ((is_procedure_officer | represents_a_partner) & _at_work(_paused)),
        "convene_session": _clerks & _at_work(_paused),
        "cancel_session": _clerks & _at_work(_paused),
        "record_attendance": _clerks & _at_work(_paused),
        "draft_minutes": _clerks & _at_work(_paused),
        "circulate_minutes": _clerks
        & _at_work(_paused)
        & _minutes(MinutesState.DRAFT, refusal=_("Questo verbale è già stato inviato ai presenti.")),
        "approve_minutes": (represents_a_partner | sits_for_a_body) & _at_work(_paused) & _answering,
        "object_to_minutes": (represents_a_partner | sits_for_a_body) & _at_work(_paused) & _answering,
        "freeze_minutes": is_procedure_officer
        & _at_work(_paused)
        & _minutes(
            MinutesState.CIRCULATED,
            MinutesState.APPROVED,
            refusal=_("Si chiude un verbale inviato ai presenti e non ancora chiuso."),
        ),
        "publish_minutes": is_procedure_officer
        & _minutes(MinutesState.FROZEN, refusal=_("Si pubblica solo un verbale chiuso.")),
        "save_chapter": _writers & _at_work(),
        "agree_chapter": _bodies & _at_work(),
        "agree_role": _bodies & _at_work(),
        "set_budget_line": _bodies & _at_work(),
        "remove_budget_line": _bodies & _at_work(),
        "propose_contribution": _writers & _at_work(_paused),
        "answer_contribution": is_procedure_officer & _at_work(_paused),
        "save_version": _clerks & _at_work(),
        "accept_final_text": (represents_a_partner | is_procedure_officer) & _at_work(),
        "conclude_table": is_procedure_officer & _at_work(),
        "suspend_table": is_executive_officer
        & in_state(CallState.TABLE_OPEN, of=_call_state, refusal=_("Si sospende solo un tavolo aperto.")),
        "resume_table": is_executive_officer
        & in_state(CallState.TABLE_SUSPENDED, of=_call_state, refusal=_("Il tavolo non è sospeso.")),
        "record_positions": is_procedure_officer
        & in_state(
            CallState.TABLE_SUSPENDED,
            of=_call_state,
            refusal=_("Le posizioni si riassumono quando il tavolo è sospeso perché non trova un accordo."),
        ),
        "declare_no_agreement": is_executive_officer
        & in_state(
            CallState.TABLE_OPEN,
            CallState.TABLE_SUSPENDED,
            of=_call_state,
            refusal=_("Il tavolo non è più aperto."),
        ),
        "reopen_table": is_procedure_officer
        & in_state(
            CallState.EXECUTION,
            of=_call_state,
            refusal=_("Si riapre il tavolo di un progetto in realizzazione."),
        ),
        "read_table": represents_a_partner
        | sits_for_a_body
        | facilitates
        | is_procedure_officer
        | is_executive_officer
        | is_planning_operator
        | is_auditor
        | listens,
    }
)
