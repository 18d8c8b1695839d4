# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The public lines of the entries written before there were any: a commitment for each, and the acts published at
that instant in that dossier.
"""

import secrets
from collections.abc import Iterator
from typing import Any

from coprogettazione.records.public.facts import public_facts
from coprogettazione.records.public.lines import commitment_of, line_text, roman_day, text_hash

BATCH = 1000
#: Of several deeds of one instant in one dossier, those that publish.
PUBLISHES = ("publish_", "extend_", "amend_", "correct_", "admit_", "approve_", "appoint_", "freeze_", "conclude_")


def fill(apps: Any, schema_editor: Any) -> None:
    """Write the lines in order, a batch at a time."""
    del schema_editor
    models = {name: apps.get_model("coprogettazione", name) for name in ("Entry", "PublicLine", "PublishedFile")}
    published = _published(apps)
    day = None
    entries = models["Entry"].objects.select_related("case_file").order_by("seq").iterator(chunk_size=BATCH)
    for batch in _batches(entries):
        lines, files = [], []
        for entry in batch:
            day = max(day or roman_day(entry.recorded_at), roman_day(entry.recorded_at))
            acts = published.pop(entry.seq, [])
            code = entry.case_file.code if entry.case_file_id else ""
            payload = {} if "sealed" in entry.payload else entry.payload
            facts = public_facts(deed=entry.deed, at=entry.at, call=code, facts=payload, acts=acts)
            salt = secrets.token_hex(32)
            text = line_text(seq=entry.seq, day=day, commitment=commitment_of(entry.hash, salt), facts=facts)
            line = models["PublicLine"](
                entry=entry, seq=entry.seq, day=day, salt=salt, text=text, hash=text_hash(text),
                deed=facts["deed"] if facts else "", call=code if facts else "",
            )  # fmt: skip
            lines.append(line)
            of_acts = dict.fromkeys(act["sha256"] for act in acts)
            files += [models["PublishedFile"](line=line, sha256=sha256) for sha256 in of_acts]
        models["PublicLine"].objects.bulk_create(lines)
        models["PublishedFile"].objects.bulk_create(files)
    apps.get_model("coprogettazione", "RegisterHead").objects.update(open_from=day)


def _batches(rows: Iterator[Any]) -> Iterator[list[Any]]:
    batch = []
    for row in rows:
        batch.append(row)
        if len(batch) == BATCH:
            yield batch
            batch = []
    if batch:
        yield batch


def _published(apps: Any) -> dict[int, list[dict[str, Any]]]:
    """Entry number → the files that were published with it."""
    entry_model = apps.get_model("coprogettazione", "Entry")
    papers = apps.get_model("coprogettazione", "Paper").objects.filter(public_file__isnull=False)
    found: dict[int, list[dict[str, Any]]] = {}
    told = []
    for paper in papers.select_related("public_file", "body").order_by("pk").iterator(chunk_size=BATCH):
        act = {"kind": paper.kind, "title": paper.title, "number": paper.number, "date": paper.date}
        told.append((paper.case_file_id, paper.published_at, paper.public_file, paper.body.name, act))
    annexes = apps.get_model("coprogettazione", "StoredFile").objects.filter(public=True, kind="ANNEX")
    for file in annexes.select_related("owner").order_by("pk").iterator(chunk_size=BATCH):
        act = {"kind": "ANNEX", "title": file.name, "date": roman_day(file.uploaded_at)}
        told.append((file.case_file_id, file.uploaded_at, file, file.owner.name if file.owner else "", act))
    for case_file, at, file, body, act in told:
        entries = entry_model.objects.filter(case_file_id=case_file, at=at).order_by("seq")
        deeds = list(entries.values_list("seq", "deed"))
        if deeds:
            seq = next((seq for seq, deed in deeds if deed.startswith(PUBLISHES)), deeds[-1][0])
            found.setdefault(seq, []).append({**act, "sha256": file.sha256, "file": file.name, "body": body})
    return found
