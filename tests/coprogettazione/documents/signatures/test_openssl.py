# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""OpenSSL and the platform say the same of each other's envelopes, and of altered ones."""

import shutil
import subprocess
from pathlib import Path

import pytest

from coprogettazione.documents.models.signatures import Outcome
from coprogettazione.documents.services.signatures import examine
from tests.coprogettazione.documents.signatures.corpus import CASES, P, flipped, in_signature, p7m, paper
from tests.pki import AT, Holder

OPENSSL = shutil.which("openssl")
pytestmark = pytest.mark.skipif(OPENSSL is None, reason="no openssl on this machine")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "root.pem").write_bytes(P.root.pem)
    (tmp_path / "authority.pem").write_bytes(P.authority.pem)
    (tmp_path / "paper.pdf").write_bytes(paper())
    return tmp_path


def openssl(folder: Path, *words: str) -> subprocess.CompletedProcess:
    return subprocess.run([str(OPENSSL), *words], cwd=folder, capture_output=True)


def verified(folder: Path, envelope: bytes, *more: str) -> bool:
    """What OpenSSL says, at the instant at which the file arrived."""
    (folder / "in.p7m").write_bytes(envelope)
    at = ("-attime", str(int(AT.timestamp())), "-purpose", "any", "-binary")
    trust = ("-CAfile", "root.pem", "-certfile", "authority.pem")
    return openssl(
        folder, "cms", "-verify", "-cades", "-inform", "DER", "-in", "in.p7m", "-out", "out", *trust, *at, *more
    ).returncode == 0  # fmt: skip


def signed(folder: Path, who: Holder, *more: str) -> bytes:
    (folder / "who.pem").write_bytes(who.pem)
    (folder / "who.key").write_bytes(who.secret)
    made = openssl(
        folder, "cms", "-sign", "-cades", "-binary", "-md", "sha256", "-in", "paper.pdf", "-signer", "who.pem",
        "-inkey", "who.key", "-certfile", "authority.pem", "-outform", "DER", "-out", "made.p7m", *more,
    )  # fmt: skip
    assert made.returncode == 0, made.stderr
    return (folder / "made.p7m").read_bytes()


@pytest.mark.parametrize(
    "name",
    [
        "p7m", "p7m of a text", "p7m, two signers", "p7m with a timestamp", "key of another",
        "one bit of the document", "one bit of the signature", "expired certificate", "not yet in force",
        "unknown authority", "made by oneself",
    ],
)  # fmt: skip
def test_openssl_says_of_our_envelopes_what_we_say(folder: Path, name: str) -> None:
    made = CASES[name].make()
    assert verified(folder, made) == (examine(made, at=AT).outcome == Outcome.VALID)


def test_openssl_finds_our_detached_signature_good_for_its_document_only(folder: Path) -> None:
    made = p7m(paper(), P.rossi, detached=True)
    assert verified(folder, made, "-content", "paper.pdf")
    (folder / "paper.pdf").write_bytes(paper("Altra convenzione"))
    assert not verified(folder, made, "-content", "paper.pdf")


@pytest.mark.parametrize("options", [("-nodetach",), ("-nodetach", "-stream"), ("-nodetach", "-keyid")])
def test_an_envelope_of_openssl_is_valid(folder: Path, options: tuple[str, ...]) -> None:
    found = examine(signed(folder, P.rossi, *options), at=AT, expected=paper())
    assert (found.outcome, found.same_document) == (Outcome.VALID, True), found.reasons
    assert found.signatures[0].signer.tax_code == "RSSDAA80A41F205Q"


def test_a_signature_that_does_not_name_its_certificate_is_valid_and_it_is_said(folder: Path) -> None:
    (folder / "who.pem").write_bytes(P.rossi.pem)
    (folder / "who.key").write_bytes(P.rossi.secret)
    openssl(
        folder, "cms", "-sign", "-binary", "-nodetach", "-in", "paper.pdf", "-signer", "who.pem", "-inkey", "who.key",
        "-certfile", "authority.pem", "-outform", "DER", "-out", "made.p7m",
    )  # fmt: skip
    found = examine((folder / "made.p7m").read_bytes(), at=AT, expected=paper())
    assert found.outcome == Outcome.VALID
    assert "mancano gli attributi" in found.signatures[0].reasons[-1]
    assert found.signatures[0].level == ""


def test_an_envelope_without_certificates_is_not_verifiable(folder: Path) -> None:
    made = signed(folder, P.rossi, "-nodetach", "-nocerts")
    found = examine(made, at=AT, expected=paper())
    assert found.outcome == Outcome.UNVERIFIABLE
    assert "non contiene il certificato" in found.reasons[0]
    assert found.signatures[0].signer is None


def test_a_message_that_is_closed_and_not_signed_is_no_signature(folder: Path) -> None:
    (folder / "who.pem").write_bytes(P.access.pem)
    openssl(
        folder,
        "cms",
        "-encrypt",
        "-binary",
        "-in",
        "paper.pdf",
        "-outform",
        "DER",
        "-out",
        "c.p7m",
        "who.pem",
    )
    assert examine((folder / "c.p7m").read_bytes(), at=AT).outcome == Outcome.INVALID


def test_an_envelope_of_openssl_in_pem_is_valid(folder: Path) -> None:
    made = signed(folder, P.rossi, "-nodetach")
    (folder / "made.p7m").write_bytes(made)
    armoured = openssl(
        folder, "cms", "-cmsout", "-inform", "DER", "-in", "made.p7m", "-outform", "PEM"
    ).stdout
    assert armoured.startswith(b"-----BEGIN CMS-----")
    assert examine(armoured, at=AT, expected=paper()).outcome == Outcome.VALID


def test_a_detached_signature_of_openssl_is_valid_for_its_document_only(folder: Path) -> None:
    made = signed(folder, P.rossi)
    assert examine(made, at=AT, expected=paper()).outcome == Outcome.VALID
    other = examine(made, at=AT, expected=paper("Altra convenzione"))
    assert (other.outcome, other.same_document) == (Outcome.INVALID, False)
    assert examine(made, at=AT).outcome == Outcome.UNVERIFIABLE


def test_an_altered_envelope_of_openssl_is_not_valid(folder: Path) -> None:
    made = signed(folder, P.rossi, "-nodetach")
    for altered in (flipped(made, made.index(paper()) + 40), in_signature(made)):
        assert examine(altered, at=AT, expected=paper()).outcome == Outcome.INVALID
        assert not verified(folder, altered)


@pytest.mark.parametrize("who", ["expired", "revoked", "access", "stranger"])
def test_what_openssl_signs_with_a_bad_certificate_is_not_valid(folder: Path, who: str) -> None:
    assert examine(signed(folder, getattr(P, who), "-nodetach"), at=AT).outcome != Outcome.VALID
