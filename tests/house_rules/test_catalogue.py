# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The English catalogue is complete: no word on screen is without it."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import polib
import pytest

ROOT = Path(__file__).resolve().parents[2]
CATALOGUE = Path("locale/en/LC_MESSAGES/django.po")
SOURCES = ("coprogettazione", "workflows", "home", "site", "templates")


def key(entry: polib.POEntry) -> tuple[str, str]:
    return (entry.msgctxt or "", entry.msgid)


def test_every_sentence_has_an_english_one_that_is_not_a_guess() -> None:
    catalogue = polib.pofile(str(ROOT / CATALOGUE))
    assert len(catalogue) > 0
    assert [entry.msgid for entry in catalogue.untranslated_entries()] == []
    assert [entry.msgid for entry in catalogue.fuzzy_entries()] == []


@pytest.mark.skipif(shutil.which("xgettext") is None, reason="no GNU gettext (make test installs it as root)")
def test_the_catalogue_knows_every_sentence_of_the_code(tmp_path: Path) -> None:
    for name in SOURCES:
        shutil.copytree(
            ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("migrations", "__pycache__")
        )
    (tmp_path / CATALOGUE).parent.mkdir(parents=True)
    answer = subprocess.run(
        [sys.executable, "-m", "django", "makemessages", "--locale", "en", "--no-obsolete"],
        cwd=tmp_path,
        env={key: value for key, value in os.environ.items() if key != "DJANGO_SETTINGS_MODULE"},
        capture_output=True,
        text=True,
    )
    assert answer.returncode == 0, answer.stderr
    asked = {key(entry) for entry in polib.pofile(str(tmp_path / CATALOGUE))}
    known = {key(entry) for entry in polib.pofile(str(ROOT / CATALOGUE)) if not entry.obsolete}
    assert sorted(asked - known) == [], "run make messages and translate"
    assert sorted(known - asked) == [], "run make messages: these are said no more"
