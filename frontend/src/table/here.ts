// SPDX-FileCopyrightText: 2026 Coprogettazione contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
// Where one is, told to the others, and where they are (the awareness of y-protocols). Who each one is the server says.
import { applyAwarenessUpdate, Awareness, encodeAwarenessUpdate, removeAwarenessStates } from "y-protocols/awareness";
import type { Doc } from "yjs";
import { awareness as frameOf } from "./frames";

export class Here {
  readonly awareness: Awareness;

  constructor(doc: Doc, private readonly say: (frame: Uint8Array) => void) {
    this.awareness = new Awareness(doc);
    // The first state has number 0, which nobody counts as news: from the second one is there, also before writing.
    this.awareness.setLocalState({});
    this.awareness.on("update", this.moved);
    window.addEventListener("pagehide", () => this.say(this.frame(new Map())));
  }

  /** On a new line: with a number of its own, or whoever saw the old one end would not count it as news. */
  announce(): void {
    this.awareness.setLocalState(this.awareness.getLocalState() ?? {});
  }

  heard(data: Uint8Array): void {
    applyAwarenessUpdate(this.awareness, data, this);
  }

  /** The line is gone: nobody is seen any more, and whoever is seen again is news. */
  alone(): void {
    const others = [...this.awareness.getStates().keys()].filter((client) => client !== this.awareness.clientID);
    removeAwarenessStates(this.awareness, others, this);
    others.forEach((client) => this.awareness.meta.delete(client));
  }

  frame(states = this.awareness.states): Uint8Array {
    return frameOf(encodeAwarenessUpdate(this.awareness, [this.awareness.clientID], states));
  }

  private moved = ({ added, updated }: { added: number[]; updated: number[] }, origin: unknown): void => {
    if (origin !== this && [...added, ...updated].includes(this.awareness.clientID)) this.say(this.frame());
  };
}
