# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What anybody can write from LEGGIMI.txt to check an exported dossier: nothing of the platform is used."""

import csv
import hashlib
import json
import zipfile
from typing import Any

HASHED = (
    "at",
    "actor",
    "case_file",
    "deed",
    "organisation",
    "previous",
    "recorded_at",
    "role",
    "seq",
    "subject",
)


def fingerprint(value: Any) -> str:
    text = json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def faults(path: Any) -> list[str]:
    """What does not hold; nothing when all of it does."""
    found = []
    with zipfile.ZipFile(path) as archive:
        root = archive.namelist()[0].split("/")[0]
        read = {name.removeprefix(f"{root}/"): archive.read(name) for name in archive.namelist()}
    sums = dict(line.split("  ", 1)[::-1] for line in read.pop("SHA256SUMS").decode().splitlines())
    found += sorted(sums.keys() ^ read.keys())
    found += [
        name for name in sums.keys() & read.keys() if hashlib.sha256(read[name]).hexdigest() != sums[name]
    ]
    links = csv.reader(read["registro/catena.csv"].decode().splitlines()[1:], delimiter=";")
    chain = {int(seq): link for seq, link in links}
    if sorted(chain) != list(range(min(chain), max(chain) + 1)):
        found.append("catena")
    for line in map(json.loads, read["registro/voci.jsonl"].decode().splitlines()):
        hashed = {**{key: line[key] for key in HASHED}, "payload": line["payload_hash"]}
        holds = fingerprint(hashed) == line["hash"] == chain[line["seq"]]
        holds = holds and line["previous"] == chain.get(line["seq"] - 1, "0" * 64)
        if not holds or (
            line["payload"] is not None and fingerprint(line["payload"]) != line["payload_hash"]
        ):
            found.append(f"voce {line['seq']}")
    return found
