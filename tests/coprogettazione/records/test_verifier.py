# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The offline verifier: it finds any change of an exported register, with the standard library only."""

import ast
import hashlib
import json
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coprogettazione.records.public.models import PublicLine
from coprogettazione.records.public.proofs import opening_of
from tests.coprogettazione.records.public import (
    PROGRAM,
    VECTORS,
    bytes_of,
    exported,
    noting,
    verifier,
    written,
)
from tests.coprogettazione.records.test_public_lines import MONDAY

OFFLINE = verifier()
WHOLE = bytes_of(VECTORS["cases"][0])
LINES = WHOLE.splitlines(keepends=True)


def found(content: bytes, **more):
    """Line and reason of the first fault; None when everything holds."""
    try:
        OFFLINE.check(content.splitlines(keepends=True), **more)
    except OFFLINE.Broken as broken:
        return broken.line, broken.code
    return None


def line_at(offset: int) -> int:
    return WHOLE[:offset].count(b"\n") + 1


@pytest.mark.parametrize("case", VECTORS["cases"], ids=lambda case: case["name"])
def test_each_case_is_found_as_the_browser_finds_it(case) -> None:
    asked = {"noted": case.get("noted"), "sha256": case.get("sha256", "")}
    if "broken" in case:
        assert found(bytes_of(case), **asked) == tuple(case["broken"])
        return
    holds = OFFLINE.check(bytes_of(case).splitlines(keepends=True), **asked)
    assert holds.entries == case["entries"]
    if "found" in case:
        assert [seq for seq, _day, _act in holds.acts] == case["found"]


@settings(max_examples=400, deadline=None)
@given(st.integers(0, len(WHOLE) - 1), st.integers(1, 255))
def test_any_single_changed_byte_is_found_and_its_line_named(offset: int, change: int) -> None:
    altered = WHOLE[:offset] + bytes([WHOLE[offset] ^ change]) + WHOLE[offset + 1 :]
    broken = found(altered)
    assert broken is not None
    assert broken[0] == line_at(offset)


@settings(max_examples=60, deadline=None)
@given(st.integers(0, len(WHOLE) - 1), st.integers(0, 255))
def test_any_byte_added_or_taken_away_is_found(offset: int, byte: int) -> None:
    assert found(WHOLE[:offset] + bytes([byte]) + WHOLE[offset:]) is not None
    assert found(WHOLE[:offset] + WHOLE[offset + 1 :]) is not None


@settings(max_examples=60, deadline=None)
@given(st.integers(0, len(LINES) - 1))
def test_any_line_taken_away_is_found_except_a_timestamp_that_has_its_own_file(number: int) -> None:
    broken = found(b"".join(LINES[:number] + LINES[number + 1 :]))
    if b'"kind":"stamp"' in LINES[number]:
        assert broken is None
    else:
        assert broken is not None
        assert broken[0] >= number + 1


@settings(max_examples=60, deadline=None)
@given(st.integers(0, len(LINES) - 1), st.integers(0, len(LINES) - 1))
def test_any_two_lines_exchanged_are_found(one: int, other: int) -> None:
    lines = list(LINES)
    lines[one], lines[other] = lines[other], lines[one]
    assert (found(b"".join(lines)) is None) == (one == other)


def test_a_register_cut_anywhere_does_not_hold() -> None:
    assert all(found(b"".join(LINES[:count])) is not None for count in range(len(LINES)))


def run(*arguments: str | Path) -> tuple[int, str]:
    """As a citizen runs it: nothing of this project can be imported."""
    command = [sys.executable, "-I", str(PROGRAM), *map(str, arguments)]
    answer = subprocess.run(
        command, capture_output=True, text=True, encoding="utf-8", env={"PYTHONUTF8": "1"}
    )
    assert answer.stderr == ""
    return answer.returncode, answer.stdout


def test_the_command_says_that_everything_holds_and_what_to_write_down(tmp_path: Path) -> None:
    register = tmp_path / "registro.jsonl"
    register.write_bytes(WHOLE)
    status, said = run(register)
    assert status == 0
    assert "Il registro torna: 11 voci, 3 giorni chiusi." in said
    assert "Le ultime 2 voci non hanno ancora la radice" in said
    assert "Ultimo giorno chiuso: 2026-07-01" in said
    assert "La firma di chi le ha messe qui non è controllata" in said


def test_the_command_names_the_first_line_that_does_not_hold(tmp_path: Path) -> None:
    register = tmp_path / "registro.jsonl"
    register.write_bytes(WHOLE.replace(b"autonomia", b"autonomie"))
    status, said = run(register)
    assert (status, said) == (
        1,
        "Il registro NON torna. riga 2: la riga è cambiata: la sua impronta è un’altra.\n",
    )


