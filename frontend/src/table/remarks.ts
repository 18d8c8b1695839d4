// SPDX-FileCopyrightText: 2026 Coprogettazione contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
// The list beside a chapter: comments and suggested changes. The server draws it; its forms are sent from here and the
// answer, the list as it is then, takes its place. Words that were not sent are never lost.
import type { Desk } from "./desk";
import { csrfToken, make, type Voice } from "./page";
import type { Note } from "./passages";
import { signIn } from "./status";
import { words } from "./words";

/** What was being written in a form, by its address. */
type Drafts = Map<string, [name: string, value: string][]>;

const TOKEN = /name="csrfmiddlewaretoken" value="[^"]*"/g;
const addressOf = (form: HTMLFormElement): string => form.getAttribute("action") ?? "";

export class Remarks {
  private shown = "";
  private offer: HTMLElement | null = null;
  private readonly address: string;
  readonly suggest: string;

  /** `changed` is told whenever the list is another. */
  constructor(readonly place: HTMLElement, desk: Desk, private readonly voice: Voice, private readonly changed: () => void) {
    const closed = new URLSearchParams(location.search).get("commenti") === "chiusi" ? "?commenti=chiusi" : "";
    this.address = `${place.dataset["remarks"]}${closed}`;
    this.suggest = place.dataset["suggest"] ?? "";
    place.addEventListener("submit", (event) => {
      const form = event.target as HTMLFormElement;
      if (!form.matches("[data-remark]")) return;
      event.preventDefault();
      void this.send(form, (event as SubmitEvent).submitter as HTMLButtonElement | null);
    });
    desk.channel.on("notice", ({ kind }) => {
      if (kind === "comments") void this.news();
    });
  }

  get newComment(): HTMLFormElement | null {
    return this.place.querySelector("[data-new-comment]");
  }

  /** What is said, with where in the text. */
  notes(): Note[] {
    return [...this.place.querySelectorAll<HTMLElement>("[data-anchor], [data-mark]")].map(({ id, dataset }) => ({
      id,
      number: document.querySelector(`#${id} .co-pin`)?.textContent ?? "",
      anchor: dataset["anchor"] ?? "",
      quote: dataset["quote"] ?? "",
      mark: dataset["mark"] ?? "",
      by: dataset["by"] ?? "",
    }));
  }

  /** Sends something of one's own to an address of the list; what was said against it, or nothing. */
  async post(address: string, body: FormData, keepalive = false): Promise<string> {
    const answer = await this.ask(address, { method: "POST", body, keepalive });
    if (typeof answer === "string") return answer;
    if (answer.ok) this.put(await answer.text());
    return answer.ok ? "" : this.refusal(answer);
  }

  private async ask(address: string, init: RequestInit = {}): Promise<Response | string> {
    if (init.body instanceof FormData) init.body.set("csrfmiddlewaretoken", csrfToken());
    try {
      const answer = await fetch(address, { ...init, headers: { "X-Requested-With": "tavolo" }, credentials: "same-origin" });
      return answer.redirected ? words().expired : answer;
    } catch {
      return words().notSent;
    }
  }

  private async refusal(answer: Response): Promise<string> {
    try {
      return ((await answer.json()) as { message: string }).message;
    } catch {
      return words().notSent;
    }
  }

  /** Others have said something: shown at once, unless one is writing here. */
  private async news(asked = false): Promise<void> {
    const answer = await this.ask(this.address);
    if (typeof answer === "string" || !answer.ok) return;
    const list = await answer.text();
    if (list.replace(TOKEN, "") === this.shown) return;
    if (!asked && this.writing()) return this.offerNews();
    this.put(list);
    this.voice.say(words().newRemarks);
  }

  private writing(): boolean {
    return this.drafts().size > 0 || this.forms().some((form) => form.contains(document.activeElement));
  }

  private offerNews(): void {
    if (this.offer?.isConnected) return;
    const show = make("button", { type: "button", class: "co-link-button" }, words().showThem);
    show.addEventListener("click", () => void this.news(true));
    this.offer = make("p", { class: "co-small", role: "status" }, words().newRemarks, " ", show);
    this.place.prepend(this.offer);
  }

  private async send(form: HTMLFormElement, button: HTMLButtonElement | null): Promise<void> {
    if (form.hasAttribute("aria-busy")) return;
    form.setAttribute("aria-busy", "true");
    const body = new FormData(form);
    if (button?.name) body.set(button.name, button.value);
    const answer = await this.ask(addressOf(form), { method: "POST", body });
    form.removeAttribute("aria-busy");
    if (typeof answer === "string") return this.complain(form, answer);
    if (answer.ok || answer.status === 422) this.put(await answer.text(), form, answer.ok);
    else this.complain(form, await this.refusal(answer));
  }

  private complain(form: HTMLFormElement, said: string): void {
    form.querySelector("[data-complaint]")?.remove();
    const more = said === words().expired ? [" ", make("a", { href: signIn(), target: "_blank", rel: "noopener" }, words().signIn)] : [];
    form.append(make("p", { class: "co-error", role: "alert", "data-complaint": true }, said, ...more));
  }

  private forms(): HTMLFormElement[] {
    return [...this.place.querySelectorAll<HTMLFormElement>("form[data-remark]")];
  }

  /** The words in the forms that were not sent. */
  private drafts(sent?: HTMLFormElement): Drafts {
    const found: Drafts = new Map();
    for (const form of this.forms()) {
      const written = [...form.querySelectorAll("textarea")].some(({ value }) => value.trim() !== "");
      if (!written || form === sent) continue;
      const fields = [...new FormData(form)].filter(([name]) => name !== "csrfmiddlewaretoken");
      found.set(addressOf(form), fields.map(([name, value]) => [name, String(value)]));
    }
    return found;
  }

  /** Words whose form is no longer there go where a new comment is written. */
  private restore(drafts: Drafts): void {
    for (const [address, fields] of drafts) {
      const form = this.forms().find((one) => addressOf(one) === address) ?? this.newComment;
      if (!form) continue;
      form.closest("details")?.setAttribute("open", "");
      for (const [name, value] of fields) {
        const field = form.elements.namedItem(name) as HTMLInputElement | null ?? form.querySelector("textarea");
        if (field) field.value = [field.type === "textarea" ? field.value : "", value].filter(Boolean).join("\n");
      }
    }
  }

  private put(list: string, sent?: HTMLFormElement, done = true): void {
    const drafts = this.drafts(sent);
    const before = new Set([...this.place.querySelectorAll(".co-note")].map(({ id }) => id));
    const here = document.activeElement?.closest(".co-note")?.id;
    const inside = this.place.contains(document.activeElement);
    this.place.innerHTML = list;
    this.shown = list.replace(TOKEN, "");
    this.restore(drafts);
    this.changed();
    if (!sent) {
      if (inside) this.focus(here ? document.getElementById(here) : null);
      return;
    }
    const same = this.forms().find((form) => addressOf(form) === addressOf(sent));
    if (!done) return (same?.querySelector<HTMLElement>("[aria-invalid=true], textarea") ?? this.place).focus();
    const note = sent.closest(".co-note")?.id;
    const fresh = [...this.place.querySelectorAll<HTMLElement>(".co-note")].find(({ id }) => !before.has(id));
    this.focus(fresh ?? (note ? document.getElementById(note) : null));
    this.voice.say(words().sent);
  }

  private focus(note: HTMLElement | null): void {
    const to = note ?? this.place.querySelector<HTMLElement>("h2");
    if (!to) return;
    to.tabIndex = -1;
    to.focus();
  }
}
