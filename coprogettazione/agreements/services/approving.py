# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The approval of the project (D9): checks, commitment of the expense, the text of the agreement."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from coprogettazione.agreements.documents import convention_text, issue_approval
from coprogettazione.agreements.documents.text import Bound
from coprogettazione.agreements.models import (
    Agreement,
    AgreementKind,
    AgreementParty,
    FundingLine,
    PartyRole,
)
from coprogettazione.agreements.notifications import tell_approved
from coprogettazione.agreements.queries import agreement_of
from coprogettazione.applications.models import FundingSource
from coprogettazione.calls.lifecycle import CallLifecycle
from coprogettazione.calls.models import Call
from coprogettazione.calls.services import keep_act, need_reasons
from coprogettazione.parties.models import Organisation, User
from coprogettazione.records.canonical import canonical_json, sha256
from coprogettazione.records.deeds import Act, deed
from coprogettazione.records.lifecycle import move
from coprogettazione.records.refusals import Invalid, WrongState
from coprogettazione.tables.queries import FinalProject, final_project
from coprogettazione.wording import day, euro

CENT = Decimal("0.01")
ZERO = Decimal(0)


@deed(
    on="call",
    says=gettext_lazy("ha approvato il progetto e il testo della convenzione"),
    law=gettext_lazy("artt. 11 e 12, l. 241/1990; art. 183, d.lgs. 267/2000"),
)
def approve_project(
    act: Act,
    *,
    call: Call,
    act_number: str,
    act_date: date,
    reasons: str,
    commitment: list[dict],
    checks: list[dict],
    lead_partner: Organisation | None = None,
    by: User | None,
    at: datetime,
) -> Agreement:
    """Adopt D9: TABLE_CONCLUDED → APPROVED, and the agreement in draft with its text, parties and money.

    `commitment` are `{"chapter", "year", "amount", "note"}` (euro), which add up to the public contribution
    of the
    final project; `checks` are `{"organisation": id or codice fiscale, "check", "outcome", "passed"}`, at
    least one
    for each partner, all passed. With more than one partner `lead_partner` is the *capofila*.
    Raises Invalid with the argument at fault, WrongState without a final project.
    """
    project = final_project(call)
    if project is None or not project.partners:
        raise WrongState(_("Il tavolo non ha ancora un testo definitivo accettato da tutti."))
    reasons = need_reasons(reasons)
    lead = _lead(project.partners, lead_partner)
    public = project.matrix.public
    kept_commitment = _commitment(commitment, public)
    kept_checks = _checks(checks, project.partners)
    keep_act(call, "approve_project", act_number=act_number, act_date=act_date, reasons=reasons, by=by, at=at)
    move(CallLifecycle(call).approve)
    bounds = _bounds(call, project, lead)
    approval = _("determinazione n. %(number)s del %(day)s") % {
        "number": act_number.strip(),
        "day": day(act_date),
    }
    text = convention_text(
        call,
        authority=bounds[call.lead_authority_id].bound,
        partners=[bounds[o.pk].bound for o in project.partners],
        lead=lead.known_as,
        chapters=project.chapters,
        sources=[(row.label, row.total) for row in project.matrix.sources],
        approval=approval,
    )
    before = agreement_of(call)
    agreement = Agreement.objects.create(
        call=call,
        kind=AgreementKind.CONVENTION if before is None else AgreementKind.ADDENDUM,
        amends=before,
        title=call.title,
        text=text,
        text_hash=sha256(canonical_json({"text": text, "project": project.version.content})),
        duration_months=call.duration_months or 0,
        public_grant=public,
        total=project.matrix.value,
        approval_number=act_number.strip(),
        approval_date=act_date,
        commitment=kept_commitment,
        checks=kept_checks,
        approved_at=at,
    )
    _bind(agreement, project, lead, bounds)
    paper = issue_approval(agreement, reasons=reasons, by=by, at=at)
    tell_approved(agreement, at)
    act.record(agreement=agreement, public_grant=public, total=agreement.total, paper=paper.number)
    return agreement


@dataclass(frozen=True)
class _Bounding:
    role: PartyRole
    bound: Bound


def _lead(partners: Sequence[Organisation], chosen: Organisation | None) -> Organisation:
    if len(partners) == 1:
        return partners[0]
    if chosen is None or chosen.pk not in {o.pk for o in partners}:
        words = _("Con più partner serve un capofila, scelto tra loro.")
        raise Invalid(words, fields={"lead_partner": words})
    return chosen


def _money(given: Any, field: str) -> Decimal:
    try:
        if isinstance(given, float):
            raise InvalidOperation
        amount = Decimal(str(given))
    except InvalidOperation:
        words = _("«%(given)s» non è un importo: scrivi per esempio 90000.00.") % {"given": given}
        raise Invalid(words, fields={field: words}) from None
    return amount.quantize(CENT, ROUND_HALF_UP)


