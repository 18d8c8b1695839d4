// SPDX-FileCopyrightText: 2026 Coprogettazione contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
// One line of a column of the budget: what its controls say, what the server last said, and what stands beside them.
const FIELDS = ["category", "description", "source", "amount"] as const;
type Field = (typeof FIELDS)[number];

/** What a line says, as it is sent. */
export type Shown = Record<Field | "line" | "version" | "remove", string>;

/** A line as the server holds it. */
export interface Stored extends Record<Field, string> {
  line: number;
  version: number;
  who: string;
}

type Control = HTMLInputElement | HTMLSelectElement;

export class BudgetRow {
  timer = 0;
  saving = false;
  failedAt = 0;
  private settled: Shown;

  constructor(readonly element: HTMLElement) {
    this.settled = this.shown;
  }

  get shown(): Shown {
    return {
      line: this.line,
      version: this.version,
      category: this.value("category"),
      description: this.value("description").trim(),
      source: this.value("source"),
      amount: this.value("amount").trim(),
      remove: this.box?.checked ? "1" : "",
    };
  }

  get line(): string {
    return this.value("line");
  }

  get version(): string {
    return this.value("version");
  }

  /** Whether it says something else than the server. */
  get dirty(): boolean {
    return this.changedSince(this.settled);
  }

  /** Whether it says enough to be sent: a new line is sent when it is whole. */
  get ready(): boolean {
    const { line, category, source, amount, remove } = this.shown;
    if (!this.element.isConnected) return false;
    return Boolean(line || (!remove && category && amount && (source || ["K", "V"].includes(category))));
  }

  /** Whether one is in it now. */
  get held(): boolean {
    return this.element.contains(document.activeElement);
  }

  changedSince(then: Shown): boolean {
    const now = this.shown;
    return [...FIELDS, "remove" as const].some((name) => now[name] !== then[name]);
  }

  /** Whether it says the same as a line of the server. */
  says(stored: Stored): boolean {
    return FIELDS.every((name) => this.shown[name] === stored[name]);
  }

  /** The server has it: what was sent is what is stored; what was typed since stays. */
  settle(stored: Stored, sent: Shown): void {
    this.failedAt = 0;
    this.set("line", String(stored.line));
    this.set("version", String(stored.version));
    if (this.changedSince(sent)) this.settled = { ...sent, line: this.line, version: this.version };
    else this.take(stored);
  }

  /** Say what the server says. */
  take(stored: Stored): void {
    this.failedAt = 0;
    this.fill({ ...stored, line: String(stored.line), version: String(stored.version), remove: "" });
    this.settled = this.shown;
  }

  /** Write over what the server has now; null: as a new line. */
  base(stored: Stored | null): void {
    this.set("line", stored ? String(stored.line) : "");
    this.set("version", stored ? String(stored.version) : "");
    this.settled = { ...this.shown, amount: "" };
  }

  fill(said: Shown): void {
    for (const name of [...FIELDS, "line", "version"] as const) this.set(name, said[name]);
    if (this.box) this.box.checked = said.remove !== "";
    this.element.dispatchEvent(new Event("input", { bubbles: true }));
  }

  /** In words, to be compared. */
  said(what: Pick<Shown, Field>): string {
    const parts = [this.label("category", what.category), what.description, this.label("source", what.source)];
    return `${parts.filter(Boolean).join(", ")}: ${what.amount || "–"}\u00a0€`;
  }

  /** What is wrong, each beside its control. */
  blame(errors: Record<string, string>): void {
    this.clear();
    for (const [name, reason] of Object.entries(errors)) {
      const control = this.control(name) ?? this.control("amount");
      if (!control) continue;
      const told = document.createElement("p");
      told.className = "co-error";
      told.id = `${control.id}_adesso`;
      told.dataset["note"] = "";
      told.textContent = reason;
      control.classList.add("is-invalid");
      control.setAttribute("aria-invalid", "true");
      control.setAttribute("aria-describedby", told.id);
      control.after(told);
    }
  }

  /** Put something below the line. */
  note(note: HTMLElement): void {
    this.clear();
    note.dataset["note"] = "";
    this.element.append(note);
  }

  /** Take away what stands beside the controls. */
  clear(): void {
    for (const note of this.element.querySelectorAll("[data-note]")) note.remove();
    for (const control of this.element.querySelectorAll("[aria-invalid]")) {
      control.classList.remove("is-invalid");
      control.removeAttribute("aria-invalid");
      control.removeAttribute("aria-describedby");
    }
  }

  focus(): void {
    this.control("amount")?.focus();
  }

  private get box(): HTMLInputElement | null {
    return this.element.querySelector("input[name$='-DELETE']");
  }

  private control(name: string): Control | null {
    return this.element.querySelector(`[name$='-${name}']`);
  }

  private value(name: string): string {
    return this.control(name)?.value ?? "";
  }

  private set(name: string, value: string): void {
    const control = this.control(name);
    if (control && control.value !== value) control.value = value;
  }

  private label(name: Field, value: string): string {
    const control = this.control(name);
    if (!(control instanceof HTMLSelectElement)) return value;
    return [...control.options].find((option) => option.value === value && value)?.textContent?.trim() ?? value;
  }
}
