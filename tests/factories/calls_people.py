# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Who is who in the tests of the rights: one person per line, each with every role somebody could confuse."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from django.contrib.auth.models import AnonymousUser

from coprogettazione.calls.models import Call
from coprogettazione.calls.services import grant_audit
from coprogettazione.parties.models import Membership, User
from coprogettazione.records.rights import may
from coprogettazione.records.roles import Role
from tests.factories.calls import ROME, make_executive, make_officer, make_operator
from tests.factories.parties import make_ets, make_legal_representative, make_official, make_user

DURING = datetime(2026, 2, 10, 10, 0, tzinfo=ROME)

#: Words of a line → the person.
PEOPLE = (
    "the officer of the call",
    "another officer of the body",
    "the executive of the call",
    "another executive of the body",
    "an operator of the planning office",
    "an auditor of the body",
    "an auditor granted this dossier",
    "an auditor whose grant has ended",
    "a facilitator of the body",
    "a committee member of the body",
    "a legal representative",
    "a collaborator of an entity",
    "an administrator",
    "a person without roles",
    "a disabled officer of the call",
    "a visitor",
    "the system",
)


#: The officials of the body who are not named in the call, or not in this capacity.
OFFICIALS = {
    "another officer of the body": ("Bruno", "Neri", Role.PROCEDURE_OFFICER),
    "another executive of the body": ("Carla", "Villa", Role.EXECUTIVE_OFFICER),
    "an auditor of the body": ("Rita", "Sarti", Role.AUDITOR),
    "a facilitator of the body": ("Paolo", "Conti", Role.FACILITATOR),
    "a committee member of the body": ("Anna", "Riva", Role.COMMITTEE_MEMBER),
}
#: The last day of the grants.
GRANTED = {
    "an auditor granted this dossier": date(2026, 2, 10),
    "an auditor whose grant has ended": date(2026, 2, 9),
}


def person(words: str, call: Call) -> Any:
    """The person of a line, made when asked."""
    if words in OFFICIALS:
        first, last, role = OFFICIALS[words]
        return make_official(first, last, role)
    if words in GRANTED:
        auditor = make_user("Olga", "Pace")
        grant(call, auditor, GRANTED[words])
        return auditor
    made: dict[str, Callable[[], Any]] = {
        "the officer of the call": make_officer,
        "the executive of the call": make_executive,
        "an operator of the planning office": make_operator,
        "a legal representative": lambda: make_legal_representative(make_ets("ets1")),
        "a collaborator of an entity": _editor,
        "an administrator": lambda: User.objects.create_superuser("admin@example.it", "parola-di-prova"),
        "a person without roles": lambda: make_user("Nino", "Nulla"),
        "a disabled officer of the call": _disabled,
        "a visitor": AnonymousUser,
        "the system": lambda: None,
    }
    return made[words]()


def _editor() -> User:
    editor = make_user("Sara", "Benedetti")
    Membership.objects.create(
        user=editor, organisation=make_ets("ets1"), role=Role.ETS_EDITOR, valid_from=date(2025, 1, 7)
    )
    return editor


def _disabled() -> User:
    officer = make_officer()
    officer.is_active = False
    return officer


def grant(call: Call, auditor: User, valid_to: date) -> None:
    """Open the dossier to the auditor, by the deed, on 2 February."""
    grant_audit(
        call=call,
        user=auditor,
        reason="revisione dei conti",
        valid_to=valid_to,
        by=call.executive_officer,
        at=datetime(2026, 2, 2, 8, 0, tzinfo=ROME),
    )


def allowed(right: str, call: Call, subject: Any = None, at: datetime = DURING) -> set[str]:
    """The lines of PEOPLE that hold the right; every refusal must have its reason."""
    held = set()
    for words in PEOPLE:
        verdict = may(person(words, call), right, subject if subject is not None else call, at)
        if verdict:
            held.add(words)
        else:
            assert str(verdict.reason), f"{words}: refused without a reason"
    return held
