# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Compile the message catalogues (``locale/*/LC_MESSAGES/*.po``) without GNU gettext.

Run by ``make setup``, ``make demo`` and the tests; the compiled files are not committed.
"""

from pathlib import Path

import polib

LOCALE = Path(__file__).resolve().parents[2] / "locale"


def compile_catalogues(locale: Path = LOCALE) -> list[Path]:
    """Write the ``.mo`` file of each catalogue that changed since the last time; return those written."""
    written = []
    for source in sorted(locale.glob("*/LC_MESSAGES/*.po")):
        target = source.with_suffix(".mo")
        if target.exists() and target.stat().st_mtime >= source.stat().st_mtime:
            continue
        draft = target.with_suffix(".mo.draft")
        polib.pofile(str(source)).save_as_mofile(str(draft))
        draft.replace(target)
        written.append(target)
    return written


if __name__ == "__main__":
    for path in compile_catalogues():
        print("compiled", path.relative_to(LOCALE.parent))
