# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Revocation and annulment: the body's own acts of self-protection."""

from datetime import date, datetime

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from coprogettazione.calls.documents import issue_call_act
from coprogettazione.calls.lifecycle import CallLifecycle
from coprogettazione.calls.models import AnnulmentReason, Call, CallState, Parameter, RevocationReason
from coprogettazione.calls.notifications import tell_of_end
from coprogettazione.calls.queries import add_months, legal_parameter
from coprogettazione.calls.services.acts import keep_act, need_reasons
from coprogettazione.parties.models import User
from coprogettazione.records.deeds import Act, deed
from coprogettazione.records.lifecycle import move
from coprogettazione.records.models import Entry
from coprogettazione.records.refusals import Invalid
from coprogettazione.wording import ROME, day

_REVOCATION = _("art. 21-quinquies, l. 241/1990")
_ANNULMENT = _("art. 21-nonies, l. 241/1990")

#: From here on the procedure has granted an economic advantage: a mere second thought is no longer a reason.
GRANTED = (
    CallState.APPROVED,
    CallState.SIGNED,
    CallState.EXECUTION,
    CallState.TABLE_REOPENED,
)
#: The acts of a dossier that may be annulled, by the deed that adopted them.
ANNULLABLE = {
    "authorise_call": _("la determina di indizione"),
    "admit_applications": _("la determina di ammissione al tavolo"),
    "approve_project": _("la determina di approvazione"),
}


@deed(on="call", says=_("ha revocato la procedura"), law=_REVOCATION)
def revoke_call(
    act: Act,
    *,
    call: Call,
    reason_code: str,
    reasons: str,
    act_number: str,
    act_date: date,
    by: User | None,
    at: datetime,
) -> Call:
    """End the procedure for a supervening public interest or an unforeseeable change of facts.

    A new assessment of the same interest is accepted only until an economic advantage is granted.
    """
    if reason_code not in RevocationReason.values:
        raise Invalid(
            _("Scegli il motivo della revoca."), law=_REVOCATION, fields={"reason_code": _("Scegli.")}
        )
    if reason_code == RevocationReason.NEW_ASSESSMENT and call.state in GRANTED:
        raise Invalid(
            _("Dopo l’approvazione del progetto una semplice nuova valutazione non basta per revocare."),
            law=_REVOCATION,
            fields={"reason_code": _("Scegli un motivo sopravvenuto.")},
        )
    return _end(
        act,
        call,
        "revoke_call",
        reason_code=reason_code,
        reason_words=str(RevocationReason(reason_code).label),
        reasons=reasons,
        act_number=act_number,
        act_date=act_date,
        by=by,
        at=at,
    )


@deed(on="call", says=_("ha annullato d’ufficio la procedura"), law=_ANNULMENT)
def annul_call(
    act: Act,
    *,
    call: Call,
    reason_code: str,
    reasons: str,
    act_number: str,
    act_date: date,
    annulled_deed: str = "authorise_call",
    by: User | None,
    at: datetime,
) -> Call:
    """Annul an illegitimate act of the procedure, and the procedure with it, within the months of the law.

    The months run from the day the annulled act was adopted, as the register tells it; the number that
    holds is the one in force on the day of the annulment.
    """
    if reason_code not in AnnulmentReason.values:
        raise Invalid(_("Scegli il vizio dell’atto."), law=_ANNULMENT, fields={"reason_code": _("Scegli.")})
    adopted = adopted_on(call, annulled_deed)
    if adopted is None:
        raise Invalid(
            _("Questo atto non c’è nel fascicolo."),
            fields={"annulled_deed": _("Scegli fra gli atti adottati.")},
        )
    today = at.astimezone(ROME).date()
    months = legal_parameter(Parameter.ANNULMENT_MONTHS, call.district.region, today)
    last_day = add_months(adopted, months)
    if today > last_day:
        raise Invalid(
            gettext(
                "Non si può più annullare d’ufficio: dall’atto del %(adopted)s sono passati più "
                "di %(months)s mesi; si poteva fino al %(last)s."
            )
            % {"adopted": day(adopted), "months": months, "last": day(last_day)},
            law=_ANNULMENT,
        )
    act.record(annulled_on=adopted, months=months)
    return _end(
        act,
        call,
        "annul_call",
        reason_code=reason_code,
        reason_words=f"{AnnulmentReason(reason_code).label}, {ANNULLABLE[annulled_deed]}",
        reasons=reasons,
        act_number=act_number,
        act_date=act_date,
        by=by,
        at=at,
    )


def adopted_on(call: Call, deed_name: str) -> date | None:
    """The day on which an annullable act of this dossier was adopted, from the register."""
    if deed_name not in ANNULLABLE:
        return None
    entry = Entry.objects.filter(case_file=call, deed=deed_name).order_by("-seq").first()
    return entry.at.astimezone(ROME).date() if entry else None


def _end(
    act: Act,
    call: Call,
    deed_name: str,
    *,
    reason_code: str,
    reason_words: str,
    reasons: str,
    act_number: str,
    act_date: date,
    by: User | None,
    at: datetime,
) -> Call:
    """Keep the act, move the call to its end, print the act, tell everybody."""
    revoking = deed_name == "revoke_call"
    kept = keep_act(
        call,
        deed_name,
        act_number=act_number,
        act_date=act_date,
        reason_code=reason_code,
        reasons=need_reasons(reasons),
        by=by,
        at=at,
    )
    lifecycle = CallLifecycle(call)
    move(lifecycle.revoke if revoking else lifecycle.annul, concluded_at=at)
    what = gettext("Revoca") if revoking else gettext("Annullamento d’ufficio")
    subject = (
        gettext("Revoca dell’avviso «%(title)s»")
        if revoking
        else gettext("Annullamento d’ufficio dell’avviso «%(title)s»")
    )
    paper = issue_call_act(
        kept,
        subject=subject % {"title": call.title},
        premises=[
            (gettext("Visto"), str(_REVOCATION if revoking else _ANNULMENT)),
            (
                gettext("Richiamata"),
                gettext("la determina %(number)s, che ha indetto la procedura")
                % {"number": call.authorisation_number},
            ),
            (gettext("Considerato"), reason_words),
        ],
        decisions=[
            (gettext("di revocare") if revoking else gettext("di annullare d’ufficio"))
            + " "
            + gettext("la procedura «%(title)s»;") % {"title": call.title},
            gettext("di pubblicare questo atto e di comunicarlo agli interessati."),
        ],
        by=by,
        at=at,
    )
    act.record(paper=paper, sha256=paper.file.sha256)
    tell_of_end(call, what, at)
    return call
