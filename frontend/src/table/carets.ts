// SPDX-FileCopyrightText: 2026 Coprogettazione contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
// Where the others are in the text: their caret, with a name in the colour of their organisation.
import { Plugin } from "prosemirror-state";
import type { EditorView } from "prosemirror-view";
import { yCursorPlugin } from "y-prosemirror";
import type { Channel } from "./channel";
import { make } from "./page";
import { words } from "./words";
import { caretClass, firstName, fullName, writerOf } from "./writers";

const WORD_JOINER = "\u2060";

function label(said: unknown): HTMLElement {
  const who = writerOf(said);
  const name = make("small", { title: who ? fullName(who) : "" });
  name.append(make("span", { class: "visually-hidden" }, words().caret), who ? firstName(who) : "…");
  // The joiners give the caret a height and never let a line break around it.
  return make("span", { class: `co-caret ${caretClass(who?.order ?? 0)}` }, WORD_JOINER, name, WORD_JOINER);
}

/** Whether nothing but what ProseMirror adds follows in the same block. */
function atEnd(caret: Element): boolean {
  for (let node: Element = caret; !/^(p|h3|h4)$/.test(node.localName); node = node.parentElement as Element) {
    let next = node.nextSibling;
    while (next instanceof HTMLElement && /^(img|br)$/.test(next.localName)) next = next.nextSibling;
    if (next || !node.parentElement) return false;
  }
  return true;
}

const FRESH_MS = 4000;
const places = new WeakMap<Element, { pos: number; timer: number }>();

/** At the end of a block the name stands after the words; elsewhere above them, for a while after it has moved. */
function place(view: EditorView): void {
  for (const caret of view.dom.querySelectorAll(".co-caret")) {
    caret.classList.toggle("at-end", atEnd(caret));
    const pos = view.posAtDOM(caret, 0);
    const before = places.get(caret);
    if (before?.pos === pos) continue;
    window.clearTimeout(before?.timer);
    caret.classList.add("fresh");
    places.set(caret, { pos, timer: window.setTimeout(() => caret.classList.remove("fresh"), FRESH_MS) });
  }
}

export function carets({ awareness }: Channel): Plugin[] {
  return [
    yCursorPlugin(awareness, {
      cursorBuilder: label,
      selectionBuilder: (said: unknown) => ({ class: `co-selected ${caretClass(writerOf(said)?.order ?? 0)}` }),
    }) as Plugin,
    new Plugin({ view: () => ({ update: (view) => place(view) }) }),
  ];
}
