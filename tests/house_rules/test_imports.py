# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Who may use whom: the contracts of pyproject.toml, and what they cannot say."""

import ast
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
DOMAIN_PAGES = {"models", "lifecycle", "rules", "queries", "documents", "notifications", "services"}


def domain_files(*pages: str) -> list[Path]:
    """The files of those pages in every chapter, also where a page has become a folder."""
    chapters = (ROOT / "coprogettazione").glob("*/")
    return sorted(
        path
        for chapter in chapters
        if chapter.name not in {"migrations", "management", "templatetags"}
        for path in chapter.rglob("*.py")
        if path.relative_to(chapter).parts[0].removesuffix(".py") in pages
    )


def imported_names(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def test_the_contracts_of_who_imports_whom_hold() -> None:
    command = [str(Path(sys.executable).with_name("lint-imports")), "--cache-dir", ".import_linter_cache"]
    environment = {**os.environ, "PYTHONPATH": f"{ROOT / 'site'}:{ROOT}"}
    answer = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True)
    assert answer.returncode == 0, answer.stdout + answer.stderr


@pytest.mark.parametrize("module", ["django.http", "django.shortcuts", "django.template.response"])
def test_the_domain_knows_no_http(module: str) -> None:
    guilty = [
        str(path.relative_to(ROOT))
        for path in domain_files(*DOMAIN_PAGES)
        if any(name == module or name.startswith(f"{module}.") for name in imported_names(path))
    ]
    assert not guilty


def test_the_domain_knows_of_viewflow_only_the_state_machine_and_only_in_lifecycles() -> None:
    guilty = [
        f"{path.relative_to(ROOT)}: {name}"
        for path in domain_files(*DOMAIN_PAGES)
        for name in imported_names(path)
        if name.startswith("viewflow") and not (name.startswith("viewflow.fsm") and "lifecycle" in str(path))
    ]
    assert not guilty


def test_pages_that_decide_and_write_never_read_the_clock() -> None:
    clocks = {"now", "localdate", "localtime", "today", "utcnow"}
    guilty = [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for path in domain_files("lifecycle", "rules", "queries", "services")
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
        if node.func.attr in clocks and not node.args
    ]
    assert not guilty
