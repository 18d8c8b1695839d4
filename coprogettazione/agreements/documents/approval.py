# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""D9, the act that approves the project and the text of the convention, in PDF."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from coprogettazione.agreements.models import Agreement
from coprogettazione.agreements.queries import disclosures_of, money_table, parties_of
from coprogettazione.calls.documents import executive, opinions_elsewhere, procedure_facts
from coprogettazione.documents.models import Paper, PaperKind
from coprogettazione.documents.services import issue_act, publish_act
from coprogettazione.parties.models import User
from coprogettazione.wording import day, in_italian


def money_matrix(agreement: Agreement) -> dict[str, Any] | None:
    """The money as the templates read it; None where there is none."""
    table = money_table(agreement)
    if not table.rows:
        return None
    return {
        "columns": [organisation.known_as for organisation in table.columns],
        "rows": [{"label": row.label, "amounts": row.amounts, "total": row.total} for row in table.rows],
        "totals": table.totals,
        "total": table.total,
    }


@in_italian
def issue_approval(agreement: Agreement, *, reasons: str, by: User | None, at: datetime) -> Paper:
    """D9: project, money, partners, checks, commitment, data to publish. Published with only the public
    facts.
    """
    call = agreement.call
    assert call is not None
    opening = Paper.objects.filter(case_file=call, kind=PaperKind.OPENING_ACT).order_by("pk").last()
    admission = Paper.objects.filter(case_file=call, kind=PaperKind.ADMISSION_ACT).order_by("pk").last()
    report = Paper.objects.filter(case_file=call, kind=PaperKind.TABLE_REPORT).order_by("pk").last()
    references = [
        {
            "lead": lead,
            "text": _("%(what)s n. %(number)s del %(day)s")
            % {"what": what, "number": paper.number, "day": day(paper.date)},
        }
        for lead, what, paper in (
            (_("Richiamata"), _("la determinazione che ha indetto la procedura,"), opening),
            (_("Richiamata"), _("la determinazione che ha ammesso gli enti al tavolo,"), admission),
            (_("Vista"), _("la relazione conclusiva del tavolo,"), report),
        )
        if paper is not None
    ]
    partners = [p for p in parties_of(agreement) if not p.is_public_body]
    data = {
        "procedure": procedure_facts(call),
        "references": references,
        "reasons": reasons,
        "partners": [
            {
                "name": p.organisation.name,
                "tax_code": p.organisation.codice_fiscale,
                "role": str(p.get_role_display()),
                "share": p.share,
            }
            for p in partners
        ],
        "matrix": money_matrix(agreement),
        "checks": agreement.checks,
        "commitment": agreement.commitment,
        "committed": agreement.public_grant,
        "transparency": [
            {
                "beneficiary": d.beneficiary,
                "tax_code": d.tax_code,
                "amount": d.amount,
                "title": d.norm,
                "office": d.office,
                "officer": d.officer,
                "procedure": d.how_found,
            }
            for d in disclosures_of(agreement)
        ],
        "annexes": [_("progetto definitivo"), _("schema di convenzione")],
        "opinions": opinions_elsewhere(spends=True),
        "appeal": call.appeal_clause,
        "signatures": [executive(call)],
    }
    paper = issue_act(
        kind=PaperKind.APPROVAL_ACT,
        body=call.lead_authority,
        title=_("Determinazione dirigenziale"),
        subject=_("Approvazione del progetto definitivo e della convenzione «%(title)s»")
        % {"title": agreement.title},
        about=agreement,
        number=agreement.approval_number,
        on=agreement.approval_date,
        data=data,
        public_data={**data, "checks": []},
        by=by,
        at=at,
    )
    return publish_act(paper=paper, by=by, at=at)
