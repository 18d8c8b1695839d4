// SPDX-FileCopyrightText: 2026 Coprogettazione contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
// The two ways to the channel: a websocket, or plain HTTP requests where websockets are blocked.
import { csrfToken } from "./page";
import { packed, query, unpacked } from "./frames";

export interface Ears {
  opened(): void;
  heard(frame: Uint8Array): void;
  closed(code: number, reason: string): void;
}

export interface Line {
  say(frame: Uint8Array): void;
  close(): void;
}

const QUIET_MS = 20000;
const ANSWER_MS = 10000;
const ABNORMAL = 1006;

/** A websocket that notices when nobody answers any more. */
export class Socket implements Line {
  private readonly socket: WebSocket;
  private watch = 0;

  constructor(address: string, private readonly ears: Ears) {
    const url = new URL(address, location.href);
    url.protocol = url.protocol.replace("http", "ws");
    this.socket = new WebSocket(url);
    this.socket.binaryType = "arraybuffer";
    this.socket.onopen = () => {
      this.rest();
      ears.opened();
    };
    this.socket.onmessage = (event) => {
      this.rest();
      if (event.data instanceof ArrayBuffer) ears.heard(new Uint8Array(event.data));
    };
    this.socket.onclose = (event) => this.ended(event.code, event.reason);
    this.watch = window.setTimeout(() => this.lost(), ANSWER_MS);
  }

  say(frame: Uint8Array): void {
    if (this.socket.readyState === WebSocket.OPEN) this.socket.send(frame as Uint8Array<ArrayBuffer>);
  }

  close(): void {
    window.clearTimeout(this.watch);
    this.socket.onopen = this.socket.onmessage = this.socket.onclose = null;
    this.socket.close();
  }

  /** Heard something: ask again if there is silence, and give up if nobody answers. */
  private rest(): void {
    window.clearTimeout(this.watch);
    this.watch = window.setTimeout(() => {
      this.say(query());
      this.watch = window.setTimeout(() => this.lost(), ANSWER_MS);
    }, QUIET_MS);
  }

  private lost(): void {
    this.close();
    this.ears.closed(ABNORMAL, "");
  }

  private ended(code: number, reason: string): void {
    this.close();
    this.ears.closed(code, reason);
  }
}

const POLL_MS = 1000;
const IDLE_MS = 2000;
const HIDDEN_MS = 5000;
const REQUEST_MS = 20000;

/** Requests one after the other. Each is a connection of its own: `frames` says what to send at every turn. */
export class Polling implements Line {
  private timer = 0;
  private turns = 0;
  private readonly stop = new AbortController();

  constructor(
    private readonly address: string, private readonly frames: () => Uint8Array[], private readonly ears: Ears,
    private readonly busy: () => boolean,
  ) {
    void this.turn();
  }

  say(): void {
    // At the next turn.
  }

  close(): void {
    window.clearTimeout(this.timer);
    this.stop.abort();
  }

  private turn = async (): Promise<void> => {
    try {
      const answer = await fetch(this.address, {
        method: "POST",
        body: packed(this.frames()) as Uint8Array<ArrayBuffer>,
        headers: {
          "Content-Type": "application/octet-stream", "X-Requested-With": "tavolo", "X-CSRFToken": csrfToken(),
        },
        credentials: "same-origin",
        redirect: "manual",
        signal: AbortSignal.any ? AbortSignal.any([this.stop.signal, AbortSignal.timeout(REQUEST_MS)]) : this.stop.signal,
      });
      if (!answer.ok) return await this.refused(answer);
      const frames = unpacked(new Uint8Array(await answer.arrayBuffer()));
      if (this.stop.signal.aborted) return;
      if (this.turns++ === 0) this.ears.opened();
      frames.forEach((frame) => this.ears.heard(frame));
    } catch {
      if (!this.stop.signal.aborted) this.ended(ABNORMAL, "");
      return;
    }
    this.timer = window.setTimeout(this.turn, document.hidden ? HIDDEN_MS : this.busy() ? POLL_MS : IDLE_MS);
  };

  private async refused(answer: Response): Promise<void> {
    let said: { code?: number; message?: string } = {};
    try {
      said = (await answer.json()) as typeof said;
    } catch {
      // A proxy's page: as a line that dropped.
    }
    this.ended(said.code ?? ABNORMAL, said.message ?? "");
  }

  private ended(code: number, reason: string): void {
    this.close();
    this.ears.closed(code, reason);
  }
}
