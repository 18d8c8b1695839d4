// SPDX-FileCopyrightText: 2026 Coprogettazione contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
// The toolbar: one stop of the Tab key, arrows inside it (the pattern of WAI-ARIA), names and shortcuts said.
import { type EditorState, Plugin } from "prosemirror-state";
import type { Desk, Tool } from "./desk";
import { freshId, make } from "./page";
import { words } from "./words";

const MAC = /Mac|iP(hone|[oa]d)/.test(navigator.platform);

/** "Mod-Shift-8" → "Ctrl+Maiusc+8" as it is read, "Control+Shift+8" as assistive technology wants it. */
function shortcut(keys: string): { shown: string; aria: string } {
  const parts = keys.split("-").map((part) => (part.length === 1 ? part.toUpperCase() : part));
  const say = (names: Record<string, string>) => parts.map((part) => names[part] ?? part).join("+");
  return {
    shown: say(MAC ? { Mod: "⌘", Alt: "⌥", Shift: "⇧" } : { Mod: "Ctrl", Shift: words().shift }),
    aria: say({ Mod: MAC ? "Meta" : "Control" }),
  };
}

export class Toolbar {
  readonly element = make("div", { class: "co-tools-set", role: "toolbar", "aria-label": words().tools });
  private readonly buttons: { tool: Tool; button: HTMLButtonElement }[] = [];
  private readonly rows: Record<Tool["place"], HTMLElement>;
  private readonly more: HTMLButtonElement;

  constructor(private readonly desk: Desk, tools: Tool[]) {
    const id = freshId("more");
    this.rows = {
      row: make("div", { class: "co-tools-row" }),
      more: make("div", { class: "co-tools-row", id, hidden: true }),
      table: make("div", { class: "co-tools-row", role: "group", "aria-label": words().inTable, hidden: true }),
    };
    for (const tool of tools) {
      const button = this.buttonOf(tool);
      this.buttons.push({ tool, button });
      this.rows[tool.place].append(button);
    }
    this.more = make("button", { type: "button", "aria-expanded": "false", "aria-controls": id, tabindex: -1 }, words().more);
    this.more.addEventListener("click", () => this.open(this.rows.more.hidden === true));
    this.rows.row.append(this.more);
    this.element.append(...Object.values(this.rows));
    this.element.addEventListener("keydown", this.keyed);
    // The selection of the text, and a phone's keyboard, stay where they are.
    this.element.addEventListener("mousedown", (event) => event.preventDefault());
    this.element.addEventListener("focusin", ({ target }) => this.rove(target as HTMLButtonElement));
    this.rove(this.all()[0]);
  }

  /** The plugin that keeps the buttons as the text is. */
  plugin(): Plugin {
    return new Plugin({ view: () => ({ update: (view) => this.refresh(view.state) }) });
  }

  focus(): void {
    this.all().find(({ tabIndex }) => tabIndex === 0)?.focus();
  }

  refresh(state: EditorState): void {
    const editable = this.desk.view.editable;
    let inTable = false;
    for (const { tool, button } of this.buttons) {
      button.hidden = !editable && !tool.reading;
      if (tool.pressed) set(button, "aria-pressed", String(tool.pressed(state)));
      const able = !tool.enabled || tool.enabled(state);
      if (able) button.removeAttribute("aria-disabled");
      else set(button, "aria-disabled", "true");
      inTable ||= tool.place === "table" && editable && able;
    }
    this.rows.table.hidden = !inTable;
    this.more.hidden = !editable;
    if (!editable && this.rows.more.hidden) this.open(true);
    if (!this.all().some(({ tabIndex }) => tabIndex === 0)) this.rove(this.all()[0]);
  }

  private open(shown: boolean): void {
    this.rows.more.hidden = !shown;
    this.more.setAttribute("aria-expanded", String(shown));
  }

  private buttonOf(tool: Tool): HTMLButtonElement {
    const button = make("button", { type: "button", tabindex: -1 }, tool.label);
    const name = tool.name ?? button.textContent ?? "";
    if (tool.name) button.setAttribute("aria-label", tool.name);
    if (tool.keys) {
      const { shown, aria } = shortcut(tool.keys);
      button.title = `${name} (${shown})`;
      button.setAttribute("aria-keyshortcuts", aria);
    } else if (tool.name) button.title = name;
    button.addEventListener("click", () => {
      if (button.getAttribute("aria-disabled") === "true") return;
      tool.run(this.desk);
      if (!tool.opens) this.desk.view.focus();
    });
    return button;
  }

  private all(): HTMLButtonElement[] {
    return [...this.element.querySelectorAll("button")].filter((button) => !button.closest("[hidden]"));
  }

  private rove(to: HTMLButtonElement | undefined): void {
    if (!to) return;
    for (const button of this.element.querySelectorAll("button")) button.tabIndex = button === to ? 0 : -1;
  }

  private keyed = (event: KeyboardEvent): void => {
    const all = this.all();
    const at = all.indexOf(document.activeElement as HTMLButtonElement);
    const to = { ArrowRight: at + 1, ArrowLeft: at - 1 + all.length, Home: 0, End: all.length - 1 }[event.key];
    if (event.key === "Escape") this.desk.view.focus();
    else if (to !== undefined) all[to % all.length]?.focus();
    else return;
    event.preventDefault();
  };
}

function set(button: HTMLElement, name: string, value: string): void {
  if (button.getAttribute(name) !== value) button.setAttribute(name, value);
}
