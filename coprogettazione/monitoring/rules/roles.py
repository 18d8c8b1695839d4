# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Who may do what in the execution."""

from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from coprogettazione.agreements.models import Agreement, AgreementState
from coprogettazione.agreements.rules import is_published
from coprogettazione.calls.models import CallState
from coprogettazione.calls.rules import (
    is_auditor,
    is_executive_officer,
    is_planning_operator,
    is_procedure_officer,
)
from coprogettazione.documents.models import Paper, StoredFile
from coprogettazione.documents.rules import reader
from coprogettazione.monitoring.models import (
    Clarification,
    Expense,
    ExpenseReport,
    Milestone,
    MilestoneState,
    PeriodicReport,
    ReportState,
)
from coprogettazione.monitoring.queries.money import lead_of, partners_of_agreement
from coprogettazione.parties.queries import holds, organisations_of
from coprogettazione.records.rights import Answer, Verdict, condition, in_state, is_system, rights, role
from coprogettazione.records.roles import Role


def agreement_of(subject: Any) -> Agreement:
    """The agreement that the subject is, or hangs on."""
    if isinstance(subject, Agreement):
        return subject
    if isinstance(subject, Clarification | Expense):
        return subject.report.agreement
    agreement: Agreement = subject.agreement
    return agreement


def works_in(user: Any, organisation_id: int, at: datetime) -> bool:
    """Whether a person represents an organisation or works for it."""
    return any(
        holds(user, held, organisation_id, at) for held in (Role.LEGAL_REPRESENTATIVE, Role.ETS_EDITOR)
    )


def works_for_lead(user: Any, subject: Any, at: datetime) -> bool:
    """Whether a person works for the lead partner."""
    return works_in(user, lead_of(agreement_of(subject)).pk, at)


def _in_a_partner(user: Any, subject: Any, held: Role, at: datetime) -> Answer:
    own = organisations_of(user, [held], at)
    mine = [
        p.organisation_id for p in partners_of_agreement(agreement_of(subject)) if p.organisation_id in own
    ]
    return mine[0] if mine else False


# Who is who.


@role(Role.LEAD_PARTNER, refusal=_("Lo fa solo chi rappresenta il capofila."), law=_("convenzione"))
def represents_the_lead(user: Any, subject: Any, at: datetime) -> Answer:
    """The legal representative of the body that reports for all."""
    lead = lead_of(agreement_of(subject)).pk
    return lead if holds(user, Role.LEGAL_REPRESENTATIVE, lead, at) else False


@role(Role.ETS_EDITOR, refusal=_("Lo fa solo chi lavora per il capofila."))
def works_for_the_lead(user: Any, subject: Any, at: datetime) -> Answer:
    """A collaborator of the body that reports for all."""
    lead = lead_of(agreement_of(subject)).pk
    return lead if holds(user, Role.ETS_EDITOR, lead, at) else False


@role(Role.LEGAL_REPRESENTATIVE, refusal=_("Lo fa solo chi rappresenta uno degli enti partner."))
def represents_a_partner(user: Any, subject: Any, at: datetime) -> Answer:
    """The legal representative of one of the partners."""
    return _in_a_partner(user, subject, Role.LEGAL_REPRESENTATIVE, at)


@role(Role.ETS_EDITOR, refusal=_("Lo fa solo chi lavora per uno degli enti partner."))
def works_for_a_partner(user: Any, subject: Any, at: datetime) -> Answer:
    """A collaborator of one of the partners."""
    return _in_a_partner(user, subject, Role.ETS_EDITOR, at)


@role(
    Role.LEGAL_REPRESENTATIVE,
    refusal=_("Lo fa solo chi rappresenta l’ente che cura la tappa, o il capofila."),
)
def represents_the_owner(user: Any, milestone: Milestone, at: datetime) -> Answer:
    """The legal representative of the body in charge of the milestone, or of the lead."""
    return _of_owner(user, milestone, Role.LEGAL_REPRESENTATIVE, at)


