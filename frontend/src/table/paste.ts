// SPDX-FileCopyrightText: 2026 Coprogettazione contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
// What is pasted: cleaned by the schema; before that, what only Word writes so.
import type { Node } from "prosemirror-model";
import { Plugin } from "prosemirror-state";
import { safeAddress } from "./schema";

const NUMBERED = /^\s*(\d+|[a-z])[.)]/i;

/** Without what the page's CSP would refuse, and complain of: styles become data, which the schema reads. */
export function quiet(html: string): string {
  return html.replace(/<style[\s\S]*?<\/style>/gi, "").replace(/<[a-z][^>]*>/gi, (tag) =>
    tag.replace(/\sstyle\s*=/gi, " data-style=").replace(/\son\w+\s*=\s*("[^"]*"|'[^']*'|[^\s>]+)/gi, ""),
  );
}

/** Word draws lists as paragraphs with a bullet of its own at the start: they become lists. */
export function fromWord(html: string): string {
  if (!/mso-list|MsoListParagraph/.test(html)) return html;
  const page = new DOMParser().parseFromString(html, "text/html");
  let list: HTMLElement | null = null;
  for (const line of page.querySelectorAll<HTMLElement>("p")) {
    const style = line.dataset["style"] ?? "";
    if (!/mso-list\s*:\s*l\d/.test(style)) {
      list = null;
      continue;
    }
    const marker = line.querySelector<HTMLElement>("[data-style*='mso-list']");
    const kind = NUMBERED.test(marker?.textContent ?? line.textContent ?? "") ? "ol" : "ul";
    marker?.remove();
    if (!list || list.localName !== kind || list.nextElementSibling !== line) {
      list = page.createElement(kind);
      line.before(list);
    }
    const item = page.createElement("li");
    item.append(line);
    list.append(item);
  }
  return page.body.innerHTML;
}

/** `files` is told of pictures that are pasted or dropped. */
export function pasting(files: (files: File[]) => boolean): Plugin {
  const pictures = (data: DataTransfer | null): File[] =>
    [...(data?.files ?? [])].filter(({ type }) => type.startsWith("image/"));
  return new Plugin({
    props: {
      transformPastedHTML: (html) => fromWord(quiet(html)),
      handlePaste: (view, event) => {
        const found = pictures(event.clipboardData);
        if (found.length > 0 && !event.clipboardData?.getData("text/html")) return files(found);
        // An address pasted on selected words makes them a link.
        const href = safeAddress(event.clipboardData?.getData("text/plain"));
        const { from, to, empty } = view.state.selection;
        const link = view.state.schema.marks["link"];
        if (!href || empty || !link || !onText(view.state.doc, from, to)) return false;
        view.dispatch(view.state.tr.addMark(from, to, link.create({ href })));
        return true;
      },
      handleDrop: (_view, event) => {
        if (!event.dataTransfer?.files.length) return false;
        // A dropped file would otherwise open in place of the page.
        event.preventDefault();
        files(pictures(event.dataTransfer));
        return true;
      },
    },
  });
}

function onText(doc: Node, from: number, to: number): boolean {
  const $from = doc.resolve(from);
  return $from.sameParent(doc.resolve(to)) && $from.parent.isTextblock;
}
