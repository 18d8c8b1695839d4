# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Going round all keys: closing them under the newest key of the installation, seeing that each opens."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db import transaction

from coprogettazione.records.models import CallKey, ContentKey
from coprogettazione.records.sealing.keys import SealLost, read_content_key
from coprogettazione.records.sealing.wrapping import rewrap


@dataclass(frozen=True)
class Rotation:
    """What a round did: keys now under the newest, keys that already were, keys that nothing opens."""

    moved: int = 0
    already: int = 0
    lost: tuple[CallKey, ...] = ()


def rotate_call_keys() -> Rotation:
    """Close the key of every call under the newest key of the installation.

    One short transaction each: whoever is interrupted leaves some under the old key, which still opens them,
    and the next round goes on. A key that nothing opens is left as it is.
    """
    moved = already = 0
    lost = []
    for pk in CallKey.objects.order_by("pk").values_list("pk", flat=True):
        with transaction.atomic():
            row = CallKey.objects.select_for_update().get(pk=pk)
            wrapped = rewrap(row.wrapped)
            if wrapped is None:
                lost.append(row)
            elif wrapped == row.wrapped:
                already += 1
            else:
                row.wrapped = wrapped
                row.save(update_fields=["wrapped"])
                moved += 1
    return Rotation(moved, already, tuple(lost))


def keys_that_do_not_open() -> Iterator[ContentKey]:
    """The keys of applications that nothing opens, without those destroyed by a deed. Reads none from memory."""
    keys = ContentKey.objects.filter(destroyed_at__isnull=True).select_related("call_key__case_file")
    for key in keys.order_by("created_at", "pk").iterator(chunk_size=500):
        try:
            read_content_key(key.pk)
        except SealLost:
            yield key
