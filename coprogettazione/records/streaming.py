# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What is long is sent while it is written."""

from collections.abc import AsyncIterator, Iterator

from asgiref.sync import sync_to_async


async def one_by_one(pieces: Iterator[bytes]) -> AsyncIterator[bytes]:
    """The same pieces for a server that does other things meanwhile (Django would read them all first)."""
    step = sync_to_async(lambda: next(pieces, None))
    while (piece := await step()) is not None:
        if piece:
            yield piece
