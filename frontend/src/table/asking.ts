// SPDX-FileCopyrightText: 2026 Coprogettazione contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
// Asks the server who wrote what, some seconds after the text changes or when it says so, and keeps the line below the
// text that names the writer of the passage where one is.
import { keydownHandler } from "prosemirror-keymap";
import { Plugin } from "prosemirror-state";
import { authorsShown, type Said, showAuthors, tellAuthors, writerHere } from "./authors";
import type { Desk } from "./desk";
import { make } from "./page";
import { flatOf } from "./runs";
import { words } from "./words";

const AFTER_MS = 4000;
const AT_MOST_MS = 12000;

export class Asking {
  readonly line = make("p", { class: "co-who co-small", hidden: true });
  private timer = 0;
  private since = 0;
  private running = false;

  constructor(private readonly desk: Desk, private readonly address: string) {
    desk.channel.on("notice", ({ kind }) => {
      if (kind === "authors") this.soon(300);
    });
    desk.channel.doc.on("update", () => this.soon(AFTER_MS));
    for (const toggle of document.querySelectorAll<HTMLElement>("[data-authors-toggle]")) {
      toggle.addEventListener("click", (event) => {
        event.preventDefault();
        this.toggle();
      });
    }
  }

  /** The plugin that keeps the line below up to date, and says it aloud when one asks. */
  plugin(): Plugin {
    return new Plugin({
      props: { handleKeyDown: keydownHandler({ "Alt-Shift-w": () => this.announce() }) },
      view: () => ({
        update: (view) => {
          const said = view.hasFocus() ? writerHere(view.state) : "";
          if (said !== this.line.textContent) this.line.textContent = said;
          this.line.hidden = said === "";
        },
      }),
    });
  }

  toggle(): void {
    const shown = !authorsShown(this.desk.view.state);
    showAuthors(this.desk.view, shown);
    for (const legend of document.querySelectorAll<HTMLElement>("[data-authors-legend]")) legend.hidden = !shown;
  }

  private announce(): boolean {
    this.desk.voice.say(writerHere(this.desk.view.state) || words().nobodyKnown);
    return true;
  }

  soon(wait: number): void {
    if (!this.address) return;
    this.since ||= Date.now();
    window.clearTimeout(this.timer);
    const left = Math.max(0, AT_MOST_MS - (Date.now() - this.since));
    this.timer = window.setTimeout(() => void this.ask(), Math.min(wait, left));
  }

  private async ask(): Promise<void> {
    if (this.running) return this.soon(AFTER_MS);
    this.running = true;
    this.since = 0;
    try {
      const answer = await fetch(this.address, { headers: { Accept: "application/json" }, credentials: "same-origin" });
      if (!answer.ok || this.desk.view.isDestroyed) return;
      const said = (await answer.json()) as Said;
      tellAuthors(this.desk.view, said);
      // Who agrees now agrees with what stands here, as the server has it.
      if (said.fingerprint && said.flat === flatOf(this.desk.view.state.doc).text)
        for (const input of document.querySelectorAll<HTMLInputElement>("[name=fingerprint]")) input.value = said.fingerprint;
    } catch {
      // Offline: what is known stays, the next change asks again.
    } finally {
      this.running = false;
    }
  }
}
