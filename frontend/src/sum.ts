// SPDX-FileCopyrightText: 2026 Coprogettazione contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
// Live sums of a table of money. The server computes them again: what is written here is only a help while typing.
//
// <table data-controller="sum"> … <input data-sum-target="cell" data-row="3" data-col="12"> …
// <output data-sum-target="total" data-row="3"></output> <output data-sum-target="total"></output>
import { Controller } from "@hotwired/stimulus";
import { language } from "./words";

/** Cents of an amount ("1.234,56", "1234.56"); what could be read both ways is read in the page's language. */
export function cents(written: string): number | null {
  const text = written.replace(/[\s\u00a0€]/g, "");
  if (text === "") return 0;
  const ways = [/^(-?\d{1,3}(?:\.\d{3})+|-?\d+)(?:,(\d+))?$/, /^(-?\d{1,3}(?:,\d{3})+|-?\d+)(?:\.(\d+))?$/];
  for (const way of language() === "en" ? ways.reverse() : ways) {
    const found = way.exec(text);
    if (found) return Math.round(Number(`${found[1]?.replace(/[.,]/g, "")}.${found[2] ?? "0"}`) * 100);
  }
  return null;
}

export class Sum extends Controller<HTMLElement> {
  static targets = ["cell", "total"];
  declare readonly cellTargets: HTMLInputElement[];
  declare readonly totalTargets: HTMLElement[];

  connect(): void {
    this.element.addEventListener("input", this.add);
    this.add();
  }

  disconnect(): void {
    this.element.removeEventListener("input", this.add);
  }

  private add = (): void => {
    for (const total of this.totalTargets) {
      const { row, col } = total.dataset;
      let sum = 0;
      let sound = true;
      for (const cell of this.cellTargets) {
        if ((row && cell.dataset["row"] !== row) || (col && cell.dataset["col"] !== col)) continue;
        const amount = cents(cell.value);
        if (amount === null) sound = false;
        else sum += amount;
      }
      total.textContent = sound ? this.written(sum) : "–";
    }
  };

  private written(sum: number): string {
    const whole = sum % 100 === 0;
    return (sum / 100).toLocaleString(language(), {
      minimumFractionDigits: whole ? 0 : 2,
      maximumFractionDigits: 2,
      useGrouping: true,
    });
  }
}
