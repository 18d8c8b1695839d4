# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""D10, for every kind of agreement: the text to sign and, at the last signature, the one with its number; the
form by which a body joins later.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from coprogettazione.agreements.documents.approval import money_matrix
from coprogettazione.agreements.models import Agreement, AgreementKind, AgreementParty
from coprogettazione.agreements.queries import parties_of, signs_by_its_representative
from coprogettazione.calls.documents import procedure_facts
from coprogettazione.documents.models import Paper, PaperKind
from coprogettazione.documents.services import issue_act
from coprogettazione.parties.models import User
from coprogettazione.wording import day, in_italian


@in_italian
def issue_convention(agreement: Agreement, *, numbered: bool, by: User | None, at: datetime) -> Paper:
    """D10: the text to sign (without number) or, at the last signature, the agreement with its repertory
    number.
    """
    parties = list(parties_of(agreement))
    data = {
        "procedure": procedure_of(agreement),
        "parties": [_party(p, agreement) for p in parties],
        "premises": agreement.text["premises"],
        "articles": agreement.text["articles"],
        "oversight": [line.strip() for line in agreement.oversight_board.splitlines() if line.strip()],
        "matrix": money_matrix(agreement),
        "indicators": [],
        "milestones": [],
        "annexes": [_("progetto definitivo, impronta %(hash)s") % {"hash": agreement.text_hash}]
        if agreement.call is not None
        else [],
        "signatures": _signatures(parties, agreement),
    }
    public = {
        **data,
        "parties": [{**_party(p, agreement), "representative": str(p.signatory or "")} for p in parties],
        "signatures": [
            {"organisation": p.organisation.name, "role": _quality(p, agreement).capitalize()}
            for p in parties
        ],
    }
    return issue_act(
        kind=PaperKind.CONVENTION,
        body=agreement.authority,
        title=title_of(agreement),
        subject=agreement.title,
        about=agreement,
        number=None if numbered else "",
        data=data,
        public_data=public if numbered else None,
        by=by,
        at=at,
    )


@in_italian
def issue_adhesion_form(
    agreement: Agreement, party: AgreementParty, *, by: User | None, at: datetime
) -> Paper:
    """The form that a body signs to join an agreement in force: it takes no number of its own."""
    body = party.organisation
    data = {
        "procedure": procedure_of(agreement),
        "parties": [_party(party, agreement)],
        "premises": [
            _(
                "%(kind)s rep. %(number)s, «%(title)s», in vigore dal %(day)s, ammette l’adesione di altri enti"
            )
            % {
                "kind": capfirst(str(agreement.get_kind_display())),
                "number": agreement.repertory,
                "title": agreement.title,
                "day": day(agreement.in_force_from) if agreement.in_force_from else "",
            },
            _("l’impronta SHA-256 del testo a cui si aderisce è %(hash)s") % {"hash": agreement.text_hash},
        ],
        "articles": [
            {
                "title": _("Adesione"),
                "paragraphs": [
                    _(
                        "%(body)s conosce il testo dell’accordo, lo accetta in ogni sua parte e ne è vincolato dal "
                        "giorno di questa firma."
                    )
                    % {"body": body.name},
                    *([_("Che cosa fa: %(what)s") % {"what": party.activities}] if party.activities else []),
                ],
            }
        ],
        "oversight": [],
        "matrix": None,
        "indicators": [],
        "milestones": [],
        "annexes": [],
        "signatures": _signatures([party], agreement),
    }
    return issue_act(
        kind=PaperKind.CONVENTION,
        body=agreement.authority,
        title=_("Scheda di adesione"),
        subject=_("Adesione di %(body)s a «%(title)s»") % {"body": body.known_as, "title": agreement.title},
        about=agreement,
        number="",
        data=data,
        by=by,
        at=at,
    )


def title_of(agreement: Agreement) -> str:
    """What the paper is called at its head."""
    if (
        agreement.kind == AgreementKind.ADDENDUM
        and agreement.amends is not None
        and agreement.amends.repertory
    ):
        return _("Atto aggiuntivo al rep. %(number)s") % {"number": agreement.amends.repertory}
    return capfirst(str(agreement.get_kind_display()))


def procedure_of(agreement: Agreement) -> dict[str, Any]:
    """The box at the head: that of the dossier, or the agreement's own."""
    if agreement.call is not None:
        return procedure_facts(agreement.call)
    return {"title": agreement.title, "officer": agreement.officer.get_full_name()}


def _quality(party: AgreementParty, agreement: Agreement) -> str:
    executive = party.is_lead_body and (
        not signs_by_its_representative(agreement) or party.signatory_id == agreement.executive.pk
    )
    return _("il dirigente") if executive else _("legale rappresentante")


def _party(party: AgreementParty, agreement: Agreement) -> dict[str, Any]:
    return {
        "name": party.organisation.name,
        "tax_code": party.organisation.codice_fiscale,
        "seat": party.organisation.address,
        "representative": str(party.signatory or "________"),
        "quality": _quality(party, agreement),
        "short": party.organisation.known_as,
        "deliberation": party.deliberation,
    }


def _signatures(parties: Sequence[AgreementParty], agreement: Agreement) -> list[dict[str, str]]:
    return [
        {
            "organisation": p.organisation.name,
            "role": _quality(p, agreement).capitalize(),
            "name": str(p.signatory or ""),
        }
        for p in parties
    ]
