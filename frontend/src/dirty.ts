// SPDX-FileCopyrightText: 2026 Coprogettazione contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
// Warns before leaving a form that has been changed and not sent.
import { Controller } from "@hotwired/stimulus";
import { fieldsOf, same } from "./fields";

export class Dirty extends Controller<HTMLFormElement> {
  private before: Record<string, string[]> = {};
  private sent = false;

  connect(): void {
    this.before = fieldsOf(this.element);
    this.element.addEventListener("submit", this.markSent);
    window.addEventListener("beforeunload", this.warn);
  }

  disconnect(): void {
    this.element.removeEventListener("submit", this.markSent);
    window.removeEventListener("beforeunload", this.warn);
  }

  private markSent = (event: Event): void => {
    this.sent = !event.defaultPrevented;
  };

  private warn = (event: BeforeUnloadEvent): void => {
    if (this.sent || same(this.before, fieldsOf(this.element))) return;
    event.preventDefault();
  };
}
