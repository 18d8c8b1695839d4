// SPDX-FileCopyrightText: 2026 Coprogettazione contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
// Proposing changes: while it is on, what one writes and takes away is marked (proposal.ts); some seconds after the last
// change, once the server has stored it, it goes into the ledger of contributions and into the list beside the text.
import type { Node } from "prosemirror-model";
import { Plugin, PluginKey, type Transaction } from "prosemirror-state";
import { ySyncPluginKey } from "y-prosemirror";
import type { Desk, Tool } from "./desk";
import { make } from "./page";
import { idsOf, type Mine, proposed, rangeOf, saidBy, unmarked } from "./proposal";
import type { Remarks } from "./remarks";
import { words } from "./words";

const AFTER_MS = 3000;
const SHOWN_MS = 8000;
/** From the end of a paragraph, or of an item of a list, to the start of the next. */
const NEXT = 4;

const key = new PluginKey<boolean>("suggesting");

const fresh = (): string =>
  [...crypto.getRandomValues(new Uint8Array(8))].map((byte) => byte.toString(16).padStart(2, "0")).join("");

export class Suggesting implements Mine {
  /** The proposals of whoever writes, and what the server knows of each. */
  private readonly told = new Map<string, string>();
  /** What was taken back: done again, it is another proposal. */
  private readonly withdrawn = new Set<string>();
  private current = { id: "", at: 0 };
  private readonly line = make("p", { class: "co-small co-proposing", role: "status", hidden: true });
  private timer = 0;
  private refusing = 0;
  private telling = false;
  private readonly store: string;

  constructor(private readonly desk: Desk, private readonly remarks: Remarks) {
    const [text, , person] = desk.channel.entered.key.split(".");
    this.store = `coprogettazione:suggested:${text}.${person}`;
    for (const id of this.kept()) this.told.set(id, "");
    window.addEventListener("pagehide", () => void this.tell(true));
  }

  /** The line that says one is proposing, with the tools: always in sight. */
  ready(): void {
    this.desk.panel.element.before(this.line);
  }

  /** What was proposed and perhaps not told: whoever left in a hurry tells it when they come back. */
  private kept(): string[] {
    try {
      return JSON.parse(localStorage.getItem(this.store) ?? "[]") as string[];
    } catch {
      return [];
    }
  }

  private keep(): void {
    const { doc } = this.desk.view.state;
    const others = this.kept().filter((id) => !this.told.has(id));
    const ours = [...this.told].filter(([id, said]) => saidBy(doc, id) !== said).map(([id]) => id);
    try {
      localStorage.setItem(this.store, JSON.stringify([...others, ...ours]));
    } catch {
      // No room on this device: it is told in a few seconds anyway.
    }
  }

  has = (id: string): boolean => this.told.has(id);

  /** One's own proposal that a change touches, or a new one. */
  at = (doc: Node, from: number, to: number): string => {
    let id = "";
    doc.nodesBetween(Math.max(0, from - 1), Math.min(doc.content.size, to + 1), (node, pos) => {
      if (node.isText && pos <= to && pos + node.nodeSize >= from) id ||= idsOf(node).find(this.has) ?? "";
    });
    const inNewBlock = doc.resolve(from).parent.content.size === 0 && Math.abs(from - this.current.at) <= NEXT;
    if (!id && inNewBlock && rangeOf(doc, this.current.id)) id = this.current.id;
    return id || fresh();
  };

  private get on(): boolean {
    return key.getState(this.desk.view.state) === true && this.desk.view.editable;
  }

  /** What becomes of a change before it is made: the same, a proposal, or nothing. */
  change(tr: Transaction): Transaction {
    if (!tr.docChanged || tr.getMeta(ySyncPluginKey) || tr.getMeta(key) !== undefined) return tr;
    const { state } = this.desk.view;
    if (!this.on) return unmarked(state, tr);
    let used = "";
    const at: Mine["at"] = (...place) => (used = this.at(...place));
    const out = proposed(state, tr, { has: this.has, at });
    if (typeof out === "string") {
      this.refuse(out === "looks" ? words().noLooks : words().noBlocks);
      // The page has perhaps what was refused: it is drawn again as it was.
      return state.tr;
    }
    if (used && rangeOf(out.doc, used)) {
      this.current = { id: used, at: out.selection.head };
      if (!this.told.has(used)) this.told.set(used, "");
    }
    return out;
  }

  private refuse(said: string): void {
    window.clearTimeout(this.refusing);
    this.line.textContent = said;
    this.line.classList.add("late");
    this.refusing = window.setTimeout(() => this.draw(), SHOWN_MS);
  }

