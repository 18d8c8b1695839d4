// SPDX-FileCopyrightText: 2026 Coprogettazione contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
// SHA-256, and the Merkle trees of RFC 6962 over it, with the browser's own WebCrypto.

export type Bytes = Uint8Array<ArrayBuffer>;

export const sha256 = async (data: Bytes | ArrayBuffer): Promise<Bytes> =>
  new Uint8Array(await crypto.subtle.digest("SHA-256", data));

export const hex = (data: Bytes): string => Array.from(data, (byte) => byte.toString(16).padStart(2, "0")).join("");

export function unhex(text: string): Bytes {
  const out = new Uint8Array(text.length / 2);
  for (let at = 0; at < out.length; at += 1) out[at] = parseInt(text.slice(at * 2, at * 2 + 2), 16);
  return out;
}

function joined(first: number, ...parts: Bytes[]): Bytes {
  const out = new Uint8Array(1 + parts.reduce((sum, part) => sum + part.length, 0));
  out[0] = first;
  let at = 1;
  for (const part of parts) {
    out.set(part, at);
    at += part.length;
  }
  return out;
}

export const leafHash = (data: Bytes): Promise<Bytes> => sha256(joined(0, data));
export const nodeHash = (left: Bytes, right: Bytes): Promise<Bytes> => sha256(joined(1, left, right));

/** A tree whose leaves come one at a time: only the roots of its complete subtrees are kept. */
export class Tree {
  size = 0;
  private subtrees: { height: number; hash: Bytes }[] = [];

  async add(leaf: Bytes): Promise<void> {
    this.size += 1;
    let node = { height: 0, hash: leaf };
    for (let last = this.subtrees.at(-1); last && last.height === node.height; last = this.subtrees.at(-1)) {
      this.subtrees.pop();
      node = { height: node.height + 1, hash: await nodeHash(last.hash, node.hash) };
    }
    this.subtrees.push(node);
  }

  async root(): Promise<string> {
    const [last, ...others] = this.subtrees.slice().reverse();
    if (!last) return hex(await sha256(new Uint8Array()));
    let root = last.hash;
    for (const left of others) root = await nodeHash(left.hash, root);
    return hex(root);
  }
}

/** The root that a leaf and its path give (RFC 6962, §2.1.1); "" when the path has not the right length. */
export async function climb(leaf: Bytes, index: number, size: number, path: string[]): Promise<string> {
  let node = leaf;
  let at = index;
  let last = size - 1;
  for (const step of path) {
    if (last === 0) return "";
    const other = unhex(step);
    if (at % 2 === 1 || at === last) {
      node = await nodeHash(other, node);
      while (at % 2 === 0 && at !== 0) {
        at = Math.floor(at / 2);
        last = Math.floor(last / 2);
      }
    } else node = await nodeHash(node, other);
    at = Math.floor(at / 2);
    last = Math.floor(last / 2);
  }
  return last === 0 ? hex(node) : "";
}

/** The lines of a file as they are, each with its line feed. */
export async function* linesOf(file: Blob): AsyncGenerator<Bytes> {
  const reader = (file.stream() as ReadableStream<Bytes>).getReader();
  let waiting: Bytes[] = [];
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    let from = 0;
    for (let end = value.indexOf(10); end >= 0; end = value.indexOf(10, from)) {
      waiting.push(value.subarray(from, end + 1));
      yield whole(waiting);
      waiting = [];
      from = end + 1;
    }
    if (from < value.length) waiting.push(value.subarray(from));
  }
  if (waiting.length) yield whole(waiting);
}

const whole = (parts: Bytes[]): Bytes => (parts.length === 1 ? (parts[0] as Bytes) : joined(0, ...parts).slice(1));
