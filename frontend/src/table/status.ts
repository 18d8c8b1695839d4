// SPDX-FileCopyrightText: 2026 Coprogettazione contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
// The line that says how the text is: saved and when, on its way, on this device only, or why one may not write.
import { clock } from "../words";
import type { Channel } from "./channel";
import { make } from "./page";
import { words } from "./words";

/** A change that is stored sooner than this is never announced as being saved. */
const PATIENCE_MS = 1000;

export class Status {
  readonly element = make("p", { class: "co-saved", role: "status" });
  private timer = 0;
  private shown = "";
  /** What the server says of changes that wait: until they are stored. */
  private warning = "";

  /** Where one only `reads` and knows it, why one may not write is not said. */
  constructor(private readonly reads = false) {
    this.say(words().entering);
  }

  follow(channel: Channel): void {
    const look = (): void => {
      window.clearTimeout(this.timer);
      const saving = channel.state === "open" && channel.synced && channel.writes && channel.busy();
      if (!saving) this.warning = "";
      if (saving && this.warning) this.say(this.warning, true);
      else if (saving) this.timer = window.setTimeout(() => this.say(words().saving), PATIENCE_MS);
      else this.now(channel);
    };
    channel.on("changed", look);
    channel.on("notice", ({ kind, message }) => {
      if ((kind !== "full" && kind !== "fast") || !message) return;
      this.warning = message;
      this.say(message, true);
    });
    look();
  }

  private now(channel: Channel): void {
    const said = words();
    if (channel.state === "expired") {
      const link = make("a", { href: signIn(), target: "_blank", rel: "noopener" }, said.signIn);
      this.say(`${said.expired} `, true, link);
    } else if (channel.state === "stopped") {
      const why = channel.why || said.renewed;
      if (channel.code === 4403 || channel.code === 4404) this.say(why, true);
      else this.say(`${why} `, true, this.reload());
    } else if (channel.state !== "open" || !channel.synced) {
      const lost = channel.state === "offline" ? said.offline : channel.synced ? said.dropped : said.notEntered;
      const first = channel.state === "connecting" || channel.state === "open";
      if (channel.cannotKeep && channel.busy()) this.say(said.cannotKeep, true);
      else if (!first) this.say(lost, true);
      else if (!channel.synced) this.say(said.entering);
    } else if (this.reads && !channel.writes) this.say("");
    else if (!channel.writes) this.say(channel.why || said.readOnly, channel.why !== "");
    else this.say(channel.storedAt ? said.saved(clock(channel.storedAt)) : said.entered);
  }

  /** Said only when it is something else: a screen reader hears every change. */
  say(text: string, late = false, ...more: Node[]): void {
    this.element.classList.toggle("late", late);
    if (text === this.shown) return;
    this.shown = text;
    this.element.replaceChildren(text, ...more);
  }

  private reload(): HTMLElement {
    const button = make("button", { type: "button", class: "co-quiet" }, words().reload);
    button.addEventListener("click", () => location.reload());
    return button;
  }
}

export const signIn = (): string => `/accesso/login/?next=${encodeURIComponent(location.pathname + location.search)}`;
