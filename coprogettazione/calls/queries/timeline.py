# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The path of a procedure, as its public page tells it: what was, where we are, what comes."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from coprogettazione.calls.models import TERMINAL_STATES, Call, CallState, SelectionMode
from coprogettazione.wording import day, moment


@dataclass(frozen=True)
class Stretch:
    """A stretch of the path: title, what is known, `state` (done, now or "", as the tag `path` asks)."""

    title: str
    text: str
    state: str


_STATES: tuple[tuple[CallState, ...], ...] = (
    (CallState.DRAFT, CallState.AUTHORISED),
    (CallState.PUBLISHED,),
    (CallState.ADMISSIBILITY,),
    (CallState.COMMITTEE, CallState.EVALUATION),
    (CallState.ADMITTED, CallState.TABLE_OPEN, CallState.TABLE_SUSPENDED, CallState.TABLE_CONCLUDED),
    (CallState.APPROVED, CallState.SIGNED, CallState.EXECUTION, CallState.TABLE_REOPENED),
)


def timeline(call: Call) -> list[Stretch]:
    """The six stretches of the procedure (five without points), from facts of the call alone: no query."""
    told = [
        (_("Decisione e pubblicazione"), _decision(call)),
        (_("Domande"), _applications(call)),
        (
            _("Controllo dei requisiti"),
            _("Dopo il termine. Se manca un documento, l’ente ha alcuni giorni per portarlo."),
        ),
        (
            _("Valutazione"),
            _("Una commissione, nominata dopo la scadenza, assegna i punti e li motiva."),
        ),
        (_("Tavolo"), _("Gli enti ammessi e l’amministrazione scrivono insieme il progetto.")),
        (_("Convenzione e realizzazione"), _realisation(call)),
    ]
    here = next((i for i, states in enumerate(_STATES) if call.state in states), len(_STATES))
    ended = call.state in TERMINAL_STATES and call.state != CallState.ARCHIVED
    rows = [
        Stretch(
            title,
            text,
            "" if ended and index > 1 else "done" if index < here else "now" if index == here else "",
        )
        for index, (title, text) in enumerate(told)
        if index != _STATES.index((CallState.COMMITTEE, CallState.EVALUATION))
        or call.selection_mode != SelectionMode.OPEN_TABLE
    ]
    if ended:
        when = day(call.concluded_at) if call.concluded_at else ""
        rows.append(Stretch(str(CallState(call.state).label), when, "now"))
    return rows


def _decision(call: Call) -> str:
    said = [call.policy_act[:1].upper() + call.policy_act[1:]] if call.policy_act else []
    if call.published_at:
        said.append(_("avviso pubblicato il %(day)s") % {"day": day(call.published_at)})
    return f"{'; '.join(said)}." if said else ""


def _applications(call: Call) -> str:
    said = []
    if call.questions_deadline:
        said.append(_("Quesiti fino a %(term)s.") % {"term": moment(call.questions_deadline, year=False)})
    if call.deadline:
        said.append(_("Domande fino a %(term)s.") % {"term": moment(call.deadline, year=False)})
    if call.state == CallState.PUBLISHED:
        said.append(_("Fino ad allora nessuno può leggerle, nemmeno l’ufficio."))
    return " ".join(said)


def _realisation(call: Call) -> str:
    if call.duration_months and call.starts_on:
        return _("%(months)s mesi, dal %(day)s.") % {
            "months": call.duration_months,
            "day": day(call.starts_on),
        }
    return _("%(months)s mesi.") % {"months": call.duration_months} if call.duration_months else ""
