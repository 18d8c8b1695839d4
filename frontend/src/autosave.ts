// SPDX-FileCopyrightText: 2026 Coprogettazione contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
// Saves a form while one types, and keeps on this device whatever the server has not confirmed.
//
// <form data-controller="autosave" data-autosave-url-value="…" data-autosave-key-value="application-12-needs"
//       data-autosave-owner-value="{{ user.pk }}" data-autosave-since-value="ISO instant of the last server save">
//   <p role="status" data-autosave-target="status">…</p>
//
// The form is posted to `url` with the header X-Autosave: 1. Answers: 2xx (optional JSON {"time": "10:42", "version": 3})
// = saved; 409 and 422 (JSON {"message": "…"}) = not saved, with the reason (409 also with "theirs" and its "version"); 401, 403 or a redirect = the session is over.
// Without `url` nothing is sent: the text is only kept, for the day the session expires before the button is pressed.
import { type Fields, fieldsOf, restore, same } from "./fields";
import { markSent } from "./sent";
import { Saying } from "./status";
import { clock, day, words } from "./words";

const PAUSE_MS = 1500;
const RETRY_MS = 15000;

interface Kept {
  at: number;
  fields: Fields;
}

export class Autosave extends Saying<HTMLFormElement> {
  static values = { url: String, key: String, owner: String, since: String, signIn: String };
  declare readonly urlValue: string;
  declare readonly keyValue: string;
  declare readonly ownerValue: string;
  declare readonly sinceValue: string;
  declare readonly signInValue: string;
  private timer = 0;
  private failedAt = 0;
  private running = false;
  private arrived: Fields = {};

  connect(): void {
    this.arrived = fieldsOf(this.element);
    this.element.addEventListener("input", this.changed);
    this.element.addEventListener("change", this.changed);
    this.element.addEventListener("submit", this.sent);
    this.element.addEventListener("autosave:settle", this.settle);
    window.addEventListener("online", this.save);
    this.offer();
  }

  disconnect(): void {
    window.clearTimeout(this.timer);
    this.element.removeEventListener("input", this.changed);
    this.element.removeEventListener("change", this.changed);
    this.element.removeEventListener("submit", this.sent);
    this.element.removeEventListener("autosave:settle", this.settle);
    window.removeEventListener("online", this.save);
  }

  private get store(): string {
    return `coprogettazione:${this.ownerValue}:${this.keyValue || location.pathname}`;
  }

  private changed = (): void => {
    this.keep();
    window.clearTimeout(this.timer);
    if (this.urlValue) this.timer = window.setTimeout(this.save, PAUSE_MS);
  };

  private keep = (): void => {
    try {
      const kept: Kept = { at: Date.now(), fields: fieldsOf(this.element) };
      localStorage.setItem(this.store, JSON.stringify(kept));
    } catch {
      // A full or forbidden store: the server copy is what remains.
    }
  };

  /** Somebody else on the page has had everything saved: nothing is left to be kept here. */
  private settle = (): void => {
    localStorage.removeItem(this.store);
  };

  private sent = (event: Event): void => {
    this.keep();
    if (!event.defaultPrevented) markSent(this.store);
  };

  private save = async (): Promise<void> => {
    if (!this.urlValue || this.running) return;
    this.running = true;
    const sent = fieldsOf(this.element);
    if (!this.failedAt) this.say(words().saving);
    try {
      const answer = await fetch(this.urlValue, {
        method: "POST",
        body: new FormData(this.element),
        headers: { "X-Autosave": "1", "X-Requested-With": "XMLHttpRequest", Accept: "application/json" },
        credentials: "same-origin",
        redirect: "manual",
      });
      if (answer.ok) await this.saved(answer, sent);
      else if (answer.type === "opaqueredirect" || answer.status === 401 || answer.status === 403) this.expired();
      else if (answer.status === 409 || answer.status === 422 || answer.status === 400) await this.refused(answer);
      else this.failed();
    } catch {
      this.failed();
    } finally {
      this.running = false;
      if (!this.failedAt && !same(sent, fieldsOf(this.element))) this.changed();
    }
  };

  private async saved(answer: Response, sent: Fields): Promise<void> {
    this.failedAt = 0;
    const body = await this.json(answer);
    const version = this.element.querySelector<HTMLInputElement>("input[type=hidden][name=version]");
    if (version && body["version"] !== undefined) version.value = String(body["version"]);
    if (same(sent, fieldsOf(this.element))) localStorage.removeItem(this.store);
    this.say(words().saved(body["time"] ? String(body["time"]) : clock(new Date())));
    this.element.dispatchEvent(new CustomEvent("autosave:saved", { bubbles: true, detail: body }));
  }

  private failed(): void {
    this.failedAt ||= Date.now();
    this.say(words().offline(Math.floor((Date.now() - this.failedAt) / 60000)), true);
    this.timer = window.setTimeout(this.save, RETRY_MS);
  }

  private expired(): void {
    const link = document.createElement("a");
    link.href = `${this.signInValue || "/accesso/login/"}?next=${encodeURIComponent(location.pathname + location.search)}`;
    link.textContent = words().signIn;
    this.say(`${words().expired} `, true, [link]);
  }

  private async refused(answer: Response): Promise<void> {
    const body = await this.json(answer);
    const reason = body["message"] ? String(body["message"]) : words().refused;
    this.say(reason, true, answer.status === 409 && body["theirs"] !== undefined ? this.both(body) : []);
  }

  /** Somebody else saved meanwhile: their text, to be read here, and the choice of keeping one's own. */
  private both(body: Record<string, unknown>): Node[] {
    const theirs = document.createElement("span");
    theirs.className = "co-theirs";
    theirs.textContent = `${words().theirs} ${String(body["theirs"]) || words().nothing}`;
    const keep = this.button(words().keepMine, () => {
      const version = this.element.querySelector<HTMLInputElement>("input[type=hidden][name=version]");
      if (version) version.value = String(body["version"]);
      void this.save();
    });
    return [theirs, keep];
  }

  private async json(answer: Response): Promise<Record<string, unknown>> {
    try {
      return (await answer.json()) as Record<string, unknown>;
    } catch {
      return {};
    }
  }

  /** Text left on this device by an earlier visit: offered, never put back by itself. */
  private offer(): void {
    const kept = this.kept();
    if (!kept) return;
    const since = this.sinceValue ? Date.parse(this.sinceValue) : 0;
    if (same(kept.fields, this.arrived) || (since && since >= kept.at)) {
      localStorage.removeItem(this.store);
      return;
    }
    const recover = this.button(words().recover, () => {
      restore(this.element, kept.fields);
      this.say(words().recovered);
    });
    const discard = this.button(words().discard, () => {
      localStorage.removeItem(this.store);
      this.say("");
    });
    this.say(`${words().found(day(new Date(kept.at)))} `, true, [recover, document.createTextNode(" "), discard]);
  }

  private kept(): Kept | null {
    try {
      return JSON.parse(localStorage.getItem(this.store) ?? "null") as Kept | null;
    } catch {
      return null;
    }
  }
}
