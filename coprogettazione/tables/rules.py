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
from coprogettazione.documents.models import Paper, StoredFile
from coprogettazione.documents.rules import reader
from coprogettazione.parties.queries import holds
from coprogettazione.records.rights import (
    Answer,
    Right,
    Verdict,
    condition,
    in_state,
    is_system,
    may,
    rights,
    role,
)
from coprogettazione.records.roles import Role
from coprogettazione.tables.models import (
    VOTING_KINDS,
    Delegation,
    DesignTable,
    Minutes,
    MinutesState,
    Picture,
    Seat,
    SeatKind,
    WorkGroup,
    WorkingPaper,
)
from coprogettazione.tables.queries.seats import speaks_for


def table_of(subject: Any) -> DesignTable:
    """The table of anything that belongs to one."""
    if isinstance(subject, DesignTable):
        return subject
    for name in ("table", "session", "group", "chapter", "minutes", "version", "text"):
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
    _("se il suo ente si è aggiunto per un parere"),
    refusal=_("Lo fa chi siede al tavolo: chi ascolta legge soltanto."),
)
def is_consulted(user: Any, subject: Any, at: datetime) -> Answer:
    """Who joined after the admission: says what they think, without a vote and without writing in the text."""
    for seat in seats_of(user, subject, at):
        if seat.kind == SeatKind.CONSULTATIVE:
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


@role(Role.ETS_EDITOR, refusal=_("Lo fa chi tiene il tavolo o chi coordina il gruppo di lavoro."))
def coordinates(user: Any, subject: Any, at: datetime) -> Answer:
    """Who coordinates the working group that the row belongs to; of the table, one of its open groups."""
    if user is None or user.pk is None:
        return False
    session = getattr(subject, "session", subject)
    group = session if isinstance(session, WorkGroup) else getattr(session, "group", None)
    if group is None and not isinstance(subject, DesignTable):
        return False
    groups = [group] if group else subject.groups.filter(coordinator=user, closed_at__isnull=True)
    mine = [g for g in groups if g.coordinator_id == user.pk and g.closed_at is None]
    seats = seats_of(user, subject, at)
    return next((s.organisation_id for s in seats if any(g.includes(s) for g in mine)), False)


@condition(
    _("se il suo posto è nel gruppo di lavoro"),
    refusal=_("Nel testo del gruppo scrive chi ne fa parte: gli altri che siedono al tavolo lo leggono."),
)
def is_in_the_group(user: Any, subject: Any, at: datetime) -> Answer:
    """Who has a seat that writes and is in the working group, by person or with the whole body."""
    return any(seat.kind in VOTING_KINDS and subject.includes(seat) for seat in seats_of(user, subject, at))


@condition(
    _("con una delega per un incontro"),
    refusal=_("Questo tavolo è riservato a chi ci siede e agli uffici del procedimento."),
)
def is_delegated(user: Any, subject: Any, at: datetime) -> Answer:
    """Who has a written delegation for a session, until the day after it."""
    if user is None or user.pk is None:
        return False
    table = table_of(subject)
    bodies = {seat.organisation_id for seat in table.seats_at(at) if seat.kind in VOTING_KINDS}
    delegations = Delegation.objects.in_force(at).filter(
        session__table=table, delegate=user, organisation__in=bodies
    )
    return delegations.values_list("organisation_id", flat=True).first() or False


@condition(
    _("su una carta portata da sé"), refusal=_("La carta la toglie chi l’ha portata, o chi tiene il tavolo.")
)
def brought_it(user: Any, subject: Any, at: datetime) -> Answer:
    """Who brought a paper."""
    return user is not None and user.pk is not None and subject.person_id == user.pk


@condition(_("se il compito è suo o del suo ente"), refusal=_("Lo segna come fatto chi ha avuto il compito."))
def has_the_task(user: Any, subject: Any, at: datetime) -> Answer:
    """The person named, and whoever acts for the body."""
    if user is None or user.pk is None:
        return False
    mine = subject.person_id == user.pk or speaks_for(user, table_of(subject), subject.organisation, at)
    return subject.organisation_id if mine else False


# When.


@condition(
    _("finché il testo non è adottato con un atto"),
    refusal=_("Il testo è adottato con un atto del dirigente: non si cambia più, e non si risponde più."),
    law=_("art. 3, l. 241/1990"),
)
def is_not_adopted(user: Any, subject: Any, at: datetime) -> Answer:
    """No act of the executive has fixed the text."""
    return table_of(subject).adopted_at is None


@condition(
    _("finché il verbale è in bozza"),
    refusal=_("Il verbale è stato inviato ai presenti: per cambiarlo, riapri la bozza."),
)
def is_being_drafted(user: Any, subject: Any, at: datetime) -> Answer:
    """Minutes not begun, or not sent yet."""
    minutes = getattr(subject, "minutes", None)
    if minutes is not None and minutes.state == MinutesState.FROZEN:
        return str(_("Il verbale è chiuso: non si cambia più."))
    return minutes is None or minutes.state == MinutesState.DRAFT


