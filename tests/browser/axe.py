# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The accessibility checker, run in the page as it is: an empty list is what every page must give."""

from pathlib import Path
from typing import Any

AXE = Path(__file__).resolve().parents[2] / "frontend" / "tools" / "axe.min.js"
#: WCAG 2.2 A and AA, and the good practices that axe knows.
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def faults(page: Any) -> list[str]:
    """What axe-core finds on a Playwright page: rule, what is wrong, where. The CSP stays as it is."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate(
        # What is fetched beforehand serves rules that are not among ours.
        "rules => axe.run(document, {runOnly: rules, resultTypes: ['violations'], preload: false})"
        ".then(found => found.violations.map(({id, help, nodes}) => "
        "({id, help, nodes: nodes.map(({html}) => ({html}))})))",
        RULES,
    )
    return [
        f"{page.url} {fault['id']}: {fault['help']} ({node['html'][:160]})"
        for fault in found
        for node in fault["nodes"]
    ]


def overflow(page: Any) -> int:
    """By how many pixels the page is wider than its window: 0."""
    return int(page.evaluate("document.documentElement.scrollWidth - window.innerWidth"))
