# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""PDF: what it would do when opened, whether it is closed, whether a signature is in it.

Read as bytes, not through a viewer's eyes: the objects outside streams, and those that PDF 1.5 packs inside.
"""

import re
import zlib
from collections.abc import Iterator

from coprogettazione.documents.services.content import words
from coprogettazione.documents.services.content.problem import Problem

HEAD = 1024
TAIL = 66_000
#: Bytes of packed objects that are unpacked, in all.
UNPACKED = 60_000_000
WEB = (b"<html", b"<script", b"<!doctype", b"<svg", b"<?php")
ESCAPE = re.compile(rb"#([0-9A-Fa-f]{2})")
STREAM = re.compile(rb"stream\r?\n")
END = rb"(?=[\s/<>\[\]()%]|\Z)"
FORBIDDEN = (
    (re.compile(rb"/Encrypt" + END), words.PASSWORD),
    (re.compile(rb"/(?:JavaScript|JS)" + END), words.PDF_SCRIPT),
    (re.compile(rb"/Launch" + END), words.PDF_LAUNCH),
    (re.compile(rb"/(?:EmbeddedFiles?|RichMedia)" + END), words.PDF_FILES),
)
SIGNATURE = re.compile(rb"/ByteRange\s*\[")
SIGNATURE_KIND = re.compile(rb"/(?:ETSI\.CAdES\.detached|adbe\.pkcs7\.(?:detached|sha1)|ETSI\.RFC3161)" + END)


def look_at_pdf(content: bytes) -> bool:
    """Whether it contains a signature (not checked). Raises Problem."""
    if b"PK\x05\x06" in content[-TAIL:] or content[:HEAD].find(b"PK\x03\x04") >= 0:
        raise Problem(words.TWO_THINGS, one="PDF", other="ZIP")
    if any(tag in content[:HEAD].lower() for tag in WEB):
        raise Problem(words.TWO_THINGS, one="PDF", other="HTML")
    signed = False
    for part in _objects(content):
        plain = ESCAPE.sub(lambda found: bytes([int(found.group(1), 16)]), part)
        for pattern, reason in FORBIDDEN:
            if pattern.search(plain):
                raise Problem(reason)
        signed = signed or bool(SIGNATURE.search(plain) and SIGNATURE_KIND.search(plain))
    return signed


def _objects(content: bytes) -> Iterator[bytes]:
    """What lies outside streams, in one piece, then the objects packed in streams."""
    outside, packed, position = [], [], 0
    while (start := STREAM.search(content, position)) is not None:
        head = content[position : start.start()]
        outside.append(head)
        end = content.find(b"endstream", start.end())
        end = len(content) if end < 0 else end
        if b"/ObjStm" in ESCAPE.sub(lambda found: bytes([int(found.group(1), 16)]), head[-4096:]):
            packed.append(content[start.end() : end])
        # Past the word that ends it, which ends with the word that begins one.
        position = end + len(b"endstream")
    outside.append(content[position:])
    yield b"\n".join(outside)
    left = UNPACKED
    for stream in packed:
        unpacked = _inflated(stream, left)
        left -= len(unpacked)
        if left <= 0:
            raise Problem(words.BOMB)
        yield unpacked


def _inflated(stream: bytes, limit: int) -> bytes:
    try:
        return zlib.decompressobj().decompress(stream, limit)
    except zlib.error:
        return stream