@condition(
    _("finché il gruppo di lavoro è aperto"),
    refusal=_("Il gruppo di lavoro è chiuso: il suo testo si legge, non si cambia più."),
)
def is_an_open_group(user: Any, subject: Any, at: datetime) -> Answer:
    """A working group at work."""
    return subject.closed_at is None


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
_keepers = _clerks | coordinates
_paused = CallState.TABLE_SUSPENDED
_writing = _at_work() & is_not_adopted
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
        "convene_session": _keepers & _at_work(_paused),
        "move_session": _keepers & _at_work(_paused),
        "cancel_session": _keepers & _at_work(_paused),
        "answer_convocation": (represents_a_partner | is_delegated | listens) & _at_work(_paused),
        "delegate_for_session": represents_a_partner & _at_work(_paused),
        "revoke_delegation": represents_a_partner & _at_work(_paused),
        "share_paper": _writers & _at_work(_paused),
        "withdraw_paper": (_clerks | brought_it) & _at_work(_paused),
        "open_group": _clerks & _at_work(),
        "set_group_members": _clerks & _at_work(_paused),
        "close_group": _keepers & _at_work(_paused),
        "write_group_text": (_clerks | ((represents_a_partner | sits_for_a_body) & is_in_the_group))
        & _writing
        & is_an_open_group,
        "bring_in_group_text": _clerks & _writing,
        "assign_task": _keepers & _at_work(_paused),
        "drop_task": _keepers & _at_work(_paused),
        "finish_task": has_the_task,
        "record_attendance": _keepers & _at_work(_paused),
        "begin_minutes": _keepers & _at_work(_paused),
        "draft_minutes": _keepers & _at_work(_paused) & is_being_drafted,
        "correct_minutes": _keepers
        & _at_work(_paused)
        & _minutes(
            MinutesState.CIRCULATED,
            MinutesState.APPROVED,
            refusal=_("Si riapre la bozza di un verbale inviato ai presenti e non ancora chiuso."),
        ),
        "circulate_minutes": _keepers
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
        "save_chapter": _writers & _writing,
        "agree_chapter": _bodies & _writing,
        "agree_role": _bodies & _writing,
        "set_budget_line": _bodies & _writing,
        "remove_budget_line": _bodies & _writing,
        "propose_contribution": (_writers | is_consulted) & _at_work(_paused),
        "suggest_change": _writers & _writing,
        "answer_contribution": _offices & _at_work(_paused),
        "withdraw_suggestion": _writers & _writing,
        "comment_text": (_writers | is_consulted) & _at_work(_paused),
        "close_comment": _writers & _at_work(_paused),
        "add_picture": _writers & _at_work(_paused),
        "save_version": _clerks & _writing,
        "bring_in_proposals": _clerks & _writing,
        "restore_version": _clerks & _writing,
        "object_to_final_text": (represents_a_partner | is_procedure_officer) & _writing,
        "accept_final_text": (represents_a_partner | is_procedure_officer) & _writing,
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
        "adopt_text": is_executive_officer
        & in_state(
            CallState.TABLE_OPEN,
            CallState.TABLE_SUSPENDED,
            of=_call_state,
            refusal=_(
                "Il testo si adotta con un atto quando il tavolo non trova un accordo, prima che si concluda."
            ),
        )
        & is_not_adopted,
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
        "erase_deleted": is_procedure_officer | is_executive_officer,
        "read_table": represents_a_partner
        | sits_for_a_body
        | facilitates
        | is_procedure_officer
        | is_executive_officer
        | is_planning_operator
        | is_auditor
        | is_delegated
        | listens,
    }
)


@reader
def reads_table_files(actor: Any, file: StoredFile, at: datetime) -> Verdict | None:
    """Minutes, working papers, pictures and signed delegations: whoever reads the table."""
    paper = WorkingPaper.objects.filter(file=file).select_related("table__call").first()
    if paper is not None:
        return may(actor, "read_table", paper.table, at)
    picture = Picture.objects.filter(file=file).select_related("table__call").first()
    if picture is not None:
        return may(actor, "read_table", picture.table, at)
    printed = Paper.objects.filter(file=file, about_kind=Minutes._meta.model_name).values("about_id")
    minutes = Minutes.objects.filter(pk__in=printed).select_related("session__table__call").first()
    if minutes is not None:
        return may(actor, "read_table", minutes.session.table, at)
    delegation = Delegation.objects.filter(file=file).select_related("session__table__call").first()
    return None if delegation is None else may(actor, "read_table", delegation.session.table, at)
