// SPDX-FileCopyrightText: 2026 Coprogettazione contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
// Live sums of a table of money. The server computes them again: what is written here is only a help while typing.
//
// <table data-controller="sum"> … <input data-sum-target="cell" data-row="3" data-col="12"> …
// <output data-sum-target="total" data-row="3"></output> <output data-sum-target="total"></output>
import { Controller } from "@hotwired/stimulus";
import { language } from "./words";

/** Cents of an amount written in Italian ("1.234,56") or plain ("1234.56"); null when it is not a number. */
export function cents(written: string): number | null {
  let text = written.replace(/[\s\u00a0€]/g, "");
  if (text === "") return 0;
  const parts = text.split(".");
  const plain = !text.includes(",") && parts.length === 2 && parts[1]?.length !== 3;
  if (!plain) text = text.replace(/\./g, "").replace(",", ".");
  if (!/^-?\d+(\.\d+)?$/.test(text)) return null;
  return Math.round(Number(text) * 100);
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
