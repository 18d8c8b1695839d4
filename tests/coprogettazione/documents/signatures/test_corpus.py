# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Every signed file gets its word and its reason."""

import pytest

from coprogettazione.documents.models.signatures import Outcome
from coprogettazione.documents.services.signatures import examine
from tests.coprogettazione.documents.signatures.corpus import CASES
from tests.coprogettazione.documents.signatures.stamped import STAMPED
from tests.pki import AT

ALL = {**CASES, **STAMPED}


@pytest.mark.parametrize("name", ALL)
def test_every_signed_file_gets_its_word_and_its_reason(name: str) -> None:
    case = ALL[name]
    sent = case.expected() if case.expected else None
    found = examine(case.make(), at=AT, expected=sent)
    assert (found.outcome, case.reason in found.reasons[0]) == (Outcome(case.outcome), True), found
    assert all(reason.endswith(".") for reason in found.reasons)
    if case.beside or case.stamped:
        assert any(case.beside in reason for reason in found.signatures[0].reasons), found.signatures[
            0
        ].reasons
        assert found.signatures[0].timestamped_at == case.stamped
    if case.signatures is not None:
        assert len(found.signatures) == case.signatures
    if sent is not None and case.outcome == "VALID":
        assert found.same_document is True
    if sent is None:
        assert found.same_document is None
