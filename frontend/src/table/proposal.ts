// SPDX-FileCopyrightText: 2026 Coprogettazione contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
// A change made as a proposal: what one writes is marked as put in, what one takes away stays and is marked. Only words are
// proposed, as the server settles words (tables/queries/suggestions.py); a paragraph may be new, never split or joined.
//
// @handlewithcare/prosemirror-suggest-changes was looked at: its numbers are one more than the largest in the text (two
// who propose at once would share one), it marks splits with characters and a third mark that the server does not know.
import { Fragment, type Mark, type Node, type Slice } from "prosemirror-model";
import { type EditorState, TextSelection, type Transaction } from "prosemirror-state";
import { AddMarkStep, Mapping, RemoveMarkStep, ReplaceStep } from "prosemirror-transform";

/** What the proposals of whoever writes are: their numbers, and the one a change at a place belongs to. */
export interface Mine {
  has: (id: string) => boolean;
  at: (doc: Node, from: number, to: number) => string;
}

/** Why a change cannot be proposed: it is not of words, or it is of how they look. */
export type Refusal = "blocks" | "looks";

const KINDS = ["insertion", "deletion"];
const NEW_BLOCKS = ["paragraph", "heading", "bullet_list", "ordered_list", "list_item"];

const idIn = (marks: readonly Mark[], kind: string): string =>
  String(marks.find(({ type }) => type.name === kind)?.attrs["id"] ?? "");

/** The numbers that a piece of text carries. */
export const idsOf = ({ marks }: Node): string[] => KINDS.map((kind) => idIn(marks, kind)).filter(Boolean);

const plain = (marks: readonly Mark[]): Mark[] => marks.filter(({ type }) => !KINDS.includes(type.name));

/** From where to where the text is marked with a number. */
export function rangeOf(doc: Node, id: string): { from: number; to: number } | null {
  let found: { from: number; to: number } | null = null;
  doc.descendants((node, pos) => {
    if (node.isText && idsOf(node).includes(id)) found = { from: found?.from ?? pos, to: pos + node.nodeSize };
  });
  return found;
}

/** What a number takes away and puts in, as one string to be compared. */
export function saidBy(doc: Node, id: string): string {
  const said = KINDS.map(() => "");
  doc.descendants((node) => {
    KINDS.forEach((kind, index) => {
      if (node.isText && idIn(node.marks, kind) === id) said[index] += node.text ?? "";
    });
  });
  return said.some(Boolean) ? said.join("\u0000") : "";
}

function wholly(doc: Node, from: number, to: number, is: (node: Node) => boolean): boolean {
  let all = true;
  doc.nodesBetween(from, to, (node, pos) => {
    if (node.isInline && pos < to && pos + node.nodeSize > from) all &&= is(node);
  });
  return all;
}

/** All steps as one replacement: what went and what came in its place. */
function changeOf(tr: Transaction): { from: number; to: number; slice: Slice } | null {
  if (!tr.steps.every((step) => step instanceof ReplaceStep)) return null;
  const [only, ...others] = tr.steps as ReplaceStep[];
  if (only && others.length === 0) return only;
  const edges: [number, number][] = [];
  tr.mapping.maps.forEach((map, index) => {
    const back = new Mapping(tr.mapping.maps.slice(0, index)).invert();
    const on = tr.mapping.slice(index + 1);
    map.forEach((from, to, newFrom, newTo) => {
      edges.push([back.map(from, -1), on.map(newFrom, -1)], [back.map(to, 1), on.map(newTo, 1)]);
    });
  });
  const [old, now] = [edges.map(([at]) => at), edges.map(([, at]) => at)];
  return { from: Math.min(...old), to: Math.max(...old), slice: tr.doc.slice(Math.min(...now), Math.max(...now)) };
}

/** The words of what comes, when it is nothing else. */
function inlineOf({ content, openStart, openEnd }: Slice): Fragment | null {
  let inside = content;
  for (let depth = 0; depth < openStart && openStart === openEnd && inside.childCount === 1; depth += 1) {
    inside = inside.child(0).content;
  }
  return inside.childCount > 0 && inside.child(0).isInline ? inside : null;
}

/** Own words that nobody has accepted go; the others stay, marked. */
function strike(tr: Transaction, from: number, to: number, id: string, mine: Mine): void {
  const mark = tr.doc.type.schema.mark("deletion", { id });
  const pieces: { from: number; to: number; own: boolean }[] = [];
  tr.doc.nodesBetween(from, to, (node, pos) => {
    if (!node.isText || idIn(node.marks, "deletion")) return;
    const own = mine.has(idIn(node.marks, "insertion"));
    pieces.unshift({ from: Math.max(from, pos), to: Math.min(to, pos + node.nodeSize), own });
  });
  for (const piece of pieces) {
    if (piece.own) tr.delete(piece.from, piece.to);
    else tr.addMark(piece.from, piece.to, mark);
  }
}

