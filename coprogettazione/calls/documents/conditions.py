# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What an avviso fixes with a number or a choice, in sentences: who may be registered where, since when, how much
of indirect costs, when a partner may be replaced, by when it ends. Empty where nothing is fixed.
"""

from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from coprogettazione.calls.models import Call, CallState, Parameter
from coprogettazione.calls.queries import parameter_of
from coprogettazione.parties.models import RuntsSection
from coprogettazione.wording import ROME, day, in_italian, number


def paragraphs(*texts: str) -> str:
    """Those that say something, each a paragraph."""
    return "\n\n".join(filter(None, texts))


@in_italian
def starting_words(call: Call) -> str:
    """When the activities are foreseen to begin."""
    return _("Inizio previsto: %(day)s.") % {"day": day(call.starts_on)} if call.starts_on else ""


@in_italian
def indirect_costs_words(call: Call) -> str:
    """The limit of indirect costs."""
    if call.indirect_costs_max_pct is None:
        return ""
    return _("Costi indiretti: al massimo il %(limit)s %% delle spese.") % {
        "limit": number(call.indirect_costs_max_pct)
    }


@in_italian
def registration_words(call: Call) -> str:
    """Which sections of the RUNTS, and since how many months."""
    sections = "; ".join(str(RuntsSection(section).label) for section in call.eligible_sections)
    said = (
        _("Sezioni del RUNTS ammesse: %(sections)s.") % {"sections": sections}
        if sections
        else _("Sono ammesse tutte le sezioni del RUNTS.")
    )
    months = call.registered_before_months
    if not months:
        return said
    since = ngettext(
        "L’ente è iscritto al RUNTS da almeno %(n)s mese, al termine per le domande.",
        "L’ente è iscritto al RUNTS da almeno %(n)s mesi, al termine per le domande.",
        months,
    ) % {"n": months}
    return f"{said} {since}"


@in_italian
def substitution_rule(call: Call) -> tuple[str, str]:
    """When a partner may be replaced, as a rule of the avviso: its title and its text."""
    title = _("Sostituzione di un partner")
    if not call.substitution_states:
        return title, _("Nessun partner si può sostituire.")
    phases = "; ".join(str(CallState(state).label) for state in call.substitution_states)
    return title, _("Un partner si può sostituire solo in queste fasi: %(phases)s.") % {"phases": phases}


@in_italian
def conclusion_words(call: Call, at: datetime) -> str:
    """By when the procedure ends (art. 2, l. 241/1990)."""
    days = call.conclusion_days or parameter_of(call, Parameter.CONCLUSION_DAYS, at.astimezone(ROME).date())
    return _(
        "Il procedimento si conclude entro %(days)s giorni dal termine per le domande (art. 2, l. 241/1990)."
    ) % {"days": days}
