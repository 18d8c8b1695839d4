// SPDX-FileCopyrightText: 2026 Coprogettazione contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
// The budget while others write it. The parts of the page follow the others' changes; on the page of a column each line is
// saved as soon as one leaves it, and where somebody was faster both texts are shown. Without it the form is sent whole.
//
// <section data-controller="budget" data-budget-url-value="…/adesso/" data-budget-token-value="…" data-budget-save-value="…/riga/">
//   <div data-budget-target="part" data-part="sums">…</div>
//   <form> <p role="status" data-budget-target="status"></p> <div data-budget-target="row" data-formset-target="row">…</div> </form>
import { type Shown, BudgetRow, type Stored } from "./budget_row";
import { Saying } from "./status";
import { clock, words } from "./words";

const EVERY_MS = 4000;
const RETRY_MS = 15000;

interface Now {
  token: string;
  parts: Record<string, string>;
  lines?: Stored[];
}

export class Budget extends Saying<HTMLElement> {
  static targets = ["part", "row"];
  static values = { url: String, save: String, token: String };
  declare readonly partTargets: HTMLElement[];
  declare readonly rowTargets: HTMLElement[];
  declare readonly urlValue: string;
  declare readonly saveValue: string;
  declare tokenValue: string;
  private rows = new Map<HTMLElement, BudgetRow>();
  private timer = 0;
  private stopped = false;

  connect(): void {
    document.addEventListener("visibilitychange", this.look);
    window.addEventListener("online", this.retry);
    window.addEventListener("beforeunload", this.warn);
    this.wait();
  }

  disconnect(): void {
    this.stopped = true;
    window.clearTimeout(this.timer);
    document.removeEventListener("visibilitychange", this.look);
    window.removeEventListener("online", this.retry);
    window.removeEventListener("beforeunload", this.warn);
  }

  rowTargetConnected(element: HTMLElement): void {
    if (this.saveValue) this.rowOf(element);
  }

  rowTargetDisconnected(element: HTMLElement): void {
    this.rows.delete(element);
  }

  private rowOf(element: HTMLElement): BudgetRow {
    const known = this.rows.get(element);
    if (known) return known;
    const row = new BudgetRow(element);
    this.rows.set(element, row);
    element.addEventListener("change", () => this.leave(row));
    return row;
  }

  private leave(row: BudgetRow): void {
    window.clearTimeout(row.timer);
    // A choice made with the arrows changes many times before it is made.
    row.timer = window.setTimeout(() => void this.save(row), 400);
  }

  private save = async (row: BudgetRow): Promise<void> => {
    if (row.saving || !row.ready || !row.dirty) return;
    row.saving = true;
    const sent = row.shown;
    this.say(words().saving);
    try {
      const answer = await fetch(this.saveValue, {
        method: "POST",
        body: this.posted(sent),
        headers: { "X-Requested-With": "XMLHttpRequest", Accept: "application/json" },
        credentials: "same-origin",
        redirect: "manual",
      });
      if (answer.type === "opaqueredirect" || answer.status === 401) this.expired();
      else if (answer.ok) this.saved(row, sent, await answer.json());
      else if (answer.status === 422) this.wrong(row, ((await answer.json()) as { errors: Record<string, string> }).errors);
      else if (answer.status === 409) this.clash(row, await answer.json());
      else if (answer.status === 403) this.say(((await answer.json()) as { message: string }).message, true);
      else this.failed(row);
    } catch {
      this.failed(row);
    } finally {
      row.saving = false;
    }
    if (row.changedSince(sent)) this.leave(row);
  };

  private posted(sent: Shown): FormData {
    const data = new FormData();
    const token = this.element.querySelector<HTMLInputElement>("input[name=csrfmiddlewaretoken]");
    data.append("csrfmiddlewaretoken", token?.value ?? "");
    for (const [name, value] of Object.entries(sent)) if (value) data.append(name, value);
    return data;
  }

  private saved(row: BudgetRow, sent: Shown, said: { line: Stored | null; time: string; now: Now }): void {
    row.clear();
    if (said.line) row.settle(said.line, sent);
    else this.taken(row, sent);
    this.show(said.now);
    this.say(words().saved(said.time || clock(new Date())));
    this.settled();
  }

  /** The line is gone: in its place, the way to have it back. */
  private taken(row: BudgetRow, was: Shown): void {
    const note = document.createElement("p");
    note.className = "co-inline border-top pt-3";
    const back = this.button(words().putBack, () => {
      const fresh = this.blank();
      if (!fresh) return;
      note.replaceWith(fresh.element);
      fresh.fill({ ...was, line: "", version: "", remove: "" });
      fresh.focus();
      void this.save(fresh);
    });
    note.append(words().lineTaken, " ", back);
    const held = row.element.contains(document.activeElement);
    row.element.replaceWith(note);
    if (held) back.focus();
  }

  private wrong(row: BudgetRow, errors: Record<string, string>): void {
    row.blame(errors);
    this.say(words().lineNotSaved, true);
  }

