// SPDX-FileCopyrightText: 2026 Coprogettazione contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
// The small form under the toolbar: one at a time. Esc, or its last button, closes it and goes back to the text.
import type { EditorView } from "prosemirror-view";
import { freshId, make } from "./page";
import { words } from "./words";

export interface Field {
  label: string;
  input: HTMLInputElement | HTMLTextAreaElement;
}

export class Panel {
  readonly element = make("div", { class: "co-tool-panel" });
  private view: EditorView | null = null;
  private name = "";

  /** The editor it goes back to. */
  serve(view: EditorView): void {
    this.view = view;
  }

  isOpen(name: string): boolean {
    return this.name === name;
  }

  /** Opens a form named `name`; the submit button says `verb`. `submit` gives what is wrong, or nothing. */
  open(
    name: string, content: (Node | Field)[], verb: string, submit: () => string | Promise<string>,
    more: { label: string; run: () => void }[] = [],
  ): void {
    const wrong = make("p", { class: "co-error", id: freshId("wrong"), role: "alert" });
    const form = make("form", { class: "co-tool-form", "aria-label": name, novalidate: true });
    for (const part of content) form.append(part instanceof Node ? part : labelled(part, wrong));
    const others = more.map(({ label, run }) => this.button(label, run));
    const put = make("button", { type: "submit", class: "btn btn-sm btn-primary" }, verb);
    form.append(wrong, make("div", { class: "co-inline" }, put, ...others, this.button(words().cancel, () => this.close())));
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      event.stopPropagation();
      void Promise.resolve(submit()).then((said) => (said ? this.refuse(form, wrong, said) : this.close()));
    });
    form.addEventListener("keydown", (event) => {
      if (event.key === "Escape") {
        event.preventDefault();
        this.close();
      }
    });
    this.name = name;
    this.element.replaceChildren(form);
    form.querySelector<HTMLElement>("input:not([type=radio]), textarea, input:checked, input, button")?.focus();
  }

  close(): void {
    this.name = "";
    this.element.replaceChildren();
    this.view?.focus();
  }

  private refuse(form: HTMLFormElement, wrong: HTMLElement, said: string): void {
    wrong.textContent = said;
    const input = form.querySelector<HTMLElement>("[data-first]") ?? form.querySelector<HTMLElement>("input, textarea");
    input?.setAttribute("aria-invalid", "true");
    input?.focus();
  }

  private button(label: string, run: () => void): HTMLButtonElement {
    return make("button", { type: "button", class: "btn btn-sm btn-outline-primary", onclick: run }, label);
  }
}

function labelled({ label, input }: Field, wrong: HTMLElement): HTMLElement {
  input.id ||= freshId("field");
  input.classList.add("form-control");
  input.setAttribute("aria-describedby", wrong.id);
  return make("div", {}, make("label", { class: "form-label", for: input.id }, label), input);
}
