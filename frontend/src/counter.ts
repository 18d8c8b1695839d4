// SPDX-FileCopyrightText: 2026 Coprogettazione contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
// Counts what is written against its limits, as the server does. The server writes the same words when the page is made.
//
// <form data-controller="counter" data-counter-characters-value="2000" data-counter-words-value="300">
//   <textarea data-counter-target="text"></textarea> <p data-counter-target="said">0 caratteri su 2.000</p>
import { Controller } from "@hotwired/stimulus";
import { language, words } from "./words";

export class Counter extends Controller<HTMLElement> {
  static targets = ["text", "said"];
  static values = { characters: Number, words: Number };
  declare readonly textTarget: HTMLInputElement | HTMLTextAreaElement;
  declare readonly saidTarget: HTMLElement;
  declare readonly charactersValue: number;
  declare readonly wordsValue: number;

  connect(): void {
    this.textTarget.addEventListener("input", this.count);
  }

  disconnect(): void {
    this.textTarget.removeEventListener("input", this.count);
  }

  private count = (): void => {
    const written = this.textTarget.value;
    const characters = [...written].length;
    const many = written.split(/\s+/).filter(Boolean).length;
    const said: string[] = [];
    if (this.charactersValue) said.push(words().characters(this.said(characters), this.said(this.charactersValue)));
    if (this.wordsValue) said.push(words().written(this.said(many), this.said(this.wordsValue)));
    const over =
      (this.charactersValue > 0 && characters > this.charactersValue) || (this.wordsValue > 0 && many > this.wordsValue);
    this.saidTarget.classList.toggle("co-error", over);
    this.saidTarget.textContent = said.join(", ");
  };

  private said(count: number): string {
    return count.toLocaleString(language(), { useGrouping: true });
  }
}
