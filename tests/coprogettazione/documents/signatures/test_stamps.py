# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""A timestamp proves its instant while nothing says that who made it had been revoked; OpenSSL says the same."""

import shutil
import subprocess
from datetime import timedelta
from pathlib import Path

import pytest
from asn1crypto import cms, pem

from coprogettazione.documents.models.signatures import Outcome
from coprogettazione.documents.services.signatures import examine
from tests.coprogettazione.documents.signatures.corpus import BEFORE, P, p7m, paper, with_crl
from tests.coprogettazione.documents.signatures.stamped import old_list
from tests.pki import AT, Holder, answer_about, issue, revocations

OPENSSL = shutil.which("openssl")


@pytest.mark.skipif(OPENSSL is None, reason="no openssl on this machine")
@pytest.mark.parametrize(
    ("who", "good"), [("listed_stamper", True), ("revoked_stamper", False), ("stamper", None)]
)
def test_openssl_says_of_a_timestamp_what_we_say(tmp_path: Path, who: str, good: bool | None) -> None:
    """Where no list is known (None) OpenSSL refuses, and we believe until one knows better (decision 15)."""
    made = p7m(paper(), P.rossi, stamper=P.stamp(AT, getattr(P, who)))
    signer = cms.ContentInfo.load(made)["content"]["signer_infos"][0]
    (token,) = signer["unsigned_attrs"][0]["values"]
    (tmp_path / "token.der").write_bytes(token.dump())
    (tmp_path / "signature").write_bytes(signer["signature"].native)
    lists = pem.armor("X509 CRL", P.revoked_by_authority())
    (tmp_path / "believed.pem").write_bytes(P.root.pem + lists)
    (tmp_path / "authority.pem").write_bytes(P.authority.pem)
    told = subprocess.run(
        [
            str(OPENSSL), "ts", "-verify", "-in", "token.der", "-token_in", "-data", "signature", "-CAfile",
            "believed.pem", "-untrusted", "authority.pem", "-crl_check", "-attime", str(int(AT.timestamp())),
        ],
        cwd=tmp_path, capture_output=True, text=True,
    )  # fmt: skip
    assert (told.returncode == 0) == bool(good), told.stderr
    assert ("certificate revoked" in told.stderr) == (good is False), told.stderr
    (found,) = examine(made, at=AT).signatures
    assert found.timestamped_at == (None if good is False else AT)


def stamped_by(stamper: Holder, *crls: bytes) -> bytes:
    return with_crl(p7m(paper(), P.expired, stamper=P.stamp(BEFORE, stamper)), old_list(), *crls)


def test_what_would_tell_is_asked_for_and_a_second_check_finds_it() -> None:
    address = "http://revocati.example.it/marche.crl"
    stamper = issue(
        "Marche con indirizzo", P.root, granted=("digital_signature",), stamps=True, lists=address
    )
    (first,) = examine(stamped_by(stamper), at=AT).signatures
    assert (first.outcome, first.asks, first.timestamped_at) == (Outcome.VALID, (address,), BEFORE)
    (clear,) = examine(stamped_by(stamper, revocations(P.root)), at=AT).signatures
    assert (clear.outcome, clear.asks, clear.timestamped_at) == (Outcome.VALID, (), BEFORE)
    assert not any("Finché non risulta" in reason for reason in clear.reasons)
    revoked = revocations(P.root, (stamper, BEFORE - timedelta(days=1)))
    (then,) = examine(stamped_by(stamper, revoked), at=AT).signatures
    assert (then.outcome, then.timestamped_at) == (Outcome.INVALID, None)


def test_a_timestamp_of_nobody_known_asks_for_nothing() -> None:
    address = "http://altrove.example.it/marche.crl"
    stranger = issue(
        "Marche di chissà chi", P.unknown, granted=("digital_signature",), stamps=True, lists=address
    )
    (found,) = examine(p7m(paper(), P.rossi, stamper=P.stamp(AT, stranger)), at=AT).signatures
    assert (found.outcome, found.asks, found.timestamped_at) == (Outcome.VALID, (), None)
    assert any("non è integra o la sua autorità" in reason for reason in found.reasons)


@pytest.mark.parametrize(("revoked", "stamped"), [(None, AT), (AT - timedelta(days=3), None)])
def test_an_answer_of_the_authority_is_heard_as_a_list_is(revoked, stamped) -> None:
    """OCSP, carried by the envelope."""
    from asn1crypto import ocsp

    stamper = issue(
        "Marche interrogate",
        P.silent,
        granted=("digital_signature",),
        stamps=True,
        asked="http://ocsp.example.it",
    )
    made = cms.ContentInfo.load(p7m(paper(), P.rossi, stamper=P.stamp(AT, stamper)))
    answer = ocsp.OCSPResponse.load(answer_about(stamper, revoked))
    other = {"other_rev_info_format": "ocsp_response", "other_rev_info": answer}
    made["content"]["crls"] = [cms.RevocationInfoChoice("other", cms.OtherRevocationInfoFormat(other))]
    (found,) = examine(made.dump(force=True), at=AT).signatures
    assert (found.outcome, found.timestamped_at) == (Outcome.VALID, stamped), found.reasons
    assert not any("Finché non risulta" in reason for reason in found.reasons)
