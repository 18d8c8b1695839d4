# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The same body in more than one application of a call: what stops a submission, and what should only be known.

Who else applies is not said: the applications are closed until they are opened, and the body itself knows.
"""

from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from coprogettazione.applications.models import Application, Member
from coprogettazione.applications.queries.eligibility import (
    blocks_double_participation,
    elsewhere,
    lots_beyond,
    other_lots,
)
from coprogettazione.applications.queries.gaps import IN_TWO_GROUPS, TOO_MANY_LOTS, Gap
from coprogettazione.calls.models import most_lots
from coprogettazione.wording import joined


def double_gaps(member: Member) -> Iterable[Gap]:
    """What stops the submission: the body is in another group, or stands for as many themes as the call admits."""
    name = member.organisation.known_as
    if blocks_double_participation(member):
        words = (
            _("È in un’altra domanda già inviata: l’avviso non ammette lo stesso ente in due gruppi.")
            if member.application.lot_id is None
            else _(
                "È in un’altra domanda già inviata per lo stesso tema: l’avviso non ammette lo stesso ente in due "
                "gruppi di un tema."
            )
        )
        yield Gap(
            _("%(name)s è già in un’altra domanda") % {"name": name},
            words,
            _("Cambia il gruppo"),
            "gruppo",
            "gruppo",
            member.organisation_id,
            _("la scelta del gruppo"),
            kind=IN_TWO_GROUPS,
        )
    if standing := lots_beyond(member):
        yield Gap(
            _("%(name)s non può candidarsi a un altro tema") % {"name": name},
            _beyond(member, [f"«{lot}»" for lot in standing]),
            _("Rivedi chi si candida"),
            "gruppo",
            "gruppo",
            member.organisation_id,
            _("il numero di temi"),
            kind=TOO_MANY_LOTS,
        )


def _beyond(member: Member, lots: list[str]) -> str:
    most = most_lots(member.application.call)
    assert most is not None
    said = ngettext(
        "L’avviso ammette lo stesso ente, da solo o in gruppo, per un solo tema, ed è già candidato a %(lots)s.",
        "L’avviso ammette lo stesso ente, da solo o in gruppo, per al più %(most)s temi, ed è già candidato a %(lots)s.",
        most,
    ) % {"most": most, "lots": joined(lots)}
    if member.organisation_id == member.application.lead_id:
        return said + " " + _("Per inviare questa domanda, prima del termine se ne ritira un’altra.")
    return said


def warnings_of(application: Application) -> list[str]:
    """What does not stop the submission but should be known.

    The same body elsewhere, when the call only warns; how many themes a body takes up with this one.
    """
    members = list(
        application.members.filter(left_at__isnull=True).select_related("organisation", "application__call")
    )
    doubles = [
        _("%(name)s è anche in un’altra domanda: l’ufficio lo vedrà.")
        % {"name": member.organisation.known_as}
        for member in members
        if not blocks_double_participation(member) and elsewhere(member)
    ]
    most = most_lots(application.call)
    if most is None:
        return doubles
    counted = [(member.organisation.known_as, len(other_lots(member)) + 1) for member in members]
    return doubles + [
        _("Con questa domanda i temi di %(name)s sono %(n)s: l’avviso ne ammette al più %(most)s.")
        % {"name": name, "n": taken, "most": most}
        for name, taken in counted
        if 1 < taken <= most
    ]
