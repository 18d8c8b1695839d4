// SPDX-FileCopyrightText: 2026 Coprogettazione contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
// The shared document and its channel: what one writes goes to the server, which stores it before anybody sees it; what
// is not stored yet stays on this device (kept.ts). Nothing is ever overwritten: it is a Yjs document.
import { ObservableV2 } from "lib0/observable";
import type { Awareness } from "y-protocols/awareness";
import * as Y from "yjs";
import { Connection, HOPELESS, type Listener, RELOAD, type State } from "./connection";
import type { Entered } from "./enter";
import * as frames from "./frames";
import { Here } from "./here";
import { Kept, type Left } from "./kept";
import { Unsent } from "./unsent";

const HELD_MS = 3000;
const EMPTY = Y.encodeStateAsUpdate(new Y.Doc());
const NOTHING = Y.encodeStateVector(new Y.Doc());

type Events = {
  /** The state, what is unsent or whether one may write has changed. */
  changed: () => void;
  /** For the first time the document is what the server has. */
  synced: () => void;
  notice: (notice: frames.Notice) => void;
  /** What an earlier visit left and the server will not have. */
  left: (left: Left) => void;
};

export class Channel extends ObservableV2<Events> implements Listener {
  readonly doc = new Y.Doc();
  readonly unsent = new Unsent();
  writes: boolean;
  storedAt: Date | null = null;
  cannotKeep = false;
  synced = false;
  private reason: string;
  private readonly here: Here;
  private readonly kept: Kept;
  private readonly connection: Connection;
  /** The server has been told what it lacked: changes may follow as they come. */
  private answered = false;
  private asked: Uint8Array | null = null;
  private held: Uint8Array[] | null = null;
  private holding = 0;

  constructor(readonly entered: Entered) {
    super();
    this.doc.clientID = entered.client;
    this.here = new Here(this.doc, (frame) => this.connection?.say(frame));
    this.writes = entered.writes;
    this.reason = entered.why;
    this.kept = new Kept(entered.key, entered.client, (full) => {
      if (full === this.cannotKeep) return;
      this.cannotKeep = full;
      this.changed();
    });
    this.kept.live();
    this.doc.on("update", this.updated);
    this.connection = new Connection(`${entered.channel}?client=${entered.client}`, this);
    this.connection.connect();
  }

  get awareness(): Awareness {
    return this.here.awareness;
  }

  get state(): State {
    return this.connection.state;
  }

  get code(): number {
    return this.connection.code;
  }

  /** Why it is stopped, or reads only, in the words of the server. */
  get why(): string {
    return this.state === "stopped" ? this.connection.why : this.reason;
  }

  changed = (): void => this.emit("changed", []);
  busy = (): boolean => !this.unsent.empty;

  /** While somebody composes a character nothing of others moves the text under their hands; not for long. */
  hold(): void {
    this.held ??= [];
    window.clearTimeout(this.holding);
    this.holding = window.setTimeout(() => this.release(), HELD_MS);
  }

  release(): void {
    window.clearTimeout(this.holding);
    const held = this.held;
    this.held = null;
    held?.forEach((update) => Y.applyUpdate(this.doc, update, this));
  }

  begins(): void {
    this.answered = false;
    this.unsent.begin();
  }

  opened(): void {
    if (this.connection.overHttp) return;
    this.connection.say(frames.sync(frames.STEP1, Y.encodeStateVector(this.doc)));
    this.here.announce();
  }

  heard(frame: Uint8Array): void {
    const said = frames.read(frame);
    if (said?.kind === frames.AWARENESS) this.here.heard(said.data);
    else if (said?.kind === frames.STORED) this.stored(said.count);
    else if (said?.kind === frames.NOTICE) this.noticed(said.notice);
    else if (said?.kind === frames.SYNC && said.step === frames.STEP1) this.answer(said.data);
    else if (said?.kind === frames.SYNC) {
      if (this.held && this.synced) this.held.push(said.data);
      else Y.applyUpdate(this.doc, said.data, this);
      if (said.step === frames.STEP2 && !this.synced) void this.arrived();
    }
  }

  closed(): void {
    this.answered = false;
    this.here.alone();
    if (this.state !== "stopped") return;
    this.writes = false;
    if (HOPELESS.includes(this.code)) {
      this.kept.refuse(this.unsent.merged());
      this.unsent.lefts().forEach((left) => this.kept.forget(left));
      return;
    }
    // Written perhaps for another body: sent again it would bring the page here again.
    if (this.code === RELOAD) {
      this.unsent.lefts().forEach((left) => this.kept.giveUp(left));
      this.kept.keep(() => this.unsent.merged(true));
    }
    this.kept.flush();
  }

  /** What a turn over HTTP sends: where one is, what is not stored, who one is. */
  turn(): Uint8Array[] {
    this.unsent.begin();
    const turn = [frames.sync(frames.STEP1, Y.encodeStateVector(this.doc))];
    if (this.writes && (this.busy() || this.asked)) turn.push(this.lacked(this.asked));
    this.asked = null;
    return [...turn, this.here.frame()];
  }

  /** The server asked what it lacks: everything that is not known to be stored, and from then on as it comes. */
  private answer(vector: Uint8Array): void {
    if (this.connection.overHttp || !this.writes) this.asked = vector;
    else {
      this.connection.say(this.lacked(vector));
      this.answered = true;
    }
  }

  private lacked(vector: Uint8Array | null): Uint8Array {
    const all = this.unsent.merged() ?? EMPTY;
    this.unsent.sent();
    return frames.sync(vector ? frames.STEP2 : frames.UPDATE, vector ? Y.diffUpdate(all, vector) : all);
  }

  private updated = (update: Uint8Array, origin: unknown): void => {
    if (origin === this) return;
    this.unsent.add(update, origin instanceof Object && "store" in origin ? (origin as Left) : null);
    if (this.writes) this.kept.keep(() => this.unsent.merged());
    if (this.writes && this.answered) {
      this.connection.say(frames.sync(frames.UPDATE, update));
      this.unsent.sent();
    }
    this.changed();
  };

  private stored(count: number): void {
    const done = this.unsent.stored(count);
    if (!done) return;
    done.forEach((left) => this.kept.forget(left));
    this.storedAt = new Date();
    this.kept.keep(() => this.unsent.merged());
    this.changed();
  }

  private noticed(notice: frames.Notice): void {
    if (notice.kind === "rights") {
      this.writes = notice.writes === true;
      this.reason = notice.why ?? "";
      if (!this.writes) this.answered = false;
      else if (!this.answered && !this.connection.overHttp) this.answer(this.asked ?? NOTHING);
      this.changed();
    }
    this.emit("notice", [notice]);
  }

  /** Synced for the first time: what earlier visits left is put in, and goes the way of everything one writes. */
  private async arrived(): Promise<void> {
    this.synced = true;
    for (const left of await this.kept.left()) {
      if (left.refused || !this.writes) this.emit("left", [left]);
      else {
        Y.applyUpdate(this.doc, left.update, left);
        if (this.doc.store.pendingStructs) this.emit("left", [left]);
        else if (!this.unsent.lefts().includes(left)) this.kept.forget(left);
      }
    }
    this.emit("synced", []);
    this.changed();
  }

  /** Takes what an earlier visit left off this device. */
  forget(left: Left): void {
    this.kept.forget(left);
  }
}
