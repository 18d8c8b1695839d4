# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The acts of the executive on an agreement in force: its end before its time, its renewal."""

from datetime import date, datetime

from django.utils.translation import gettext as _

from coprogettazione.agreements.documents.conventions import procedure_of
from coprogettazione.agreements.models import Agreement
from coprogettazione.calls.documents import executive_act
from coprogettazione.documents.models import Paper
from coprogettazione.documents.services import publish_act
from coprogettazione.parties.models import User
from coprogettazione.wording import day, in_italian


@in_italian
def issue_termination(
    agreement: Agreement, *, act_number: str, act_date: date, by: User | None, at: datetime
) -> Paper:
    """The act that ends an agreement before its time; published."""
    money = agreement.call is not None
    paper = _issue(
        agreement,
        subject=_("Risoluzione della convenzione rep. %(number)s") % {"number": agreement.repertory},
        reasons=agreement.termination_reasons,
        decisions=[
            _("di risolvere la convenzione;"),
            *(
                [
                    _(
                        "di chiedere il rendiconto delle spese sostenute fino a oggi e di recuperare quanto "
                        "non dovuto;"
                    )
                ]
                if money
                else []
            ),
            _("di comunicare questo atto alle parti e di pubblicarlo."),
        ],
        act_number=act_number,
        act_date=act_date,
        by=by,
        at=at,
    )
    return publish_act(paper=paper, by=by, at=at)


@in_italian
def issue_renewal(
    agreement: Agreement,
    *,
    before: date,
    reasons: str,
    act_number: str,
    act_date: date,
    by: User | None,
    at: datetime,
) -> Paper:
    """The act that moves the end of an agreement, which ended on `before`; published when the agreement is."""
    assert agreement.ends_on is not None
    paper = _issue(
        agreement,
        subject=_("Rinnovo della convenzione rep. %(number)s") % {"number": agreement.repertory},
        reasons=reasons,
        decisions=[
            _("di rinnovare la convenzione, come il suo testo ammette, dal %(before)s al %(after)s;")
            % {"before": day(before), "after": day(agreement.ends_on)},
            _("di comunicare questo atto alle parti."),
        ],
        act_number=act_number,
        act_date=act_date,
        by=by,
        at=at,
    )
    return publish_act(paper=paper, by=by, at=at) if agreement.is_published else paper


def _issue(
    agreement: Agreement,
    *,
    subject: str,
    reasons: str,
    decisions: list[str],
    act_number: str,
    act_date: date,
    by: User | None,
    at: datetime,
) -> Paper:
    return executive_act(
        body=agreement.authority,
        about=agreement,
        subject=subject,
        act_number=act_number,
        act_date=act_date,
        procedure=procedure_of(agreement),
        premises=[
            {
                "lead": _("Vista"),
                "text": _("la convenzione rep. %(number)s, «%(title)s»")
                % {"number": agreement.repertory, "title": agreement.title},
            }
        ],
        reasons=reasons,
        decisions=decisions,
        appeal=agreement.call.appeal_clause if agreement.call is not None else "",
        signatures=[{"role": _("Il dirigente"), "name": str(agreement.executive)}],
        by=by,
        at=at,
    )
