# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Whom the execution tells, and what."""

from datetime import datetime

from django.utils.translation import gettext as _

from coprogettazione.agreements.models import Agreement
from coprogettazione.agreements.notifications import people_of
from coprogettazione.monitoring.models import Clarification, ExpenseReport, Milestone, Payment, ReportState
from coprogettazione.monitoring.queries.money import lead_of
from coprogettazione.notifications.services import queue
from coprogettazione.parties.models import User
from coprogettazione.parties.queries import role_holders
from coprogettazione.records.roles import Role
from coprogettazione.wording import day, end_of, euro, in_italian


def _overview(agreement: Agreement) -> str:
    return f"/monitoraggio/{agreement.pk}/"


def _page(report: ExpenseReport) -> str:
    return f"/monitoraggio/rendiconto/{report.pk}/"


def _people_at_lead(agreement: Agreement, at: datetime) -> list[User]:
    lead = lead_of(agreement).pk
    people = [*role_holders(lead, Role.LEGAL_REPRESENTATIVE, at), *role_holders(lead, Role.ETS_EDITOR, at)]
    return list({person.pk: person for person in people}.values())


@in_italian
def tell_of_plan(agreement: Agreement, at: datetime) -> None:
    """The partners: what will be measured, by when, and when to report."""
    queue(
        recipients=people_of(agreement, at, Role.LEGAL_REPRESENTATIVE, Role.ETS_EDITOR),
        subject=_("Fissati indicatori e tappe: %(title)s") % {"title": agreement.title},
        body=_("Il responsabile ha fissato che cosa si misura, le tappe e quando presentare i rendiconti."),
        about=agreement,
        at=at,
        key=f"monitoring_plan:{at.isoformat()}",
        link=_overview(agreement),
    )


@in_italian
def tell_of_lateness(milestone: Milestone, at: datetime) -> None:
    """Who is in charge, and the RUP, in the same instant."""
    agreement = milestone.agreement
    call = agreement.the_call
    in_charge = [
        person
        for held in (Role.LEGAL_REPRESENTATIVE, Role.ETS_EDITOR)
        for person in role_holders(milestone.owner_id, held, at)
    ]
    queue(
        recipients=[call.procedure_officer, *in_charge],
        subject=_("Tappa in ritardo: %(text)s") % {"text": milestone.text},
        body=_(
            "La tappa «%(text)s», a cura di %(who)s, era prevista entro il %(due)s e non risulta fatta.\n\n"
            "Se è fatta, segnalo; se non è più dovuta, il responsabile lo scrive con il motivo."
        )
        % {"text": milestone.text, "who": milestone.owner.known_as, "due": day(milestone.due)},
        about=milestone,
        at=at,
        key="milestone_late",
        link=_overview(agreement),
    )


@in_italian
def tell_of_submission(report: ExpenseReport, at: datetime) -> None:
    """The office has a report to check."""
    call = report.agreement.the_call
    queue(
        recipients=[
            call.procedure_officer,
            *role_holders(call.lead_authority_id, Role.PLANNING_OPERATOR, at),
        ],
        subject=_("%(report)s da controllare: %(title)s")
        % {"report": report, "title": report.agreement.title},
        body=_("Il capofila ha presentato il rendiconto delle spese dal %(first)s al %(last)s.")
        % {"first": day(report.period_from), "last": day(report.period_to)},
        about=report,
        at=at,
        key=f"expense_report_submitted:{at.isoformat()}",
        link=_page(report),
    )


@in_italian
def tell_of_question(clarification: Clarification, at: datetime) -> None:
    """The lead's people have to clarify, by a term."""
    report = clarification.report
    queue(
        recipients=_people_at_lead(report.agreement, at),
        subject=_("Chiarimenti chiesti sul rendiconto: %(title)s") % {"title": report.agreement.title},
        body=clarification.question,
        about=clarification,
        at=at,
        key="clarification_asked",
        link=_page(report),
        term=end_of(clarification.due),
    )


@in_italian
def tell_of_answer(clarification: Clarification, at: datetime) -> None:
    """The RUP can go on with the check."""
    report = clarification.report
    queue(
        recipients=[report.agreement.the_call.procedure_officer],
        subject=_("Chiarimenti sul rendiconto: %(title)s") % {"title": report.agreement.title},
        body=clarification.answer,
        about=clarification,
        at=at,
        key="clarification_answered",
        link=_page(report),
    )


@in_italian
def tell_of_review(report: ExpenseReport, at: datetime) -> None:
    """The partners: what was admitted, or why not; the executive, when there is something to pay."""
    agreement = report.agreement
    approved = report.state == ReportState.APPROVED
    subject = _("%(report)s approvato: %(title)s") if approved else _("%(report)s da rifare: %(title)s")
    said = {"report": report, "title": agreement.title}
    words = [report.review_reasons]
    if approved and report.admitted is not None and report.asked is not None:
        words.insert(
            0,
            _("Contributo ammesso: %(admitted)s su %(asked)s chiesti.")
            % {"admitted": euro(report.admitted, cents=True), "asked": euro(report.asked, cents=True)},
        )
    others = [agreement.the_call.executive_officer] if approved else []
    queue(
        recipients=[*people_of(agreement, at, Role.LEGAL_REPRESENTATIVE, Role.ETS_EDITOR), *others],
        subject=subject % said,
        body="\n\n".join(word for word in words if word),
        about=report,
        at=at,
        key=f"expense_report_reviewed:{at.isoformat()}",
        link=_page(report),
    )


@in_italian
def tell_of_payment(payment: Payment, at: datetime) -> None:
    """The people of who is paid, and the RUP."""
    agreement = payment.agreement
    queue(
        recipients=[agreement.the_call.procedure_officer, *_people_at_lead(agreement, at)],
        subject=_("Pagamento disposto: %(title)s") % {"title": agreement.title},
        body=_("Il dirigente ha disposto il pagamento di %(amount)s (%(kind)s), atto n. %(number)s.")
        % {
            "amount": euro(payment.amount, cents=True),
            "kind": payment.get_kind_display(),
            "number": payment.act_number,
        },
        about=payment,
        at=at,
        key="payment_ordered",
        link=_overview(agreement),
    )


@in_italian
def tell_of_end(agreement: Agreement, at: datetime) -> None:
    """Everybody: the final account is approved."""
    queue(
        recipients=[
            agreement.the_call.procedure_officer,
            *people_of(agreement, at, Role.LEGAL_REPRESENTATIVE, Role.ETS_EDITOR),
        ],
        subject=_("Rendiconto finale approvato: %(title)s") % {"title": agreement.title},
        body=_(
            "Il dirigente ha approvato il rendiconto finale: il contributo è pagato e i conti sono chiusi."
        ),
        about=agreement,
        at=at,
        key="final_report_approved",
        link=_overview(agreement),
    )
