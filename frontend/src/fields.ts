// SPDX-FileCopyrightText: 2026 Coprogettazione contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
// What has been typed in a form, as plain data: no files, no passwords, no security token.
export type Fields = Record<string, string[]>;

const SKIP = new Set(["csrfmiddlewaretoken"]);

function kept(control: Element): control is HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement {
  if (!("name" in control) || !control.name || SKIP.has(control.name as string)) return false;
  return !["file", "password", "hidden", "submit", "button", "image"].includes((control as HTMLInputElement).type);
}

export function fieldsOf(form: HTMLFormElement): Fields {
  const fields: Fields = {};
  for (const control of form.elements) {
    if (!kept(control)) continue;
    const values = (fields[control.name] ??= []);
    if (control instanceof HTMLInputElement && ["checkbox", "radio"].includes(control.type)) {
      if (control.checked) values.push(control.value);
    } else if (control instanceof HTMLSelectElement) {
      values.push(...[...control.selectedOptions].map((option) => option.value));
    } else {
      values.push(control.value);
    }
  }
  return fields;
}

export function same(a: Fields, b: Fields): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

/** Rows that a script had added to a formset are added again, so that there is a place for what they said. */
function addRows(form: HTMLFormElement, fields: Fields): void {
  for (const set of form.querySelectorAll<HTMLElement>("[data-formset-prefix-value]")) {
    const prefix = set.dataset["formsetPrefixValue"] ?? "";
    const total = set.querySelector<HTMLInputElement>(`input[name='${prefix}-TOTAL_FORMS']`);
    const add = set.querySelector<HTMLElement>("[data-action~='formset#add']");
    const rows = Object.keys(fields).map((name) => Number(name.match(`^${prefix}-(\\d+)-`)?.[1] ?? -1) + 1);
    const wanted = Math.max(0, ...rows);
    while (total && add && Number(total.value) < wanted) {
      const before = total.value;
      add.click();
      if (total.value === before) break;
    }
  }
}

export function restore(form: HTMLFormElement, fields: Fields): void {
  addRows(form, fields);
  const used: Record<string, number> = {};
  for (const control of form.elements) {
    if (!kept(control) || !(control.name in fields)) continue;
    const values = fields[control.name] ?? [];
    if (control instanceof HTMLInputElement && ["checkbox", "radio"].includes(control.type)) {
      control.checked = values.includes(control.value);
    } else if (control instanceof HTMLSelectElement) {
      for (const option of control.options) option.selected = values.includes(option.value);
    } else {
      const n = used[control.name] ?? 0;
      used[control.name] = n + 1;
      if (values[n] !== undefined) control.value = values[n];
    }
    control.dispatchEvent(new Event("input", { bubbles: true }));
  }
}
