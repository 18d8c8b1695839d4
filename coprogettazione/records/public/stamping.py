# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Timestamps (RFC 3161) of the days' fingerprints, asked of the authority in the setting TIMESTAMP_URL by the sweep.

Without the setting nothing is asked: the days are chained all the same. With it, what was not had is asked again,
later and later, for ever.
"""

import time
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from urllib.error import URLError
from urllib.request import Request, urlopen

from asn1crypto import pem, tsp, x509
from django.conf import settings
from django.db import transaction
from pyhanko.sign.timestamps import TimeStamper
from pyhanko.sign.timestamps.common_utils import TimestampRequestError, handle_tsp_response
from pyhanko.sign.validation.errors import SignatureValidationError
from pyhanko.sign.validation.generic_cms import validate_tst_signed_data
from pyhanko_certvalidator import ValidationContext

from coprogettazione.records.public.models import DayRoot, DayStamp
from coprogettazione.records.waiting import done

#: How long after an attempt the next may start; the last one repeats.
RETRIES = (
    timedelta(minutes=1),
    timedelta(minutes=10),
    timedelta(hours=1),
    timedelta(hours=6),
    timedelta(days=1),
)
#: The longest answer that is read, in bytes: a token with its certificates has a few thousand.
LONGEST = 200_000


class StampRefused(Exception):
    """The authority did not answer, or what it answered is not a timestamp of this day; says why in few words."""


@dataclass(frozen=True)
class Stamp:
    """A token that holds: its bytes, the instant it says, who says so, and whether the chain was followed."""

    token: bytes
    stamped_at: datetime
    authority: str
    chain: bool


def request_stamps(at: datetime, *, limit: int = 10) -> int:
    """Ask for the timestamps that are due, oldest first, at most `limit`, and stop at the first that is not had.

    Returns how many were had. Several sweeps may ask at once: each day is claimed in a short transaction, and asked
    for with no lock held.
    """
    if not settings.TIMESTAMP_URL:
        return 0
    DayStamp.objects.bulk_create(
        [DayStamp(day=day, not_before=at) for day in DayRoot.objects.filter(stamp__isnull=True)],
        ignore_conflicts=True,
    )
    had = 0
    while had < limit and (waiting := _claim(at)) is not None:
        rows = DayStamp.objects.filter(pk=waiting.pk, token__isnull=True)
        try:
            stamp = ask(bytes.fromhex(waiting.day.hash), at=at)
        except StampRefused as refused:
            rows.update(last_error=str(refused)[:300])
            break
        had += rows.update(
            token=stamp.token,
            stamped_at=stamp.stamped_at,
            authority=stamp.authority[:200],
            chain=stamp.chain,
            last_error="",
        )
    return had


def _claim(at: datetime) -> DayStamp | None:
    with transaction.atomic():
        due = DayStamp.objects.filter(token__isnull=True, not_before__lte=at).order_by("day__day")
        waiting = due.select_related("day").select_for_update(skip_locked=True, of=("self",)).first()
        if waiting is None:
            return None
        waiting.attempts += 1
        waiting.not_before = at + RETRIES[min(waiting.attempts, len(RETRIES)) - 1]
        waiting.save(update_fields=["attempts", "not_before"])
    return waiting


def ask(fingerprint: bytes, *, at: datetime) -> Stamp:
    """The timestamp of a SHA-256 fingerprint, looked at before it is believed. Raises StampRefused."""
    nonce, asked = TimeStamper().request_cms(fingerprint, "sha256")
    try:
        answer = tsp.TimeStampResp.load(_post(asked.dump()))
        token = handle_tsp_response(answer, nonce)
        return _looked_at(token.dump(), token["content"], fingerprint, at)
    except (TimestampRequestError, SignatureValidationError, ValueError, TypeError) as fault:
        raise StampRefused(f"{type(fault).__name__}: {fault}") from fault


def _post(asked: bytes) -> bytes:
    """The authority's answer, within TIMESTAMP_SECONDS from beginning to end."""
    headers = {"Content-Type": "application/timestamp-query", "Accept": "application/timestamp-reply"}
    ends = time.monotonic() + settings.TIMESTAMP_SECONDS
    answer = bytearray()
    try:
        request = Request(settings.TIMESTAMP_URL, asked, headers)  # noqa: S310 (a setting, checked at start)
        with urlopen(request, timeout=settings.TIMESTAMP_SECONDS) as response:  # noqa: S310
            while piece := response.read1(65536):
                answer += piece
                if len(answer) > LONGEST or time.monotonic() > ends:
                    raise StampRefused("the answer is too long, or too slow")
    except (URLError, OSError, ValueError) as fault:
        raise StampRefused(f"{type(fault).__name__}: {fault}") from fault
    return bytes(answer)


def _looked_at(token: bytes, signed: object, fingerprint: bytes, at: datetime) -> Stamp:
    """Imprint, signature, and where authorities are configured the chain to one of them."""
    roots = _roots()
    context = ValidationContext(
        trust_roots=roots, allow_fetching=False, moment=at, revocation_mode="soft-fail"
    )
    found = done(validate_tst_signed_data(signed, context, lambda _algorithm: fingerprint))
    if not found["intact"] or not found["valid"]:
        raise StampRefused("the token is not of this fingerprint, or its signature does not hold")
    chain = found.get("validation_path") is not None and not found.get("trust_problem_indic")
    if roots and not chain:
        raise StampRefused("the certificate does not lead to an authority of TIMESTAMP_ROOTS")
    authority = found["signing_cert"].subject.human_friendly
    return Stamp(token, found["timestamp"], authority, chain)


def _roots() -> list[x509.Certificate]:
    if not settings.TIMESTAMP_ROOTS:
        return []
    written = Path(settings.TIMESTAMP_ROOTS).read_bytes()
    return [x509.Certificate.load(der) for _kind, _headers, der in pem.unarmor(written, multiple=True)]
