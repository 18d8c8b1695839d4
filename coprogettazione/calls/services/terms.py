# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The terms of an avviso, as every deed that moves them checks them."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from coprogettazione.calls.models import Call, Parameter
from coprogettazione.calls.queries import parameters_in_force, term_after
from coprogettazione.records.refusals import Invalid
from coprogettazione.wording import ROME, day


def check_term(call: Call, deadline: datetime, at: datetime) -> None:
    """Raise Invalid when the term is past, or leaves less than the minimum days of the region from today.

    The first day is not counted, an end on a holiday moves on. A published call keeps the minimum it had.
    """
    if deadline <= at:
        raise Invalid(
            _("Il termine è già passato."), fields={"deadline": _("Scegli un giorno e un’ora nel futuro.")}
        )
    today = at.astimezone(ROME).date()
    key = Parameter.PUBLICATION_DAYS_MINIMUM
    kept: Any = call.parameters.get(key) or parameters_in_force(call.district.region, today).get(key)
    if kept is None:
        return
    days, norm = int(kept["value"]), str(kept["norm"])
    earliest = term_after(today, days)
    if deadline.astimezone(ROME).date() < earliest:
        raise Invalid(
            gettext(
                "Il termine è troppo vicino: servono almeno %(days)s giorni, quindi non prima di %(first)s."
            )
            % {"days": days, "first": day(earliest, weekday=True)},
            law=norm,
            fields={
                "deadline": gettext("Non prima di %(first)s (%(norm)s).")
                % {"first": day(earliest, weekday=True), "norm": norm}
            },
        )


def check_questions_term(questions_deadline: datetime | None, deadline: datetime, at: datetime) -> None:
    """Raise Invalid when the questions' term is not between now and the term of the call."""
    if questions_deadline is not None and not at < questions_deadline < deadline:
        raise Invalid(
            _("Il termine per i quesiti deve venire prima di quello per le domande."),
            fields={"questions_deadline": _("Scegli un giorno fra oggi e il termine per le domande.")},
        )