def _commitment(rows: Sequence[dict], public: Decimal) -> list[dict[str, Any]]:
    kept: list[dict[str, Any]] = []
    for row in rows:
        chapter = str(row.get("chapter") or "").strip()
        if not chapter:
            words = _("Ogni impegno ha il suo capitolo di bilancio.")
            raise Invalid(words, law=_("art. 183, d.lgs. 267/2000"), fields={"commitment": words})
        amount = _money(row.get("amount"), "commitment")
        if amount <= 0:
            words = _("L’importo di un impegno è maggiore di zero.")
            raise Invalid(words, fields={"commitment": words})
        kept.append(
            {
                "chapter": chapter,
                "year": int(row.get("year") or 0),
                "amount": format(amount, "f"),
                "note": str(row.get("note") or ""),
            }
        )
    total = sum((Decimal(row["amount"]) for row in kept), ZERO)
    if total != public:
        words = _(
            "Gli impegni sono %(total)s; il contributo pubblico del progetto è %(public)s: devono essere "
            "uguali."
        ) % {
            "total": euro(total, cents=True),
            "public": euro(public, cents=True),
        }
        raise Invalid(words, law=_("art. 183, d.lgs. 267/2000"), fields={"commitment": words})
    return kept


def _checks(rows: Sequence[dict], partners: Sequence[Organisation]) -> list[dict[str, Any]]:
    by_key: dict[str, Organisation] = {}
    for body in partners:
        by_key[str(body.pk)] = by_key[body.codice_fiscale] = body
    kept: list[dict[str, Any]] = []
    seen: set[int] = set()
    for row in rows:
        given = row.get("organisation")
        found = by_key.get(str(given.pk if isinstance(given, Organisation) else given))
        if found is None:
            words = _("Un controllo riguarda un ente che non è partner: %(who)s.") % {"who": given}
            raise Invalid(words, fields={"checks": words})
        outcome = str(row.get("outcome") or "").strip()
        if not outcome:
            words = _("Scrivi l’esito dei controlli su %(who)s.") % {"who": found.known_as}
            raise Invalid(words, fields={"checks": words})
        if not row.get("passed", False):
            words = _("I controlli su %(who)s non sono in regola: %(outcome)s.") % {
                "who": found.known_as,
                "outcome": outcome,
            }
            raise Invalid(words, law=_("artt. 71 e 75, d.P.R. 445/2000"), fields={"checks": words})
        seen.add(found.pk)
        kept.append(
            {
                "organisation": found.name,
                "check": str(row.get("check") or _("dichiarazioni sostitutive")),
                "outcome": outcome,
            }
        )
    missing = [body.known_as for body in partners if body.pk not in seen]
    if missing:
        words = _("Manca l’esito dei controlli sulle dichiarazioni di: %(names)s.") % {
            "names": ", ".join(missing)
        }
        raise Invalid(words, law=_("art. 71, d.P.R. 445/2000"), fields={"checks": words})
    return kept


def _bounds(call: Call, project: FinalProject, lead: Organisation) -> dict[int, _Bounding]:
    commitments = {role["organisation"]: role["commitments"].strip() for role in project.roles}
    grants: dict[int, Decimal] = {}
    for line in project.matrix.lines:
        if line.source == FundingSource.PUBLIC:
            grants[line.organisation_id] = grants.get(line.organisation_id, ZERO) + line.amount
    shares = _shares([grants.get(o.pk, ZERO) for o in project.partners])
    bounds = {}
    for body, share in zip(project.partners, shares, strict=True):
        alone = len(project.partners) == 1
        role = (
            PartyRole.PARTNER
            if alone
            else PartyRole.LEAD_PARTNER
            if body.pk == lead.pk
            else PartyRole.MEMBER_PARTNER
        )
        bounds[body.pk] = _Bounding(
            role,
            Bound(
                body.name,
                body.known_as,
                _said(role),
                commitments.get(body.pk, ""),
                grants.get(body.pk, ZERO),
                share,
            ),
        )
    authority = call.lead_authority
    bounds[authority.pk] = _Bounding(
        PartyRole.PUBLIC_BODY,
        Bound(
            authority.name,
            authority.known_as,
            _said(PartyRole.PUBLIC_BODY),
            commitments.get(authority.pk, ""),
            ZERO,
            ZERO,
        ),
    )
    return bounds


def _said(role: PartyRole) -> str:
    return str(role.label).partition(":")[0]


def _shares(grants: Sequence[Decimal]) -> list[Decimal]:
    """Per cent of the grant, two decimals; the last who receives takes the rounding (domain.md §8)."""
    total = sum(grants, ZERO)
    if not total:
        return [ZERO for _grant in grants]
    shares = [(grant * 100 / total).quantize(CENT, ROUND_HALF_UP) for grant in grants]
    last = max(place for place, grant in enumerate(grants) if grant)
    shares[last] += 100 - sum(shares, ZERO)
    return shares


def _bind(
    agreement: Agreement, project: FinalProject, lead: Organisation, bounds: dict[int, _Bounding]
) -> None:
    order = sorted(project.partners, key=lambda o: o.pk != lead.pk)
    AgreementParty.objects.bulk_create(
        AgreementParty(
            agreement=agreement,
            organisation=body,
            role=bounds[body.pk].role,
            position=position,
            share=bounds[body.pk].bound.share,
            grant=bounds[body.pk].bound.grant,
            activities=bounds[body.pk].bound.commitments,
        )
        for position, body in enumerate((*order, agreement.authority))
    )
    FundingLine.objects.bulk_create(
        FundingLine(
            agreement=agreement,
            organisation_id=line.organisation_id,
            category=line.category,
            source=line.source,
            amount=line.amount,
            description=line.description,
        )
        for line in project.matrix.lines
    )
