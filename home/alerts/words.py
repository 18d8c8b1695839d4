# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""A search in a sentence, for an e-mail and for the page that confirms it."""

from django.utils.translation import gettext as _

from coprogettazione.parties.models import Comune, Organisation
from home.facts.themes import THEMES
from home.search.asked import KIND_WORDS, Asked
from home.search.states import STATES


def search_in_words(asked: Asked) -> str:
    """As in «avvisi con le parole «casa», tema: Alloggio sociale, comune: Valdora»."""
    what = str(KIND_WORDS[asked.tipo]).lower() if asked.tipo else _("avvisi, tavoli e convenzioni")
    parts = [
        _("%(what)s con le parole «%(words)s»") % {"what": what, "words": asked.words}
        if asked.words
        else what
    ]
    if asked.tema:
        parts.append(_("tema: %(name)s") % {"name": THEMES[asked.tema]})
    if asked.comune:
        comune = Comune.objects.filter(pk=asked.comune).first()
        parts.append(_("comune: %(name)s") % {"name": comune or asked.comune})
    if asked.ente:
        body = Organisation.objects.filter(pk=asked.ente).first()
        parts.append(_("ente: %(name)s") % {"name": body or asked.ente})
    if asked.stato:
        parts.append(_("a che punto è: %(name)s") % {"name": str(STATES[asked.stato]).lower()})
    if asked.anno:
        parts.append(_("anno: %(name)s") % {"name": asked.anno})
    return ", ".join(parts)
