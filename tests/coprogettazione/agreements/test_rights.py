# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Who may do what while signatures are collected, one person per line."""

from typing import Any

import pytest

from coprogettazione.agreements.models import Agreement
from coprogettazione.records.rights import may
from tests.factories.agreements import SIGNED
from tests.factories.calls import make_executive, make_officer, make_operator
from tests.factories.parties import make_ets, make_legal_representative
from tests.factories.tables import lanterna, make_auditor

STAGE = "SIGNING"
PEOPLE = {
    "the officer": make_officer,
    "the executive": make_executive,
    "an operator of the office": make_operator,
    "an auditor": make_auditor,
    "who represents a party": lambda: make_legal_representative(lanterna()),
    "who represents another body": lambda: make_legal_representative(make_ets("ets6")),
    "the system": lambda: None,
}


@pytest.mark.parametrize(
    ("right", "held_by"),
    [
        ("sign_agreement", {"the executive", "who represents a party"}),
        ("refuse_to_sign", {"the executive", "who represents a party"}),
        ("accept_signature", {"the officer"}),
        ("reject_signature", {"the officer"}),
        ("renew_signing_term", {"the officer"}),
        ("replace_signatory", {"the officer"}),
        ("withdraw_text", {"the officer"}),
        ("recheck_signature", set()),
        ("drop_party", set()),
        ("remind_signatories", {"the system"}),
        ("expire_signing", set()),
        ("write_agreement", set()),
        ("invite_adhesion", set()),
        ("renew_agreement", set()),
    ],
)
def test_each_does_what_is_theirs_and_the_others_are_told_why_not(
    agreement: Agreement, right: str, held_by: set[str]
) -> None:
    held = set()
    for words, made in PEOPLE.items():
        person: Any = made()
        verdict = may(person, right, agreement, SIGNED)
        if verdict:
            held.add(words)
        else:
            assert str(verdict.reason), f"{words}: refused without a reason"
    assert held == held_by
