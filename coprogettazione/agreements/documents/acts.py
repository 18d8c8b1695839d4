# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The acts of the executive on an agreement: its end before its time, its renewal, other people in its offices."""

from datetime import date, datetime

from django.utils.translation import gettext as _

from coprogettazione.agreements.documents.conventions import procedure_of
from coprogettazione.agreements.models import Agreement
from coprogettazione.calls.documents import executive_act, succession_act
from coprogettazione.documents.models import Paper
from coprogettazione.documents.services import publish_act
from coprogettazione.parties.models import User
from coprogettazione.records.roles import Role
from coprogettazione.wording import day, in_italian


@in_italian
def issue_termination(
    agreement: Agreement, *, act_number: str, act_date: date, by: User | None, at: datetime
) -> Paper:
    """The act that ends an agreement before its time; published."""
    money = agreement.call is not None
    paper = _issue(
        agreement,
        subject=(
            _("Risoluzione della convenzione rep. %(number)s")
            if money
            else _("Risoluzione dell’accordo rep. %(number)s")
        )
        % {"number": agreement.repertory},
        reasons=agreement.termination_reasons,
        decisions=[
            _("di risolvere la convenzione;") if money else _("di risolvere l’accordo;"),
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
    of_a_call = agreement.call is not None
    subject = _("Rinnovo della convenzione rep. %(number)s")
    decided = _("di rinnovare la convenzione, come il suo testo ammette, dal %(before)s al %(after)s;")
    if not of_a_call:
        subject = _("Rinnovo dell’accordo rep. %(number)s")
        decided = _("di rinnovare l’accordo, come il suo testo ammette, dal %(before)s al %(after)s;")
    paper = _issue(
        agreement,
        subject=subject % {"number": agreement.repertory},
        reasons=reasons,
        decisions=[
            decided % {"before": day(before), "after": day(agreement.ends_on)},
            _("di comunicare questo atto alle parti."),
        ],
        act_number=act_number,
        act_date=act_date,
        by=by,
        at=at,
    )
    return publish_act(paper=paper, by=by, at=at) if agreement.is_published else paper


@in_italian
def issue_agreement_succession(
    agreement: Agreement,
    *,
    role: Role,
    before: User,
    after: User,
    reasons: str,
    act_number: str,
    act_date: date,
    by: User | None,
    at: datetime,
) -> Paper:
    """The act by which another person takes an office of an agreement over."""
    return succession_act(
        about=agreement,
        body=agreement.authority,
        title=agreement.title,
        role=role,
        before=before,
        after=after,
        procedure=procedure_of(agreement),
        premises=[_seen(agreement)],
        reasons=reasons,
        appeal="",
        act_number=act_number,
        act_date=act_date,
        by=by,
        at=at,
    )


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
        premises=[_seen(agreement)],
        reasons=reasons,
        decisions=decisions,
        appeal=agreement.call.appeal_clause if agreement.call is not None else "",
        signatures=[{"role": _("Il dirigente"), "name": str(by or agreement.executive)}],
        by=by,
        at=at,
    )


def _seen(agreement: Agreement) -> dict[str, str]:
    said = {"number": agreement.repertory, "title": agreement.title}
    if agreement.call is not None:
        return {"lead": _("Vista"), "text": _("la convenzione rep. %(number)s, «%(title)s»") % said}
    if not agreement.repertory:
        return {
            "lead": _("Visto"),
            "text": _("l’accordo «%(title)s», che non è ancora firmato da tutti") % said,
        }
    return {"lead": _("Visto"), "text": _("l’accordo rep. %(number)s, «%(title)s»") % said}
