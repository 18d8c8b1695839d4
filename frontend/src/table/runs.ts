// SPDX-FileCopyrightText: 2026 Coprogettazione contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
// The flat text of a fragment (as the server computes it: tables/queries/shared_text) and whose each stretch of it is.
import type { Node } from "prosemirror-model";

/** An inline piece: where it starts in the flat text and in the document, and how long it is in each. */
interface Piece {
  at: number;
  length: number;
  pos: number;
  size: number;
}

export interface Flat {
  text: string;
  pieces: Piece[];
}

/** Whose (index among the hands, NOBODY when it is not known) and how many UTF-16 units. */
export type Run = [hand: number, length: number];
export const NOBODY = -1;

export function flatOf(doc: Node): Flat {
  const pieces: Piece[] = [];
  let text = "";
  doc.descendants((node, pos) => {
    if (!node.isTextblock) return true;
    node.forEach((child, offset) => {
      const said = child.isText ? (child.text ?? "") : child.type.name === "hard_break" ? "\n" : `[${child.attrs["text"]}]`;
      pieces.push({ at: text.length, length: said.length, pos: pos + 1 + offset, size: child.nodeSize });
      text += said;
    });
    text += "\n";
    return false;
  });
  return { text, pieces };
}

/** The inline pieces between two points of the flat text, as ranges of the document. */
export function* rangesOf(flat: Flat, runs: Run[]): Generator<{ hand: number; from: number; to: number }> {
  let run = 0;
  let start = 0;
  for (const piece of flat.pieces) {
    const end = piece.at + piece.length;
    for (let at = piece.at; at < end; ) {
      while (run < runs.length && start + (runs[run] as Run)[1] <= at) start += (runs[run++] as Run)[1];
      const [hand, length] = runs[run] ?? [NOBODY, Infinity];
      const upto = Math.min(end, start + length);
      const whole = piece.size !== piece.length;
      // A footnote is one thing, whoever finished it.
      if (!whole || at === piece.at) {
        yield { hand, from: piece.pos + (whole ? 0 : at - piece.at), to: piece.pos + (whole ? piece.size : upto - piece.at) };
      }
      at = upto;
    }
  }
}

/** Whose is what stands at a point of the document: before the caret, or after it at the start of a block. */
export function handAt(flat: Flat, runs: Run[], pos: number): number {
  const before = flat.pieces.find((piece) => piece.pos < pos && pos <= piece.pos + piece.size);
  const piece = before ?? flat.pieces.find((one) => one.pos === pos);
  if (!piece) return NOBODY;
  const into = before ? Math.min(pos - piece.pos, piece.length) - 1 : 0;
  let rest = piece.at + into;
  for (const [hand, length] of runs) {
    if (rest < length) return hand;
    rest -= length;
  }
  return NOBODY;
}

/** What changed between two texts: from here, up to there in the old one and in the new one. */
export function changeBetween(old: string, now: string): { from: number; old: number; now: number } {
  const least = Math.min(old.length, now.length);
  let from = 0;
  while (from < least && old[from] === now[from]) from += 1;
  let end = 0;
  while (end < least - from && old[old.length - 1 - end] === now[now.length - 1 - end]) end += 1;
  // Never between the two halves of a character.
  if (from > 0 && /[\ud800-\udbff]/.test(now[from - 1] ?? "")) from -= 1;
  if (end > 0 && /[\udc00-\udfff]/.test(now[now.length - end] ?? "")) end -= 1;
  return { from, old: old.length - end, now: now.length - end };
}

export function slice(runs: Run[], from: number, to: number): Run[] {
  const found: Run[] = [];
  let at = 0;
  for (const [hand, length] of runs) {
    const begin = Math.max(at, from);
    const end = Math.min(at + length, to);
    if (end > begin) found.push([hand, end - begin]);
    at += length;
  }
  return found;
}

/** The runs one after the other, neighbours of the same hand as one. */
export function joined(...parts: Run[][]): Run[] {
  const runs: Run[] = [];
  for (const [hand, length] of parts.flat()) {
    const last = runs.at(-1);
    if (last && last[0] === hand) last[1] += length;
    else if (length > 0) runs.push([hand, length]);
  }
  return runs;
}

/** The runs of `now`, when what changed from `old` is of `hand`. */
export function written(runs: Run[], old: string, now: string, hand: number): Run[] {
  const change = changeBetween(old, now);
  return joined(
    slice(runs, 0, change.from), [[hand, change.now - change.from]], slice(runs, change.old, old.length),
  );
}

/** The runs of `now` as the server knows them for `known`; where the two texts differ, as one knew already. */
export function adopted(known: string, theirs: Run[], now: string, mine: Run[]): Run[] {
  const change = changeBetween(known, now);
  return joined(
    slice(theirs, 0, change.from), slice(mine, change.from, change.now), slice(theirs, change.old, known.length),
  );
}
