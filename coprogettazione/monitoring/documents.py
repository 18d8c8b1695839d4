# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""D11, D12 and the act of a payment, in PDF."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from coprogettazione.agreements.models import Agreement
from coprogettazione.calls.documents import executive, executive_act, opinions_elsewhere, procedure_facts
from coprogettazione.documents.models import Paper, PaperKind
from coprogettazione.documents.services import issue_act, publish_act
from coprogettazione.monitoring.models import Payment, PaymentKind, PeriodicReport
from coprogettazione.monitoring.queries import ReportFacts, category_rows, lead_of
from coprogettazione.parties.models import User
from coprogettazione.wording import day, euro, in_italian

ZERO = 0


def _signature(organisation: Any, by: User | None) -> list[dict[str, str]]:
    return [
        {
            "role": _("Il legale rappresentante del capofila"),
            "name": str(by or ""),
            "organisation": organisation.name,
        }
    ]


def _agreement_words(agreement: Agreement) -> str:
    return _("convenzione rep. %(number)s, %(title)s") % {
        "number": agreement.repertory,
        "title": agreement.title,
    }


@in_italian
def issue_periodic_report(report: PeriodicReport, *, by: User | None, at: datetime) -> Paper:
    """D11, with the figures as they stood."""
    agreement = report.agreement
    return issue_act(
        kind=PaperKind.PERIODIC_REPORT,
        body=agreement.the_call.lead_authority,
        title=_("Relazione periodica"),
        subject=agreement.title,
        about=report,
        owner=report.organisation,
        data={
            "procedure": procedure_facts(agreement.the_call),
            "agreement": _agreement_words(agreement),
            "period": {"from": report.period_from, "to": report.period_to},
            "organisation": report.organisation.name,
            "activities": [{"title": _("Che cosa è stato fatto"), "text": report.activities}],
            "indicators": report.figures["indicators"],
            "milestones": report.figures["milestones"],
            "deviations": report.deviations,
            "next_steps": report.next_steps,
            "signatures": _signature(report.organisation, by),
        },
        by=by,
        at=at,
    )


@in_italian
def issue_expense_report(
    facts: ReportFacts, declarations: list[str], *, by: User | None, at: datetime
) -> Paper:
    """D12 as it was presented."""
    report = facts.report
    agreement = report.agreement
    lead = lead_of(agreement)
    rows = category_rows(report)
    columns = ("planned", "before", "now", "total")
    return issue_act(
        kind=PaperKind.EXPENSE_REPORT,
        body=agreement.the_call.lead_authority,
        title=_("Rendiconto delle spese"),
        subject=f"{report}, {agreement.title}",
        about=report,
        owner=lead,
        data={
            "procedure": procedure_facts(agreement.the_call),
            "agreement": _agreement_words(agreement),
            "period": {"from": report.period_from, "to": report.period_to},
            "organisation": lead.name,
            "cup": agreement.the_call.cup,
            "categories": [
                {"code": row.code, "label": row.label, **{name: getattr(row, name) for name in columns}}
                for row in rows
            ],
            "totals": {name: sum((getattr(row, name) for row in rows), ZERO) for name in columns},
            "documents": [
                {
                    "reference": e.reference,
                    "date": e.document_date,
                    "supplier": e.supplier,
                    "category": e.category,
                    "description": f"{e.organisation.known_as}: {e.description}",
                    "gross": e.amount,
                    "charged": e.charged,
                    "paid_on": e.paid_on,
                    "method": f"{e.get_payment_means_display()} {e.payment_reference}",
                }
                for e in facts.expenses
                if not e.is_figurative
            ],
            "figurative": [
                {
                    "kind": str(e.get_category_display()),
                    "description": f"{e.organisation.known_as}: {e.description} ({e.value_source})",
                    "quantity": e.hours,
                    "rate": e.hourly_value,
                    "value": e.charged,
                }
                for e in facts.expenses
                if e.is_figurative
            ],
            "result": [
                {"label": _("Spese pagate"), "amount": facts.paid},
                {"label": _("Denaro proprio degli enti"), "amount": report.own_money},
                {"label": _("Entrate del progetto"), "amount": report.revenues},
                {"label": _("Contributo chiesto"), "amount": report.asked},
            ],
            "declarations": declarations,
            "signatures": _signature(lead, by),
        },
        by=by,
        at=at,
    )


@in_italian
def issue_payment(payment: Payment, *, by: User | None, at: datetime) -> Paper:
    """The act of a payment or of a recovery. It is published (art. 26, d.lgs. 33/2013) without the outcome of
    each check and the note, which are for the dossier.
    """
    agreement = payment.agreement
    call = agreement.the_call
    amount = euro(payment.amount, cents=True)
    back = payment.kind == PaymentKind.RECOVERY
    premises = [
        {
            "lead": _("Vista"),
            "text": _("la convenzione rep. %(number)s, pubblicata il %(day)s")
            % {
                "number": agreement.repertory,
                "day": day(agreement.published_at) if agreement.published_at else "–",
            },
        }
    ]
    if payment.report is not None:
        premises.append(
            {
                "lead": _("Visto"),
                "text": _("il rendiconto n. %(n)s, approvato, con contributo ammesso di %(admitted)s")
                % {"n": payment.report.number, "admitted": euro(payment.report.admitted, cents=True)},
            }
        )
    checks = [
        {"lead": _("Dato atto"), "text": f"{check['check']}: {check['outcome']} ({check['on']})"}
        for check in payment.checks
    ]
    checked = [{"lead": _("Dato atto"), "text": _("dei controlli che la legge vuole prima del pagamento")}]
    usual = _("La somma rientra nel contributo assegnato e nelle spese ammesse fino a oggi.")
    decision = (
        _("di accertare la restituzione di %(amount)s da parte di %(who)s;")
        if back
        else _("di liquidare a %(who)s %(amount)s, %(kind)s del contributo, con pagamento tracciabile;")
    )
    data = {
        "procedure": procedure_facts(call),
        "premises": [*premises, *checks],
        "reasons": payment.note or usual,
        "decisions": [
            decision % {"who": payment.payee.name, "amount": amount, "kind": payment.get_kind_display()},
            _("di pubblicare i dati di questo atto in Amministrazione trasparente."),
        ],
        "opinions": opinions_elsewhere(spends=True),
        "appeal": call.appeal_clause,
        "signatures": [executive(call)],
    }
    paper = executive_act(
        body=call.lead_authority,
        subject=_("Contributo per «%(title)s», %(kind)s")
        % {"title": agreement.title, "kind": payment.get_kind_display()},
        about=payment,
        act_number=payment.act_number,
        act_date=payment.act_date,
        public={"premises": [*premises, *(checked if checks else [])], "reasons": usual},
        by=by,
        at=at,
        **data,
    )
    return publish_act(paper=paper, by=by, at=at)