@role(Role.ETS_EDITOR, refusal=_("Lo fa solo chi lavora per l’ente che cura la tappa, o per il capofila."))
def works_for_the_owner(user: Any, milestone: Milestone, at: datetime) -> Answer:
    """A collaborator of the body in charge of the milestone, or of the lead."""
    return _of_owner(user, milestone, Role.ETS_EDITOR, at)


def _of_owner(user: Any, milestone: Milestone, held: Role, at: datetime) -> Answer:
    for body in (milestone.owner_id, lead_of(milestone.agreement).pk):
        if holds(user, held, body, at):
            return int(body)
    return False


@role(Role.PROCEDURE_OFFICER, refusal=_("Di questa tappa si occupa un ente partner."))
def answers_for_the_body(user: Any, milestone: Milestone, at: datetime) -> Answer:
    """The RUP, for a milestone of the public body itself."""
    call = milestone.case_file
    if milestone.owner_id != call.lead_authority_id:
        return False
    return is_procedure_officer.check(user, milestone, at)


# Moments.


@condition(
    _("dopo l’avvio delle attività"),
    refusal=_("Le attività non sono ancora avviate: prima il responsabile fissa il giorno di inizio."),
)
def has_started(user: Any, subject: Any, at: datetime) -> Answer:
    """The days of the agreement are fixed."""
    return agreement_of(subject).starts_on is not None


@condition(
    _("per un periodo iniziato prima della risoluzione"),
    refusal=_(
        "La convenzione è stata risolta prima di questo periodo: si rendicontano le spese fatte fino ad allora."
    ),
    law=_("art. 12, l. 241/1990"),
)
def is_owed(user: Any, subject: Any, at: datetime) -> Answer:
    """Who got a contribution accounts for the part that was carried out, and for nothing after it."""
    report: ExpenseReport = subject.report if isinstance(subject, Expense) else subject
    return report.is_owed


@condition(_("dopo il termine della tappa"), refusal=_("Il termine della tappa non è ancora passato."))
def is_past_due(user: Any, milestone: Milestone, at: datetime) -> Answer:
    """The last day is included: late from the day after, in Rome."""
    return timezone.localtime(at).date() > milestone.due


@condition(_("una volta sola"), refusal=_("I chiarimenti si chiedono una volta sola per ogni rendiconto."))
def was_not_asked(user: Any, report: ExpenseReport, at: datetime) -> Answer:
    """One request to clarify for each presentation."""
    return not report.clarifications.filter(asked_at__gte=report.submitted_at).exists()


@condition(_("finché non c’è risposta"), refusal=_("A questa richiesta è già stato risposto."))
def is_not_answered(user: Any, clarification: Clarification, at: datetime) -> Answer:
    """Answered once."""
    return clarification.answered_at is None


@condition(
    _("entro il termine della richiesta"),
    refusal=_("Il termine per i chiarimenti è passato: il responsabile prosegue con quello che ha."),
)
def is_within_term(user: Any, clarification: Clarification, at: datetime) -> Answer:
    """The last day is included."""
    return timezone.localtime(at).date() <= clarification.due


@condition(
    _("dopo il termine della richiesta"), refusal=_("Il termine per i chiarimenti non è ancora passato.")
)
def clarification_expired(user: Any, report: ExpenseReport, at: datetime) -> Answer:
    """The term of the open request is past."""
    return report.clarifications.filter(
        answered_at__isnull=True, due__lt=timezone.localtime(at).date()
    ).exists()


_in_force = in_state(
    AgreementState.SIGNED,
    of=lambda subject: str(agreement_of(subject).state),
    refusal=_("Si può fare solo con la convenzione in vigore."),
)
_alive = in_state(
    AgreementState.SIGNED,
    AgreementState.TERMINATED,
    of=lambda subject: str(agreement_of(subject).state),
    refusal=_("La convenzione non è firmata da tutti."),
)
_open_milestone = in_state(
    MilestoneState.PLANNED, MilestoneState.LATE, refusal=_("Questa tappa è già chiusa.")
)
_to_write = in_state(
    ReportState.DRAFT,
    ReportState.REJECTED,
    refusal=_("Il rendiconto è già presentato: le spese non si cambiano più."),
)
_to_review = in_state(
    ReportState.SUBMITTED, refusal=_("Si controlla un rendiconto presentato e senza chiarimenti in attesa.")
)
_offices = is_procedure_officer | is_executive_officer | is_planning_operator | is_auditor
_partners = represents_a_partner | works_for_a_partner

