// SPDX-FileCopyrightText: 2026 Coprogettazione contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
// What becomes of a text kept on this device once its form has been sent. The page that answers tells: a good answer means
// that the server has it, and the copy goes; the page of the sign-in, or an error, means that it does not, and the copy stays.
const MARK = "coprogettazione:sent";
const SIGN_IN = "/accesso/";

interface Sent {
  store: string;
  lost: boolean;
}

/** Remember that the form whose text is kept under `store` is on its way. */
export function markSent(store: string): void {
  remember({ store, lost: false });
}

/** On arrival at a page: forget the text of the form that led here, if it was received. */
export function settleSent(): void {
  const sent = remembered();
  if (!sent) return;
  if (location.pathname.startsWith(SIGN_IN)) {
    remember({ ...sent, lost: true });
    return;
  }
  sessionStorage.removeItem(MARK);
  const [arrival] = performance.getEntriesByType("navigation") as PerformanceNavigationTiming[];
  const status = arrival?.responseStatus ?? 0;
  if (!sent.lost && status >= 200 && status < 400) localStorage.removeItem(sent.store);
}

function remember(sent: Sent): void {
  try {
    sessionStorage.setItem(MARK, JSON.stringify(sent));
  } catch {
    // Without it the copy stays, and is offered once more: nothing is lost.
  }
}

function remembered(): Sent | null {
  try {
    return JSON.parse(sessionStorage.getItem(MARK) ?? "null") as Sent | null;
  } catch {
    return null;
  }
}
