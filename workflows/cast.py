# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Who, by when, whether: the answers our flows give, each with its words, so that the book can print them."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from coprogettazione.agreements.models import (
    Agreement,
    AgreementState,
    SignatureSlot,
    SignatureState,
    SigningRound,
)
from coprogettazione.applications.models import STANDING_STATES, Application, ApplicationState, CureState
from coprogettazione.calls.lifecycle import AT_THE_TABLE, BEFORE_ADMISSION
from coprogettazione.calls.models import (
    AccessOutcome,
    AccessRequest,
    AccessState,
    Call,
    CallState,
    CounterInterested,
    SelectionMode,
)
from coprogettazione.evaluation.models import (
    CommitteeSeat,
    CommitteeSession,
    Exclusion,
    ScoreSheet,
)
from coprogettazione.evaluation.queries import (
    above_threshold,
    committee_of,
    minutes_wait,
    nobody_sits,
    scoring_seats,
    seats_of,
    still_to_declare,
    waited_for,
)
from coprogettazione.monitoring.models import ExpenseReport, ReportState
from coprogettazione.monitoring.queries import balance_of
from coprogettazione.parties.models import Organisation, User
from coprogettazione.records.refusals import Words
from coprogettazione.records.roles import Role
from coprogettazione.tables.models import Assignment, DesignTable, MinutesState, Session
from coprogettazione.wording import day, end_of


@dataclass(frozen=True)
class Seat:
    """Whose task it is: one person, or whoever holds a role in an organisation."""

    person: Any = None
    role: Role | None = None
    organisation: Organisation | None = None

    def give(self, task: Any) -> None:
        """Put the task on this seat's desk."""
        if self.person is not None:
            task.owner = self.person
            task.status = "ASSIGNED"
        elif self.role is not None:
            task.owner_permission = self.role.value
            task.owner_permission_obj = self.organisation


@dataclass(frozen=True)
class Answer:
    """An answer drawn from the row a flow is bound to, with the words that the printed procedure uses for
    it.
    """

    words: Words
    draw: Callable[..., Any]

    def of(self, process: Any) -> Any:
        """Draw it for a running process."""
        return self.draw(process.artifact)

    def __call__(self, activation: Any) -> Any:
        """Draw it where Viewflow asks (gates)."""
        return self.of(activation.process)


def person(words: Words, draw: Callable[[Any], Any]) -> Answer:
    """One person's desk."""
    return Answer(words, lambda row: [Seat(person=draw(row))])


def office(words: Words, role: Role, draw: Callable[[Any], Organisation]) -> Answer:
    """The desk of whoever holds a role in one organisation."""
    return Answer(words, lambda row: [Seat(role=role, organisation=draw(row))])


def each(words: Words, role: Role, draw: Callable[[Any], Any]) -> Answer:
    """The desks of whoever holds a role in each of several organisations."""
    return Answer(words, lambda row: [Seat(role=role, organisation=o) for o in draw(row)])


def seats_at_work(call: Call) -> list[CommitteeSeat]:
    """The committee's seats held now."""
    committee = committee_of(call)
    assert committee is not None
    return seats_of(committee)


def scorers_at_work(call: Call) -> list[CommitteeSeat]:
    """The committee's seats that have sheets to fill and close."""
    committee = committee_of(call)
    assert committee is not None
    return scoring_seats(committee)


def owing_again(call: Call) -> list[CommitteeSeat]:
    """The seats that must declare out of turn: who sat down when the evaluation was open, and who declared
    before a body entered a group. The first declarations are a step of the call.
    """
    committee = committee_of(call)
    if committee is None or call.state not in (CallState.COMMITTEE, CallState.EVALUATION):
        return []
    seats = seats_of(committee)
    if call.state == CallState.COMMITTEE:
        seats = [seat for seat in seats if seat.has_conflict is not None]
    return still_to_declare(call, seats)


def told_last(request: AccessRequest) -> list[CounterInterested]:
    """The bodies of the last notice of a request, while it waits for them."""
    if request.state != AccessState.NOTIFIED:
        return []
    rows = list(request.counter_interested.select_related("organisation").order_by("notified_at", "pk"))
    return [row for row in rows if row.notified_at == rows[-1].notified_at]


def still_sits(table: DesignTable, user: User) -> bool:
    """Whether a person has a seat without a last day."""
    return any(seat.user_id == user.pk and seat.valid_to is None for seat in table.seats_kept)


def drafter_of(session: Session) -> User:
    """Who coordinates the working group that met; of the table, who facilitates or the RUP."""
    table, group = session.table, session.group
    if group is not None and still_sits(table, group.coordinator):
        return group.coordinator
    drafter: User = table.facilitator or session.case_file.procedure_officer
    return drafter


def keeper_of(row: Any) -> Any:
    """The row that says whose the procedure is: the dossier or, for an agreement without a call, itself."""
    return row.case_file or getattr(row, "agreement", row)


