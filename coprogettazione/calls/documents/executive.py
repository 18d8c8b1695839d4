# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The act of the executive (*determina*), as every chapter adopts it."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db.models import Model
from django.utils.translation import gettext as _

from coprogettazione.calls.documents.facts import opinions_elsewhere, procedure_facts
from coprogettazione.calls.models import CallAct
from coprogettazione.documents.models import Paper, PaperKind
from coprogettazione.documents.services import issue_act
from coprogettazione.parties.models import Organisation, User
from coprogettazione.records.refusals import Words
from coprogettazione.records.roles import Role
from coprogettazione.wording import in_italian


@in_italian
def executive_act(
    *,
    body: Organisation,
    about: Model,
    subject: Words,
    act_number: str,
    act_date: date,
    by: User | None,
    at: datetime,
    case_file: Any = None,
    public: Mapping[str, Any] | None = None,
    **said: Any,
) -> Paper:
    """Issue an act numbered by the body (art. 107, d.lgs. 267/2000); not published yet.

    `said` are the keys of `executive_act.typ`; without others it has no tables and no annexes, and spends nothing.
    `public` is what its published copy says otherwise.
    """
    data = {"tables": [], "annexes": [], "opinions": opinions_elsewhere(spends=False), **said}
    return issue_act(
        kind=PaperKind.EXECUTIVE_ACT,
        body=body,
        title=_("Determinazione dirigenziale"),
        subject=subject,
        about=about,
        case_file=case_file,
        number=act_number.strip(),
        on=act_date,
        data=data,
        public_data=None if public is None else {**data, **public},
        by=by,
        at=at,
    )


@in_italian
def succession_act(
    *,
    about: Model,
    body: Organisation,
    title: str,
    role: Role,
    before: User,
    after: User,
    by: User | None,
    **said: Any,
) -> Paper:
    """The act by which another person takes an office over; never published: it tells of people. `said` is the rest
    of `executive_act`.
    """
    words = {"role": role.label, "before": before, "after": after, "title": title}
    return executive_act(
        body=body,
        about=about,
        subject=_("Nuovo %(role)s: %(title)s") % words,
        decisions=[
            _("di nominare %(role)s %(after)s, al posto di %(before)s;") % words,
            _("di comunicare questo atto a entrambe le persone."),
        ],
        signatures=[{"role": _("Il dirigente"), "name": by.get_full_name() if by is not None else ""}],
        by=by,
        **said,
    )


def issue_succession(
    act: CallAct, *, role: Role, before: User, after: User, by: User | None, at: datetime
) -> Paper:
    """The same, of a dossier."""
    call = act.call
    return succession_act(
        about=call,
        body=call.lead_authority,
        title=call.title,
        role=role,
        before=before,
        after=after,
        procedure=procedure_facts(call),
        premises=[],
        reasons=act.reasons,
        appeal="",
        act_number=act.number,
        act_date=act.signed_on,
        by=by,
        at=at,
    )
