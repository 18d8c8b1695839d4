# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""D9, D10 and the act of termination, in PDF."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _

from coprogettazione.agreements.models import Agreement, AgreementParty
from coprogettazione.agreements.queries import disclosures_of, money_table, parties_of
from coprogettazione.calls.documents import opinions_elsewhere, procedure_facts
from coprogettazione.calls.models import Call
from coprogettazione.documents.models import Paper, PaperKind
from coprogettazione.documents.services import issue_act, publish_act
from coprogettazione.parties.models import User
from coprogettazione.wording import day, in_italian


def _executive(call: Call) -> dict[str, str]:
    return {"role": _("Il dirigente"), "name": str(call.executive_officer)}


def _matrix(agreement: Agreement) -> dict[str, Any]:
    table = money_table(agreement)
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
        "matrix": _matrix(agreement),
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
        "signatures": [_executive(call)],
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


@in_italian
def issue_convention(agreement: Agreement, *, numbered: bool, by: User | None, at: datetime) -> Paper:
    """D10: the text to sign (without number) or, at the last signature, the convention with its repertory
    number.
    """
    call = agreement.call
    parties = list(parties_of(agreement))
    data = {
        "procedure": procedure_facts(call),
        "parties": [_party(p) for p in parties],
        "premises": agreement.text["premises"],
        "articles": agreement.text["articles"],
        "matrix": _matrix(agreement),
        "indicators": [],
        "milestones": [],
        "annexes": [_("progetto definitivo, impronta %(hash)s") % {"hash": agreement.text_hash}],
        "signatures": _signatures(parties),
    }
    public = {
        **data,
        "parties": [{**_party(p), "representative": str(p.signatory or "")} for p in parties],
        "signatures": [
            {"organisation": p.organisation.name, "role": _quality(p).capitalize()} for p in parties
        ],
    }
    return issue_act(
        kind=PaperKind.CONVENTION,
        body=call.lead_authority,
        title=_("Convenzione"),
        subject=agreement.title,
        about=agreement,
        number=None if numbered else "",
        data=data,
        public_data=public if numbered else None,
        by=by,
        at=at,
    )


@in_italian
def issue_termination(
    agreement: Agreement, *, act_number: str, act_date: date, by: User | None, at: datetime
) -> Paper:
    """The act that ends an agreement before its time; published."""
    call = agreement.call
    paper = issue_act(
        kind=PaperKind.EXECUTIVE_ACT,
        body=call.lead_authority,
        title=_("Determinazione dirigenziale"),
        subject=_("Risoluzione della convenzione rep. %(number)s") % {"number": agreement.repertory},
        about=agreement,
        number=act_number.strip(),
        on=act_date,
        data={
            "procedure": procedure_facts(call),
            "premises": [
                {
                    "lead": _("Vista"),
                    "text": _("la convenzione rep. %(number)s, «%(title)s»")
                    % {"number": agreement.repertory, "title": agreement.title},
                }
            ],
            "reasons": agreement.termination_reasons,
            "decisions": [
                _("di risolvere la convenzione;"),
                _(
                    "di chiedere il rendiconto delle spese sostenute fino a oggi e di recuperare quanto "
                    "non dovuto;"
                ),
                _("di comunicare questo atto alle parti e di pubblicarlo."),
            ],
            "tables": [],
            "opinions": opinions_elsewhere(spends=False),
            "annexes": [],
            "appeal": call.appeal_clause,
            "signatures": [_executive(call)],
        },
        by=by,
        at=at,
    )
    return publish_act(paper=paper, by=by, at=at)


def _quality(party: AgreementParty) -> str:
    return _("il dirigente") if party.is_public_body else _("legale rappresentante")


def _party(party: AgreementParty) -> dict[str, Any]:
    return {
        "name": party.organisation.name,
        "tax_code": party.organisation.codice_fiscale,
        "seat": party.organisation.address,
        "representative": str(party.signatory or "________"),
        "quality": _quality(party),
        "short": party.organisation.known_as,
    }


def _signatures(parties: Sequence[AgreementParty]) -> list[dict[str, str]]:
    return [
        {
            "organisation": p.organisation.name,
            "role": _quality(p).capitalize(),
            "name": str(p.signatory or ""),
        }
        for p in parties
    ]
