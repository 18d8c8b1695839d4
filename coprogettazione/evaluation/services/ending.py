# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The end of a procedure in which nobody can sit at the table."""

from datetime import date, datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from coprogettazione.applications.models import STANDING_STATES, ApplicationState
from coprogettazione.applications.services import end_by_act
from coprogettazione.calls.lifecycle import AT_THE_TABLE, CallLifecycle
from coprogettazione.calls.models import Call, all_terms
from coprogettazione.evaluation.notifications import tell_admissions
from coprogettazione.evaluation.queries import above_threshold, committee_of, nobody_sits
from coprogettazione.evaluation.services.admitting import decided_by_ranking, left_out, record_outcomes
from coprogettazione.evaluation.services.closing import need_fit
from coprogettazione.parties.models import User
from coprogettazione.records.deeds import Act, deed
from coprogettazione.records.lifecycle import move
from coprogettazione.records.refusals import Invalid, Words
from coprogettazione.wording import number


@deed(
    on="call", says=gettext_lazy("ha chiuso il procedimento senza domande ammesse"), law="art. 3, l. 241/1990"
)
def declare_all_excluded(
    act: Act,
    *,
    call: Call,
    reasons: str,
    act_number: str,
    act_date: date,
    by: User,
    at: datetime,
) -> Call:
    """End a procedure in which every application was excluded or renounced, or none reached the threshold; or,
    after D6, whoever was admitted is gone and nobody follows in the ranking.

    By a reasoned and published act. Whoever was evaluated is told the outcome and can read the own points.
    Raises Invalid while somebody can still be admitted, or when nobody applied (then `declare_deserted`).
    """
    after = call.state in AT_THE_TABLE
    below = "" if after else _below_threshold(call)
    paper = end_by_act(
        call,
        deed_name="declare_all_excluded",
        subject=_("Nessuna domanda ammessa, conclusione del procedimento «%(title)s»")
        % {"title": call.title},
        facts=_nobody_sits(call) if after else below or _nobody_left(call),
        decision=_("di chiudere il procedimento senza domande ammesse."),
        reasons=reasons,
        act_number=act_number,
        act_date=act_date,
        by=by,
        at=at,
    )
    move(CallLifecycle(call).exclude_all, concluded_at=at)
    if below:
        decided = [*decided_by_ranking(call), *left_out(call)]
        rows = record_outcomes(decided, act_number=act_number, act_date=act_date, at=at)
        tell_admissions(call, rows, at)
        act.record(
            outcomes=[{"application": row.application_id, "outcome": str(row.outcome)} for row in rows]
        )
    act.record(paper=paper.pk)
    return call


def _below_threshold(call: Call) -> Words:
    """That nobody reached the threshold, in the words of the act; empty when everybody was excluded before."""
    committee = committee_of(call)
    standing = call.applications.filter(state__in=STANDING_STATES).exists()
    if committee is not None and committee.closed_at is not None and not above_threshold(call).exists():
        if standing:
            need_fit(committee)
            points = " – ".join(dict.fromkeys(number(terms.threshold) for terms in all_terms(call)))
            return _(
                "che nessuna delle domande valutate raggiunge la soglia di %(threshold)s punti, come risulta "
                "dai verbali della commissione, che si approvano;"
            ) % {"threshold": points}
    elif standing:
        raise Invalid(_("C’è ancora una domanda ammessa o da decidere."))
    if not call.applications.filter(opened_at__isnull=False).exists():
        raise Invalid(_("Nei termini non è arrivata nessuna domanda: l’avviso è deserto."))
    return ""


def _nobody_sits(call: Call) -> Words:
    """That nobody is left of those that D6 admitted, in the words of the act. Raises Invalid while somebody is."""
    if not nobody_sits(call):
        raise Invalid(_("C’è ancora una domanda ammessa, o chi può entrare dalla graduatoria."))
    return _(
        "che chi era stato ammesso al tavolo è stato escluso o ha rinunciato, e che in graduatoria non c’è "
        "nessun altro da ammettere;"
    )


def _nobody_left(call: Call) -> Words:
    """How the applications that were opened left the procedure."""
    opened = call.applications.filter(opened_at__isnull=False)
    if not opened.filter(state=ApplicationState.WITHDRAWN).exists():
        return _(
            "che tutte le domande arrivate nei termini sono state escluse, con i motivi comunicati a "
            "ciascuna;"
        )
    if not opened.filter(state=ApplicationState.EXCLUDED).exists():
        return _("che chi aveva presentato domanda nei termini ha rinunciato al procedimento;")
    return _(
        "che le domande arrivate nei termini sono state escluse, con i motivi comunicati a ciascuna, "
        "o ritirate da chi le aveva presentate;"
    )
