# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Signed files of every kind, made by code with the authorities of the tests."""

import base64
import io
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from typing import Any

from asn1crypto import cms
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import signers
from pyhanko.sign.fields import SigSeedSubFilter
from pyhanko.sign.signers.pdf_cms import PdfCMSSignedAttributes
from pyhanko.sign.validation.dss import DocumentSecurityStore

from coprogettazione.records.chronicle.generated import pdf
from coprogettazione.records.waiting import awaited
from tests.coprogettazione.documents.corpus import EXE
from tests.pki import AT, Holder, Pki, answer_about, pki, revocations

P: Pki = pki()
BEFORE = AT - timedelta(days=60)


@cache
def paper(title: str = "Convenzione di prova") -> bytes:
    """A document such as is sent to be signed."""
    return pdf({"$pdf": title, "lines": ["Testo della convenzione."] * 30})


def p7m(
    document: bytes, who: Holder, *, key: Holder | None = None, detached: bool = False, **options: Any
) -> bytes:
    """A CAdES envelope. Options: `digest`, `stamper`, `signed_at`."""
    made = awaited(
        who.signer(key=key).async_sign_general_data(
            document,
            options.get("digest", "sha256"),
            detached=detached,
            use_cades=True,
            timestamper=options.get("stamper"),
            signed_attr_settings=PdfCMSSignedAttributes(signing_time=options.get("signed_at", AT)),
        )
    )
    return bytes(made.dump())


def pades(document: bytes, who: Holder, *, stamper: Any = None, **options: Any) -> bytes:
    """A PDF with one more signature. Options: `subfilter`, and those of PdfSignatureMetadata."""
    writer = IncrementalPdfFileWriter(io.BytesIO(document))
    field = f"Firma{len(writer.prev.embedded_signatures) + 1}"
    options = {"md_algorithm": "sha256", "subfilter": SigSeedSubFilter.PADES, **options}
    signer = signers.PdfSigner(
        signers.PdfSignatureMetadata(field_name=field, **options), who.signer(), timestamper=stamper
    )
    out = io.BytesIO()
    awaited(signer.async_sign_pdf(writer, output=out, bytes_reserved=24_000))
    return out.getvalue()


def document_stamp(document: bytes, at: datetime, by: Holder | None = None) -> bytes:
    """A PDF with a timestamp over all of it."""
    out = io.BytesIO()
    writer = IncrementalPdfFileWriter(io.BytesIO(document))
    stamper = signers.PdfTimeStamper(P.stamp(at, by))
    awaited(stamper.async_timestamp_pdf(writer, "sha256", output=out, bytes_reserved=24_000))
    return out.getvalue()


def with_dss(document: bytes, *crls: bytes, answers: tuple[bytes, ...] = ()) -> bytes:
    """A PDF with the lists and the answers (OCSP) that later checks need (PAdES-LT)."""
    from asn1crypto import crl, ocsp

    out = io.BytesIO(document)
    lists = [crl.CertificateList.load(der) for der in crls]
    said = [ocsp.OCSPResponse.load(der) for der in answers]
    certificates = [P.authority.asn1, P.silent.asn1]
    DocumentSecurityStore.add_dss(out, sig_contents=None, certs=certificates, crls=lists, ocsps=said)
    return out.getvalue()


def grown(document: bytes, change: Callable[[IncrementalPdfFileWriter], None]) -> bytes:
    """A PDF with an increment that does something else than sign."""
    writer = IncrementalPdfFileWriter(io.BytesIO(document))
    change(writer)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def page_changed(writer: IncrementalPdfFileWriter) -> None:
    """Other words on the first page."""
    page = writer.root["/Pages"]["/Kids"][0]
    content = writer.add_object(generic.StreamObject(stream_data=b"BT /F1 40 Tf 90 400 Td (Altro) Tj ET"))
    page[generic.pdf_name("/Contents")] = content
    writer.update_container(page)


def note_added(writer: IncrementalPdfFileWriter) -> None:
    """A note over the first page."""
    note = {
        "/Type": generic.pdf_name("/Annot"),
        "/Subtype": generic.pdf_name("/FreeText"),
        "/Contents": generic.pdf_string("Non vale"),
        "/Rect": generic.ArrayObject([generic.NumberObject(n) for n in (100, 100, 300, 200)]),
    }
    made = writer.add_object(generic.DictionaryObject({generic.pdf_name(k): v for k, v in note.items()}))
    page = writer.root["/Pages"]["/Kids"][0]
    page[generic.pdf_name("/Annots")] = generic.ArrayObject([*page.get("/Annots", ()), made])
    writer.update_container(page)


