// SPDX-FileCopyrightText: 2026 Coprogettazione contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
// As much DER as it takes to read what a timestamp (RFC 3161) stamps. The authority's signature is not looked at.
import { type Bytes, hex } from "./bytes";

const SHA256_OID = "0609608648016503040201";

function parts(data: Bytes): { tag: number; content: Bytes }[] {
  const found = [];
  let at = 0;
  while (at < data.length) {
    const tag = data[at] as number;
    let length = data[at + 1];
    at += 2;
    if ((tag & 31) === 31 || length === undefined) throw new Error("not DER");
    if (length & 128) {
      const count = length & 127;
      if (count < 1 || count > 4 || at + count > data.length) throw new Error("not DER");
      length = data.subarray(at, at + count).reduce((sum, byte) => sum * 256 + byte, 0);
      at += count;
    }
    if (at + length > data.length) throw new Error("not DER");
    found.push({ tag, content: data.subarray(at, at + length) });
    at += length;
  }
  return found;
}

function only(data: Bytes, tag: number, index: number): Bytes {
  const part = parts(data)[index];
  if (part?.tag !== tag) throw new Error("not a timestamp token");
  return part.content;
}

/** The SHA-256 that a token stamps, hexadecimal. Throws when it is not a token, or of another hash. */
export function imprintOf(base64: string): string {
  const text = atob(base64);
  if (btoa(text) !== base64) throw new Error("not base64");
  const token = Uint8Array.from(text, (letter) => letter.charCodeAt(0));
  const signed = only(only(only(token, 0x30, 0), 0xa0, 1), 0x30, 0);
  const information = only(only(only(only(signed, 0x30, 2), 0xa0, 1), 0x04, 0), 0x30, 0);
  const imprint = only(information, 0x30, 2);
  if (!hex(only(imprint, 0x30, 0)).startsWith(SHA256_OID)) throw new Error("not SHA-256");
  return hex(only(imprint, 0x04, 1));
}
