// SPDX-FileCopyrightText: 2026 Coprogettazione contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
// A form that says in a line of its own what becomes of the text, and what one can do about it.
import { Controller } from "@hotwired/stimulus";

export class Saying<Form extends HTMLElement> extends Controller<Form> {
  static targets = ["status"];
  declare readonly hasStatusTarget: boolean;
  declare readonly statusTarget: HTMLElement;

  protected button(label: string, act: () => void): HTMLButtonElement {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "btn btn-sm btn-outline-primary";
    button.textContent = label;
    button.addEventListener("click", act);
    return button;
  }

  protected say(text: string, late = false, more: Node[] = []): void {
    if (!this.hasStatusTarget) return;
    this.statusTarget.classList.toggle("late", late);
    this.statusTarget.replaceChildren(text, ...more);
  }
}
