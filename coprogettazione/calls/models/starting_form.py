# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The form a call starts from: the chapters of D4, the nine declarations of D3, the files usually asked."""

import json
from functools import cache
from pathlib import Path
from typing import Any


def standard_form() -> dict[str, Any]:
    """As JSON, each time a value of its own: the office changes it question by question."""
    form: dict[str, Any] = json.loads(_text())
    return form


@cache
def _text() -> str:
    return Path(__file__).with_name("starting_form.json").read_text(encoding="utf-8")
