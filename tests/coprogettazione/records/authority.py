# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""A time-stamping authority over HTTP on this machine, with certificates of its own (RFC 3161)."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from asn1crypto import algos, keys, tsp, x509
from cryptography import x509 as made
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID
from pyhanko.sign.timestamps import DummyTimeStamper

DER, PKCS8 = serialization.Encoding.DER, serialization.PrivateFormat.PKCS8


def _certificate(name: str, key, issuer: str, signer, *, authority: bool) -> made.Certificate:
    def named(text: str) -> made.Name:
        return made.Name([made.NameAttribute(NameOID.COMMON_NAME, text)])

    today = datetime.now(UTC)
    builder = (
        made.CertificateBuilder()
        .subject_name(named(name))
        .issuer_name(named(issuer))
        .public_key(key.public_key())
        .serial_number(made.random_serial_number())
        .not_valid_before(today - timedelta(days=3650))
        .not_valid_after(today + timedelta(days=3650))
        .add_extension(made.BasicConstraints(ca=authority, path_length=None), critical=True)
    )
    if not authority:
        use = made.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING])
        builder = builder.add_extension(use, critical=True)
    other_uses = ("content_commitment", "key_encipherment", "data_encipherment", "key_agreement")
    usage = dict.fromkeys((*other_uses, "encipher_only", "decipher_only"), False)
    signs = made.KeyUsage(
        digital_signature=not authority, key_cert_sign=authority, crl_sign=authority, **usage
    )
    return builder.add_extension(signs, critical=True).sign(signer, hashes.SHA256())


@cache
def authority() -> tuple[DummyTimeStamper, bytes, bytes]:
    """Who stamps; the certificate (PEM) to which it leads; another to which it does not."""
    root_key, key, other_key = (rsa.generate_private_key(65537, 2048) for _n in range(3))
    root = _certificate("Radice di prova", root_key, "Radice di prova", root_key, authority=True)
    other = _certificate("Altra radice", other_key, "Altra radice", other_key, authority=True)
    own = _certificate("Marca temporale di prova", key, "Radice di prova", root_key, authority=False)
    stamper = DummyTimeStamper(
        x509.Certificate.load(own.public_bytes(DER)),
        keys.PrivateKeyInfo.load(key.private_bytes(DER, PKCS8, serialization.NoEncryption())),
    )
    pem = serialization.Encoding.PEM
    return stamper, root.public_bytes(pem), other.public_bytes(pem)


def roots_in(folder: Path, *, wrong: bool = False) -> str:
    """A file with the certificate of the authority, or with another."""
    _stamper, root, other = authority()
    file = folder / "radici.pem"
    file.write_bytes(other if wrong else root)
    return str(file)


@contextmanager
def answering(how: str = "") -> Iterator[tuple[str, list[bytes]]]:
    """Its address while it answers, and what it was asked. `how`: "refuses", "another" (stamps something else),
    "spoils" (a byte of the signature), "drips" (a byte every now and then), "breaks" (no timestamp at all).
    """
    stamper, asked = authority()[0], list[bytes]()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            asked.append(body)
            answer = _answer(stamper, body, how)
            self.send_response(500 if how == "breaks" else 200)
            self.send_header("Content-Type", "application/timestamp-reply")
            self.end_headers()
            try:
                if how == "drips":
                    for byte in answer:
                        self.wfile.write(bytes([byte]))
                        self.wfile.flush()
                        time.sleep(0.05)
                else:
                    self.wfile.write(answer)
            except OSError:
                return

        def log_message(self, *_args: object) -> None:
            """Quietly."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/", asked
    finally:
        server.shutdown()
        server.server_close()


def _answer(stamper: DummyTimeStamper, body: bytes, how: str) -> bytes:
    request = tsp.TimeStampReq.load(body)
    if how == "refuses":
        return bytes.fromhex("30053003020102")  # PKIStatusInfo: rejection, and no token
    if how == "another":
        imprint = {
            "hash_algorithm": algos.DigestAlgorithm({"algorithm": "sha256"}),
            "hashed_message": b"x" * 32,
        }
        request["message_imprint"] = tsp.MessageImprint(imprint)
    answer = bytearray(stamper.request_tsa_response(request).dump())
    if how == "spoils":
        answer[-10] ^= 1
    return bytes(answer)