def label_of_signing(row: Agreement | SignatureSlot | SigningRound) -> str:
    """The body whose signature it is about; the agreement's title where no dossier says it."""
    agreement = row if isinstance(row, Agreement) else row.agreement
    body = row.party.organisation.known_as if isinstance(row, SignatureSlot) else ""
    title = agreement.title if agreement.call_id is None else ""
    return ", ".join(words for words in (title, body) if words)


def label_of(row: Any) -> str:
    """How a row is called on a desk, beside its dossier; empty for the dossier itself."""
    if isinstance(row, Application):
        return row.label
    if isinstance(row, Exclusion):
        return row.application.label
    if isinstance(row, AccessRequest):
        return row.who
    if isinstance(row, Agreement | SignatureSlot | SigningRound):
        return label_of_signing(row)
    if isinstance(row, ExpenseReport):
        said = {"first": day(row.period_from), "last": day(row.period_to)}
        return str(_("Dal %(first)s al %(last)s") % said)
    return str(row) if isinstance(row, Session | CommitteeSession | Assignment) else ""


# -- who

officer = person(_("il responsabile del procedimento"), lambda row: keeper_of(row).procedure_officer)
executive = person(_("il dirigente"), lambda row: keeper_of(row).executive_officer)
planning_office = office(
    _("l’Ufficio di Piano"), Role.PLANNING_OPERATOR, lambda row: row.case_file.lead_authority
)
applicant = office(_("l’ente che si candida"), Role.ETS_EDITOR, lambda application: application.lead)
applicant_signing = office(
    _("il legale rappresentante dell’ente capofila"),
    Role.LEGAL_REPRESENTATIVE,
    lambda application: application.lead,
)
lead_of_excluded = office(
    _("il legale rappresentante dell’ente capofila"),
    Role.LEGAL_REPRESENTATIVE,
    lambda exclusion: exclusion.application.lead,
)
committee_members = Answer(
    _("ogni componente della commissione"),
    lambda call: [Seat(person=seat.user) for seat in seats_at_work(call)],
)
committee_scorers = Answer(
    _("ogni componente della commissione; chi presiede, se la commissione valuta insieme"),
    lambda call: [Seat(person=seat.user) for seat in scorers_at_work(call)],
)
committee_president = person(
    _("il presidente della commissione"),
    lambda call: next(seat.user for seat in seats_at_work(call) if seat.is_president),
)
seat_holder = person(
    _("chi siede in commissione e non ha dichiarato, o deve rifarlo"), lambda seat: seat.user
)
present_members = Answer(
    _("ogni componente presente alla seduta"),
    lambda session: [Seat(person=row.seat.user) for row in waited_for(session)],
)
session_president = person(
    _("il presidente della commissione"),
    lambda session: next(seat.user for seat in seats_of(session.committee) if seat.is_president),
)
session_drafter = person(_("chi redige il verbale"), drafter_of)
task_owner = Answer(
    _("chi ha avuto il compito: una persona o un ente"),
    lambda task: [
        Seat(person=task.person)
        if task.person is not None and still_sits(task.session.table, task.person)
        else Seat(role=Role.PLANNING_OPERATOR, organisation=task.organisation)
        if task.organisation.is_public_body
        else Seat(role=Role.ETS_EDITOR, organisation=task.organisation)
    ],
)
organisations_present = each(
    _("ogni ente presente all’incontro"), Role.ETS_EDITOR, lambda session: session.organisations_present()
)
signatory = Answer(
    _("chi firma per la parte: il dirigente dell’ente che tiene l’accordo, o il legale rappresentante"),
    lambda slot: [
        Seat(person=slot.party.signatory)
        if slot.party.is_lead_body and slot.party.signatory_id == slot.agreement.executive.pk
        else Seat(role=Role.LEGAL_REPRESENTATIVE, organisation=slot.party.organisation)
    ],
)
reporting_partner = office(
    _("il capofila"), Role.LEGAL_REPRESENTATIVE, lambda report: report.agreement.lead_organisation()
)
counter_interested = each(
    _("ogni ente controinteressato"),
    Role.ETS_EDITOR,
    lambda request: [row.organisation for row in told_last(request)],
)

# -- when a desk has done its part

all_sheets_closed = Answer(
    _("quando tutte le sue schede sono chiuse"),
    lambda call, by: (
        not ScoreSheet.objects.filter(
            seat__committee__call=call,
            seat__committee__ended_at__isnull=True,
            voided_at__isnull=True,
            seat__user=by,
            closed_at__isnull=True,
        ).exists()
    ),
)

everybody_answered = Answer(
    _("quando tutti i presenti hanno risposto"), lambda session, by: not waited_for(session)
)

minutes_are_issued = Answer(_("quando il verbale è emesso"), lambda session, by: not minutes_wait(session))

all_have_signed = Answer(
    _("quando ci sono le firme di tutti"), lambda agreement, by: agreement.state == AgreementState.SIGNED
)

all_is_paid = Answer(
    _("quando non resta niente da pagare"), lambda report, by: not balance_of(report.agreement).room
)

# -- by when

