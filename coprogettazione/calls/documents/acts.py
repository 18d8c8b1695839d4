# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Which papers come out of a call: D1, D2 in each of its versions, and the acts that change or end it."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from coprogettazione.calls.documents.executive import executive_act
from coprogettazione.calls.documents.facts import executive, procedure_facts
from coprogettazione.calls.documents.notice import notice_facts
from coprogettazione.calls.documents.opening import opening_facts
from coprogettazione.calls.models import Call, CallAct, CallChange, ChangeKind
from coprogettazione.documents.models import Paper, PaperKind
from coprogettazione.documents.services import issue_act, publish_act
from coprogettazione.wording import ROME, day, in_italian, moment


@in_italian
def issue_opening_act(call: Call, *, by: Any, at: datetime) -> Paper:
    """D1, the executive act that opens the procedure and approves the avviso."""
    return issue_act(
        kind=PaperKind.OPENING_ACT,
        body=call.lead_authority,
        title=_("Determinazione dirigenziale"),
        subject=_("Indizione della procedura di co-progettazione «%(title)s»") % {"title": call.title},
        about=call,
        number=call.authorisation_number,
        on=call.authorised_on,
        data=opening_facts(call, at),
        by=by,
        at=at,
    )


@in_italian
def publish_opening_act(call: Call, *, by: Any, at: datetime) -> Paper:
    """Publish D1 with the avviso: it fixes the criteria of a contribution (art. 26 c. 1, d.lgs. 33/2013;
    art. 12, l. 241/1990). It names nobody but who answers for the procedure, so it is published as it is.
    """
    paper = Paper.objects.filter(case_file=call, kind=PaperKind.OPENING_ACT).latest("pk")
    return publish_act(paper=paper, by=by, at=at)


@in_italian
def issue_notice(call: Call, *, by: Any, at: datetime) -> Paper:
    """D2, the avviso as it is published: issued and published at once, beside the versions before it."""
    version = call.changes.count() + 1
    title = _("Avviso pubblico di co-progettazione")
    paper = issue_act(
        kind=PaperKind.NOTICE,
        body=call.lead_authority,
        title=title if version == 1 else _("%(title)s, versione %(n)s") % {"title": title, "n": version},
        subject=call.title,
        about=call,
        number=call.code,
        on=at.astimezone(ROME).date(),
        data=notice_facts(call, at),
        by=by,
        at=at,
    )
    return publish_act(paper=paper, by=by, at=at)


@in_italian
def issue_call_act(
    act: CallAct,
    *,
    subject: str,
    premises: list[tuple[str, str]],
    decisions: list[str],
    by: Any,
    at: datetime,
) -> Paper:
    """A reasoned act of the executive on the dossier; published when the call is public."""
    call = act.call
    paper = executive_act(
        body=call.lead_authority,
        about=act,
        subject=subject,
        act_number=act.number,
        act_date=act.signed_on,
        procedure=procedure_facts(call),
        premises=[{"lead": lead, "text": text} for lead, text in premises],
        reasons=act.reasons,
        decisions=decisions,
        appeal=call.appeal_clause,
        signatures=[executive(call)],
        by=by,
        at=at,
    )
    return publish_act(paper=paper, by=by, at=at) if call.published_at else paper


@in_italian
def issue_change_act(change: CallChange, *, by: Any, at: datetime) -> Paper:
    """The act of a *rettifica* or of a *modifica*: both texts, fact by fact, and the term."""
    call = change.call
    published = call.published_at or at
    premises = [(_("Richiamato"), _("l’avviso pubblicato il %(day)s") % {"day": day(published)})]
    if change.kind == ChangeKind.CORRECTION:
        subject = _("Rettifica di un errore di scrittura nell’avviso %(code)s")
        lead = _("di rettificare")
        last = _("di dare atto che il termine per le domande non cambia;")
    else:
        assert change.old_deadline is not None
        assert change.new_deadline is not None
        subject = _("Modifica dell’avviso %(code)s e nuovo termine per le domande")
        lead = _("di modificare")
        last = _("di fissare il nuovo termine per le domande a %(term)s;") % {
            "term": moment(change.new_deadline)
        }
        premises.append(
            (
                _("Dato atto"),
                _("che il termine non è scaduto: scade %(term)s") % {"term": moment(change.old_deadline)},
            )
        )
    decisions = [
        _("%(lead)s «%(label)s»: al posto di «%(before)s» si legge «%(after)s»;") % {**fact, "lead": lead}
        for fact in change.facts
    ]
    decisions.append(last)
    if change.kind == ChangeKind.AMENDMENT:
        decisions.append(_("di dare atto che le domande già inviate restano valide e si possono sostituire;"))
    decisions.append(
        _("di pubblicare questo atto e la versione %(n)s dell’avviso, e di avvisare gli enti interessati.")
        % {"n": change.version}
    )
    return issue_call_act(
        change.act,
        subject=subject % {"code": call.code},
        premises=premises,
        decisions=decisions,
        by=by,
        at=at,
    )