def test_the_command_finds_a_published_document_and_not_one_altered_by_a_byte(tmp_path: Path) -> None:
    register, document, altered = (tmp_path / name for name in ("registro.jsonl", "a.pdf", "b.pdf"))
    register.write_bytes(WHOLE)
    document.write_bytes(b"%PDF-1.7 convenzione")
    altered.write_bytes(b"%PDF-1.7 convenzionf")
    status, said = run(register, "--file", document)
    assert status == 0
    assert "a.pdf è un atto pubblicato: Convenzione 4/2026" in said
    assert "Voce 9 del 2026-07-01" in said
    status, said = run(register, "--file", altered)
    assert status == 1
    assert "non è un atto pubblicato qui" in said


def test_the_command_holds_a_register_to_the_roots_kept_from_earlier(tmp_path: Path) -> None:
    case = next(c for c in VECTORS["cases"] if c["name"] == "tutto riscritto: da sé torna")
    rewritten, roots = tmp_path / "registro.jsonl", tmp_path / "radici.jsonl"
    rewritten.write_bytes(bytes_of(case))
    roots.write_bytes(b"".join(line for line in LINES if b'"kind":"day"' in line))
    assert run(rewritten)[0] == 0
    status, said = run(rewritten, "--radici", roots)
    assert status == 1
    assert "riga 5: la radice non è quella annotata in passato" in said
    (tmp_path / "stesso.jsonl").write_bytes(WHOLE)
    assert (
        "Le 3 radici annotate sono ancora le stesse" in run(tmp_path / "stesso.jsonl", "--radici", roots)[1]
    )


def test_the_command_says_when_there_is_nothing_to_read(tmp_path: Path) -> None:
    status, said = run(tmp_path / "manca.jsonl")
    assert status == 2
    assert "Non si può controllare" in said


def test_the_timestamps_are_written_out_for_openssl(tmp_path: Path) -> None:
    register = tmp_path / "registro.jsonl"
    register.write_bytes(WHOLE)
    assert run(register, "--marche", tmp_path / "marche")[0] == 0
    day = next(line for line in LINES if b'"day":"2026-02-03"' in line and b'"kind":"day"' in line)
    token = tmp_path / "marche" / "2026-02-03.tst"
    assert OFFLINE.imprint_of(token.read_bytes()).hex() == day[9:73].decode()
    told = subprocess.run(
        ["openssl", "ts", "-reply", "-token_in", "-in", token, "-text"], capture_output=True, text=True
    )
    assert "Hash Algorithm: sha256" in told.stdout


@pytest.mark.parametrize("token", [b"", b"\x30", b"\x30\x84", b"\x30\x03\x02\x01", bytes(40), b"\x1f" * 9])
def test_what_is_not_a_timestamp_is_said_so(token: bytes) -> None:
    with pytest.raises(ValueError, match="not"):
        OFFLINE.imprint_of(token)


def test_it_leans_on_the_standard_library_alone() -> None:
    imported = {
        (node.module or "") if isinstance(node, ast.ImportFrom) else alias.name
        for node in ast.walk(ast.parse(PROGRAM.read_text()))
        if isinstance(node, ast.Import | ast.ImportFrom)
        for alias in node.names
    }
    assert {name.split(".")[0] for name in imported} <= sys.stdlib_module_names


def test_the_leaf_of_an_empty_text_is_that_of_rfc_6962() -> None:
    tree = OFFLINE.Tree()
    assert tree.root() == hashlib.sha256(b"").hexdigest()
    tree.add(hashlib.sha256(b"\x00").digest())
    assert tree.root() == "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d"


@pytest.mark.django_db
def test_an_entry_opened_by_who_may_read_it_is_recognised_and_one_altered_is_not(tmp_path: Path) -> None:
    with noting():
        written((MONDAY, 3))
    register, opened = tmp_path / "registro.jsonl", tmp_path / "voce-2.json"
    register.write_bytes(exported())
    told = opening_of(PublicLine.objects.select_related("entry").get(seq=2))
    opened.write_text(json.dumps(told))
    status, said = run(register, "--voce", opened)
    assert (status, said.splitlines()[-1]) == (0, "La voce 2 di voce-2.json è quella scritta nel registro.")
    for wrong in (
        {"entry": told["entry"].replace("note_for_test", "note_for_text")},
        {"salt": "0" * 64},
        {"seq": 3},
    ):
        opened.write_text(json.dumps({**told, **wrong}))
        status, said = run(register, "--voce", opened)
        assert status == 1
        assert "NON è quella scritta" in said
    opened.write_text("{")
    assert run(register, "--voce", opened)[0] == 2
