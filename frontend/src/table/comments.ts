// SPDX-FileCopyrightText: 2026 Coprogettazione contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
// Beside the text: the list of what is said, joined to its passages, and the tool that comments one.
import type { Desk, Extension, Tool } from "./desk";
import { mentions } from "./mentions";
import { make } from "./page";
import { anchorOf, goTo, passages, quoteOf, type Range, tellNotes, tellPending } from "./passages";
import { Remarks } from "./remarks";
import { Suggesting } from "./suggesting";
import { words } from "./words";

class Beside {
  readonly remarks: Remarks;
  readonly suggesting: Suggesting;
  private there: (note: string) => boolean = () => true;

  constructor(private readonly desk: Desk, place: HTMLElement) {
    this.remarks = new Remarks(place, desk, desk.voice, () => this.listed());
    this.suggesting = new Suggesting(desk, this.remarks);
    mentions(place, desk.voice);
    place.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && this.remarks.newComment?.contains(event.target as Node)) desk.view.focus();
    });
  }

  /** The text has them, or no longer. */
  looked(there: (note: string) => boolean): void {
    this.there = there;
    this.dress();
  }

  ready(): void {
    this.suggesting.ready();
    this.listed();
  }

  private listed(): void {
    this.dressNew();
    this.suggesting.listed();
    if (!this.field("quote")?.value) tellPending(this.desk.view, null);
    tellNotes(this.desk.view, this.remarks.notes());
    this.dress();
  }

  private dress(): void {
    for (const { id, number, mark } of this.remarks.notes()) {
      const note = document.getElementById(id);
      const there = this.there(id);
      if (!note || note.dataset["there"] === String(there)) continue;
      note.dataset["there"] = String(there);
      note.querySelector("[data-passage]")?.remove();
      const gone = mark ? words().changeGone : words().passageGone;
      const link = make("a", { href: "#", "aria-label": `${words().goToPassage} ${number}` }, words().goToPassage);
      link.addEventListener("click", (event) => {
        event.preventDefault();
        goTo(this.desk.view, id);
      });
      const said = make("span", { class: "co-small co-passage", "data-passage": true }, there ? link : gone);
      note.querySelector("p")?.append(" ", said);
    }
  }

  private field(name: string): HTMLInputElement | null {
    return this.remarks.newComment?.querySelector<HTMLInputElement>(`[name=${name}]`) ?? null;
  }

  /** Says in the form of a new comment what it is about. */
  private dressNew(): void {
    const form = this.remarks.newComment;
    const quote = this.field("quote")?.value ?? "";
    form?.querySelector("[data-about]")?.remove();
    if (!form || !quote) return;
    const whole = make("button", { type: "button", class: "co-link-button" }, words().wholeChapter);
    whole.addEventListener("click", () => this.about(null));
    const shown = quote.length > 120 ? `${quote.slice(0, 119)}…` : quote;
    form.prepend(make("p", { class: "co-small", "data-about": true }, words().about(shown), " ", whole));
  }

  private about(range: Range | null): void {
    const { view } = this.desk;
    const [quote, anchor] = [this.field("quote"), this.field("anchor")];
    if (!quote || !anchor) return;
    quote.value = range ? quoteOf(view.state.doc, range).slice(0, 2000) : "";
    anchor.value = quote.value && range ? anchorOf(view.state, range) : "null";
    tellPending(view, quote.value ? range : null);
    this.dressNew();
    this.remarks.newComment?.querySelector("textarea")?.focus();
  }

  comment(): void {
    const { from, to, empty } = this.desk.view.state.selection;
    this.remarks.newComment?.closest("details")?.setAttribute("open", "");
    this.about(empty ? null : { from, to });
  }

  tools(): Tool[] {
    const comment: Tool = {
      label: words().comment, keys: "Mod-Alt-m", place: "row", opens: true, run: () => this.comment(),
      enabled: () => this.remarks.newComment !== null,
    };
    return [comment, ...this.suggesting.tools()];
  }
}

const desks = new WeakMap<Desk, Beside | null>();

function beside(desk: Desk): Beside | null {
  const known = desks.get(desk);
  if (known !== undefined) return known;
  const place = document.querySelector<HTMLElement>("[data-remarks]");
  const made = place && new Beside(desk, place);
  desks.set(desk, made);
  return made;
}

export const remarks: Extension = {
  tools: (desk) => beside(desk)?.tools() ?? [],
  plugins: (desk) => {
    const found = beside(desk);
    return found ? [passages((there) => found.looked(there)), ...found.suggesting.plugins()] : [];
  },
  change: (desk, tr) => beside(desk)?.suggesting.change(tr) ?? tr,
  ready: (desk) => beside(desk)?.ready(),
};
