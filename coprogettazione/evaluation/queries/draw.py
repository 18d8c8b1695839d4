# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The public draw among applications with equal points: an algorithm that anyone can redo with pen and
`sha256sum` (docs/draw.md, for people).

1. When the evaluation opens (before any score exists) the platform makes a *sealed seed*: 32 random bytes,
   written as 64 hexadecimal digits. Its SHA-256, the *commitment*, goes into the register at once; the seed
   itself stays hidden.
2. At the draw, in public, the witnesses call a *public seed*: any text, for example the numbers of a lottery
   of the day. The *register's head*, the fingerprint of the last entry written at that instant, is taken with
   it: it depends on what everybody did on the platform in the meanwhile. Nobody who knows the sealed seed
   chooses the other two.
3. The sealed seed is shown; anyone checks that its SHA-256 is the commitment.
4. For each application, take the text ``sealed seed|public seed|register's head|registry number`` (UTF-8, the
   public seed without spaces at its ends) and its SHA-256 in hexadecimal. Applications with equal points are
   put in the order of these fingerprints, the smallest first.

The same inputs always give the same order; the register keeps seeds, head, witnesses and every fingerprint,
and `draw_document` publishes all but the names of the witnesses.
"""

import hashlib
from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext as _

from coprogettazione.evaluation.models import Draw
from coprogettazione.records.models import Entry

#: What kind of document a published draw is.
FORMAT = "coprogettazione-sorteggio/1"


def commitment(secret: str) -> str:
    """The fingerprint by which the platform binds itself to a sealed seed."""
    return hashlib.sha256(secret.encode()).hexdigest()


def fingerprint(secret: str, seed: str, head: str, registry_number: str) -> str:
    """Where an application falls in the draw: 64 hexadecimal digits."""
    return hashlib.sha256(f"{secret}|{seed.strip()}|{head}|{registry_number}".encode()).hexdigest()


def drawn(secret: str, seed: str, head: str, registry_numbers: Iterable[str]) -> list[tuple[str, str]]:
    """The order of a draw: (registry number, fingerprint), first drawn first."""
    return sorted(
        ((number, fingerprint(secret, seed, head, number)) for number in registry_numbers),
        key=lambda pair: pair[1],
    )


def draw_document(draw: Draw) -> dict[str, Any]:
    """A draw as it is published, with all that is needed to redo it and no name of a person."""
    committee = draw.committee
    opening = (
        Entry.objects.filter(deed="open_evaluation", case_file=committee.call_id)
        .filter(payload__draw_commitment=committee.draw_commitment)
        .first()
    )
    return {
        "format": FORMAT,
        "call": committee.call.code,
        "algorithm": "SHA-256(sealed_seed|public_seed|register_head|registry_number), smallest first",
        "commitment": committee.draw_commitment,
        "committed_at": committee.opened_at.isoformat() if committee.opened_at else None,
        "committed_in_entry": {"seq": opening.seq, "hash": opening.hash} if opening else None,
        "sealed_seed": draw.secret,
        "public_seed": draw.seed,
        "register_head": {"seq": draw.register_seq, "hash": draw.register_hash},
        "held_at": draw.held_at.isoformat(),
        "witnesses": len(draw.witnesses),
        "order": [{"registry_number": row["registry_number"], "hash": row["hash"]} for row in draw.order],
    }


def check_document(said: Mapping[str, Any]) -> str:
    """Why a published draw does not hold, in words; empty when everything is recomputed the same.

    Asks nothing of the database: whoever has the file can do as much.
    """
    try:
        if said["format"] != FORMAT:
            return _("il formato «%(format)s» non è quello di un sorteggio") % {"format": said["format"]}
        secret, seed, head = said["sealed_seed"], said["public_seed"], said["register_head"]["hash"]
        order = [(row["registry_number"], row["hash"]) for row in said["order"]]
        expected = drawn(secret, seed, head, [number for number, _hash in order])
        committed = commitment(secret)
    except (KeyError, TypeError, AttributeError) as fault:
        return _("manca una parte o non è scritta come deve: %(what)s") % {"what": fault}
    if committed != said.get("commitment"):
        return _("il seme sigillato non corrisponde all’impronta scritta all’apertura")
    if len(order) < 2 or len({number for number, _hash in order}) != len(order):
        return _("le domande sorteggiate sono meno di due, o una compare due volte")
    if order != expected:
        return _("l’ordine o le impronte non sono quelli che i semi danno")
    return ""


def check_draw(draw: Draw) -> str:
    """Why a draw kept here does not hold, in words; besides what the file says, the register must say it too:
    the commitment before the draw, the head, the result.
    """
    fault = check_document(draw_document(draw))
    if fault:
        return fault
    held = Entry.objects.filter(deed="hold_draw", case_file=draw.committee.call_id).order_by("-seq")
    entry = next((e for e in held if e.payload.get("commitment") == draw.committee.draw_commitment), None)
    if (
        entry is None
        or entry.payload.get("order") != draw.order
        or entry.payload.get("secret") != draw.secret
    ):
        return _("il registro racconta un altro sorteggio")
    opening = Entry.objects.filter(
        deed="open_evaluation", payload__draw_commitment=draw.committee.draw_commitment
    ).first()
    if opening is None or opening.seq >= entry.seq:
        return _("nel registro l’impronta del seme sigillato non viene prima del sorteggio")
    if (
        draw.register_seq
        and not Entry.objects.filter(seq=draw.register_seq, hash=draw.register_hash).exists()
    ):
        return _("la voce del registro usata come seme non è quella")
    return ""
