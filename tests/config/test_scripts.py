# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The scripts that a browser loads, and how much of them."""

import gzip
from pathlib import Path

DIST = Path(__file__).resolve().parents[2] / "frontend" / "dist"
#: Bytes of script, gzipped, on a page where a shared text is written.
MOST = 150_000


def gzipped(name: str) -> int:
    return len(gzip.compress((DIST / name).read_bytes(), compresslevel=9))


def test_a_page_where_a_shared_text_is_written_loads_at_most_150_kilobytes_of_script() -> None:
    assert gzipped("app.js") + gzipped("table.js") <= MOST