call_deadline = Answer(_("il termine dell’avviso"), lambda row: row.case_file.deadline)
cure_due = Answer(
    _("il termine dell’integrazione"),
    lambda application: application.cures.exclude(state=CureState.RESOLVED).get().due_at,
)
reserve_due = Answer(
    _("il giorno in cui la riserva si scioglie"), lambda application: end_of(application.reserve_until)
)
report_due = Answer(_("il termine del rendiconto"), lambda report: end_of(report.due_on))
clarification_due = Answer(
    _("il termine dei chiarimenti"),
    lambda report: end_of(report.clarifications.get(answered_at__isnull=True).due),
)
signing_due = Answer(_("il termine per firmare"), lambda slot: slot.round.due_at)
task_due = Answer(_("il giorno deciso nell’incontro"), lambda task: task.due)
minutes_due = Answer(_("il termine per rispondere"), lambda session: session.minutes.answer_by)
committee_minutes_due = Answer(_("il termine per approvare il verbale"), lambda session: session.approve_by)
session_start = Answer(_("l’inizio dell’incontro"), lambda session: session.starts_at)
access_due = Answer(_("il termine della richiesta"), lambda request: request.due_at)
opposition_due = Answer(
    _("il termine per opporsi"),
    lambda request: max(row.due_at for row in told_last(request)),
)
observations_due = Answer(_("il termine per le osservazioni"), lambda exclusion: exclusion.due_at)
exclusion_due = Answer(_("il termine per decidere"), lambda exclusion: exclusion.decide_by)

# -- whether

has_points = Answer(_("Si assegnano punti?"), lambda call: call.selection_mode != SelectionMode.OPEN_TABLE)
any_application = Answer(
    _("È arrivata qualche domanda nei termini?"),
    lambda call: call.applications.filter(state=ApplicationState.RECEIVED).exists(),
)
nobody_is_left = Answer(
    _("non resta nessuna domanda che possa sedere al tavolo"),
    lambda call: (
        nobody_sits(call)
        if call.state in AT_THE_TABLE
        else call.state in BEFORE_ADMISSION
        and not call.applications.filter(state__in=STANDING_STATES).exists()
    ),
)
exclusion_is_open = Answer(_("Si deve ancora decidere sull’esclusione?"), lambda exclusion: exclusion.is_open)
is_under_cure = Answer(
    _("Serve un’integrazione?"), lambda application: application.state == ApplicationState.CURE
)
is_reserved = Answer(
    _("È ammessa con riserva?"), lambda application: application.state == ApplicationState.RESERVED
)
is_draft_again = Answer(
    _("la bozza del verbale è corretta dopo l’invio"),
    lambda session: session.minutes.state == MinutesState.DRAFT and session.minutes.circulated_at is not None,
)
table_goes_on = Answer(_("Il tavolo continua?"), lambda table: not table.is_concluded)
comes_from_a_call = Answer(_("Nasce da un avviso?"), lambda agreement: agreement.call_id is not None)
cannot_be_verified = Answer(
    _("La firma non si è potuta verificare?"), lambda slot: slot.state == SignatureState.UNVERIFIABLE
)
needs_no_decision = Answer(
    _("la firma conta, o se ne aspetta un’altra"),
    lambda slot, by: slot.state != SignatureState.UNVERIFIABLE,
)
is_refused = Answer(_("Ha rifiutato di firmare?"), lambda slot: slot.state == SignatureState.REFUSED)
text_is_taken_back = Answer(
    _("il testo torna in preparazione"), lambda agreement: agreement.state == AgreementState.DRAFT
)
all_is_reported = Answer(
    _("Tutti i rendiconti sono approvati?"), lambda agreement: balance_of(agreement).closed
)
something_left_to_pay = Answer(
    _("Resta qualcosa da pagare?"), lambda agreement: bool(balance_of(agreement).payable)
)
something_to_recover = Answer(
    _("Si è pagato più di quanto ammesso?"), lambda agreement: bool(balance_of(agreement).to_recover)
)
something_can_be_paid = Answer(
    _("C’è qualcosa da pagare?"), lambda report: bool(balance_of(report.agreement).room)
)
waits_for_clarification = Answer(
    _("Servono chiarimenti?"), lambda report: report.state == ReportState.CLARIFICATION
)
is_unanswered = Answer(_("Il termine è passato senza risposta?"), waits_for_clarification.draw)
is_approved_report = Answer(_("È approvato?"), lambda report: report.state == ReportState.APPROVED)
somebody_reaches_the_threshold = Answer(
    _("Qualcuno raggiunge la soglia?"), lambda call: above_threshold(call).exists()
)
committee_minutes_wait = Answer(_("Manca qualche approvazione?"), minutes_wait)
somebody_may_oppose = Answer(_("Qualcuno può ancora opporsi?"), lambda request: bool(told_last(request)))
is_deferred = Answer(
    _("La risposta è rinviata?"),
    lambda request: request.state == AccessState.ANSWERED and request.outcome == AccessOutcome.DEFERRED,
)
