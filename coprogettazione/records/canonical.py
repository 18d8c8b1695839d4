# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""One way of writing facts down, so that the same facts always have the same fingerprint."""

import hashlib
import json
from collections.abc import Mapping
from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import Any

from django.core.files.base import File
from django.db.models import Model
from django.utils.functional import Promise

from coprogettazione.wording import in_italian


def plain(value: Any) -> Any:
    """Turn facts into JSON values: rows become kind and id, money a string, instants UTC, files SHA-256.

    Raises TypeError for what has no single form (floats above all).
    """
    match value:
        case None | bool() | int():
            return value
        case str():
            return str(value)
        case Promise():
            return _in_italian(value)
        case Decimal():
            return format(value, "f")
        case datetime():
            if value.tzinfo is None:
                raise TypeError(f"an instant without time zone: {value!r}")
            return value.astimezone(UTC).isoformat()
        case date() | time():
            return value.isoformat()
        case Model():
            return {"kind": value._meta.model_name, "id": value.pk}
        case File():
            return {
                "name": (value.name or "").rsplit("/", 1)[-1],
                "size": value.size,
                "sha256": file_sha256(value),
            }
        case Mapping():
            return {str(key): plain(item) for key, item in value.items()}
        case list() | tuple():
            return [plain(item) for item in value]
    if hasattr(value, "__dataclass_fields__"):
        return {name: plain(getattr(value, name)) for name in value.__dataclass_fields__}
    if hasattr(value, "__iter__"):
        return [plain(item) for item in value]
    raise TypeError(f"no canonical form for {type(value).__name__}")


@in_italian
def _in_italian(words: Promise) -> str:
    """Words that know many languages: the register has one."""
    return str(words)


def canonical_json(value: Any) -> str:
    """The one text of these facts: sorted keys, no spaces, UTF-8."""
    return json.dumps(
        plain(value), sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False
    )


def sha256(text: str) -> str:
    """The fingerprint of a text, 64 hexadecimal digits."""
    return hashlib.sha256(text.encode()).hexdigest()


def file_sha256(file: File) -> str:
    """The fingerprint of a file's bytes; the file is left rewound."""
    digest = hashlib.sha256()
    file.seek(0)
    for chunk in file.chunks():
        digest.update(chunk)
    file.seek(0)
    return digest.hexdigest()
