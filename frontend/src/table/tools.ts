// SPDX-FileCopyrightText: 2026 Coprogettazione contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
// The tools of every editor: what they say and what they do.
import { setBlockType, toggleMark } from "prosemirror-commands";
import type { MarkType, NodeType } from "prosemirror-model";
import { liftListItem, wrapInList } from "prosemirror-schema-list";
import { type Command, type EditorState, TextSelection } from "prosemirror-state";
import {
  addColumnAfter, addColumnBefore, addRowAfter, addRowBefore, deleteColumn, deleteRow, deleteTable, isInTable,
  toggleHeaderRow,
} from "prosemirror-tables";
import { redoCommand, undoCommand } from "y-prosemirror";
import type { Asking } from "./asking";
import { authorsShown } from "./authors";
import type { Desk, Tool } from "./desk";
import { make } from "./page";
import { words } from "./words";

const ROWS = 3;
const COLUMNS = 3;

const runs = (command: (desk: Desk) => Command) => (desk: Desk) => {
  command(desk)(desk.view.state, desk.view.dispatch, desk.view);
};

export function marked(state: EditorState, type: MarkType): boolean {
  const { from, to, empty, $from } = state.selection;
  return empty ? type.isInSet(state.storedMarks ?? $from.marks()) !== undefined : state.doc.rangeHasMark(from, to, type);
}

function isHeading(state: EditorState, level: number): boolean {
  const { parent } = state.selection.$from;
  return parent.type.name === "heading" && parent.attrs["level"] === level;
}

/** A heading of that level, or a paragraph again. */
export const toggleHeading = (level: number): Command => (state, dispatch) => {
  const { heading, paragraph } = state.schema.nodes as Record<string, NodeType>;
  if (!heading || !paragraph) return false;
  return isHeading(state, level)
    ? setBlockType(paragraph)(state, dispatch)
    : setBlockType(heading, { level })(state, dispatch);
};

/** The innermost list around the selection. */
function listAround(state: EditorState): { type: NodeType; pos: number } | null {
  const { $from } = state.selection;
  for (let depth = $from.depth; depth > 0; depth -= 1) {
    const node = $from.node(depth);
    if (node.type.name.endsWith("_list")) return { type: node.type, pos: $from.before(depth) };
  }
  return null;
}

/** A list of that kind; a list of the other kind changes kind; a list of the same kind is left. */
export const toggleList = (name: string): Command => (state, dispatch) => {
  const type = state.schema.nodes[name] as NodeType;
  const around = listAround(state);
  if (!around) return wrapInList(type)(state, dispatch);
  if (around.type === type) return liftListItem(state.schema.nodes["list_item"] as NodeType)(state, dispatch);
  dispatch?.(state.tr.setNodeMarkup(around.pos, type));
  return true;
};

/** A table of three by three whose first row has titles, the caret in its first cell. */
const insertTable: Command = (state, dispatch) => {
  const { table, table_row: row, table_cell: cell, table_header: header } = state.schema.nodes as Record<string, NodeType>;
  if (!table || !row || !cell || !header || isInTable(state)) return false;
  const rowOf = (type: NodeType) => row.create(null, Array.from({ length: COLUMNS }, () => type.createAndFill()!));
  const made = table.create(null, [rowOf(header), ...Array.from({ length: ROWS - 1 }, () => rowOf(cell))]);
  if (dispatch) {
    const tr = state.tr.replaceSelectionWith(made);
    tr.doc.descendants((node, pos) => {
      if (node === made) tr.setSelection(TextSelection.near(tr.doc.resolve(pos + 3)));
      return node !== made;
    });
    dispatch(tr.scrollIntoView());
  }
  return true;
};

function tableTools(): Tool[] {
  const said = words();
  const tools: [string, Command][] = [
    [said.rowBefore, addRowBefore], [said.rowAfter, addRowAfter], [said.rowGone, deleteRow],
    [said.columnBefore, addColumnBefore], [said.columnAfter, addColumnAfter], [said.columnGone, deleteColumn],
    [said.header, toggleHeaderRow], [said.tableGone, deleteTable],
  ];
  return tools.map(([label, command]) => ({ label, place: "table", run: runs(() => command), enabled: isInTable }));
}

/** The tools of the text itself; those that open a form come from their own files. */
export function textTools(desk: Desk): Tool[] {
  const said = words();
  const { strong, em } = desk.schema.marks as Record<string, MarkType>;
  return [
    {
      label: make("b", {}, said.boldLetter), name: said.bold, keys: "Mod-b", place: "row",
      run: runs(() => toggleMark(strong!)), pressed: (state) => marked(state, strong!),
    },
    {
      label: make("i", {}, said.italicLetter), name: said.italic, keys: "Mod-i", place: "row",
      run: runs(() => toggleMark(em!)), pressed: (state) => marked(state, em!),
    },
    {
      label: said.title, keys: "Mod-Alt-3", place: "row", run: runs(() => toggleHeading(3)),
      pressed: (state) => isHeading(state, 3),
    },
    {
      label: said.list, keys: "Mod-Shift-8", place: "row", run: runs(() => toggleList("bullet_list")),
      pressed: (state) => listAround(state)?.type.name === "bullet_list",
    },
    {
      label: said.subtitle, keys: "Mod-Alt-4", place: "more", run: runs(() => toggleHeading(4)),
      pressed: (state) => isHeading(state, 4),
    },
    {
      label: said.numbered, keys: "Mod-Shift-7", place: "more",
      run: runs(() => toggleList("ordered_list")), pressed: (state) => listAround(state)?.type.name === "ordered_list",
    },
    { label: said.table, place: "more", run: runs(() => insertTable), enabled: (state) => !isInTable(state) },
    ...tableTools(),
  ];
}

/** Undo, redo, who wrote what: the last ones. */
/** Without `asking` nobody is told who wrote what in this text. */
export function lastTools(asking: Asking | null): Tool[] {
  const said = words();
  return [
    { label: said.undo, keys: "Mod-z", place: "more", run: runs(() => undoCommand), enabled: (state) => undoCommand(state) },
    { label: said.redo, keys: "Mod-Shift-z", place: "more", run: runs(() => redoCommand), enabled: (state) => redoCommand(state) },
    ...(asking
      ? [{ label: said.authors, place: "more" as const, run: () => asking.toggle(), pressed: authorsShown, reading: true }]
      : []),
  ];
}
