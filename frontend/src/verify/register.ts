// SPDX-FileCopyrightText: 2026 Coprogettazione contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
// Reads an exported public register (docs/register.md) and says which is the first line that does not hold, and why: the
// same answers as verifier/coprogettazione_verify.py, from the same cases (tests/coprogettazione/records).
import { type Bytes, Tree, hex, leafHash, unhex } from "./bytes";
import { imprintOf } from "./stamp";

export type Reason = "frame" | "hash" | "order" | "day" | "root" | "chain" | "stamp" | "noted" | "end";

export class Broken extends Error {
  constructor(readonly line: number, readonly code: Reason) {
    super(`${line}: ${code}`);
  }
}

export interface Found {
  entries: number;
  days: Map<string, string>;
  stamps: number;
  open: number;
}

interface Line {
  kind?: string;
  format?: string;
  seq?: number;
  day?: string;
  commitment?: string;
  first?: number;
  last?: number;
  entries?: number;
  root?: string;
  previous?: string;
  token?: string;
}

const HEAD = new TextEncoder().encode('{"hash":"');
const MIDDLE = new TextEncoder().encode('","line":');
const BODY = HEAD.length + 64 + MIDDLE.length;
const [OPEN, CLOSE, FEED] = [123, 125, 10];
const SHA256 = /^[0-9a-f]{64}$/;
const DAY = /^\d{4}-\d{2}-\d{2}$/;
const FORMAT = "coprogettazione-register/1";

const same = (data: Bytes, at: number, what: Bytes): boolean => what.every((byte, n) => data[at + n] === byte);

/** What a line says, and its fingerprint recomputed from its bytes. */
async function unframed(number: number, raw: Bytes): Promise<[Line, string]> {
  const end = raw.length;
  const written = new TextDecoder("latin1").decode(raw.subarray(HEAD.length, HEAD.length + 64));
  if (
    end < BODY + 4 || raw[end - 1] !== FEED || raw[end - 2] !== CLOSE || raw[end - 3] !== CLOSE || raw[BODY] !== OPEN ||
    !same(raw, 0, HEAD) || !same(raw, HEAD.length + 64, MIDDLE) || !SHA256.test(written)
  ) throw new Broken(number, "frame");
  const body = raw.slice(BODY, end - 2);
  const fingerprint = hex(await leafHash(body));
  if (fingerprint !== written) throw new Broken(number, "hash");
  try {
    return [JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(body)) as Line, fingerprint];
  } catch {
    throw new Broken(number, "frame");
  }
}

function dayOf(number: number, line: Line): string {
  if (typeof line.day !== "string" || !DAY.test(line.day)) throw new Broken(number, "frame");
  return line.day;
}

class Register {
  found: Found = { entries: 0, days: new Map(), stamps: 0, open: 0 };
  private tree = new Tree();
  private first = 1;
  private days = new Set<string>();
  private latest = "";
  private stamped = "";
  private lastDay = "";
  private previous = "0".repeat(64);
  ended = false;

  constructor(private noted: Map<string, string>) {}

  async read(number: number, raw: Bytes): Promise<void> {
    const [line, fingerprint] = await unframed(number, raw);
    if ((number === 1) !== (line.kind === "register") || this.ended) throw new Broken(number, "frame");
    if (line.kind === "entry") await this.entry(number, line, fingerprint);
    else if (line.kind === "day") await this.day(number, line, fingerprint);
    else if (line.kind === "stamp") this.stamp(number, line);
    else if (line.kind === "end") {
      await this.span(number, line);
      this.found.open = this.tree.size;
      this.ended = true;
    } else if (line.kind !== "register" || line.format !== FORMAT) throw new Broken(number, "frame");
  }

  private async entry(number: number, line: Line, fingerprint: string): Promise<void> {
    const day = dayOf(number, line);
    if (line.seq !== this.first + this.tree.size) throw new Broken(number, "order");
    if (day <= this.lastDay || day < this.latest) throw new Broken(number, "day");
    if (typeof line.commitment !== "string" || !SHA256.test(line.commitment)) throw new Broken(number, "frame");
    await this.tree.add(unhex(fingerprint));
    this.days.add(day);
    this.latest = day;
    this.found.entries += 1;
  }

  private async day(number: number, line: Line, fingerprint: string): Promise<void> {
    const day = dayOf(number, line);
    if (this.days.size !== 1 || !this.days.has(day)) throw new Broken(number, "day");
    await this.span(number, line);
    if ((this.noted.get(day) ?? fingerprint) !== fingerprint) throw new Broken(number, "noted");
    this.found.days.set(day, fingerprint);
    this.first += this.tree.size;
    this.tree = new Tree();
    this.days.clear();
    this.latest = "";
    this.lastDay = day;
    this.previous = fingerprint;
  }

  private async span(number: number, line: Line): Promise<void> {
    const { size } = this.tree;
    if (line.first !== this.first || line.last !== this.first + size - 1 || line.entries !== size) throw new Broken(number, "order");
    if (line.previous !== this.previous) throw new Broken(number, "chain");
    if (line.root !== (await this.tree.root())) throw new Broken(number, "root");
  }

  private stamp(number: number, line: Line): void {
    const day = dayOf(number, line);
    if (day !== this.lastDay || this.tree.size || this.stamped === day) throw new Broken(number, "order");
    if (typeof line.token !== "string") throw new Broken(number, "frame");
    let imprint = "";
    try {
      imprint = imprintOf(line.token);
    } catch {
      // What cannot be read stamps nothing.
    }
    if (imprint !== this.previous) throw new Broken(number, "stamp");
    this.stamped = day;
    this.found.stamps += 1;
  }

  finish(lines: number): Found {
    if (!this.ended) throw new Broken(lines + 1, "end");
    for (const day of this.noted.keys()) if (!this.found.days.has(day)) throw new Broken(lines, "noted");
    return this.found;
  }
}

/** Reads a whole register; `noted` are fingerprints of days kept from earlier. Throws Broken. */
export async function check(lines: AsyncIterable<Bytes>, noted: Map<string, string>): Promise<Found> {
  const register = new Register(noted);
  let number = 0;
  for await (const raw of lines) await register.read((number += 1), raw);
  return register.finish(number);
}

/** The days of a file of roots, or of an older register, each with its fingerprint. Throws Broken. */
export async function notedIn(lines: AsyncIterable<Bytes>): Promise<Map<string, string>> {
  const days = new Map<string, string>();
  let number = 0;
  for await (const raw of lines) {
    const [line, fingerprint] = await unframed((number += 1), raw);
    if (line.kind === "day") days.set(dayOf(number, line), fingerprint);
  }
  return days;
}

/** The days of a file of roots, each of which must follow from the one before. Throws Broken. */
export async function chainIn(lines: AsyncIterable<Bytes>): Promise<Map<string, string>> {
  const days = new Map<string, string>();
  let number = 0;
  let previous = "0".repeat(64);
  for await (const raw of lines) {
    const [line, fingerprint] = await unframed((number += 1), raw);
    if (line.kind !== "day") continue;
    if (line.previous !== previous) throw new Broken(number, "chain");
    days.set(dayOf(number, line), fingerprint);
    previous = fingerprint;
  }
  return days;
}
