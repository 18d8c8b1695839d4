// SPDX-FileCopyrightText: 2026 Coprogettazione contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
// Keeps a line to the channel open: tries again after a while, over HTTP where websockets are blocked, and stops when
// the server says why one may not stay.
import { type Ears, type Line, Polling, Socket } from "./lines";

export type State = "connecting" | "open" | "offline" | "dropped" | "expired" | "stopped";

/** Who listens: `turn` gives what a request over HTTP sends. */
export interface Listener {
  begins(): void;
  opened(): void;
  heard(frame: Uint8Array): void;
  closed(): void;
  changed(): void;
  turn(): Uint8Array[];
  busy(): boolean;
}

const FIRST_MS = 500;
const SLOWEST_MS = 15000;
const TRIES_BEFORE_HTTP = 2;
const BACK_TO_SOCKET_MS = 60000;
const AGAIN_MS = 2000;
const LOST = 1006;

export const SIGN_IN = 4401;
export const RELOAD = 4409;
/** Sent again it would be refused again: malformed, too large. */
export const HOPELESS = [4400, 4413];

export class Connection implements Ears {
  state: State = "connecting";
  /** The code with which the server closed the line last, and its words. */
  code = 0;
  why = "";
  overHttp = false;
  private line: Line | null = null;
  private everOpened = false;
  private failures = 0;
  private timer = 0;
  private back = 0;

  constructor(private readonly address: string, private readonly listener: Listener) {
    window.addEventListener("online", this.retry);
    window.addEventListener("offline", this.wentOffline);
    window.addEventListener("focus", this.returned);
    window.addEventListener("pageshow", this.returned);
  }

  connect(): void {
    window.clearTimeout(this.timer);
    window.clearTimeout(this.back);
    this.line?.close();
    this.listener.begins();
    this.line = this.overHttp
      ? new Polling(this.address, () => this.listener.turn(), this, () => this.listener.busy())
      : new Socket(this.address, this);
  }

  say(frame: Uint8Array): void {
    this.line?.say(frame);
  }

  opened(): void {
    this.failures = 0;
    this.state = "open";
    if (this.overHttp) this.back = window.setTimeout(this.tryBack, BACK_TO_SOCKET_MS);
    else this.everOpened = true;
    this.listener.opened();
    this.listener.changed();
  }

  heard(frame: Uint8Array): void {
    this.listener.heard(frame);
  }

  closed(code: number, reason: string): void {
    window.clearTimeout(this.back);
    this.line = null;
    this.code = code;
    if (code >= 4400 && code <= 4499) {
      this.state = code === SIGN_IN ? "expired" : "stopped";
      this.why = reason;
    } else {
      this.failures += 1;
      // Where a websocket never opens something on the way blocks it; where requests fail too, it is the line.
      if (this.overHttp) this.overHttp = false;
      else if (!this.everOpened && this.failures >= TRIES_BEFORE_HTTP) this.overHttp = true;
      this.state = navigator.onLine ? "dropped" : "offline";
      // Offline, the browser says when it is worth trying.
      const longest = navigator.onLine ? FIRST_MS * 2 ** (this.failures - 1) : SLOWEST_MS;
      const wait = Math.min(SLOWEST_MS, longest) * (0.5 + Math.random() / 2);
      this.timer = window.setTimeout(() => this.connect(), wait);
    }
    this.listener.closed();
    this.listener.changed();
  }

  private retry = (): void => {
    if (this.state === "stopped" || this.state === "open") return;
    this.failures = 0;
    this.connect();
  };

  /** Back on the page: the session may be there again, the machine may have slept. */
  private returned = (): void => {
    if (this.state !== "connecting" && navigator.onLine) this.retry();
  };

  private wentOffline = (): void => {
    if (this.state === "stopped" || this.state === "expired") return;
    this.line?.close();
    this.closed(LOST, "");
  };

  private tryBack = (): void => {
    if (this.listener.busy()) {
      this.back = window.setTimeout(this.tryBack, AGAIN_MS);
      return;
    }
    this.overHttp = false;
    this.everOpened = false;
    // One failure is enough to go on over HTTP.
    this.failures = TRIES_BEFORE_HTTP - 1;
    this.connect();
  };
}
