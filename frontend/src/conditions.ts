// SPDX-FileCopyrightText: 2026 Coprogettazione contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
// Shows a question only when the answer it depends on is given. Without a script everything is there, with its "Rispondi
// solo se…"; what counts in the end is decided by the server.
//
// <div data-controller="conditions">
//   <div id="q-alloggio"> … <input type="radio" value="si"> … </div>
//   <div data-conditions-target="part" data-depends="q-alloggio" data-values="si forse" data-met="0">…</div>
//
// `data-met` is what the server knows, for a question that is answered on another page or by somebody else.
import { Controller } from "@hotwired/stimulus";

export class Conditions extends Controller<HTMLElement> {
  static targets = ["part"];
  declare readonly partTargets: HTMLElement[];

  connect(): void {
    this.element.addEventListener("input", this.show);
    this.element.addEventListener("change", this.show);
    this.show();
  }

  disconnect(): void {
    this.element.removeEventListener("input", this.show);
    this.element.removeEventListener("change", this.show);
  }

  private show = (): void => {
    for (const part of this.partTargets) part.hidden = !this.met(part);
  };

  private met(part: HTMLElement): boolean {
    const question = document.getElementById(part.dataset["depends"] ?? "");
    const choices = question?.querySelectorAll<HTMLInputElement>("input[type=radio], input[type=checkbox]") ?? [];
    if (!question || choices.length === 0) return part.dataset["met"] === "1";
    if (question.hidden) return false;
    const wanted = (part.dataset["values"] ?? "").split(" ");
    return [...choices].some((choice) => choice.checked && wanted.includes(choice.value));
  }
}
