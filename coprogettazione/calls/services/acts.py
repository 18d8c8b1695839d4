# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The formal acts of a dossier: kept inside the deed that adopts them, also by later chapters."""

from datetime import date, datetime

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from coprogettazione.calls.documents import issue_succession
from coprogettazione.calls.models import Call, CallAct
from coprogettazione.calls.notifications import tell_of_successor
from coprogettazione.parties.models import User
from coprogettazione.parties.queries import holds
from coprogettazione.records.deeds import Act
from coprogettazione.records.refusals import Invalid, Words
from coprogettazione.records.roles import Role
from coprogettazione.wording import ROME

#: The shortest motivation that is a sentence.
SHORTEST_REASON = 20


def need_reasons(reasons: str, field: str = "reasons") -> str:
    """The reasons of an act, which must be there (art. 3, l. 241/1990)."""
    if len(reasons.strip()) < SHORTEST_REASON:
        raise Invalid(
            _("Ogni provvedimento è motivato."),
            law=_("art. 3, l. 241/1990"),
            fields={field: _("Scrivi le ragioni, con almeno una frase intera.")},
        )
    return reasons.strip()


def need_act(act_number: str, act_date: date, at: datetime) -> str:
    """The number of an act of the executive, whose day is not in the future. Raises Invalid."""
    fields: dict[str, Words] = {}
    if not act_number.strip():
        fields["act_number"] = _("Scrivi il numero della determina, per esempio 31/2026.")
    if act_date > at.astimezone(ROME).date():
        fields["act_date"] = _("La data dell’atto è nel futuro.")
    if fields:
        raise Invalid(_("Servono il numero e la data dell’atto."), fields=fields)
    return act_number.strip()


def need_successor(person: User, role: Role, *, before: User, body: int, field: str, at: datetime) -> None:
    """Who takes an office over is somebody else, who holds that role in the body today. Raises Invalid."""
    said = {"role": role.label}
    if person.pk == before.pk:
        raise Invalid(
            gettext("È già %(role)s: non cambierebbe nulla.") % said,
            fields={field: _("Scegli un’altra persona.")},
        )
    if not person.is_active or not holds(person, role, body, at):
        raise Invalid(
            gettext("Questa persona non è %(role)s nell’ente, oggi.") % said,
            fields={field: gettext("Scegli chi oggi nell’ente è %(role)s.") % said},
        )


def keep_act(
    call: Call,
    deed_name: str,
    *,
    act_number: str,
    act_date: date,
    by: User | None,
    at: datetime,
    reasons: str = "",
    reason_code: str = "",
) -> CallAct:
    """Write an act of the executive on the dossier; called inside the deed that adopts it.

    Raises Invalid without a number, or with a date in the future.
    """
    number = need_act(act_number, act_date, at)
    if by is None:
        raise Invalid(_("Servono il numero e la data dell’atto."))
    return CallAct.objects.create(
        call=call,
        deed=deed_name,
        number=number,
        signed_on=act_date,
        reason_code=reason_code,
        reasons=reasons,
        by=by,
        at=at,
    )


def adopt_succession(
    act: Act,
    call: Call,
    role: Role,
    *,
    before: User,
    after: User,
    act_number: str,
    act_date: date,
    reasons: str,
    by: User | None,
    at: datetime,
) -> None:
    """The act by which an office of a dossier passes to somebody else: kept, printed, told to both; called inside the
    deed that adopts it.

    Raises Invalid as `keep_act`, and without reasons.
    """
    kept = keep_act(
        call,
        act.name,
        act_number=act_number,
        act_date=act_date,
        reasons=need_reasons(reasons),
        by=by,
        at=at,
    )
    paper = issue_succession(kept, role=role, before=before, after=after, by=by, at=at)
    act.record(before=before, paper=paper.number)
    tell_of_successor(
        call,
        title=call.title,
        role=role,
        before=before,
        after=after,
        act_number=kept.number,
        link=f"/fascicoli/{call.code}/",
        at=at,
    )
