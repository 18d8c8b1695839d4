// SPDX-FileCopyrightText: 2026 Coprogettazione contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
// The changes that are not known to be stored, in order, and which of the messages sent carries which of them.
import * as Y from "yjs";
import type { Left } from "./kept";

interface Change {
  at: number;
  update: Uint8Array;
  left: Left | null;
}

/** So many are merged into one: what is kept on the device is written whole at every pause. */
const MOST = 64;

export class Unsent {
  private changes: Change[] = [];
  private last = 0;
  private messages = 0;
  private marks: { message: number; upto: number }[] = [];

  get empty(): boolean {
    return this.changes.length === 0;
  }

  add(update: Uint8Array, left: Left | null): void {
    this.last += 1;
    this.changes.push({ at: this.last, update, left });
    // Only what no message carries yet, or may have to be sent again as a whole: marks stay right either way.
    if (this.changes.length > MOST && this.marks.length === 0) {
      const lefts = this.lefts();
      const all = this.merged();
      if (all && lefts.length === 0) this.changes = [{ at: this.last, update: all, left: null }];
    }
  }

  /** Everything that is not stored, as one update; nothing when there is nothing. `ours`: without what other tabs left. */
  merged(ours = false): Uint8Array | null {
    const changes = ours ? this.changes.filter(({ left }) => left === null) : this.changes;
    return changes.length === 0 ? null : Y.mergeUpdates(changes.map(({ update }) => update));
  }

  /** A new connection: its messages are counted from 1. */
  begin(): void {
    this.messages = 0;
    this.marks = [];
  }

  /** One message more was sent: with it everything so far has been. */
  sent(): void {
    this.messages += 1;
    this.marks.push({ message: this.messages, upto: this.last });
  }

  /** The first `count` messages are stored. What earlier visits had left among them; nothing when none is news. */
  stored(count: number): Left[] | null {
    const upto = this.marks.filter(({ message }) => message <= count).at(-1)?.upto;
    if (upto === undefined) return null;
    this.marks = this.marks.filter(({ message }) => message > count);
    const done = this.changes.filter(({ at }) => at <= upto);
    if (done.length === 0) return null;
    this.changes = this.changes.filter(({ at }) => at > upto);
    return done.flatMap(({ left }) => left ?? []);
  }

  lefts(): Left[] {
    return this.changes.flatMap(({ left }) => left ?? []);
  }
}

/** The words that an update writes, for whoever must copy them by hand. */
export function wordsOf(update: Uint8Array): string {
  let words = "";
  for (const struct of Y.decodeUpdate(update).structs) {
    const content = struct instanceof Y.Item ? struct.content : null;
    if (content instanceof Y.ContentString) words += content.str;
    else if (content instanceof Y.ContentType && words && !words.endsWith("\n")) words += "\n";
  }
  return words.trim();
}
