# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Terms to the second, stores of trust, and bytes made to break whoever reads them."""

import random
import socket
import time
import zlib
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from coprogettazione.documents.models.signatures import Outcome
from coprogettazione.documents.services.signatures import examine
from coprogettazione.documents.services.signatures.trust import trust_store
from tests.coprogettazione.documents.signatures.corpus import (
    P,
    document_stamp,
    p7m,
    pades,
    paper,
    together,
    with_dss,
)
from tests.pki import AT, revocations


@pytest.mark.parametrize(("seconds", "outcome"), [(-1, "VALID"), (0, "VALID"), (1, "INVALID")])
def test_a_certificate_ends_at_its_second(seconds: int, outcome: str) -> None:
    found = examine(p7m(paper(), P.ends_now), at=AT + timedelta(seconds=seconds))
    assert found.outcome == Outcome(outcome)


@pytest.mark.parametrize(("seconds", "outcome"), [(-1, "VALID"), (1, "INVALID")])
def test_a_revocation_counts_from_its_second(seconds: int, outcome: str) -> None:
    revoked_at = AT - timedelta(days=10)
    found = examine(p7m(paper(), P.revoked), at=revoked_at + timedelta(seconds=seconds))
    assert found.outcome == Outcome(outcome)


@pytest.mark.parametrize(("seconds", "outcome"), [(0, "VALID"), (2, "UNVERIFIABLE")])
def test_a_list_of_the_revoked_is_good_until_the_next_one_is_due(seconds: int, outcome: str) -> None:
    due = AT + timedelta(days=1)
    assert examine(p7m(paper(), P.rossi), at=due + timedelta(seconds=seconds)).outcome == Outcome(outcome)


def test_without_authorities_every_sound_signature_is_not_verifiable(settings, tmp_path: Path) -> None:
    settings.TRUST_FOLDER = tmp_path
    for made in (p7m(paper(), P.rossi), pades(paper(), P.rossi)):
        found = examine(made, at=AT, expected=paper())
        assert found.outcome == Outcome.UNVERIFIABLE
        assert found.same_document is True
        assert "nessuna autorità riconosciuta" in found.reasons[0]
        assert found.trust == "nessuna autorità configurata"
    assert examine(p7m(paper(), P.expired), at=AT).outcome == Outcome.INVALID


def test_the_store_is_read_again_only_when_a_file_of_it_has_changed(settings, tmp_path: Path) -> None:
    settings.TRUST_FOLDER = tmp_path
    P.write_trust(tmp_path)
    first = trust_store()
    assert trust_store() is first
    (tmp_path / "authorities" / "altra.der").write_bytes(P.unknown.asn1.dump())
    assert trust_store().name == "2 autorità scelte dall’ente"
    assert (
        examine(p7m(paper(), P.stranger), at=AT).outcome == Outcome.UNVERIFIABLE
    )  # nobody says what it revoked


def test_what_is_no_certificate_in_the_folder_is_passed_over(settings, tmp_path: Path) -> None:
    settings.TRUST_FOLDER = tmp_path
    P.write_trust(tmp_path)
    (tmp_path / "authorities" / "note.pem").write_bytes(
        b"-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"
    )
    (tmp_path / "authorities" / "vuoto.crt").write_bytes(b"")
    (tmp_path / "crls" / "vuoto.crl").write_bytes(b"<html>")
    assert examine(p7m(paper(), P.rossi), at=AT).outcome == Outcome.VALID


def test_a_timestamp_is_shown_beside_what_the_signer_claims() -> None:
    claimed = AT - timedelta(days=40)
    (found,) = examine(p7m(paper(), P.rossi, stamper=P.stamp(AT), signed_at=claimed), at=AT).signatures
    assert (found.signed_at, found.timestamped_at, found.level) == (claimed, AT, "T")
    (found,) = examine(p7m(paper(), P.rossi, signed_at=claimed), at=AT).signatures
    assert (found.signed_at, found.timestamped_at, found.level) == (claimed, None, "B")


