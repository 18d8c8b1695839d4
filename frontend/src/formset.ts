// SPDX-FileCopyrightText: 2026 Coprogettazione contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
// Adds and removes rows of a Django formset. Without a script the page shows its extra empty rows and a box to delete.
//
// <div data-controller="formset" data-formset-prefix-value="lines">
//   <div data-formset-target="list"> <div data-formset-target="row">…</div> </div>
//   <template data-formset-target="blank">…__prefix__…</template>
//   <button type="button" data-action="formset#add">…</button>
import { Controller } from "@hotwired/stimulus";

export class Formset extends Controller<HTMLElement> {
  static targets = ["list", "row", "blank"];
  static values = { prefix: String };
  declare readonly listTarget: HTMLElement;
  declare readonly blankTarget: HTMLTemplateElement;
  declare readonly prefixValue: string;

  add(): void {
    const total = this.total();
    if (!total) return;
    const holder = document.createElement("template");
    holder.innerHTML = this.blankTarget.innerHTML.replaceAll("__prefix__", total.value);
    const row = holder.content.firstElementChild as HTMLElement | null;
    if (!row) return;
    this.listTarget.append(row);
    total.value = String(Number(total.value) + 1);
    row.querySelector<HTMLElement>("input:not([type=hidden]), select, textarea")?.focus();
    this.element.dispatchEvent(new Event("input", { bubbles: true }));
  }

  remove(event: Event): void {
    const row = (event.target as HTMLElement).closest<HTMLElement>("[data-formset-target~=row]");
    if (!row) return;
    const box = row.querySelector<HTMLInputElement>("input[name$='-DELETE']");
    if (box) {
      box.checked = true;
      row.hidden = true;
    } else {
      for (const control of row.querySelectorAll<HTMLInputElement>("input, select, textarea")) control.value = "";
      row.hidden = true;
    }
    this.element.dispatchEvent(new Event("input", { bubbles: true }));
  }

  private total(): HTMLInputElement | null {
    return this.element.querySelector(`input[name='${this.prefixValue}-TOTAL_FORMS']`);
  }
}
