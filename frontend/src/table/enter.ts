// SPDX-FileCopyrightText: 2026 Coprogettazione contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
// Asking to write in a shared text: a client number of one's own for this load of the page.
import { csrfToken } from "./page";
import { type Writer, writerOf } from "./writers";

export interface Body {
  id: number;
  name: string;
  monogram: string;
  order: number;
}

export interface Entered {
  client: number;
  channel: string;
  key: string;
  writes: boolean;
  why: string;
  person: Writer;
  bodies: Body[];
}

/** What one was told instead: why not, and where one signs in. */
export class NotEntered extends Error {
  constructor(message: string, readonly signIn = "") {
    super(message);
  }
}

/** Enters; raises NotEntered when the server says no, another error when the server cannot be reached. */
export async function enter(address: string): Promise<Entered> {
  const answer = await fetch(address, {
    method: "POST",
    headers: { "X-CSRFToken": csrfToken(), "X-Requested-With": "XMLHttpRequest", Accept: "application/json" },
    credentials: "same-origin",
    redirect: "manual",
  });
  const said = await json(answer);
  if (answer.status === 401 || answer.type === "opaqueredirect") {
    const here = encodeURIComponent(location.pathname + location.search);
    throw new NotEntered("", String(said["sign_in"] ?? `/accesso/login/?next=${here}`));
  }
  if (answer.status === 403 || answer.status === 404) throw new NotEntered(String(said["message"] ?? ""));
  if (!answer.ok) throw new Error(`HTTP ${answer.status}`);
  const person = writerOf(said["person"]) ?? { name: "", organisation: "", monogram: "", order: 0 };
  return { ...(said as unknown as Entered), person };
}

async function json(answer: Response): Promise<Record<string, unknown>> {
  try {
    return (await answer.json()) as Record<string, unknown>;
  } catch {
    return {};
  }
}