def test_a_claim_to_have_signed_tomorrow_is_told() -> None:
    (found,) = examine(p7m(paper(), P.rossi, signed_at=AT + timedelta(days=1)), at=AT).signatures
    assert any("dopo l’arrivo del file" in reason for reason in found.reasons)


def test_the_level_says_what_a_signature_carries() -> None:
    kept = document_stamp(with_dss(pades(paper(), P.rossi), revocations(P.authority)), AT)
    assert [one.level for one in examine(kept, at=AT).signatures] == ["LTA"]
    assert [one.level for one in examine(p7m(paper(), P.rossi), at=AT).signatures] == ["B"]


def test_no_check_goes_on_the_network(monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_args: Any) -> None:
        raise AssertionError("a check went on the network")

    made = [pades(paper(), P.rossi), p7m(paper(), P.unlisted), p7m(paper(), P.rossi, stamper=P.stamp(AT))]
    monkeypatch.setattr(socket.socket, "connect", refused)
    monkeypatch.setattr(socket, "getaddrinfo", refused)
    for content in made:
        examine(content, at=AT)


def test_altered_bytes_are_never_valid_and_never_raise() -> None:
    """What one changed byte may spoil: the document, the signature, the envelope around them."""
    chance = random.Random(5)
    for made in (p7m(b"Accetto il testo.\n", P.rossi), pades(paper(), P.rossi)):
        for _time in range(60):
            place = chance.randrange(len(made))
            altered = made[:place] + bytes([made[place] ^ (1 << chance.randrange(8))]) + made[place + 1 :]
            found = examine(altered, at=AT, expected=b"Accetto il testo.\n" if made[:1] == b"0" else paper())
            assert found.outcome != Outcome.VALID or _harmless(made, altered), place


def _harmless(made: bytes, altered: bytes) -> bool:
    """What is outside the signature, by necessity: the room left in the PDF for it, certificates of authorities,
    how the envelope writes its own lists of algorithms.
    """
    place = next(n for n, (one, other) in enumerate(zip(made, altered, strict=True)) if one != other)
    if made[:1] == b"0":
        document = made.index(b"Accetto")
        return not document <= place < document + 18
    begin = made.index(b"/Contents <") + len(b"/Contents <")
    return begin <= place < made.index(b">", begin)


@pytest.mark.parametrize(
    "content",
    [
        b"0\x80" * 5_000,
        bytes.fromhex("3080") + bytes.fromhex("06092a864886f70d010702") + b"\xa0\x80" * 20_000,
        b"%PDF-1.7\n" + b"[" * 100_000 + b"/ByteRange [0 1 2 3]\nstartxref\n9\n%%EOF\n",
        b"%PDF-1.7\n1 0 obj<</Type/XRef/Size 999999999/W[0 0 0]/Index[0 999999999]/ByteRange[]>>startxref\n9\n%%EOF\n",
        b"%PDF-1.7\n/ByteRange[0 1 2 3]\n1 0 obj<</Type/XRef/Size 9/W[1 1 1]/Filter/FlateDecode/Length 99>>stream\n"
        + zlib.compress(bytes(80_000_000), 9)
        + b"\nendstream endobj\nstartxref\n29\n%%EOF\n",
        b"%PDF-1.7\n" + b"/ByteRange [0 1 2 3] startxref\n" * 400 + b"%%EOF\n",
    ],
    ids=["nested ASN.1", "nested envelope", "nested PDF", "a thousand million objects", "bomb", "400 signatures"],
)  # fmt: skip
def test_bytes_made_to_cost_get_an_answer_soon(content: bytes) -> None:
    begun = time.process_time()
    assert examine(content, at=AT).outcome == Outcome.INVALID
    assert time.process_time() - begun < 5


def test_more_signers_than_anybody_needs_are_not_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    from coprogettazione.documents.services.signatures import examining

    monkeypatch.setattr(examining, "MANY", 3)
    found = examine(together(*[p7m(paper(), P.rossi)] * 4), at=AT)
    assert "più di 3 firme" in found.reasons[0]
