# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The act of the executive (*determina*), as every chapter adopts it."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db.models import Model
from django.utils.translation import gettext as _

from coprogettazione.calls.documents.facts import opinions_elsewhere
from coprogettazione.documents.models import Paper, PaperKind
from coprogettazione.documents.services import issue_act
from coprogettazione.parties.models import Organisation, User
from coprogettazione.records.refusals import Words
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
