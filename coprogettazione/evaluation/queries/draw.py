# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The public draw among applications with equal points: an algorithm that anyone can redo with pen and
`sha256sum`.

1. When the evaluation opens (before any score exists) the platform makes a *sealed seed*: 32 random bytes,
written as
   64 hexadecimal digits. Its SHA-256, the *commitment*, goes into the register at once; the seed itself
   stays hidden.
2. At the draw, in public, the witnesses call a *public seed*: any text, for example the numbers of a lottery
of the
   day. Nobody who knows one seed chooses the other.
3. The sealed seed is shown; anyone checks that its SHA-256 is the commitment.
4. For each application, take the text ``sealed seed + "|" + public seed + "|" + registry number`` (UTF-8,
the public
   seed without spaces at its ends) and its SHA-256 in hexadecimal. Applications with equal points are put in
   the order
   of these fingerprints, the smallest first.

The same inputs always give the same order; the register keeps both seeds, the witnesses and every
fingerprint.
"""

import hashlib
from collections.abc import Iterable


def commitment(secret: str) -> str:
    """The fingerprint by which the platform binds itself to a sealed seed."""
    return hashlib.sha256(secret.encode()).hexdigest()


def fingerprint(secret: str, seed: str, registry_number: str) -> str:
    """Where an application falls in the draw: 64 hexadecimal digits."""
    return hashlib.sha256(f"{secret}|{seed.strip()}|{registry_number}".encode()).hexdigest()


def drawn(secret: str, seed: str, registry_numbers: Iterable[str]) -> list[tuple[str, str]]:
    """The order of a draw: (registry number, fingerprint), first drawn first."""
    return sorted(
        ((number, fingerprint(secret, seed, number)) for number in registry_numbers), key=lambda pair: pair[1]
    )
