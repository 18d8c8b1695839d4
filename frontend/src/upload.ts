// SPDX-FileCopyrightText: 2026 Coprogettazione contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
// Sends a large file in parts while one goes on writing; after a dropped line, or a reload, it goes on from where it was.
//
// <span data-controller="upload" data-upload-url-value="/file/in-arrivo/" data-upload-limit-value="20000000">
//   <input type="file" …>  <input type="hidden" name="file-arrivato" data-upload-target="arrived">
//   <span role="status" data-upload-target="status"> <progress data-upload-target="bar"> <button data-upload-target="pause">
//
// It speaks tus 1.0 (creation, offset, termination). Small files travel with the form, as without this script; so does a
// file that is still on its way when the form is sent. tus-js-client does as much with 60 KB more on every page.
import { Controller } from "@hotwired/stimulus";
import { words } from "./words";

const PART = 512 * 1024;
const RETRIES_MS = [1000, 3000, 8000, 20000];

/** How long the server keeps what nobody finished: on this device no longer. */
const KEPT_MS = 24 * 60 * 60 * 1000;

interface Remembered {
  address: string;
  at: number;
}

export class Upload extends Controller<HTMLElement> {
  static targets = ["arrived", "status", "bar", "pause"];
  static values = { url: String, limit: Number };
  declare readonly arrivedTarget: HTMLInputElement;
  declare readonly statusTarget: HTMLElement;
  declare readonly barTarget: HTMLProgressElement;
  declare readonly pauseTarget: HTMLButtonElement;
  declare readonly urlValue: string;
  declare readonly limitValue: number;
  private file: File | null = null;
  private address = "";
  private offset = 0;
  private failures = 0;
  private timer = 0;
  private stop: AbortController | null = null;

  connect(): void {
    this.input.addEventListener("change", this.chosen);
    this.form?.addEventListener("submit", this.sent);
    window.addEventListener("online", this.resume);
  }

  disconnect(): void {
    this.halt();
    this.input.removeEventListener("change", this.chosen);
    this.form?.removeEventListener("submit", this.sent);
    window.removeEventListener("online", this.resume);
  }

  /** The button: pause, or go on. */
  toggle(): void {
    if (this.stop) {
      this.halt();
      this.say(words().paused(this.percent));
      this.pauseTarget.textContent = words().goOn;
    } else this.resume();
  }

  private get input(): HTMLInputElement {
    return this.element.querySelector<HTMLInputElement>("input[type=file]") as HTMLInputElement;
  }

  private get form(): HTMLFormElement | null {
    return this.element.closest("form");
  }

  private get percent(): number {
    return this.file ? Math.floor((this.offset / this.file.size) * 100) : 0;
  }

  private chosen = (): void => {
    this.halt();
    this.arrivedTarget.value = "";
    this.address = "";
    this.offset = 0;
    this.failures = 0;
    this.file = this.input.files?.[0] ?? null;
    this.show(false);
    this.say("");
    if (!this.file) return;
    if (this.file.size > this.limitValue) {
      this.say(words().tooLarge(Math.floor(this.limitValue / 1000000)), true);
      return;
    }
    if (this.file.size > PART) void this.send();
  };

  /** Sent while it was still on its way: the file goes with the form. */
  private sent = (event: Event): void => {
    if (!event.defaultPrevented && !this.arrivedTarget.value) this.halt();
  };

  private resume = (): void => {
    if (this.file && !this.stop && !this.arrivedTarget.value && this.file.size > PART && this.file.size <= this.limitValue) {
      void this.send();
    }
  };

  private async send(): Promise<void> {
    const file = this.file;
    if (!file) return;
    window.clearTimeout(this.timer);
    const stop = new AbortController();
    this.stop = stop;
    this.show(true);
    this.pauseTarget.textContent = words().pause;
    try {
      if (!(await this.found(stop.signal)) && !(await this.begun(file, stop.signal))) return;
      while (this.offset < file.size) {
        this.barTarget.value = this.percent;
        this.say(words().sending(file.name, this.percent));
        const answer = await this.ask("PATCH", this.address, stop.signal, file.slice(this.offset, this.offset + PART), {
          "Content-Type": "application/offset+octet-stream",
          "Upload-Offset": String(this.offset),
        });
        if (answer.status !== 204) return await this.refused(answer);
        this.offset = Number(answer.headers.get("Upload-Offset"));
        this.failures = 0;
      }
      this.done(file);
    } catch {
      if (!stop.signal.aborted) this.later();
    } finally {
      if (this.stop === stop) this.stop = null;
    }
  }

