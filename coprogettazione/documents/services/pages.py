# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""A paper as a page to read: from what is stored of it, by the template that made its PDF."""

from collections.abc import Mapping
from typing import Any

from django.core.cache import cache
from django.utils.safestring import SafeString, mark_safe

from coprogettazione.documents.documents import render_page, written
from coprogettazione.documents.models import Paper, PaperKind
from coprogettazione.documents.services.issue import TEMPLATES

#: How long a process keeps the page of a published act, in seconds: what it says never changes.
KEPT_FOR = 3600


def page_of(paper: Paper) -> SafeString:
    """All that a paper says, as HTML. Raises SealLost for what is closed and does not open."""
    return _page(paper, paper.data)


def public_page_of(paper: Paper) -> SafeString:
    """What the published copy of a paper says, as HTML: from its public facts where it has any."""
    assert paper.public_file is not None
    key = f"act-{paper.public_file.sha256}"
    html: str | None = cache.get(key)
    if html is None:
        html = _page(paper, paper.data if paper.public_data is None else paper.public_data)
        cache.set(key, str(html), KEPT_FOR)
    return mark_safe(html)  # noqa: S308 written by ourselves, word by word escaped


def _page(paper: Paper, said: Mapping[str, Any]) -> SafeString:
    node = render_page(TEMPLATES[PaperKind(paper.kind)][0], said)
    return mark_safe(written(node))  # noqa: S308 every word is escaped, the elements are those of markup.py
