# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The path of a procedure for the public: six steps, the current one marked, each with what is known."""

from datetime import datetime, timedelta
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from coprogettazione.agreements.queries import last_day
from coprogettazione.calls.models import Call, CallState, SelectionMode
from coprogettazione.calls.queries import public_step
from coprogettazione.wording import day, in_words, moment
from home.facts.calls import ENDED

STEPS = ("decision", "applications", "admissibility", "evaluation", "table", "agreement")
#: Where the path of a procedure stops that ends before its time; revoked or annulled, at the publication.
ENDED_AT = {
    CallState.REVOKED: "applications",
    CallState.ANNULLED: "applications",
    CallState.DESERTED: "admissibility",
    CallState.ALL_EXCLUDED: "evaluation",
    CallState.NO_AGREEMENT: "table",
}


def public_path(call: Call, sessions: list[datetime], at: datetime) -> list[dict[str, Any]]:
    """The steps, each with title, text and state; `sessions` are the meetings convened so far."""
    keys = [key for key in STEPS if key != "evaluation" or call.selection_mode != SelectionMode.OPEN_TABLE]
    here = _here(call, keys, met=bool(sessions))
    over = set(keys[:here])
    said = {
        "decision": (_("Decisione e pubblicazione"), _decision(call)),
        "applications": (_("Domande"), _applications(call, at)),
        "admissibility": (_("Controllo dei requisiti"), _admissibility(call, "admissibility" in over)),
        "evaluation": (_("Valutazione"), _evaluation("evaluation" in over)),
        "table": (_("Tavolo"), _table(sessions)),
        "agreement": (_("Convenzione e realizzazione"), _agreement(call)),
    }
    ended = call.state in ENDED
    drawn = []
    for position, key in enumerate(keys):
        title, text = said[key]
        if position == here and not ended:
            here_title = _("%(step)s: siamo qui") % {"step": title}
            drawn.append({"title": here_title, "text": text, "state": "now"})
        else:
            drawn.append({"title": title, "text": text, "state": "done" if position < here else ""})
    return drawn


def _here(call: Call, keys: list[str], *, met: bool) -> int:
    if step := public_step(call):
        return keys.index(step) if step in keys else keys.index("table")
    stopped = ENDED_AT.get(CallState(call.state))
    if call.state == CallState.ALL_EXCLUDED and met:  # whoever was admitted was gone when they had met
        stopped = "table"
    return keys.index(stopped) if stopped in keys else len(keys)


def _decision(call: Call) -> str:
    published = (
        _("Avviso pubblicato il %(day)s.") % {"day": day(call.published_at)} if call.published_at else ""
    )
    if not call.policy_act:
        return published
    act = call.policy_act[:1].upper() + call.policy_act[1:]
    return f"{act}. {published}".strip()


def _applications(call: Call, at: datetime) -> str:
    if call.deadline is None:
        return ""
    if at >= call.deadline:
        return _("Chiuse %(when)s.") % {"when": moment(call.deadline)}
    said = []
    if call.questions_deadline and at < call.questions_deadline:
        said.append(_("Quesiti fino a %(when)s.") % {"when": moment(call.questions_deadline, year=False)})
    said.append(_("Domande fino a %(when)s.") % {"when": moment(call.deadline, year=False)})
    said.append(_("Fino ad allora nessuno può leggerle, nemmeno l’ufficio."))
    return " ".join(said)


def _admissibility(call: Call, over: bool) -> str:
    if call.deadline is None:
        return ""
    if over:
        return _("Fatto dopo la chiusura dei termini, con un esito motivato per ogni domanda.")
    first = day(call.deadline + timedelta(days=1), year=False)
    return _("Dal %(day)s. Se manca un documento, l’ente ha qualche giorno per portarlo.") % {"day": first}


def _evaluation(over: bool) -> str:
    if over:
        return _("Una commissione nominata dopo la scadenza ha assegnato i punti e li ha motivati.")
    return _("Una commissione nominata dopo la scadenza assegna i punti e li motiva.")


def _table(sessions: list[datetime]) -> str:
    if not sessions:
        return _("Chi è ammesso scrive il progetto insieme all’ente pubblico. I verbali sono pubblici.")
    first, last = sessions[0], sessions[-1]
    count = len(sessions)
    said = ngettext("%(n)s incontro", "%(n)s incontri", count) % {"n": in_words(count, "m")}
    said = said[:1].upper() + said[1:]
    if count == 1:
        return _("%(meetings)s, %(day)s.") % {"meetings": said, "day": day(first, weekday=True)}
    return _("%(meetings)s, da %(first)s a %(last)s.") % {
        "meetings": said,
        "first": day(first, weekday=True, year=first.year != last.year),
        "last": day(last, weekday=True),
    }


def _agreement(call: Call) -> str:
    if call.starts_on is None or not call.duration_months:
        return _("Le parti firmano chi fa che cosa, con quanto denaro e fino a quando.")
    last = last_day(call.starts_on, call.duration_months)
    return _("Attività dal %(first)s al %(last)s.") % {"first": day(call.starts_on), "last": day(last)}
