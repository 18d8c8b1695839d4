// SPDX-FileCopyrightText: 2026 Coprogettazione contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
// Words that were written and could not be saved: in sight, to be copied, until one says they may go.
import type { Channel } from "./channel";
import { freshId, make } from "./page";
import { wordsOf } from "./unsent";
import { words } from "./words";

export class LeftBehind {
  readonly element = make("div", { class: "co-left-behind" });
  private current: HTMLElement | null = null;

  constructor(channel: Channel) {
    channel.on("left", (left) => {
      const said = wordsOf(left.update);
      if (said) this.element.append(this.box(said, () => channel.forget(left)));
      else channel.forget(left);
    });
    channel.on("changed", () => {
      const update = channel.state === "stopped" || !channel.writes ? channel.unsent.merged() : null;
      const said = update ? wordsOf(update) : "";
      this.current?.remove();
      this.current = said ? this.box(said) : null;
      if (this.current) this.element.prepend(this.current);
    });
  }

  private box(said: string, gone?: () => void): HTMLElement {
    const id = freshId("left");
    const text = make("textarea", { id, class: "form-control co-act", readonly: true, rows: 4 });
    text.value = said;
    const box = make(
      "section", { class: "callout-co term", "aria-label": words().left },
      make("p", {}, make("strong", {}, words().left), ". ", words().leftWhy),
      make("label", { class: "form-label", for: id }, words().leftText), text,
    );
    if (gone) {
      const button = make("button", { type: "button", class: "btn btn-sm btn-outline-primary mt-2" }, words().remove);
      button.addEventListener("click", () => {
        gone();
        box.remove();
      });
      box.append(button);
    }
    return box;
  }
}
