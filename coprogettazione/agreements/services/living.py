# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""After the signatures: publication, beginning, and an end before its time."""

from datetime import date, datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from coprogettazione.agreements.documents import issue_termination
from coprogettazione.agreements.lifecycle import AgreementLifecycle
from coprogettazione.agreements.models import Agreement
from coprogettazione.agreements.notifications import tell_started, tell_terminated
from coprogettazione.agreements.queries import disclosures_of, last_day
from coprogettazione.calls.lifecycle import CallLifecycle
from coprogettazione.calls.services import keep_act, need_reasons
from coprogettazione.documents.services import publish_act
from coprogettazione.parties.models import User
from coprogettazione.records.deeds import Act, deed, locked
from coprogettazione.records.lifecycle import move
from coprogettazione.records.refusals import Invalid
from coprogettazione.wording import day


@deed(
    on="agreement",
    says=gettext_lazy("ha pubblicato il testo firmato"),
    law=gettext_lazy("artt. 23, 26 e 27, d.lgs. 33/2013"),
)
def publish_agreement(act: Act, *, agreement: Agreement, by: User | None, at: datetime) -> Agreement:
    """Publish the agreement and the data of artt. 26–27: from now on it can be paid. The copy carries no
    signatures.
    """
    assert agreement.paper is not None
    publish_act(paper=agreement.paper, by=by, at=at)
    agreement.published_at = at
    agreement.save(update_fields=["published_at"])
    act.record(
        repertory=agreement.repertory,
        beneficiaries=[{"tax_code": d.tax_code, "amount": d.amount} for d in disclosures_of(agreement)],
    )
    return agreement


@deed(on="agreement", says=gettext_lazy("ha avviato la realizzazione"), law=gettext_lazy("DM 72/2021"))
def start_execution(
    act: Act, *, agreement: Agreement, starts_on: date, by: User | None, at: datetime
) -> Agreement:
    """The activities begin: SIGNED → EXECUTION on the call; the last day follows from the duration.

    Raises Invalid for a first day before the agreement is in force.
    """
    assert agreement.in_force_from is not None
    if starts_on < agreement.in_force_from:
        words = _("Le attività non iniziano prima che la convenzione sia in vigore, %(day)s.") % {
            "day": day(agreement.in_force_from)
        }
        raise Invalid(words, fields={"starts_on": words})
    assert agreement.call is not None
    call = locked(agreement.call)
    move(CallLifecycle(call).start_execution)
    agreement.call = call
    agreement.starts_on = starts_on
    agreement.ends_on = last_day(starts_on, agreement.duration_months)
    agreement.save(update_fields=["starts_on", "ends_on"])
    tell_started(agreement, at)
    act.record(ends_on=agreement.ends_on)
    return agreement


@deed(
    on="agreement",
    says=gettext_lazy("ha risolto l’accordo"),
    law=gettext_lazy("artt. 3 e 11, l. 241/1990"),
)
def terminate_agreement(
    act: Act,
    *,
    agreement: Agreement,
    reasons: str,
    act_number: str,
    act_date: date,
    by: User | None,
    at: datetime,
) -> Agreement:
    """End the agreement before its time, by a reasoned act: SIGNED → TERMINATED, the call too where there
    is one. Raises Invalid.
    """
    reasons = need_reasons(reasons)
    if agreement.call is not None:
        call = locked(agreement.call)
        keep_act(
            call,
            "terminate_agreement",
            act_number=act_number,
            act_date=act_date,
            reasons=reasons,
            by=by,
            at=at,
        )
        move(CallLifecycle(call).terminate)
        agreement.call = call
    elif not act_number.strip():
        words = _("Scrivi il numero dell’atto, per esempio 31/2026.")
        raise Invalid(words, fields={"act_number": words})
    move(AgreementLifecycle(agreement).terminate, terminated_at=at, termination_reasons=reasons)
    paper = issue_termination(agreement, act_number=act_number, act_date=act_date, by=by, at=at)
    tell_terminated(agreement, at)
    act.record(paper=paper.number)
    return agreement