  /** Somebody was faster: both texts, and the choice. */
  private clash(row: BudgetRow, said: { message: string; theirs: Stored | null }): void {
    const { theirs } = said;
    const note = document.createElement("div");
    note.className = "callout-co term";
    note.setAttribute("role", "alert");
    const told = document.createElement("p");
    told.append(said.message, document.createElement("br"), `${words().mine} ${row.said(row.shown)}`);
    if (theirs) told.append(document.createElement("br"), `${words().now} ${row.said(theirs)}`);
    const choice = document.createElement("p");
    choice.className = "co-inline mb-0";
    choice.append(
      this.button(theirs ? words().keepMyLine : words().putBack, () => {
        row.clear();
        row.base(theirs);
        row.focus();
        void this.save(row);
      }),
      this.button(theirs ? words().takeTheirs : words().takeAway, () => {
        row.clear();
        if (theirs) row.take(theirs);
        else row.element.remove();
        this.settled();
        if (theirs) row.focus();
      }),
    );
    note.append(told, choice);
    row.note(note);
    this.say(words().lineNotSaved, true);
  }

  private failed(row: BudgetRow): void {
    row.failedAt ||= Date.now();
    this.say(words().offline(Math.floor((Date.now() - row.failedAt) / 60000)), true);
    // The answer may be what was lost: what is there is looked at before it is sent again.
    row.timer = window.setTimeout(() => void this.poll().then(() => this.save(row)), RETRY_MS);
  }

  private retry = (): void => {
    for (const row of this.rows.values()) if (row.failedAt) void this.poll().then(() => this.save(row));
  };

  private expired(): void {
    this.stopped = true;
    const link = document.createElement("a");
    link.href = `/accesso/login/?next=${encodeURIComponent(location.pathname + location.search)}`;
    link.textContent = words().signIn;
    this.say(`${words().expired} `, true, [link]);
  }

  private wait(): void {
    window.clearTimeout(this.timer);
    if (!this.stopped) this.timer = window.setTimeout(() => void this.poll().finally(() => this.wait()), EVERY_MS);
  }

  private look = (): void => {
    if (!document.hidden) void this.poll();
  };

  private poll = async (): Promise<void> => {
    if (document.hidden || this.stopped) return;
    try {
      const answer = await fetch(this.urlValue, {
        headers: { "If-None-Match": `"${this.tokenValue}"`, Accept: "application/json" },
        credentials: "same-origin",
        redirect: "manual",
      });
      if (answer.type === "opaqueredirect" || answer.status === 401 || answer.status === 403) this.stopped = true;
      else if (answer.status === 200) this.show((await answer.json()) as Now);
    } catch {
      // The line will come back: the next look is in a few seconds.
    }
  };

  private show(now: Now): void {
    this.tokenValue = now.token;
    for (const part of this.partTargets) {
      const drawn = now.parts[part.dataset["part"] ?? ""]?.trim();
      // Only what changed: a status that is written again is read aloud again.
      if (drawn === undefined || part.dataset["drawn"] === drawn) continue;
      if (part.dataset["drawn"] === undefined && part.innerHTML.trim() === drawn) continue;
      part.dataset["drawn"] = drawn;
      part.innerHTML = drawn;
    }
    if (now.lines) this.follow(now.lines);
  }

  /** What colleagues wrote in the same column: shown where one is not writing. */
  private follow(lines: Stored[]): void {
    const here = new Map([...this.rows.values()].filter((row) => row.line).map((row) => [row.line, row]));
    for (const line of lines) {
      const row = here.get(String(line.line));
      here.delete(String(line.line));
      if (row) {
        if (!row.saving && !row.dirty && !row.held && row.version !== String(line.version)) row.take(line);
        continue;
      }
      // A new line whose answer was lost on the way back is this one.
      const lost = [...this.rows.values()].find((one) => !one.line && one.failedAt && one.says(line));
      if (lost) lost.settle(line, lost.shown);
      else if (![...this.rows.values()].some((one) => !one.line && one.saving)) this.blank(true)?.take(line);
    }
    for (const row of here.values()) if (!row.saving && !row.dirty && !row.held) row.element.remove();
  }

  /** A new empty row of the form, at its end when it is `put`. */
  private blank(put = false): BudgetRow | null {
    const pattern = this.element.querySelector<HTMLTemplateElement>("template[data-formset-target~=blank]");
    const total = this.element.querySelector<HTMLInputElement>("input[name$='-TOTAL_FORMS']");
    if (!pattern || !total) return null;
    const holder = document.createElement("template");
    holder.innerHTML = pattern.innerHTML.replaceAll("__prefix__", total.value);
    const element = holder.content.firstElementChild as HTMLElement | null;
    if (!element) return null;
    total.value = String(Number(total.value) + 1);
    if (put) this.element.querySelector("[data-formset-target~=list]")?.append(element);
    return this.rowOf(element);
  }

  private warn = (event: BeforeUnloadEvent): void => {
    if ([...this.rows.values()].some((row) => row.dirty && row.ready)) event.preventDefault();
  };

  private settled(): void {
    if ([...this.rows.values()].some((row) => row.dirty)) return;
    this.element.querySelector("form")?.dispatchEvent(new CustomEvent("autosave:settle"));
  }
}