def hidden(document: bytes) -> bytes:
    """The document, and after it a whole other one that a viewer shows instead."""
    objects = [b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 1>>"]
    objects += [b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>"]
    made, places = document + b"\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(made))
        made += b"%d 0 obj%s endobj\n" % (number, body)
    index = len(made)
    made += b"xref\n0 4\n0000000000 65535 f \n" + b"".join(b"%010d 00000 n \n" % place for place in places)
    return made + b"trailer<</Size 4/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % index


def together(*envelopes: bytes) -> bytes:
    """One envelope with the signers of several."""
    first, *others = (cms.ContentInfo.load(der) for der in envelopes)
    for other in others:
        first["content"]["signer_infos"].append(other["content"]["signer_infos"][0])
        for choice in other["content"]["certificates"]:
            first["content"]["certificates"].append(choice)
    return bytes(first.dump(force=True))


def flipped(content: bytes, place: int) -> bytes:
    return content[:place] + bytes([content[place] ^ 1]) + content[place + 1 :]


def in_signature(envelope: bytes) -> bytes:
    """One bit of the signature itself is another."""
    signature = cms.ContentInfo.load(envelope)["content"]["signer_infos"][0]["signature"].native
    return flipped(envelope, envelope.index(signature) + len(signature) - 3)


def without_certificates(envelope: bytes) -> bytes:
    made = cms.ContentInfo.load(envelope)
    del made["content"]["certificates"]
    return bytes(made.dump(force=True))


def with_crl(envelope: bytes, *crls: bytes) -> bytes:
    """An envelope that carries the lists of what was revoked."""
    from asn1crypto import crl

    made = cms.ContentInfo.load(envelope)
    made["content"]["crls"] = [cms.RevocationInfoChoice("crl", crl.CertificateList.load(der)) for der in crls]
    return bytes(made.dump(force=True))


def empty_envelope(content: bytes | None) -> bytes:
    from tests.coprogettazione.documents.corpus import envelope

    return envelope(content)


def wrapped(document: bytes, times: int) -> bytes:
    for _time in range(times):
        document = p7m(document, P.rossi)
    return document


@dataclass(frozen=True)
class Case:
    """A file, what was sent to be signed (None: nothing expected), the word and a part of the first reason.

    `beside` is a part of what is said of the first signature and does not decide, `stamped` when it is proved.
    """

    make: Callable[[], bytes]
    outcome: str
    reason: str
    expected: Callable[[], bytes] | None = None
    signatures: int | None = None
    beside: str = ""
    stamped: datetime | None = None


def a(
    make: Callable[[], bytes],
    outcome: str,
    reason: str,
    *,
    sent: bool = False,
    n: int | None = None,
    beside: str = "",
    stamped: datetime | None = None,
) -> Case:
    return Case(make, outcome, reason, paper if sent else None, n, beside, stamped)


UNCHANGED = "dopo questa firma non è cambiato"
CASES: dict[str, Case] = {
    # What holds.
    "PAdES": a(lambda: pades(paper(), P.rossi), "VALID", UNCHANGED, sent=True, n=1),
    "p7m": a(lambda: p7m(paper(), P.rossi), "VALID", UNCHANGED, sent=True, n=1),
    "p7m of a text": a(lambda: p7m(b"Accetto.\n", P.rossi), "VALID", UNCHANGED, n=1),
    "p7m in base64": a(lambda: base64.encodebytes(p7m(paper(), P.rossi)), "VALID", UNCHANGED, sent=True),
    "p7m in PEM": a(
        lambda: b"-----BEGIN PKCS7-----\n" + base64.encodebytes(p7m(paper(), P.rossi)) + b"-----END PKCS7-----\n",
        "VALID", UNCHANGED, sent=True,
    ),
    "PAdES, two signers": a(
        lambda: pades(pades(paper(), P.rossi), P.bianchi), "VALID", "solo altre firme", sent=True, n=2
    ),
    "p7m, two signers": a(
        lambda: together(p7m(paper(), P.rossi), p7m(paper(), P.bianchi)), "VALID", UNCHANGED, sent=True, n=2
    ),
    "p7m in a p7m": a(
        lambda: p7m(p7m(paper(), P.rossi), P.bianchi), "VALID", UNCHANGED, sent=True, n=2
    ),
    "PAdES in a p7m": a(lambda: p7m(pades(paper(), P.rossi), P.bianchi), "VALID", UNCHANGED, sent=True, n=2),
    "detached, with the document": a(
        lambda: p7m(paper(), P.rossi, detached=True), "VALID", UNCHANGED, sent=True, n=1
    ),
    "p7m with a timestamp": a(
        lambda: p7m(paper(), P.rossi, stamper=P.stamp(AT)), "VALID", UNCHANGED, sent=True
    ),
    "PAdES with a timestamp": a(
        lambda: pades(paper(), P.rossi, stamper=P.stamp(AT)), "VALID", UNCHANGED, sent=True
    ),
    "PAdES with a timestamp of the document": a(
        lambda: document_stamp(pades(paper(), P.rossi), AT), "VALID", "solo altre firme", sent=True, n=1
    ),
    "expired since, p7m stamped before": a(
        lambda: with_crl(
            p7m(paper(), P.expired, stamper=P.stamp(BEFORE)),
            revocations(P.authority, made=BEFORE, until=BEFORE + timedelta(days=7)),
        ),
        "VALID", UNCHANGED, sent=True,
    ),
    "expired since, PAdES kept with list and stamp": a(
        lambda: document_stamp(
            with_dss(
                pades(paper(), P.expired), revocations(P.authority, made=BEFORE, until=BEFORE + timedelta(days=7))
            ),
            BEFORE,
        ),
        "VALID", "solo altre firme", sent=True,
    ),
    "revoked since, stamped before": a(
        lambda: p7m(paper(), P.revoked, stamper=P.stamp(AT - timedelta(days=11))), "VALID", UNCHANGED, sent=True
    ),
    "PAdES with the answer of its authority": a(
        lambda: with_dss(pades(paper(), P.answered), answers=(answer_about(P.answered),)),
        "VALID", "solo altre firme", sent=True,
    ),
    "PAdES whose authority answers that it was revoked": a(
        lambda: with_dss(pades(paper(), P.answered), answers=(answer_about(P.answered, AT - timedelta(days=3)),)),
        "INVALID", "era già revocato", sent=True,
    ),
    "PAdES with the answer about another": a(
        lambda: with_dss(pades(paper(), P.answered), answers=(answer_about(P.unlisted),)),
        "UNVERIFIABLE", "Non si sa se", sent=True,
    ),
    "certificate of short life": a(lambda: p7m(paper(), P.short), "VALID", UNCHANGED, sent=True),
    # What does not.
    "expired certificate": a(lambda: p7m(paper(), P.expired), "INVALID", "è scaduto (", sent=True),
    "expired, PAdES": a(lambda: pades(paper(), P.expired), "INVALID", "è scaduto (", sent=True),
    "expired before the timestamp": a(
        lambda: p7m(paper(), P.expired, stamper=P.stamp(AT - timedelta(days=1))), "INVALID", "era già scaduto"
    ),
    "expired, stamped by an unknown authority": a(
        lambda: p7m(paper(), P.expired, stamper=P.stamp(BEFORE, P.unknown_stamper)), "INVALID", "è scaduto ("
    ),
    "expired, stamped after it arrived": a(
        lambda: p7m(paper(), P.expired, stamper=P.stamp(AT + timedelta(days=1))), "INVALID", "è scaduto ("
    ),
    "not yet in force": a(lambda: p7m(paper(), P.not_yet), "INVALID", "non era ancora in corso"),
    "revoked": a(lambda: p7m(paper(), P.revoked), "INVALID", "era già revocato o sospeso (", sent=True),
    "revoked, PAdES": a(lambda: pades(paper(), P.revoked), "INVALID", "era già revocato", sent=True),
    "certificate for access": a(lambda: p7m(paper(), P.access), "INVALID", "serve ad altro"),
    "key of another": a(lambda: p7m(paper(), P.rossi, key=P.bianchi), "INVALID", "danneggiata o falsificata"),
    "one bit of the document": a(
        lambda: (made := p7m(paper(), P.rossi)) and flipped(made, made.index(paper()) + 40),
        "INVALID", "Il contenuto non è quello firmato",
    ),
    "one bit of the signature": a(
        lambda: in_signature(p7m(paper(), P.rossi)), "INVALID", "danneggiata o falsificata"
    ),
    "one bit of a signed PDF": a(
        lambda: flipped(pades(paper(), P.rossi), paper().index(b"/MediaBox") + 12),
        "INVALID", "Il contenuto non è quello firmato",
    ),
    "SHA-1": a(lambda: p7m(paper(), P.rossi, digest="sha1"), "INVALID", "(SHA-1)"),
    "page changed after the signature": a(
        lambda: grown(pades(paper(), P.rossi), page_changed), "INVALID", "Dopo la firma il PDF è stato cambiato"
    ),
    "note added after the signature": a(
        lambda: grown(pades(paper(), P.rossi), note_added), "INVALID", "Dopo la firma il PDF è stato cambiato"
    ),
    "page changed between two signatures": a(
        lambda: pades(grown(pades(paper(), P.rossi), page_changed), P.bianchi), "INVALID", "Dopo la firma il PDF"
    ),
    "page changed before the signature": a(
        lambda: pades(grown(paper(), page_changed), P.rossi), "INVALID", "Il PDF mandato alla firma è stato cambiato",
        sent=True,
    ),
    "other document hidden after the one sent": a(
        lambda: pades(hidden(paper()), P.rossi), "INVALID", "Il PDF mandato alla firma è stato cambiato", sent=True
    ),
    "other document in a p7m": a(
        lambda: p7m(paper("Altra convenzione"), P.rossi), "INVALID", "non è quello mandato alla firma", sent=True
    ),
    "other document in PDF": a(
        lambda: pades(paper("Altra convenzione"), P.rossi), "INVALID", "Il PDF firmato non è quello mandato", sent=True
    ),
    "detached, of another document": a(
        lambda: p7m(paper("Altra convenzione"), P.rossi, detached=True), "INVALID", "non è quello mandato", sent=True
    ),
    "one of two signers expired": a(
        lambda: together(p7m(paper(), P.rossi), p7m(paper(), P.expired)), "INVALID", "è scaduto (", n=2
    ),
    "a program in two p7m": a(lambda: wrapped(EXE, 2), "INVALID", "contiene un programma"),
    "p7m of nothing": a(lambda: empty_envelope(None), "INVALID", "La busta è vuota"),
    "p7m of zero bytes": a(lambda: empty_envelope(b""), "INVALID", "La busta è vuota"),
    "p7m that nobody signed": a(lambda: empty_envelope(paper()), "INVALID", "nessuna firma"),
    "four p7m one in the other": a(lambda: wrapped(paper(), 4), "INVALID", "più di 3 volte"),
    "not signed": a(paper, "INVALID", "nessuna firma", sent=True, n=0),
    "garbage": a(lambda: bytes(range(256)) * 40, "INVALID", "nessuna firma"),
    "nothing at all": a(lambda: b"", "INVALID", "nessuna firma"),
    "p7m cut short": a(lambda: p7m(paper(), P.rossi)[:-300], "INVALID", "danneggiato"),
    "signed PDF cut short": a(lambda: pades(paper(), P.rossi)[:-300], "INVALID", "danneggiato"),
    # What cannot be known here.
    "unknown authority": a(
        lambda: p7m(paper(), P.stranger), "UNVERIFIABLE", "Radice sconosciuta, Chissà chi", sent=True
    ),
    "unknown authority, PAdES": a(lambda: pades(paper(), P.stranger), "UNVERIFIABLE", "non è tra quelle", sent=True),
    "made by oneself": a(lambda: p7m(paper(), P.oneself), "UNVERIFIABLE", "l’ha fatto chi firma"),
    "revocation not known": a(
        lambda: p7m(paper(), P.unlisted), "UNVERIFIABLE", "Non si sa se il certificato era revocato", sent=True
    ),
    "detached, without the document": a(
        lambda: p7m(paper(), P.rossi, detached=True), "UNVERIFIABLE", "separata dal documento"
    ),
    "without the certificate": a(
        lambda: without_certificates(p7m(paper(), P.rossi)), "UNVERIFIABLE", "non contiene il certificato"
    ),
}  # fmt: skip
