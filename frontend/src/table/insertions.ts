// SPDX-FileCopyrightText: 2026 Coprogettazione contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
// Links and footnotes: put, changed and removed by a small form under the toolbar.
import type { MarkType, NodeType } from "prosemirror-model";
import { type EditorState, NodeSelection, Plugin, TextSelection } from "prosemirror-state";
import type { EditorView } from "prosemirror-view";
import type { Desk, Tool } from "./desk";
import { make } from "./page";
import { safeAddress } from "./schema";
import { marked } from "./tools";
import { words } from "./words";

/** The stretch of text around the caret that carries a link, whole. */
function linkAround(state: EditorState, link: MarkType): { from: number; to: number; href: string } | null {
  const { $from } = state.selection;
  const mark = link.isInSet($from.marks()) ?? ($from.nodeAfter && link.isInSet($from.nodeAfter.marks));
  if (!mark) return null;
  let from = $from.start();
  let to = from;
  let found = false;
  $from.parent.forEach((child, offset) => {
    const pos = $from.start() + offset;
    if (mark.isInSet(child.marks)) {
      if (!found || to !== pos) {
        if (found && $from.pos <= to) return;
        from = pos;
      }
      to = pos + child.nodeSize;
      found = true;
    }
  });
  return { from, to, href: String(mark.attrs["href"]) };
}

function openLink(desk: Desk): void {
  const { state } = desk.view;
  const link = desk.schema.marks["link"] as MarkType;
  const around = linkAround(state, link);
  const { from, to } = around ?? state.selection;
  const address = make("input", { type: "url", inputmode: "url", value: around?.href ?? "", "data-first": true });
  const text = make("input", { type: "text" });
  const needsText = from === to;
  desk.panel.open(
    words().link,
    [{ label: words().linkAddress, input: address }, ...(needsText ? [{ label: words().linkText, input: text }] : [])],
    words().linkPut,
    () => {
      const said = address.value.trim();
      const href = safeAddress(/^[\w-]+(\.[\w-]+)+(\/|$)/.test(said) ? `https://${said}` : said);
      if (!href) return words().linkWrong;
      const tr = desk.view.state.tr;
      if (needsText) tr.insert(from, desk.schema.text(text.value.trim() || href, [link.create({ href })]));
      else tr.removeMark(from, to, link).addMark(from, to, link.create({ href }));
      desk.view.dispatch(tr);
      return "";
    },
    around
      ? [{
          label: words().linkGone,
          run: () => {
            desk.view.dispatch(desk.view.state.tr.removeMark(from, to, link));
            desk.panel.close();
          },
        }]
      : [],
  );
}

function noteSelected(state: EditorState): NodeSelection | null {
  const { selection } = state;
  return selection instanceof NodeSelection && selection.node.type.name === "footnote" ? selection : null;
}

function openNote(desk: Desk): void {
  const { view, panel, schema } = desk;
  const selected = noteSelected(view.state);
  const text = make("textarea", { rows: 3 });
  text.value = String(selected?.node.attrs["text"] ?? "");
  const replaced = (content: string): void => {
    const { tr, selection } = view.state;
    const note = (schema.nodes["footnote"] as NodeType).create({ text: content });
    // After the words that are selected, not in their place.
    if (noteSelected(view.state)) tr.replaceSelectionWith(note, false);
    else tr.insert(selection.to, note).setSelection(TextSelection.create(tr.doc, selection.to + 1));
    view.dispatch(tr);
  };
  panel.open(
    words().note,
    [{ label: words().noteText, input: text }],
    selected ? words().noteChange : words().notePut,
    () => {
      const said = text.value.replace(/\s+/g, " ").trim();
      if (!said) return words().noteEmpty;
      replaced(said);
      return "";
    },
    selected
      ? [{
          label: words().noteGone,
          run: () => {
            if (noteSelected(view.state)) view.dispatch(view.state.tr.deleteSelection());
            panel.close();
          },
        }]
      : [],
  );
}

export function formTools(desk: Desk): Tool[] {
  const link = desk.schema.marks["link"] as MarkType;
  const inText = ({ selection }: EditorState) => selection.$from.parent.isTextblock;
  return [
    {
      label: words().link, keys: "Mod-k", place: "more", opens: true, run: openLink, enabled: inText,
      pressed: (state) => marked(state, link),
    },
    {
      label: words().note, keys: "Mod-Alt-f", place: "more", opens: true, run: openNote, enabled: inText,
      pressed: (state) => noteSelected(state) !== null,
    },
  ];
}

/** The list of the footnotes at the end of the paper, each with the button that changes it. */
export function notesBelow(desk: Desk, list: HTMLElement): Plugin {
  let drawn = "";
  const draw = (view: EditorView): void => {
    const notes: { text: string; pos: number }[] = [];
    view.state.doc.descendants((node, pos) => {
      if (node.type.name === "footnote") notes.push({ text: String(node.attrs["text"]), pos });
    });
    const now = JSON.stringify([notes.map(({ text }) => text), view.editable]);
    if (now === drawn) return;
    drawn = now;
    list.hidden = notes.length === 0;
    const rows = notes.map(({ text }, index) => {
      const row = make("li", {}, make("span", {}, text));
      if (view.editable) {
        const change = make("button", { type: "button", class: "co-quiet", "aria-label": words().noteEdit(index + 1) }, words().noteChange);
        change.addEventListener("click", () => changeNote(desk, index));
        row.append(" ", change);
      }
      return row;
    });
    list.replaceChildren(make("h3", { class: "h4" }, words().notes), make("ol", {}, ...rows));
  };
  return new Plugin({ view: (view) => (draw(view), { update: draw }) });
}

function changeNote(desk: Desk, wanted: number): void {
  let index = 0;
  let at = -1;
  desk.view.state.doc.descendants((node, pos) => {
    if (node.type.name === "footnote" && index++ === wanted) at = pos;
  });
  if (at < 0) return;
  const { tr, doc } = desk.view.state;
  desk.view.dispatch(tr.setSelection(NodeSelection.create(doc, at)).scrollIntoView());
  openNote(desk);
}
