# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Signed files whose timestamp is by somebody who was revoked, or of whom one does not know."""

from datetime import timedelta

from cryptography import x509

from tests.coprogettazione.documents.signatures.corpus import (
    BEFORE,
    UNCHANGED,
    Case,
    P,
    a,
    document_stamp,
    p7m,
    pades,
    paper,
    with_crl,
    with_dss,
)
from tests.pki import AT, Holder, revocations

SUPERSEDED = x509.ReasonFlags.superseded


def old_list() -> bytes:
    """The list of the authority of the days before the certificates of these tests ended."""
    return revocations(P.authority, made=BEFORE, until=BEFORE + timedelta(days=7))


def expired_stamped_by(stamper: Holder) -> bytes:
    """Only its timestamp can say that the certificate had not ended yet."""
    return with_crl(p7m(paper(), P.expired, stamper=P.stamp(BEFORE, stamper)), old_list())


STAMPED: dict[str, Case] = {
    # What holds.
    "stamped by one that was not revoked": a(
        lambda: p7m(paper(), P.rossi, stamper=P.stamp(AT, P.listed_stamper)),
        "VALID", UNCHANGED, sent=True, stamped=AT,
    ),
    "stamped by one of whom nothing is known": a(
        lambda: p7m(paper(), P.rossi, stamper=P.stamp(AT)),
        "VALID", UNCHANGED, beside="Finché non risulta, la marca vale", stamped=AT,
    ),
    "expired since, stamped by one replaced since": a(
        lambda: expired_stamped_by(P.replaced_stamper), "VALID", UNCHANGED, sent=True, stamped=BEFORE
    ),
    "in force, stamped by one revoked before": a(
        lambda: p7m(paper(), P.rossi, stamper=P.stamp(AT, P.revoked_stamper)),
        "VALID", UNCHANGED, sent=True, beside="chi l’ha fatta era già revocato o sospeso (9 aprile 2026)",
    ),
    "PAdES stamped by one revoked before": a(
        lambda: document_stamp(pades(paper(), P.rossi), AT, P.revoked_stamper),
        "VALID", "solo altre firme", sent=True, beside="chi l’ha fatta era già revocato o sospeso",
    ),
    "two stamps, one of them revoked": a(
        lambda: document_stamp(
            pades(paper(), P.rossi, stamper=P.stamp(AT - timedelta(days=1), P.revoked_stamper)), AT, P.listed_stamper
        ),
        "VALID", "solo altre firme", beside="La marca temporale non prova niente", stamped=AT,
    ),
    # What does not.
    "expired since, stamped by one revoked before": a(
        lambda: expired_stamped_by(P.revoked_stamper),
        "INVALID", "è scaduto (", sent=True, beside="era già revocato o sospeso (9 aprile 2026)",
    ),
    "expired since, stamped with a key that was lost": a(
        lambda: expired_stamped_by(P.lost_stamper),
        "INVALID", "è scaduto (", sent=True, beside="senza dire che la sua chiave è rimasta al sicuro",
    ),
    "expired since, PAdES stamped by one revoked before": a(
        lambda: document_stamp(with_dss(pades(paper(), P.expired), old_list()), BEFORE, P.revoked_stamper),
        "INVALID", "è scaduto (", sent=True, beside="La marca temporale non prova niente",
    ),
    "expired since, and the file says that who stamped was revoked": a(
        lambda: with_crl(
            p7m(paper(), P.expired, stamper=P.stamp(BEFORE)), old_list(),
            revocations(P.root, (P.stamper, BEFORE - timedelta(seconds=1), SUPERSEDED)),
        ),
        "INVALID", "è scaduto (", sent=True, beside="era già revocato o sospeso",
    ),
    "expired since, and who stamped was revoked a second later": a(
        lambda: with_crl(
            p7m(paper(), P.expired, stamper=P.stamp(BEFORE)), old_list(),
            revocations(P.root, (P.stamper, BEFORE + timedelta(seconds=1), SUPERSEDED)),
        ),
        "VALID", UNCHANGED, sent=True, stamped=BEFORE,
    ),
}  # fmt: skip
