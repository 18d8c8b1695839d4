// SPDX-FileCopyrightText: 2026 Coprogettazione contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
// What is not stored yet stays on this device: one entry for each client number, until the server says it has it.
//
// Entries of tabs that are gone are handed over at the next load. A tab taken for dead by mistake does no harm: the same
// changes, sent twice, are one change.
import { fromBase64, toBase64 } from "lib0/buffer";

const PAUSE_MS = 200;
const ROOT = "coprogettazione:testo:";

export interface Left {
  store: string;
  value: string;
  update: Uint8Array;
  /** The server would not have it: to be read and copied, not sent again. */
  refused: boolean;
}

export class Kept {
  private timer = 0;
  private waiting: (() => Uint8Array | null) | null = null;
  private readonly mine: string;

  /** `key` names text, edition and person; `failed` is told whether the device has no room. */
  constructor(private readonly key: string, client: number, private readonly failed: (full: boolean) => void) {
    this.mine = `${this.prefix}${client}`;
    window.addEventListener("pagehide", this.flush);
    document.addEventListener("visibilitychange", this.flush);
  }

  private get prefix(): string {
    return `${ROOT}${this.key}:`;
  }

  /** Soon writes down what `unsent` gives by then; nothing at all removes the entry. */
  keep(unsent: () => Uint8Array | null): void {
    this.waiting = unsent;
    if (!this.timer) this.timer = window.setTimeout(this.flush, PAUSE_MS);
  }

  flush = (): void => {
    window.clearTimeout(this.timer);
    this.timer = 0;
    const unsent = this.waiting?.();
    if (unsent === undefined) return;
    this.waiting = null;
    this.write(unsent, false);
  };

  /** The server refused it: kept to be read, not sent again. */
  refuse(unsent: Uint8Array | null): void {
    this.waiting = null;
    if (unsent) this.write(unsent, true);
  }

  private write(unsent: Uint8Array | null, refused: boolean): void {
    try {
      if (unsent) localStorage.setItem(this.mine, (refused ? "!" : "") + toBase64(unsent));
      else localStorage.removeItem(this.mine);
      this.failed(false);
    } catch {
      this.failed(true);
    }
  }

  /** What other tabs, now gone, left for this text and person; of another edition it can only be read. */
  async left(): Promise<Left[]> {
    const found: Left[] = [];
    const [text, , person] = this.key.split(".");
    const ours = new RegExp(`^${ROOT}${text}\\.\\d+\\.${person}:`);
    for (const store of stores()) {
      if (!ours.test(store) || store === this.mine) continue;
      const value = read(store);
      if (value === null || (await alive(store))) continue;
      const marked = value.startsWith("!");
      const refused = marked || !store.startsWith(this.prefix);
      try {
        found.push({ store, value, update: fromBase64(marked ? value.slice(1) : value), refused });
      } catch {
        localStorage.removeItem(store);
      }
    }
    return found;
  }

  /** Forgets an entry, unless its tab has written in it meanwhile. */
  forget(left: Left): void {
    if (read(left.store) === left.value) localStorage.removeItem(left.store);
  }

  /** What was left is not of who writes now, or of this text as it is: to be read, not sent again. */
  giveUp(left: Left): void {
    if (read(left.store) === left.value) localStorage.setItem(left.store, `!${left.value}`);
  }

  /** Says to the other tabs that this one lives, for as long as it does. */
  live(): void {
    void navigator.locks?.request(this.mine, () => new Promise(() => undefined));
  }
}

function stores(): string[] {
  try {
    return Object.keys(localStorage);
  } catch {
    return [];
  }
}

function read(store: string): string | null {
  try {
    return localStorage.getItem(store);
  } catch {
    return null;
  }
}

async function alive(store: string): Promise<boolean> {
  // Without locks (a plain http address) every other tab counts as gone.
  if (!navigator.locks) return false;
  return navigator.locks.request(store, { ifAvailable: true }, (lock) => lock === null);
}
