#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Controlla da solo un registro pubblico di Coprogettazione, senza rete e con la sola libreria standard di Python.

    python3 coprogettazione_verify.py registro.jsonl
    python3 coprogettazione_verify.py registro.jsonl --radici radici-di-un-anno-fa.jsonl --file convenzione.pdf

The format is docs/register.md of the project. This program shares no code with the server, on purpose.
Exit status: 0 everything holds, 1 something does not, 2 it could not be checked.
"""

import argparse
import base64
import binascii
import hashlib
import json
import re
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

FORMAT = "coprogettazione-register/1"
GENESIS = "0" * 64
FRAME = re.compile(rb'\{"hash":"([0-9a-f]{64})","line":(\{.*\})\}\n', re.DOTALL)
SHA256 = re.compile(r"[0-9a-f]{64}")
DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
#: Object identifier of SHA-256 in DER.
SHA256_OID = bytes.fromhex("0609608648016503040201")
#: What the commitment to an entry begins with.
COMMITS = b"coprogettazione-entry/1\x00"
#: What may be wrong: code → words.
REASONS = {
    "frame": "la riga non ha la forma del registro",
    "hash": "la riga è cambiata: la sua impronta è un’altra",
    "order": "manca una voce, o non è al suo posto",
    "day": "il giorno non è quello che deve essere",
    "root": "la radice non è quella delle voci",
    "chain": "il giorno non segue da quello prima",
    "stamp": "la marca temporale è di un’altra impronta",
    "noted": "la radice non è quella annotata in passato",
    "end": "il registro finisce prima della sua fine",
}


class Broken(Exception):
    """The first line that does not hold: its number in the file, from 1, and the code of the reason."""

    def __init__(self, line: int, code: str) -> None:
        super().__init__(f"riga {line}: {REASONS[code]}")
        self.line = line
        self.code = code


class Tree:
    """The root of an RFC 6962 Merkle tree whose leaves come one at a time."""

    def __init__(self) -> None:
        self.size = 0
        self.subtrees: list[tuple[int, bytes]] = []

    def add(self, leaf: bytes) -> None:
        """One more leaf hash; two subtrees of the same size become one."""
        self.size += 1
        node, height = leaf, 0
        while self.subtrees and self.subtrees[-1][0] == height:
            node, height = _node(self.subtrees.pop()[1], node), height + 1
        self.subtrees.append((height, node))

    def root(self) -> str:
        """The root so far, hexadecimal."""
        if not self.subtrees:
            return hashlib.sha256(b"").hexdigest()
        node = self.subtrees[-1][1]
        for _height, left in self.subtrees[-2::-1]:
            node = _node(left, node)
        return node.hex()


def _node(left: bytes, right: bytes) -> bytes:
    return hashlib.sha256(b"\x01" + left + right).digest()


def _leaf(data: bytes) -> bytes:
    return hashlib.sha256(b"\x00" + data).digest()


@dataclass
class Found:
    """What a register that holds says."""

    entries: int = 0
    days: dict[str, str] = field(default_factory=dict)
    stamps: dict[str, str] = field(default_factory=dict)
    open_entries: int = 0
    commitment: str = ""
    acts: list[tuple[int, str, dict[str, Any]]] = field(default_factory=list)


class Register:
    """A register being read, line by line, in constant memory; `sha256` is a file looked for in it, `seq` an entry
    whose commitment is wanted.
    """

    def __init__(self, noted: dict[str, str], sha256: str, seq: int) -> None:
        self.noted = noted
        self.sha256 = sha256
        self.seq = seq
        self.found = Found()
        self.tree = Tree()
        self.first = 1
        self.days_of_entries: set[str] = set()
        self.last_day = ""
        self.previous = GENESIS
        self.ended = False

    def read(self, number: int, raw: bytes) -> None:
        """One line of the file. Raises Broken."""
        line, fingerprint = unframed(number, raw)
        kind = line.get("kind")
        if (number == 1) != (kind == "register") or self.ended:
            raise Broken(number, "frame")
        try:
            if kind == "entry":
                self._entry(number, line, fingerprint)
            elif kind == "day":
                self._day(number, line, fingerprint)
            elif kind == "stamp":
                self._stamp(number, line)
            elif kind == "end":
                self._span(number, line)
                self.found.open_entries, self.ended = self.tree.size, True
            elif kind != "register" or line.get("format") != FORMAT:
                raise Broken(number, "frame")
        except (KeyError, TypeError, AttributeError) as fault:
            raise Broken(number, "frame") from fault

    def _entry(self, number: int, line: dict[str, Any], fingerprint: str) -> None:
        day = _day_of(number, line)
        if type(line["seq"]) is not int or line["seq"] != self.first + self.tree.size:
            raise Broken(number, "order")
        if day <= self.last_day or day < max(self.days_of_entries, default=""):
            raise Broken(number, "day")
        if not SHA256.fullmatch(line["commitment"]):
            raise Broken(number, "frame")
        self.tree.add(bytes.fromhex(fingerprint))
        self.days_of_entries.add(day)
        self.found.entries += 1
        if line["seq"] == self.seq:
            self.found.commitment = line["commitment"]
        if self.sha256:
            self._look_at(line)

    def _look_at(self, line: dict[str, Any]) -> None:
        facts = line.get("facts", {})
        for act in facts.get("acts", ()):
            if act["sha256"] == self.sha256:
                self.found.acts.append((line["seq"], line["day"], {**act, "at": facts["at"]}))

    def _day(self, number: int, line: dict[str, Any], fingerprint: str) -> None:
        day = _day_of(number, line)
        if self.days_of_entries != {day}:
            raise Broken(number, "day")
        self._span(number, line)
        if self.noted.get(day, fingerprint) != fingerprint:
            raise Broken(number, "noted")
        self.found.days[day] = fingerprint
        self.first += self.tree.size
        self.tree, self.days_of_entries = Tree(), set()
        self.last_day, self.previous = day, fingerprint

    def _span(self, number: int, line: dict[str, Any]) -> None:
        size = self.tree.size
        if (line["first"], line["last"], line["entries"]) != (self.first, self.first + size - 1, size):
            raise Broken(number, "order")
        if line["previous"] != self.previous:
            raise Broken(number, "chain")
        if line["root"] != self.tree.root():
            raise Broken(number, "root")

    def _stamp(self, number: int, line: dict[str, Any]) -> None:
        day = _day_of(number, line)
        if day != self.last_day or self.tree.size or day in self.found.stamps:
            raise Broken(number, "order")
        try:
            token = base64.b64decode(line["token"], validate=True)
            if imprint_of(token).hex() != self.previous:
                raise Broken(number, "stamp")
        except (binascii.Error, ValueError) as fault:
            raise Broken(number, "stamp") from fault
        self.found.stamps[day] = line["token"]

    def finish(self, lines: int) -> Found:
        """After the last line. Raises Broken."""
        if not self.ended:
            raise Broken(lines + 1, "end")
        if set(self.noted) - set(self.found.days):
            raise Broken(lines, "noted")
        return self.found


def unframed(number: int, raw: bytes) -> tuple[dict[str, Any], str]:
    """What a line says, and its fingerprint, recomputed from its bytes. Raises Broken."""
    framed = FRAME.fullmatch(raw)
    if framed is None:
        raise Broken(number, "frame")
    fingerprint = _leaf(framed[2]).hex()
    if fingerprint.encode() != framed[1]:
        raise Broken(number, "hash")
    try:
        line = json.loads(framed[2].decode())
    except ValueError as fault:
        raise Broken(number, "frame") from fault
    return line, fingerprint


def _day_of(number: int, line: dict[str, Any]) -> str:
    if not DAY.fullmatch(line["day"]):
        raise Broken(number, "frame")
    return str(line["day"])


def check(
    lines: Iterable[bytes], *, noted: dict[str, str] | None = None, sha256: str = "", seq: int = 0
) -> Found:
    """Read a whole register; `noted` are fingerprints of days written down earlier. Raises Broken."""
    register = Register(noted or {}, sha256, seq)
    number = 0
    for number, raw in enumerate(lines, start=1):
        register.read(number, raw)
    return register.finish(number)


def noted_in(lines: Iterable[bytes]) -> dict[str, str]:
    """The days of a file of roots, or of an older register. Raises Broken."""
    days: dict[str, str] = {}
    for number, raw in enumerate(lines, start=1):
        line, fingerprint = unframed(number, raw)
        if line.get("kind") == "day":
            days[_day_of(number, line)] = fingerprint
    return days


def commitment_of(opened: dict[str, Any]) -> str:
    """The commitment that an opened entry ({"seq", "entry", "salt"}) makes, which its line must have."""
    entry = hashlib.sha256(opened["entry"].encode()).digest()
    return hashlib.sha256(COMMITS + bytes.fromhex(opened["salt"]) + entry).hexdigest()


# ---------------------------------------------------------------- RFC 3161: as much DER as the imprint takes


def _parts(data: bytes) -> Iterator[tuple[int, bytes]]:
    """The elements of some DER: tag and content. Raises ValueError."""
    at = 0
    while at < len(data):
        if at + 2 > len(data) or data[at] & 0x1F == 0x1F:
            raise ValueError("not DER")
        tag, length, at = data[at], data[at + 1], at + 2
        if length & 0x80:
            count = length & 0x7F
            if not 1 <= count <= 4 or at + count > len(data):
                raise ValueError("not DER")
            length, at = int.from_bytes(data[at : at + count], "big"), at + count
        if at + length > len(data):
            raise ValueError("not DER")
        yield tag, data[at : at + length]
        at += length


def _only(data: bytes, tag: int, index: int) -> bytes:
    """The content of the element at that place, which must have that tag. Raises ValueError."""
    parts = list(_parts(data))
    if index >= len(parts) or parts[index][0] != tag:
        raise ValueError("not a timestamp token")
    return parts[index][1]


def imprint_of(token: bytes) -> bytes:
    """The SHA-256 that a TimeStampToken stamps: ContentInfo › SignedData › TSTInfo › messageImprint.

    Raises ValueError when it is not one, or of another hash. The authority's signature is not looked at.
    """
    signed = _only(_only(_only(token, 0x30, 0), 0xA0, 1), 0x30, 0)
    encapsulated = _only(signed, 0x30, 2)
    information = _only(_only(_only(encapsulated, 0xA0, 1), 0x04, 0), 0x30, 0)
    imprint = _only(information, 0x30, 2)
    if not _only(imprint, 0x30, 0).startswith(SHA256_OID):
        raise ValueError("not SHA-256")
    return _only(imprint, 0x04, 1)


# ---------------------------------------------------------------- the command


def main(arguments: list[str] | None = None) -> int:
    """Check what the command line names and say it, in Italian."""
    parser = argparse.ArgumentParser(description="Controlla un registro pubblico scaricato, senza rete.")
    parser.add_argument("registro", type=Path, help="il file scaricato da /registro/registro.jsonl")
    parser.add_argument("--radici", type=Path, help="radici (o un registro) che hai conservato in passato")
    parser.add_argument("--file", type=Path, help="un documento da cercare fra gli atti pubblicati")
    parser.add_argument("--voce", type=Path, help="la prova di una voce (voce-N.json), da chi la può leggere")
    parser.add_argument("--marche", type=Path, help="cartella in cui scrivere le marche temporali (.tst)")
    asked = parser.parse_args(arguments)
    try:
        noted = {}
        if asked.radici:
            with asked.radici.open("rb") as lines:
                noted = noted_in(lines)
        sha256 = hashlib.sha256(asked.file.read_bytes()).hexdigest() if asked.file else ""
        opened = json.loads(asked.voce.read_text(encoding="utf-8")) if asked.voce else {}
        committed = commitment_of(opened) if opened else ""
        with asked.registro.open("rb") as lines:
            found = check(lines, noted=noted, sha256=sha256, seq=opened.get("seq", 0))
        if asked.marche:
            asked.marche.mkdir(parents=True, exist_ok=True)
            for day, token in found.stamps.items():
                (asked.marche / f"{day}.tst").write_bytes(base64.b64decode(token))
    except Broken as broken:
        sys.stdout.write(f"Il registro NON torna. {broken}.\n")
        return 1
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as fault:
        sys.stdout.write(f"Non si può controllare: {fault}\n")
        return 2
    for said in _told(found, noted, asked.file, sha256):
        sys.stdout.write(f"{said}\n")
    if opened:
        same = found.commitment == committed and json.loads(opened["entry"])["seq"] == opened["seq"]
        is_it = "è quella scritta" if same else "NON è quella scritta"
        sys.stdout.write(f"La voce {opened['seq']} di {asked.voce.name} {is_it} nel registro.\n")
        if not same:
            return 1
    return 1 if asked.file and not found.acts else 0


def _told(found: Found, noted: dict[str, str], file: Path | None, sha256: str) -> Iterator[str]:
    yield f"Il registro torna: {found.entries} voci, {len(found.days)} giorni chiusi."
    if found.open_entries:
        yield f"Le ultime {found.open_entries} voci non hanno ancora la radice del loro giorno."
    if noted:
        yield f"Le {len(noted)} radici annotate sono ancora le stesse."
    if found.days:
        day, fingerprint = list(found.days.items())[-1]
        yield f"Ultimo giorno chiuso: {day}, impronta {fingerprint}."
        yield "Annotala: la prossima volta dirà se è cambiato qualcosa."
    if found.stamps:
        yield f"{len(found.stamps)} marche temporali sono delle impronte giuste."
        yield "La firma di chi le ha messe qui non è controllata: scrivile con --marche, poi per ciascuna"
        yield "  openssl ts -verify -digest IMPRONTA -in GIORNO.tst -token_in -CAfile CA.pem"
    if file is None:
        return
    if not found.acts:
        yield f"{file.name} (SHA-256 {sha256}) non è un atto pubblicato qui."
    for seq, day, act in found.acts:
        number = f" n. {act['number']}" if act.get("number") else ""
        yield f"{file.name} è un atto pubblicato: {act['title']}{number}, {act.get('body', '')}. Voce {seq} del {day}."


if __name__ == "__main__":
    sys.exit(main())