/** Whether a textblock may be cut or joined at a place: no word of others changes its block. */
function edge(doc: Node, pos: number, mine: Mine): boolean {
  const $pos = doc.resolve(pos);
  if (!$pos.parent.isTextblock) return true;
  const own = (node: Node): boolean => mine.has(idIn(node.marks, "insertion"));
  return wholly(doc, $pos.start(), pos, own) || wholly(doc, pos, $pos.end(), own);
}

function textIn(doc: Node, from: number, to: number): boolean {
  return !wholly(doc, from, to, () => false);
}

/** The same change as a proposal, or why it cannot be one. */
export function proposed(state: EditorState, tr: Transaction, mine: Mine): Transaction | Refusal {
  const { doc, schema } = state;
  if (tr.steps.every((step) => step instanceof AddMarkStep || step instanceof RemoveMarkStep)) {
    const own = (node: Node): boolean => mine.has(idIn(node.marks, "insertion"));
    return (tr.steps as AddMarkStep[]).every(({ from, to }) => wholly(doc, from, to, own)) ? tr : "looks";
  }
  const change = changeOf(tr);
  if (!change || (tr.steps.length > 1 && tr.getMeta("uiEvent") === "drop")) return "blocks";
  const { from, to, slice } = change;
  if (!wholly(doc, from, to, (node) => node.isText)) return "blocks";
  const words = inlineOf(slice);
  const id = mine.at(doc, from, to);
  const out = state.tr;
  for (const name of ["uiEvent", "paste", "composition", "pointer"]) {
    const said: unknown = tr.getMeta(name);
    if (said !== undefined) out.setMeta(name, said);
  }
  if (slice.size === 0) {
    if (!textIn(doc, from, to)) return edge(doc, from, mine) || edge(doc, to, mine) ? tr : "blocks";
    strike(out, from, to, id, mine);
    const forward = state.selection.empty && state.selection.head <= from;
    const at = out.mapping.map(forward ? to : from);
    return out.setSelection(TextSelection.near(out.doc.resolve(at), forward ? 1 : -1)).scrollIntoView();
  }
  if (words) {
    const $from = doc.resolve(from);
    if (!$from.parent.inlineContent || !doc.resolve(to).parent.inlineContent) return "blocks";
    const marked: Node[] = [];
    words.forEach((node) => marked.push(node.mark(schema.mark("insertion", { id }).addToSet(plain(node.marks)))));
    if (!marked.every(({ isText }) => isText)) return "blocks";
    strike(out, from, to, id, mine);
    // After what it replaces, in the block where that begins.
    const at = out.mapping.map(Math.min(to, $from.end()));
    out.insert(at, Fragment.from(marked));
    const end = out.mapping.map(Math.min(to, $from.end()));
    return out.setSelection(TextSelection.create(out.doc, end)).scrollIntoView();
  }
  return blocks(out, tr, change, id, mine);
}

/** New paragraphs, with or without words. */
function blocks(
  out: Transaction, tr: Transaction, { from, to, slice }: { from: number; to: number; slice: Slice }, id: string, mine: Mine,
): Transaction | Refusal {
  let known = true;
  slice.content.descendants((node) => void (known &&= node.isText || NEW_BLOCKS.includes(node.type.name)));
  if (!known || textIn(out.doc, from, to) || !edge(out.doc, from, mine)) return "blocks";
  tr.steps.forEach((step) => out.step(step));
  const end = from + slice.size;
  const schema = out.doc.type.schema;
  for (const kind of KINDS) out.removeMark(from, end, schema.marks[kind]);
  out.addMark(from, end, schema.mark("insertion", { id }));
  return out.setSelection(TextSelection.near(out.doc.resolve(tr.selection.head), -1)).scrollIntoView();
}

/** Words that are written, not proposed, inside what others have proposed are not part of it. */
export function unmarked(state: EditorState, tr: Transaction): Transaction {
  const step = tr.steps.length === 1 ? tr.steps[0] : null;
  if (!(step instanceof ReplaceStep) || step.from !== step.to || step.slice.openStart || step.slice.openEnd) return tr;
  const { from, slice } = step;
  if (!state.doc.resolve(from).parent.inlineContent) return tr;
  for (const kind of KINDS) tr.removeMark(from, from + slice.size, state.schema.marks[kind]);
  return tr;
}