  /** Where an earlier visit had come with the same file, if the server still has it. */
  private async found(signal: AbortSignal): Promise<boolean> {
    this.address ||= this.remembered();
    if (!this.address) return false;
    const answer = await this.ask("HEAD", this.address, signal);
    if (answer.ok && Number(answer.headers.get("Upload-Length")) === this.file?.size) {
      this.offset = Number(answer.headers.get("Upload-Offset"));
      return true;
    }
    this.address = "";
    return false;
  }

  private async begun(file: File, signal: AbortSignal): Promise<boolean> {
    const name = btoa(String.fromCharCode(...new TextEncoder().encode(file.name)));
    const answer = await this.ask("POST", this.urlValue, signal, null, {
      "Upload-Length": String(file.size),
      "Upload-Metadata": `filename ${name}`,
    });
    if (answer.status !== 201) {
      await this.refused(answer);
      return false;
    }
    this.address = answer.headers.get("Location") ?? "";
    this.offset = 0;
    this.remember({ address: this.address, at: Date.now() });
    return true;
  }

  private ask(method: string, address: string, signal: AbortSignal, body: Blob | null = null, headers = {}): Promise<Response> {
    const token = this.form?.querySelector<HTMLInputElement>("input[name=csrfmiddlewaretoken]")?.value ?? "";
    return fetch(address, {
      method,
      body,
      signal,
      credentials: "same-origin",
      redirect: "manual",
      headers: { "Tus-Resumable": "1.0.0", "X-CSRFToken": token, ...headers },
    });
  }

  private done(file: File): void {
    this.arrivedTarget.value = this.address.split("/").filter(Boolean).pop() ?? "";
    this.input.value = "";
    this.forget();
    this.show(false);
    this.say(words().arrived(file.name));
  }

  /** The server said no: with its words when it has some. The file stays chosen, and goes with the form. */
  private async refused(answer: Response): Promise<void> {
    this.show(false);
    this.forget();
    this.address = "";
    const told = answer.headers.get("Content-Type")?.startsWith("text/plain") ? await answer.text() : "";
    this.say(told || words().withTheForm, Boolean(told));
  }

  private later(): void {
    this.say(words().dropped(this.percent), true);
    this.pauseTarget.textContent = words().goOn;
    const wait = RETRIES_MS[Math.min(this.failures, RETRIES_MS.length - 1)];
    this.failures += 1;
    this.timer = window.setTimeout(this.resume, wait);
  }

  private halt(): void {
    window.clearTimeout(this.timer);
    this.stop?.abort();
    this.stop = null;
  }

  private get store(): string {
    const file = this.file;
    return file ? `coprogettazione:upload:${file.name}:${file.size}:${file.lastModified}` : "";
  }

  private remembered(): string {
    try {
      const kept = JSON.parse(localStorage.getItem(this.store) ?? "null") as Remembered | null;
      return kept && kept.at + KEPT_MS > Date.now() ? kept.address : "";
    } catch {
      return "";
    }
  }

  private remember(kept: Remembered): void {
    try {
      localStorage.setItem(this.store, JSON.stringify(kept));
    } catch {
      // A full or forbidden store: the file goes on within this visit only.
    }
  }

  private forget(): void {
    try {
      localStorage.removeItem(this.store);
    } catch {
      // As above.
    }
  }

  private show(running: boolean): void {
    this.barTarget.hidden = !running;
    this.pauseTarget.hidden = !running;
  }

  private say(text: string, late = false): void {
    this.statusTarget.classList.toggle("late", late);
    this.statusTarget.textContent = text;
  }
}
