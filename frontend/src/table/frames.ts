// SPDX-FileCopyrightText: 2026 Coprogettazione contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
// The frames of the channel: y-protocols (0 sync, 1 awareness, 3 query awareness) and ours (4 stored, 5 notice).
import * as decoding from "lib0/decoding";
import * as encoding from "lib0/encoding";

export const SYNC = 0;
export const AWARENESS = 1;
export const QUERY = 3;
export const STORED = 4;
export const NOTICE = 5;
export const STEP1 = 0;
export const STEP2 = 1;
export const UPDATE = 2;

export type Frame =
  | { kind: typeof SYNC; step: number; data: Uint8Array }
  | { kind: typeof AWARENESS; data: Uint8Array }
  | { kind: typeof STORED; count: number }
  | { kind: typeof NOTICE; notice: Notice };

export interface Notice {
  kind: "rights" | "comments" | "authors" | "full" | "fast";
  writes?: boolean;
  why?: string;
  message?: string;
}

export const sync = (step: number, data: Uint8Array): Uint8Array =>
  encoding.encode((out) => {
    encoding.writeVarUint(out, SYNC);
    encoding.writeVarUint(out, step);
    encoding.writeVarUint8Array(out, data);
  });

export const awareness = (data: Uint8Array): Uint8Array =>
  encoding.encode((out) => {
    encoding.writeVarUint(out, AWARENESS);
    encoding.writeVarUint8Array(out, data);
  });

export const query = (): Uint8Array => new Uint8Array([QUERY]);

/** What a frame says; nothing when it is of a kind we do not know (a newer server). */
export function read(frame: Uint8Array): Frame | null {
  const from = decoding.createDecoder(frame);
  const kind = decoding.readVarUint(from);
  if (kind === SYNC) return { kind, step: decoding.readVarUint(from), data: decoding.readVarUint8Array(from) };
  if (kind === AWARENESS) return { kind, data: decoding.readVarUint8Array(from) };
  if (kind === STORED) return { kind, count: decoding.readVarUint(from) };
  if (kind === NOTICE) return { kind, notice: JSON.parse(decoding.readVarString(from)) as Notice };
  return null;
}

/** Frames one after the other, each with its length: the body of an HTTP request, and of its answer. */
export const packed = (frames: Uint8Array[]): Uint8Array =>
  encoding.encode((out) => frames.forEach((frame) => encoding.writeVarUint8Array(out, frame)));

export function unpacked(body: Uint8Array): Uint8Array[] {
  const from = decoding.createDecoder(body);
  const frames: Uint8Array[] = [];
  while (decoding.hasContent(from)) frames.push(decoding.readVarUint8Array(from));
  return frames;
}
