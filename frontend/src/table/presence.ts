// SPDX-FileCopyrightText: 2026 Coprogettazione contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
// Who is at the table now, and who is writing. Coming and going is said aloud, the keys are not.
import type { Transaction } from "yjs";
import type { Channel } from "./channel";
import { make, type Voice } from "./page";
import { words } from "./words";
import { firstName, fullName, organisationClass, type Writer, writerOf } from "./writers";

const WRITING_MS = 3000;
const GONE_MS = 6000;

export class Presence {
  /** Until when each client counts as writing. */
  private readonly writing = new Map<number, number>();
  private here = new Map<string, Writer>();
  private readonly going = new Map<string, number>();
  private timer = 0;
  private ready = false;

  constructor(private readonly place: HTMLElement, private readonly channel: Channel, private readonly voice: Voice) {
    channel.awareness.on("change", this.draw);
    channel.on("changed", this.draw);
    channel.doc.on("afterTransaction", this.wrote);
    // Whoever was here before us is not news.
    channel.on("synced", () => window.setTimeout(() => (this.ready = true), 1500));
    this.draw();
  }

  private wrote = ({ beforeState, afterState }: Transaction): void => {
    if (!this.ready) return;
    for (const [client, clock] of afterState) {
      if (clock > (beforeState.get(client) ?? 0)) this.writing.set(client, Date.now() + WRITING_MS);
    }
    this.draw();
  };

  /** The others by name, and which of them write; one's other tabs are oneself. */
  private others(): Map<string, { who: Writer; writing: boolean }> {
    const found = new Map<string, { who: Writer; writing: boolean }>();
    const me = fullName(this.channel.entered.person);
    const now = Date.now();
    for (const [client, state] of this.channel.awareness.getStates()) {
      const who = writerOf(state["user"]);
      if (!who || client === this.channel.doc.clientID || fullName(who) === me) continue;
      const writing = (this.writing.get(client) ?? 0) > now || found.get(fullName(who))?.writing === true;
      found.set(fullName(who), { who, writing });
    }
    return found;
  }

  private draw = (): void => {
    window.clearTimeout(this.timer);
    const others = this.others();
    const names = [...others.values()].map(({ who }) => firstName(who));
    const shown = [...others.values()].map(({ who, writing }) => {
      const name = names.filter((one) => one === firstName(who)).length > 1 ? who.name : firstName(who);
      return one(who, writing ? `${name}, ${words().writing}` : name);
    });
    const me = this.channel.entered.person;
    const rows = [...shown, ...(me.name ? [one(me, words().you)] : [])];
    this.place.replaceChildren(
      make("span", { class: "co-strong" }, words().hereNow),
      make("ul", { class: "co-plain co-inline" }, ...rows.map((row) => make("li", {}, row))),
    );
    this.place.hidden = this.channel.state !== "open";
    if ([...others.values()].some(({ writing }) => writing)) this.timer = window.setTimeout(this.draw, WRITING_MS / 2);
    this.tell(new Map([...others].map(([name, { who }]) => [name, who])));
  };

  /** A reload, or a line that drops and comes back, is neither going nor coming. */
  private tell(now: Map<string, Writer>): void {
    if (this.channel.state !== "open") return;
    for (const [name, who] of now) {
      const leaving = this.going.get(name);
      window.clearTimeout(leaving);
      this.going.delete(name);
      if (this.ready && !this.here.has(name) && leaving === undefined) this.voice.say(words().came(fullName(who)));
    }
    for (const [name, who] of this.here) {
      if (now.has(name) || this.going.has(name)) continue;
      this.going.set(name, window.setTimeout(() => {
        this.going.delete(name);
        this.voice.say(words().wentAway(fullName(who)));
      }, GONE_MS));
    }
    this.here = now;
  }
}

function one(who: Writer, said: string): HTMLElement {
  const monogram = make("i", { "aria-hidden": "true" }, who.monogram);
  const body = make("span", { class: "visually-hidden" }, who.organisation ? ` (${who.organisation})` : "");
  return make(
    "span", { class: `co-org ${organisationClass(who.order)}`, title: fullName(who) }, monogram, make("span", {}, said, body),
  );
}
