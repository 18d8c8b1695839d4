# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Do the public lines and roots say of the register what it says? Asked from inside, where the salts are."""

from django.utils.translation import gettext_lazy as _

from coprogettazione.records.models import GENESIS, Entry
from coprogettazione.records.public.days import day_text
from coprogettazione.records.public.lines import commitment_of, text_hash
from coprogettazione.records.public.merkle import Tree
from coprogettazione.records.public.models import DayRoot, PublicLine
from coprogettazione.records.queries import ChainCheck


def check_public() -> ChainCheck:
    """Recompute every public line and every root, in constant memory. The chain of the entries is another check."""
    days = DayRoot.objects.order_by("day").iterator(chunk_size=500)
    day, tree, previous, count = next(days, None), Tree(), GENESIS, 0
    for line in PublicLine.objects.select_related("entry").order_by("seq").iterator(chunk_size=1000):
        count += 1
        if line.seq != count or line.entry.seq != count:
            return ChainCheck(count - 1, count, _("manca la riga"))
        if text_hash(line.text) != line.hash:
            return ChainCheck(count - 1, count, _("la riga è cambiata"))
        if commitment_of(line.entry.hash, line.salt) != line.commitment:
            return ChainCheck(count - 1, count, _("la riga è di un’altra voce"))
        tree.add(bytes.fromhex(line.hash))
        if day is not None and count == day.last:
            text = day_text(
                day=day.day,
                first=day.last - tree.size + 1,
                last=day.last,
                root=tree.root().hex(),
                previous=previous,
            )
            if text != day.text or text_hash(text) != day.hash:
                return ChainCheck(count - 1, count, _("la radice del suo giorno è un’altra"))
            day, tree, previous = next(days, None), Tree(), day.hash
    if day is not None or Entry.objects.count() != count:
        return ChainCheck(count, count + 1, _("mancano righe alla fine"))
    return ChainCheck(count)
