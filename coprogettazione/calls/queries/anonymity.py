# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Whether a text that becomes public says who asked: names and codes of the organisations on the platform."""

import re
from collections.abc import Iterator

from coprogettazione.calls.models import Question
from coprogettazione.parties.models import PUBLIC_BODIES, Organisation


def entity_names() -> list[str]:
    """What names an organisation of the platform: names, codes, addresses. One query.

    Public bodies are in the avviso already and are not among them.
    """
    entities = Organisation.objects.exclude(kind__in=PUBLIC_BODIES).order_by("pk")
    rows = entities.values_list("name", "short_name", "codice_fiscale", "partita_iva", "pec", "email")
    return [value for row in rows for value in row if value]


def names_told(question: Question, *texts: str, entities: list[str]) -> list[str]:
    """What in these texts would let people recognise an entity or the person who asked; each once.

    A name is found as a whole, whatever its capitals; one of a single word only with its capital, because it may
    be an ordinary word ("insieme"). `entities` is `entity_names()`, asked once for many questions.
    """
    text = "\n".join(texts).replace("'", "’")
    person = question.asked_by
    known = [*entities, person.get_full_name(), person.last_name, person.email]
    return list(dict.fromkeys(_found(text, known)))


def _found(text: str, known: list[str]) -> Iterator[str]:
    folded = text.casefold()
    for name in known:
        said = name.strip().replace("'", "’")
        if len(said) < 3 or said.casefold() not in folded:
            continue
        several = len(said.split()) > 1 or not said.isalpha()
        flags = re.IGNORECASE if several else 0
        if re.search(rf"(?<!\w){re.escape(said)}(?!\w)", text, flags):
            yield name
