# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The conclusion of a table, and sitting again during the realisation."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from coprogettazione.calls.lifecycle import CallLifecycle
from coprogettazione.parties.models import User
from coprogettazione.records.deeds import Act, deed, locked
from coprogettazione.records.lifecycle import move
from coprogettazione.records.refusals import Invalid, WrongState
from coprogettazione.tables.documents import issue_report
from coprogettazione.tables.models import (
    Contribution,
    DesignTable,
)
from coprogettazione.tables.notifications import tell_of_turn
from coprogettazione.tables.queries import missing_to_conclude
from coprogettazione.tables.queries.readiness import last_version
from coprogettazione.tables.services.project import answer_contribution, propose_contribution
from coprogettazione.tables.services.speaking import required, seated


class NotReady(WrongState):
    """Something is missing before the table can close: `missing` says what, one sentence each."""

    def __init__(self, missing: list[str]) -> None:
        super().__init__(_("Non si può ancora. %(what)s") % {"what": " ".join(missing)})
        self.missing = missing


@deed(on="table", says=gettext_lazy("ha concluso il tavolo"), law="DM 72/2021")
def conclude_table(
    act: Act,
    *,
    table: DesignTable,
    how_it_ran: str,
    contributions: list[dict] | None = None,
    open_points: str = "",
    proposal: str = "",
    by: User | None,
    at: datetime,
) -> DesignTable:
    """Conclude with the accepted text (D8). `contributions` answers those still open, or adds those made
    aloud:
    {contribution (id), outcome, reason} or {organisation (id or codice fiscale), text, outcome, reason}.

    Raises NotReady with everything that is missing.
    """
    how_it_ran = required(
        "how_it_ran", how_it_ran, _("Scrivi come ha lavorato il tavolo: andrà nella relazione.")
    )
    for item in contributions or []:
        _settle(table, item, by, at)
    missing = missing_to_conclude(table, at)
    if missing:
        raise NotReady(missing)
    version = last_version(table)
    assert version is not None
    call = locked(table.call)
    move(CallLifecycle(call).conclude_table)
    table.call = call
    table.concluded_at, table.how_it_ran, table.final_version = at, how_it_ran, version
    table.save(update_fields=["concluded_at", "how_it_ran", "final_version"])
    paper = issue_report(table=table, open_points=open_points, proposal=proposal, by=by, at=at)
    act.record(version=version.number, content_hash=version.content_hash, report=paper.number)
    tell_of_turn(
        table,
        "table_concluded",
        _("Il tavolo %(code)s è concluso") % {"code": call.code},
        _("Il testo definitivo è adottato con un atto. Ora il dirigente decide se approvarlo.")
        if table.adopted_at
        else _("Il testo definitivo è accettato da tutti. Ora il dirigente decide se approvarlo."),
        at,
    )
    return table


def _settle(table: DesignTable, item: dict[str, Any], by: User | None, at: datetime) -> None:
    if item.get("contribution"):
        contribution = Contribution.objects.filter(table=table, pk=item["contribution"]).first()
        if contribution is None:
            raise Invalid(_("Una proposta non è di questo tavolo."))
    else:
        contribution = propose_contribution(
            table=table,
            organisation=seated(table, item.get("organisation")),
            text=str(item.get("text", "")),
            by=by,
            at=at,
        )
    answer_contribution(
        contribution=contribution,
        outcome=str(item.get("outcome", "")),
        reason=str(item.get("reason", "")),
        by=by,
        at=at,
    )


@deed(on="table", says=gettext_lazy("ha riaperto il tavolo"), law="DM 72/2021")
def reopen_table(act: Act, *, table: DesignTable, reasons: str, by: User | None, at: datetime) -> DesignTable:
    """Sit again during the realisation, with the same partners: a new need asks to change the project."""
    reasons = required("reasons", reasons, _("Scrivi quale nuovo bisogno riapre il tavolo."))
    call = locked(table.call)
    move(CallLifecycle(call).reopen_table)
    table.call = call
    table.reopened_at, table.concluded_at, table.adopted_at = at, None, None
    table.save(update_fields=["reopened_at", "concluded_at", "adopted_at"])
    tell_of_turn(
        table, "table_reopened", _("Il tavolo %(code)s si riapre") % {"code": call.code}, reasons, at
    )
    return table
