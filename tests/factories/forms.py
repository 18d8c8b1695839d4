# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Forms of a call as JSON, one question at a time."""

from typing import Any

from django.utils.text import slugify


def form(*questions: dict[str, Any]) -> dict[str, Any]:
    """A form of one section, «Parte», that asks these questions."""
    return {"sections": [{"key": "parte", "title": "Parte", "questions": list(questions)}]}


def text(key: str, **more: Any) -> dict[str, Any]:
    """A question answered with a text."""
    return {"key": key, "kind": "TEXT", "label": f"Domanda {key}", **more}


def number(key: str, **more: Any) -> dict[str, Any]:
    """A question answered with a number."""
    return {"key": key, "kind": "NUMBER", "label": f"Domanda {key}", **more}


def choice(key: str, *labels: str, **more: Any) -> dict[str, Any]:
    """A choice among these answers; their keys are their words."""
    options = [{"key": slugify(label), "label": label} for label in labels]
    return {"key": key, "kind": "CHOICE", "label": f"Domanda {key}", "options": options, **more}


def table(key: str, **more: Any) -> dict[str, Any]:
    """A table of names, amounts and days."""
    columns = [
        {"key": "chi", "label": "Chi"},
        {"key": "quanto", "label": "Quanto", "kind": "AMOUNT"},
        {"key": "quando", "label": "Quando", "kind": "DATE"},
    ]
    return {"key": key, "kind": "TABLE", "label": f"Domanda {key}", "columns": columns, **more}
