// SPDX-FileCopyrightText: 2026 Coprogettazione contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
// Moves the focus to its element when the page arrives: the title of an error summary, the outcome of a deed.
import { Controller } from "@hotwired/stimulus";

export class FocusOnArrival extends Controller<HTMLElement> {
  connect(): void {
    if (!this.element.hasAttribute("tabindex")) this.element.tabIndex = -1;
    this.element.focus();
  }
}
