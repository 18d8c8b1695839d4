# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Where each value of a JSON text stands, so that a fault can be shown with its line."""

import re
from json.decoder import scanstring  # type: ignore[attr-defined]

_SPACE = re.compile(r"[ \t\r\n]*")
_SCALAR = re.compile(r"[^\s,\]}]+")


def lines_of(text: str) -> dict[str, int]:
    """JSON pointer → line, counted from 1, for every value of a well-formed JSON text."""
    lines: dict[str, int] = {}
    starts = [0, *(match.end() for match in re.finditer("\n", text))]

    def line_at(position: int) -> int:
        low, high = 0, len(starts)
        while high - low > 1:
            middle = (low + high) // 2
            low, high = (middle, high) if starts[middle] <= position else (low, middle)
        return low + 1

    def skip(position: int) -> int:
        found = _SPACE.match(text, position)
        assert found is not None
        return found.end()

    def value(position: int, pointer: str) -> int:
        lines[pointer] = line_at(position)
        match text[position]:
            case "{":
                return members(position + 1, pointer)
            case "[":
                return items(position + 1, pointer)
            case '"':
                return int(scanstring(text, position + 1)[1])
        found = _SCALAR.match(text, position)
        assert found is not None
        return found.end()

    def members(position: int, pointer: str) -> int:
        position = skip(position)
        while text[position] != "}":
            name, position = scanstring(text, skip(position) + 1)
            position = skip(skip(position) + 1)
            position = skip(value(position, f"{pointer}/{escaped(name)}"))
            if text[position] == ",":
                position = skip(position + 1)
        return position + 1

    def items(position: int, pointer: str) -> int:
        position, index = skip(position), 0
        while text[position] != "]":
            position = skip(value(position, f"{pointer}/{index}"))
            index += 1
            if text[position] == ",":
                position = skip(position + 1)
        return position + 1

    value(skip(0), "")
    return lines


def escaped(name: str) -> str:
    """A name as it stands in a JSON pointer (RFC 6901)."""
    return name.replace("~", "~0").replace("/", "~1")
