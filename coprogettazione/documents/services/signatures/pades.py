# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Signatures in a PDF (PAdES): each over its revision, and what came after it."""

import io
from collections.abc import Iterator, Sequence

from asn1crypto import core, crl, ocsp, x509
from pyhanko.pdf_utils.decode_limits import DecodePurpose
from pyhanko.pdf_utils.generic import StreamObject
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.diff_analysis import SuspiciousModification
from pyhanko.sign.fields import SigSeedSubFilter, enumerate_sig_fields
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature
from pyhanko.sign.validation.status import SignatureCoverageLevel

from coprogettazione.documents.models.signatures import Outcome
from coprogettazione.documents.services.signatures import words
from coprogettazione.documents.services.signatures.chains import Evidence
from coprogettazione.documents.services.signatures.findings import ExaminedSignature, SignatureKind
from coprogettazione.documents.services.signatures.growth import OnlySignatures
from coprogettazione.documents.services.signatures.sound import fault_of, signings_of
from coprogettazione.documents.services.signatures.stamps import (
    NOTHING,
    Asked,
    Stamp,
    Stamps,
    stamp_of,
    stamps_of,
)
from coprogettazione.documents.services.signatures.weighing import Seen, weigh
from coprogettazione.records.refusals import Words

#: Certificates, and lists and answers on what was revoked, that are read from one PDF.
KEPT = 100
READ = frozenset({SigSeedSubFilter.PADES, SigSeedSubFilter.ADOBE_PKCS7_DETACHED})


