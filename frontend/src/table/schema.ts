// SPDX-FileCopyrightText: 2026 Coprogettazione contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
// What a shared text may contain: the same list the server reads (tables/queries/shared_text). Whatever is not here
// disappears when it is pasted.
import { type Attrs, type DOMOutputSpec, type MarkSpec, type Node, type NodeSpec, Schema } from "prosemirror-model";
import { tableNodes } from "prosemirror-tables";

const SAFE = /^(https?:\/\/|mailto:)/i;

/** The address, when it is one that may be followed; else an empty string. */
export function safeAddress(address: unknown): string {
  const said = String(address ?? "").trim();
  if (!SAFE.test(said)) return "";
  try {
    return new URL(said).href;
  } catch {
    return "";
  }
}

const heading = (tag: string, level: number) => ({ tag, attrs: { level } });

function nodes(images: string): Record<string, NodeSpec> {
  const table = tableNodes({ tableGroup: "block", cellContent: "block+", cellAttributes: {} });
  return {
    doc: { content: "block+" },
    paragraph: { content: "inline*", group: "block", parseDOM: [{ tag: "p" }], toDOM: () => ["p", 0] },
    heading: {
      content: "inline*",
      group: "block",
      defining: true,
      attrs: { level: { default: 3, validate: "number" } },
      parseDOM: [
        heading("h1", 3), heading("h2", 3), heading("h3", 3), heading("h4", 4), heading("h5", 4), heading("h6", 4),
      ],
      toDOM: (node) => [node.attrs["level"] === 4 ? "h4" : "h3", 0],
    },
    bullet_list: { content: "list_item+", group: "block", parseDOM: [{ tag: "ul" }], toDOM: () => ["ul", 0] },
    ordered_list: {
      content: "list_item+",
      group: "block",
      attrs: { order: { default: 1, validate: "number" } },
      parseDOM: [{ tag: "ol", getAttrs: (list) => ({ order: (list as HTMLOListElement).start || 1 }) }],
      toDOM: (node) => ["ol", node.attrs["order"] === 1 ? {} : { start: Number(node.attrs["order"]) }, 0],
    },
    // Any block may come first: two people who write at once never make an item that must be thrown away.
    list_item: { content: "block+", defining: true, parseDOM: [{ tag: "li" }], toDOM: () => ["li", 0] },
    ...table,
    table: { ...(table["table"] as NodeSpec), toDOM: () => ["table", { class: "table" }, ["tbody", 0]] },
    image: {
      group: "block",
      draggable: true,
      attrs: { file: { validate: "number" }, alt: { default: "", validate: "string" } },
      parseDOM: [{ tag: "img[data-file]", getAttrs: imageOf }],
      toDOM: (node) => drawnImage(node, images),
    },
    text: { group: "inline" },
    hard_break: {
      inline: true,
      group: "inline",
      selectable: false,
      linebreakReplacement: true,
      parseDOM: [{ tag: "br" }],
      toDOM: () => ["br"],
    },
    footnote: {
      inline: true,
      group: "inline",
      atom: true,
      attrs: { text: { default: "", validate: "string" } },
      parseDOM: [
        { tag: "span[data-note]", getAttrs: (note) => ({ text: (note as HTMLElement).dataset["note"] ?? "" }) },
      ],
      toDOM: (node) => ["span", { class: "co-fn", "data-note": String(node.attrs["text"]) }],
    },
  };
}

function imageOf(dom: HTMLElement): Attrs | false {
  const file = Number(dom.dataset["file"]);
  return Number.isSafeInteger(file) && file > 0 && { file, alt: dom.getAttribute("alt") ?? "" };
}

function drawnImage(node: Node, images: string): DOMOutputSpec {
  const file = String(Number(node.attrs["file"]));
  return ["img", { src: `${images}${file}/`, alt: String(node.attrs["alt"]), "data-file": file }];
}

/** What is pasted carries its styles as data (paste.ts). */
const styled = (element: HTMLElement, style: RegExp): boolean =>
  style.test(element.dataset["style"] ?? "");

const marks: Record<string, MarkSpec> = {
  link: {
    attrs: { href: { validate: "string" } },
    inclusive: false,
    parseDOM: [
      {
        tag: "a[href]",
        getAttrs: (link) => {
          const href = safeAddress((link as HTMLElement).getAttribute("href"));
          return href !== "" && { href };
        },
      },
    ],
    // What others send is not trusted either.
    toDOM: (mark) => {
      const href = safeAddress(mark.attrs["href"]);
      return href ? ["a", { href, rel: "noopener noreferrer", title: href }, 0] : ["span", 0];
    },
  },
  strong: {
    parseDOM: [
      { tag: "strong" },
      // Google Docs wraps everything in a <b> that is not bold.
      { tag: "b", getAttrs: (bold) => !styled(bold, /font-weight:\s*normal/) && null },
      { tag: "span[data-style]", consuming: false, getAttrs: (span) => styled(span, /font-weight:\s*(bold|[6-9]00)/) && null },
    ],
    toDOM: () => ["strong", 0],
  },
  em: {
    parseDOM: [
      { tag: "em" },
      { tag: "i" },
      { tag: "span[data-style]", consuming: false, getAttrs: (span) => styled(span, /font-style:\s*italic/) && null },
    ],
    toDOM: () => ["em", 0],
  },
  // Suggestions: never read from what is pasted, or a copy would be accepted together with its original.
  insertion: { attrs: { id: {} }, inclusive: false, toDOM: (mark) => ["ins", { "data-id": String(mark.attrs["id"]) }, 0] },
  deletion: {
    attrs: { id: {} },
    inclusive: false,
    toDOM: (mark) => ["del", { "data-id": String(mark.attrs["id"]) }, 0],
  },
};

/** The schema of a text whose images are under the address `images` ("/tavoli/P/immagini/"). */
export function schemaOf(images: string): Schema {
  return new Schema({ nodes: nodes(images.replace(/\/?$/, "/")), marks });
}
