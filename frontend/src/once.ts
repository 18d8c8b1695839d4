// SPDX-FileCopyrightText: 2026 Coprogettazione contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
// The second click of a double click does nothing. The server is the one that guarantees it; this spares the surprise.
import { Controller } from "@hotwired/stimulus";

const PAUSE_MS = 5000;

export class Once extends Controller<HTMLFormElement> {
  private sentAt = 0;

  connect(): void {
    this.element.addEventListener("submit", this.guard);
  }

  disconnect(): void {
    this.element.removeEventListener("submit", this.guard);
  }

  private guard = (event: Event): void => {
    const now = Date.now();
    if (now - this.sentAt < PAUSE_MS) {
      event.preventDefault();
      event.stopImmediatePropagation();
      return;
    }
    this.sentAt = now;
  };
}
