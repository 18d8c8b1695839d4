# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The tree: where things are, how they are called, how long a file may be."""

import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
LONGEST_FILE = 400
FORBIDDEN_NAMES = {"utils", "helpers", "common", "managers", "misc"}
# Generated, or not ours to cut.
NOT_WRITTEN_BY_HAND = (
    "coprogettazione/migrations/",
    "home/migrations/",
    "workflows/migrations/",
    "frontend/dist/",
    "LICENSES/",
)
HAND_WRITTEN = (".py", ".html", ".txt", ".ts", ".scss", ".typ", ".sh")
PAGES = {
    "models", "lifecycle", "rules", "queries", "documents", "notifications",
    "services", "forms", "views", "api", "urls",
}  # fmt: skip
# What a chapter has besides, and why.
OTHER_PAGES = {
    "parties": {"codes", "adapters"},  # validity of codice fiscale & co.; the rules of allauth's sign-in
    "tables": {"coediting"},  # live text
}
CHAPTERS = (
    "parties", "planning", "calls", "applications", "evaluation", "tables", "agreements", "monitoring",
)  # fmt: skip


def tracked_files() -> list[str]:
    answer = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
    )
    if answer.returncode:
        pytest.skip("not a git checkout")
    return [name for name in answer.stdout.splitlines() if (ROOT / name).exists()]


def test_site_is_a_plain_folder_never_a_package() -> None:
    assert not (ROOT / "site" / "__init__.py").exists()


def test_site_is_tracked_although_many_ignore_lists_name_it() -> None:
    answer = subprocess.run(["git", "check-ignore", "site/config/urls.py"], cwd=ROOT, capture_output=True)
    assert answer.returncode == 1, "a line of .gitignore hides site/"
    assert "site/config/urls.py" in tracked_files()


def test_no_file_written_by_hand_is_longer_than_400_lines() -> None:
    too_long = {}
    for name in tracked_files():
        if name.endswith(HAND_WRITTEN) and not name.startswith(NOT_WRITTEN_BY_HAND):
            lines = len((ROOT / name).read_text().splitlines())
            if lines > LONGEST_FILE:
                too_long[name] = lines
    assert not too_long


def test_no_name_says_nothing() -> None:
    vague = [name for name in tracked_files() if FORBIDDEN_NAMES & {Path(p).stem for p in Path(name).parts}]
    assert not vague


@pytest.mark.parametrize("chapter", CHAPTERS)
def test_a_chapter_has_the_pages_of_every_chapter_and_no_others(chapter: str) -> None:
    entries = {
        path.stem
        for path in (ROOT / "coprogettazione" / chapter).iterdir()
        if path.suffix == ".py" or (path / "__init__.py").exists()
    }
    assert entries - {"__init__"} - PAGES - OTHER_PAGES.get(chapter, set()) == set()


def test_every_chapter_says_what_it_is() -> None:
    silent = [
        chapter
        for chapter in (*CHAPTERS, "records", "documents", "notifications")
        if '"""' not in (ROOT / "coprogettazione" / chapter / "__init__.py").read_text()
    ]
    assert not silent


def test_every_source_file_says_whose_it_is_and_under_which_licence() -> None:
    silent = []
    for name in tracked_files():
        if name.endswith((".py", ".html", ".ts", ".scss", ".typ")) and not name.startswith(
            NOT_WRITTEN_BY_HAND
        ):
            text = (ROOT / name).read_text()
            head = "\n".join(text.splitlines()[:6])
            if not text:
                continue  # nothing in it is anybody's
            if "SPDX-FileCopyrightText: " not in head or "SPDX-License-Identifier: " not in head:
                silent.append(name)
    assert not silent