rights(
    {
        "set_monitoring_plan": is_procedure_officer & _in_force & has_started,
        "report_indicator": _partners & _in_force & has_started,
        "complete_milestone": (represents_the_owner | works_for_the_owner | answers_for_the_body)
        & _open_milestone,
        "waive_milestone": is_procedure_officer & _open_milestone,
        "flag_late_milestone": is_system
        & in_state(MilestoneState.PLANNED, refusal=_("Il ritardo è già segnalato, o la tappa è chiusa."))
        & is_past_due,
        "submit_periodic_report": represents_the_lead & _alive & has_started,
        "save_expense": _partners & _to_write & is_owed,
        "save_report_sums": (represents_the_lead | works_for_the_lead) & _to_write & is_owed,
        "submit_expense_report": represents_the_lead & _to_write & is_owed,
        "review_expense_report": is_procedure_officer & _to_review,
        "ask_clarification": is_procedure_officer & _to_review & was_not_asked,
        "answer_clarification": represents_the_lead & is_not_answered & is_within_term,
        "resume_review": is_procedure_officer
        & in_state(ReportState.CLARIFICATION, refusal=_("Non ci sono chiarimenti in attesa."))
        & clarification_expired,
        "audit_expense_report": is_auditor
        & in_state(
            ReportState.SUBMITTED,
            ReportState.CLARIFICATION,
            ReportState.APPROVED,
            ReportState.REJECTED,
            refusal=_("Il rendiconto non è ancora presentato."),
        ),
        "order_payment": is_executive_officer & _alive & is_published,
        "record_recovery": is_executive_officer & _alive,
        "approve_final_report": is_executive_officer & _in_force,
        "archive_case": is_procedure_officer
        & in_state(
            CallState.FINAL_REPORTED,
            refusal=_("Si archivia un fascicolo dopo l’approvazione del rendiconto finale."),
        ),
        "read_monitoring": _offices | _partners,
        "read_expense_report": _offices | _partners,
    }
)


@reader
def reads_expense_files(actor: Any, file: StoredFile, at: datetime) -> Verdict | None:
    """Documents of expense are for the offices, the lead and the body that spent; never public."""
    expense = Expense.objects.filter(document=file).first() or Expense.objects.filter(proof=file).first()
    if expense is None:
        return None
    if Expense.objects.filter(pk=expense.pk).visible_to(actor, at).exists():
        return (_offices | _partners).check(actor, expense, at)
    return Verdict(False, reason=_("I documenti di spesa li leggono gli uffici, il capofila e chi ha speso."))


@reader
def reads_reports(actor: Any, file: StoredFile, at: datetime) -> Verdict | None:
    """Periodic reports and expense reports, as they were presented, are for the offices and the partners."""
    for kind in (PeriodicReport, ExpenseReport):
        presented = Paper.objects.filter(file=file, about_kind=kind._meta.model_name).values("about_id")
        report = kind.objects.filter(pk__in=presented).select_related("agreement__call").first()
        if report is not None:
            return (_offices | _partners).check(actor, report, at)
    return None


@reader
def reads_evidence(actor: Any, file: StoredFile, at: datetime) -> Verdict | None:
    """Evidence of milestones and clarifications are for the offices and the partners."""
    milestone = Milestone.objects.filter(evidence_file=file).select_related("agreement__call").first()
    clarification = Clarification.objects.filter(file=file).select_related("report__agreement__call").first()
    subject: Any = milestone or clarification
    if subject is None:
        return None
    verdict = (_offices | _partners).check(actor, subject, at)
    return verdict if verdict else Verdict(False, reason=gettext("Lo leggono gli uffici e gli enti partner."))
