# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""From the draft to the executive's act: the officer's declaration, the checklist, D1."""

from datetime import date, datetime

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from coprogettazione.calls.documents import issue_opening_act
from coprogettazione.calls.lifecycle import CallLifecycle
from coprogettazione.calls.models import Call
from coprogettazione.calls.rules import Gap, gaps
from coprogettazione.calls.services.acts import adopt_succession, keep_act, need_successor
from coprogettazione.parties.models import User
from coprogettazione.records.deeds import Act, deed
from coprogettazione.records.lifecycle import move
from coprogettazione.records.refusals import Invalid, Words
from coprogettazione.records.roles import Role


@deed(on="call", says=_("ha dichiarato se ha conflitti di interesse"), law=_("art. 6-bis, l. 241/1990"))
def declare_officer_conflicts(
    act: Act, *, call: Call, has_conflict: bool, text: str = "", by: User | None, at: datetime
) -> Call:
    """The RUP says whether there is a conflict, even a potential one; with one, says which.

    Raises Invalid when a conflict is declared without saying it.
    """
    if has_conflict and not text.strip():
        raise Invalid(
            _("Scrivi quale conflitto hai."),
            fields={"text": _("Per esempio: un parente lavora per un ente.")},
        )
    call.officer_has_conflict = has_conflict
    call.officer_conflict_text = text.strip()
    call.officer_declared_at = at
    call.save(update_fields=["officer_has_conflict", "officer_conflict_text", "officer_declared_at"])
    return call


@deed(
    on="call",
    says=_("ha autorizzato l’avviso"),
    law=_("art. 55, c. 3, d.lgs. 117/2017; art. 12, l. 241/1990"),
)
def authorise_call(
    act: Act, *, call: Call, act_number: str, act_date: date, by: User | None, at: datetime
) -> Call:
    """The executive adopts D1 and with it the avviso: from here its text does not change.

    Raises Invalid with every gap of the checklist, each on its field with its norm.
    """
    keep_act(call, "authorise_call", act_number=act_number, act_date=act_date, by=by, at=at)
    missing = gaps(call, at)
    if missing:
        raise NotReady(missing)
    move(
        CallLifecycle(call).authorise,
        authorised_at=at,
        authorised_on=act_date,
        authorisation_number=act_number.strip(),
    )
    paper = issue_opening_act(call, by=by, at=at)
    act.record(cup=call.cup, public_grant=call.public_grant, paper=paper, sha256=paper.file.sha256)
    return call


@deed(
    on="call", says=_("ha cambiato il responsabile del procedimento"), law=_("artt. 5 e 6-bis, l. 241/1990")
)
def replace_procedure_officer(
    act: Act,
    *,
    call: Call,
    officer: User,
    act_number: str,
    act_date: date,
    reasons: str,
    by: User | None,
    at: datetime,
) -> Call:
    """Another RUP takes the dossier over, and has to declare again.

    Raises Invalid when the person does not hold the role today, or is already the RUP.
    """
    before, role = call.procedure_officer, Role.PROCEDURE_OFFICER
    need_successor(officer, role, before=before, body=call.lead_authority_id, field="officer", at=at)
    adopt_succession(
        act,
        call,
        role,
        before=before,
        after=officer,
        act_number=act_number,
        act_date=act_date,
        reasons=reasons,
        by=by,
        at=at,
    )
    call.procedure_officer = officer
    call.officer_has_conflict, call.officer_conflict_text, call.officer_declared_at = None, "", None
    call.save(
        update_fields=[
            "procedure_officer",
            "officer_has_conflict",
            "officer_conflict_text",
            "officer_declared_at",
        ]
    )
    return call


class NotReady(Invalid):
    """The draft has gaps: `gaps` lists them, the reason says them."""

    def __init__(self, missing: list[Gap]) -> None:
        self.gaps = missing
        said = "; ".join(f"{gap.label} ({gap.norm})" if gap.norm else str(gap.label) for gap in missing)
        fields: dict[str, Words] = {}
        for gap in missing:
            fields[gap.field] = (
                f"{fields[gap.field]} {gap.label}." if gap.field in fields else f"{gap.label}."
            )
        super().__init__(gettext("L’avviso non è ancora pronto: %(gaps)s.") % {"gaps": said}, fields=fields)
