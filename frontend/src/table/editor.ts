// SPDX-FileCopyrightText: 2026 Coprogettazione contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
// The editor of one fragment: it takes the place of the text that the server has drawn, once it has the same text.
import { gapCursor } from "prosemirror-gapcursor";
import { EditorState, type Plugin } from "prosemirror-state";
import { tableEditing } from "prosemirror-tables";
import { EditorView } from "prosemirror-view";
import { ySyncPlugin, ySyncPluginKey, yUndoPlugin } from "y-prosemirror";
import { Asking } from "./asking";
import { authors } from "./authors";
import { carets } from "./carets";
import type { Channel } from "./channel";
import type { Desk, Extension, Tool } from "./desk";
import { Pictures } from "./images";
import { formTools, notesBelow } from "./insertions";
import { keys } from "./keys";
import { above, freshId, make, Voice } from "./page";
import { Panel } from "./panel";
import { pasting } from "./paste";
import { schemaOf } from "./schema";
import type { Status } from "./status";
import { Toolbar } from "./toolbar";
import { lastTools, textTools } from "./tools";
import { words } from "./words";

/** Tables are mended only after one's own changes: if everybody mended what others did, they would never end. */
function tables(): Plugin {
  const plugin = tableEditing();
  const mend = plugin.spec.appendTransaction;
  plugin.spec.appendTransaction = (changes, before, state) =>
    changes.some((tr) => (tr.getMeta(ySyncPluginKey) as { isChangeOrigin?: boolean } | undefined)?.isChangeOrigin)
      ? null
      : mend?.call(plugin, changes, before, state);
  return plugin;
}

/** Builds the editor of `article` (data-fragment, data-title, data-authors, data-images) on a synced channel; with
 * data-reading there are no tools: whoever is there only reads, and knows it. */
export function edit(article: HTMLElement, channel: Channel, status: Status | null, extensions: Extension[]): Desk {
  const { fragment = "", title = "", authors: whose = "", images = "", reading } = article.dataset;
  const pictures = new Pictures(images);
  const panel = new Panel();
  const desk = { article, fragment, title, channel, schema: schemaOf(images), panel, voice: new Voice(article) } as Desk;
  const asking = whose ? new Asking(desk, whose) : null;
  const tools: Tool[] = [
    ...textTools(desk), ...formTools(desk), ...(images ? [pictures.tool()] : []),
    ...extensions.flatMap((extension) => extension.tools?.(desk) ?? []), ...lastTools(asking),
  ];
  const toolbar = new Toolbar(desk, tools);
  const paper = make("div", { class: "co-write" });
  const notes = make("section", { class: "co-notes", "aria-label": words().notes, hidden: true });
  const help = make("p", { class: "visually-hidden", id: freshId("help") }, words().help);
  const drawn = [...article.childNodes].filter((node) => !(node instanceof HTMLElement && /^h[12]$/i.test(node.tagName)));
  const plugins = (): Plugin[] => [
    ySyncPlugin(channel.doc.getXmlFragment(fragment)) as Plugin,
    ...carets(channel),
    yUndoPlugin() as Plugin,
    ...extensions.flatMap((extension) => extension.plugins?.(desk) ?? []),
    ...keys(desk, tools, () => toolbar.focus()),
    pasting((files) => {
      if (images && files[0]) void pictures.open(desk, files[0]);
      return images !== "" && files.length > 0;
    }),
    gapCursor(),
    tables(),
    ...(asking ? [authors(channel), asking.plugin()] : []),
    notesBelow(desk, notes),
    toolbar.plugin(),
  ];
  desk.view = new EditorView({ mount: paper }, {
    state: EditorState.create({ schema: desk.schema }),
    editable: () => canWrite(channel),
    dispatchTransaction: (asked) => {
      const tr = extensions.reduce((change, extension) => extension.change?.(desk, change) ?? change, asked);
      desk.view.updateState(desk.view.state.apply(tr));
    },
    attributes: () => ({
      role: "textbox", "aria-multiline": "true", "aria-label": title, tabindex: "0",
      ...(reading === undefined ? { "aria-describedby": help.id } : {}),
      "aria-readonly": String(!canWrite(channel)), lang: article.lang || "it",
    }),
  });
  panel.serve(desk.view);
  desk.view.updateState(desk.view.state.reconfigure({ plugins: plugins() }));
  drawn.forEach((node) => node.remove());
  article.append(paper, notes);
  const line = status ? [status.element] : [];
  if (reading === undefined) {
    above(article).before(make("div", { class: "co-tools" }, toolbar.element, ...line, panel.element), help);
  } else {
    above(article).before(...line);
  }
  if (asking) article.after(asking.line);
  follow(desk);
  toolbar.refresh(desk.view.state);
  asking?.soon(0);
  extensions.forEach((extension) => extension.ready?.(desk));
  return desk;
}

/** Rights come and go while one is there; the others are told in which part one is. */
function follow({ view, channel, fragment }: Desk): void {
  let editable = canWrite(channel);
  channel.on("changed", () => {
    if (canWrite(channel) === editable) return;
    editable = !editable;
    // The plugins redraw what depends on it: the tools, the buttons of the notes.
    view.setProps({});
    view.dispatch(view.state.tr);
  });
  view.dom.addEventListener("focusin", () => channel.awareness.setLocalStateField("part", fragment));
}

const canWrite = (channel: Channel): boolean => channel.writes && channel.state !== "stopped";