class SignedPdf:
    """A PDF and the signatures in it. Whatever the library raises on a malformed one comes out."""

    def __init__(self, content: bytes) -> None:
        self.content = content
        self.reader = PdfFileReader(io.BytesIO(content), strict=False)
        self.policy = OnlySignatures()
        self.evidence = self._evidence()

    @property
    def cost(self) -> int:
        """Objects that are compared, for every signature and once with what was sent."""
        return int(self.reader.trailer["/Size"]) * (1 + len(self.reader.embedded_signatures))

    def unread(self) -> list[str]:
        """The formats of the signatures that cannot be read here."""
        formats = [
            str(field.get_object()["/V"].get("/SubFilter", "?"))
            for _name, _value, field in enumerate_sig_fields(self.reader, filled_status=True)
        ]
        return [name for name in formats if name not in {kind.value for kind in SigSeedSubFilter}]

    def signatures(self, asked: Asked) -> Iterator[ExaminedSignature]:
        """The signatures, in the order in which they were made."""
        asked = Asked(asked.at, asked.store, self.evidence)
        proofs = self._document_stamps(asked)
        for embedded in self.reader.embedded_regular_signatures:
            yield self._examined(embedded, proofs, asked)

    def _examined(
        self, embedded: EmbeddedPdfSignature, proofs: Sequence[tuple[int, Stamp]], asked: Asked
    ) -> ExaminedSignature:
        signing, *_more = signings_of(embedded.signed_data)
        evidence = Evidence(
            [*self.evidence.certificates, *signing.others], self.evidence.crls, self.evidence.ocsps
        )
        whole, covers = self._whole(embedded)
        fault = self._fault(embedded)
        if fault is None:
            fault = fault_of(signing, embedded.compute_digest)
        if fault is None and not covers:
            fault = (Outcome.INVALID, str(whole))
        own = stamps_of(signing.info, asked)
        later = [stamp for revision, stamp in proofs if revision > embedded.signed_revision]
        stamps = own + Stamps(tuple(later))
        return weigh(
            Seen(
                kind=SignatureKind.PADES,
                signing=signing,
                fault=fault,
                whole=whole,
                covers=covers,
                claimed=signing.claimed_at or embedded.self_reported_timestamp,
                stamps=stamps,
                level=self._level(embedded, stamped=stamps.proved is not None, kept=bool(later)),
                evidence=evidence,
            ),
            asked,
        )

    def _fault(self, embedded: EmbeddedPdfSignature) -> tuple[Outcome, str] | None:
        """What the library's own reading of a signature would refuse, before the cryptography."""
        if embedded.sig_object.get("/SubFilter") not in {kind.value for kind in READ}:
            name = str(embedded.sig_object.get("/SubFilter", "?")).lstrip("/")
            return Outcome.UNVERIFIABLE, str(words.UNKNOWN_FORMAT).format(name=name)
        if self.reader.xrefs.hybrid_xrefs_present:
            return Outcome.UNVERIFIABLE, str(words.TWO_INDEXES)
        if embedded.signed_data["encap_content_info"]["content"] is not core.VOID:
            return Outcome.INVALID, str(words.UNREADABLE)
        return None

    def _whole(self, embedded: EmbeddedPdfSignature) -> tuple[Words, bool]:
        """How the document stands under a signature, and whether nothing of it is outside."""
        coverage = embedded.evaluate_signature_coverage()
        if coverage == SignatureCoverageLevel.ENTIRE_FILE:
            return words.UNCHANGED, True
        if coverage != SignatureCoverageLevel.ENTIRE_REVISION:
            return words.PARTLY_COVERED, False
        allowed = embedded.docmdp_level
        after = self.policy.review_file(self.reader, embedded.signed_revision, embedded.fieldmdp, allowed)
        if isinstance(after, SuspiciousModification):
            return words.CHANGED_AFTER, False
        if allowed is not None and after.modification_level.value > allowed.value:
            return words.CHANGED_AFTER, False
        return words.ONLY_SIGNATURES_AFTER, True

    def _document_stamps(self, asked: Asked) -> list[tuple[int, Stamp]]:
        """The timestamps on the whole document: the revision that each closes, and what it proves."""
        found = []
        for embedded in self.reader.embedded_timestamp_signatures:
            covers = self._whole(embedded)[1]
            stamp = stamp_of(embedded.signed_data, embedded.compute_digest, asked) if covers else NOTHING
            found.append((embedded.signed_revision, stamp))
        return found

    def _level(self, embedded: EmbeddedPdfSignature, *, stamped: bool, kept: bool) -> str:
        signing, *_more = signings_of(embedded.signed_data)
        if (
            embedded.sig_object.get("/SubFilter") != SigSeedSubFilter.PADES.value
            or not signing.names_its_certificate
        ):
            return ""
        if not stamped:
            return "B"
        if not self.evidence.crls and not self.evidence.ocsps:
            return "T"
        return "LTA" if kept else "LT"

    def _evidence(self) -> Evidence:
        """What the PDF keeps for later checks (DSS, EN 319 142-1)."""
        return Evidence(
            [x509.Certificate.load(found) for found in self._kept("/Certs", DecodePurpose.CERTIFICATE)],
            [crl.CertificateList.load(found) for found in self._kept("/CRLs", DecodePurpose.CRL)],
            [ocsp.OCSPResponse.load(found) for found in self._kept("/OCSPs", DecodePurpose.OCSP_RESPONSE)],
        )

    def _kept(self, name: str, purpose: DecodePurpose) -> Iterator[bytes]:
        root = self.reader.root
        if "/DSS" not in root or name not in root["/DSS"]:
            return
        for place, reference in enumerate(root["/DSS"][name]):
            stream = reference.get_object()
            if place < KEPT and isinstance(stream, StreamObject):
                yield stream.read_data(purpose)

    def grown_from(self, sent: bytes) -> Words | None:
        """Why this is not a PDF that was sent with only signatures and timestamps added; None when it is."""
        if not self.content.startswith(sent):
            return words.OTHER_PDF
        before = PdfFileReader(io.BytesIO(sent), strict=False).xrefs
        last = before.total_revisions - 1
        now = self.reader.xrefs
        # What comes after may hide the whole document: it must go on from the index of the document that was sent.
        if now.total_revisions <= last + 1 or now.get_startxref_for_revision(
            last
        ) != before.get_startxref_for_revision(last):
            return words.CHANGED_BEFORE
        result = self.policy.review_file(self.reader, last)
        return words.CHANGED_BEFORE if isinstance(result, SuspiciousModification) else None
