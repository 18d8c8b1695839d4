// SPDX-FileCopyrightText: 2026 Coprogettazione contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
// Who writes, as the server names them, and the classes that colour them (as coprogettazione/templatetags/co.py).
export interface Writer {
  name: string;
  organisation: string;
  monogram: string;
  /** Order of arrival of the organisation: 0 is the public body. */
  order: number;
}

const COLOURS = 6;

function colour(order: number): number {
  return order < COLOURS ? order : 1 + ((order - COLOURS) % (COLOURS - 1));
}

export const authorClass = (order: number): string => `a-${colour(order)}`;
export const caretClass = (order: number): string => `c-${colour(order)}`;
export const organisationClass = (order: number): string => `o-${colour(order)}${order < COLOURS ? "" : " o-square"}`;

/** What the server said of somebody, or nothing when it is not in that shape. */
export function writerOf(said: unknown): Writer | null {
  const { name, organisation, monogram, order } = (said ?? {}) as Record<string, unknown>;
  if (typeof name !== "string" || !Number.isSafeInteger(order)) return null;
  return { name, organisation: String(organisation ?? ""), monogram: String(monogram ?? ""), order: order as number };
}

export const fullName = (who: Writer): string => (who.organisation ? `${who.name}, ${who.organisation}` : who.name);
export const firstName = (who: Writer): string => who.name.split(" ")[0] ?? who.name;