  private draw(): void {
    this.line.classList.remove("late");
    this.line.hidden = !this.on;
    this.line.textContent = this.on ? words().proposing : "";
  }

  plugins(): Plugin[] {
    const { schema } = this.desk;
    return [
      new Plugin<boolean>({
        key,
        state: { init: () => false, apply: (tr, on) => (tr.getMeta(key) as boolean | undefined) ?? on },
        props: {
          handleDOMEvents: {
            // Composed characters are drawn marked from the first: drawn anew in the middle they would be lost.
            compositionstart: (view) => {
              const { $from, from, empty } = view.state.selection;
              if (!this.on || !empty) return;
              const id = this.at(view.state.doc, from, from);
              this.told.set(id, this.told.get(id) ?? "");
              this.current = { id, at: from };
              const mark = schema.mark("insertion", { id });
              const marks = (view.state.storedMarks ?? $from.marks()).filter(({ type }) => !(type.name in { insertion: 0, deletion: 0 }));
              view.dispatch(view.state.tr.setStoredMarks(mark.addToSet(marks)));
            },
          },
        },
        view: () => ({
          update: (view, before) => {
            if (view.state.doc !== before.doc) this.soon();
            if (this.line.hidden === this.on) this.draw();
          },
        }),
      }),
    ];
  }

  tools(): Tool[] {
    return [{
      label: words().propose, keys: "Mod-Alt-s", place: "row", run: () => this.toggle(),
      pressed: (state) => key.getState(state) === true,
    }];
  }

  private toggle(): void {
    const { view } = this.desk;
    view.dispatch(view.state.tr.setMeta(key, !key.getState(view.state)));
    this.draw();
    if (!this.on) {
      this.desk.voice.say(words().notProposing);
      void this.tell();
    }
  }

  /** The list has changed: what is there under one's own name may be changed again. */
  listed(): void {
    const { doc } = this.desk.view.state;
    for (const item of this.remarks.place.querySelectorAll<HTMLElement>("[data-mark][data-mine]")) {
      const id = item.dataset["mark"] ?? "";
      if (!this.told.has(id)) this.told.set(id, saidBy(doc, id));
    }
  }

  private soon(): void {
    if (this.told.size + this.withdrawn.size === 0) return;
    window.clearTimeout(this.timer);
    this.keep();
    this.timer = window.setTimeout(() => void this.tell(), AFTER_MS);
  }

  /** Tells the server every proposal that is not as it knows it; one of which nothing is left is withdrawn. */
  private async tell(leaving = false): Promise<void> {
    const { channel, view } = this.desk;
    if (view.isDestroyed || (this.telling && !leaving)) return;
    this.renumber();
    const waiting = [...this.told].filter(([id, said]) => saidBy(view.state.doc, id) !== said);
    if (waiting.length === 0 || !channel.writes) return;
    if (channel.busy() || channel.state !== "open") return leaving ? undefined : this.soon();
    this.telling = true;
    for (const [id] of waiting) {
      const now = saidBy(view.state.doc, id);
      const said = await (now ? this.suggest(id, leaving) : this.withdraw(id));
      if (said === words().notSent || said === words().expired) {
        this.soon();
        break;
      }
      if (said) this.refuse(said);
      if (now) this.told.set(id, now);
    }
    this.telling = false;
    this.keep();
  }

  private suggest(id: string, leaving: boolean): Promise<string> {
    const body = new FormData();
    body.set("mark", id);
    return this.remarks.post(this.remarks.suggest, body, leaving);
  }

  private async withdraw(id: string): Promise<string> {
    const form = this.remarks.place.querySelector<HTMLFormElement>(`[data-mark="${id}"] form[data-withdraw]`);
    // Decided meanwhile: it is no longer in the list.
    if (!form) {
      this.told.delete(id);
      return "";
    }
    const said = await this.remarks.post(form.action, new FormData(form));
    if (!said) {
      this.told.delete(id);
      this.withdrawn.add(id);
    }
    return said;
  }

  private renumber(): void {
    const { view } = this.desk;
    for (const old of this.withdrawn) {
      const id = fresh();
      const tr = view.state.tr.setMeta(key, key.getState(view.state));
      tr.doc.descendants((node, pos) => {
        for (const mark of node.marks.filter(({ attrs }) => attrs["id"] === old)) {
          tr.addMark(pos, pos + node.nodeSize, mark.type.create({ id }));
        }
      });
      if (!tr.docChanged) continue;
      this.withdrawn.delete(old);
      this.told.set(id, "");
      view.dispatch(tr);
    }
  }
}
