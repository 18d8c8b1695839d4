# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Reading the register, and checking that its chain holds."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from coprogettazione.records.canonical import canonical_json, sha256
from coprogettazione.records.models import GENESIS, Entry, RegisterHead
from coprogettazione.records.refusals import Words


def entry_facts(entry: Entry) -> dict[str, Any]:
    """What the fingerprint of an entry is made of: every column but the row's own id, its content as a fingerprint."""
    return {
        "seq": entry.seq,
        "at": entry.at,
        "recorded_at": entry.recorded_at,
        "deed": entry.deed,
        "actor": entry.actor_id,
        "role": entry.role,
        "organisation": entry.organisation_id,
        "subject": [entry.subject_kind, entry.subject_id],
        "case_file": entry.case_file_id,
        "payload": entry.payload_hash,
        "previous": entry.previous,
    }


def entry_text(entry: Entry) -> str:
    """The bytes that the fingerprint is of."""
    return canonical_json(entry_facts(entry))


def entry_hash(entry: Entry) -> str:
    """The fingerprint of an entry."""
    return sha256(entry_text(entry))


@dataclass(frozen=True)
class ChainCheck:
    """What a walk over the whole register found: how many entries, and the first that does not hold."""

    entries: int
    broken_seq: int | None = None
    reason: Words = ""

    @property
    def holds(self) -> bool:
        """Whether every entry follows from the one before."""
        return self.broken_seq is None


def check_chain() -> ChainCheck:
    """Recompute every fingerprint in order, in constant memory."""
    previous, expected = GENESIS, 1
    for entry in Entry.objects.order_by("seq").iterator(chunk_size=1000):
        if entry.seq != expected:
            return ChainCheck(expected - 1, expected, _("manca la voce"))
        if entry.previous != previous:
            return ChainCheck(expected - 1, entry.seq, _("non segue dalla voce precedente"))
        if sha256(canonical_json(entry.payload)) != entry.payload_hash:
            return ChainCheck(expected - 1, entry.seq, _("il contenuto è cambiato"))
        if entry_hash(entry) != entry.hash:
            return ChainCheck(expected - 1, entry.seq, _("una colonna è cambiata"))
        previous, expected = entry.hash, expected + 1
    head = RegisterHead.objects.filter(pk=1).first()
    count = expected - 1
    if (head.seq if head else 0) != count or (head.hash if head else GENESIS) != previous:
        return ChainCheck(count, expected, _("mancano voci alla fine del registro"))
    return ChainCheck(count)


def register_of(calls: list[int], since: datetime | None = None, also: Q | None = None) -> QuerySet[Entry]:
    """The entries of some dossiers, and `also` of what has none, as a page tells them, newest first; who may read
    which, later chapters say.
    """
    told = (
        "seq", "at", "deed", "role", "hash", "actor__first_name", "actor__last_name", "actor__email",
        "organisation__name", "organisation__short_name", "organisation__kind",
    )  # fmt: skip
    which = Q(case_file_id__in=calls) if also is None else Q(case_file_id__in=calls) | also
    entries = Entry.objects.filter(which).select_related("actor", "organisation").only(*told)
    if since is not None:
        entries = entries.filter(at__gte=since)
    return entries.order_by("-seq")
