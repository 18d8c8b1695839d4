// SPDX-FileCopyrightText: 2026 Coprogettazione contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
// Where what is said beside the text stands in it: the passage of a comment, kept as Yjs relative positions so that it
// follows the text, and the marks of a suggested change; each with the pin that leads beside the text.
import type { Node } from "prosemirror-model";
import { type EditorState, Plugin, PluginKey, TextSelection, type Transaction } from "prosemirror-state";
import { Decoration, DecorationSet, type EditorView } from "prosemirror-view";
import {
  absolutePositionToRelativePosition, type ProsemirrorBinding, relativePositionToAbsolutePosition, ySyncPluginKey,
} from "y-prosemirror";
import * as Y from "yjs";
import { make } from "./page";
import { rangeOf } from "./proposal";
import { words } from "./words";

/** Something said beside the text, as its list gives it. */
export interface Note {
  /** The id of its element. */
  id: string;
  number: string;
  /** Of a comment. */
  anchor: string;
  quote: string;
  /** Of a suggested change, and whose it is. */
  mark: string;
  by: string;
}

export interface Range {
  from: number;
  to: number;
}

interface Passages {
  notes: Note[];
  /** As many as the notes; nothing where the passage is no longer there. */
  places: (Range | null)[];
  /** What one is about to comment. */
  pending: Range | null;
  drawn: DecorationSet;
}

type Told = { notes?: Note[]; pending?: Range | null };

const key = new PluginKey<Passages>("passages");

interface Sync {
  type: Y.XmlFragment;
  doc: Y.Doc;
  binding: ProsemirrorBinding;
}

const syncOf = (state: EditorState): Sync => ySyncPluginKey.getState(state) as Sync;

/** The passage as a comment keeps it. Its end holds to its last character: what is written after it is not in it. */
export function anchorOf(state: EditorState, { from, to }: Range): string {
  const { type, doc, binding } = syncOf(state);
  const start = absolutePositionToRelativePosition(from, type, binding.mapping) as Y.RelativePosition;
  let end = absolutePositionToRelativePosition(to, type, binding.mapping) as Y.RelativePosition;
  const at = Y.createAbsolutePositionFromRelativePosition(end, doc);
  if (at?.type instanceof Y.XmlText) end = Y.createRelativePositionFromTypeIndex(at.type, at.index, -1);
  return JSON.stringify({ start: Y.relativePositionToJSON(start), end: Y.relativePositionToJSON(end) });
}

/** The words of a passage, in one line. */
export const quoteOf = (doc: Node, { from, to }: Range): string => doc.textBetween(from, to, " ", " ").trim();

/** Where the only textblock that says these words says them; nothing when none does, or several times. */
function onlyPlace(doc: Node, quote: string): Range | null {
  const found: Range[] = [];
  doc.descendants((node, pos) => {
    if (!node.isTextblock) return true;
    // Characters and positions are the same number only where there is nothing but text.
    const said = node.textBetween(0, node.content.size, "", "\n");
    for (let at = said.indexOf(quote); at >= 0; at = said.indexOf(quote, at + 1)) {
      found.push({ from: pos + 1 + at, to: pos + 1 + at + quote.length });
    }
    return false;
  });
  return found.length === 1 ? (found[0] as Range) : null;
}

/** Yjs makes text anew when a paragraph is split or joined: then the words themselves say where the passage is. */
function placeOf(state: EditorState, doc: Node, { anchor, quote, mark }: Note): Range | null {
  if (mark) return rangeOf(doc, mark);
  const { type, doc: shared, binding } = syncOf(state);
  let place: Range | null = null;
  try {
    const said = JSON.parse(anchor) as { start?: unknown; end?: unknown };
    const at = (position: unknown): number =>
      relativePositionToAbsolutePosition(shared, type, Y.createRelativePositionFromJSON(position), binding.mapping) ?? -1;
    const [from, to] = [at(said.start), at(said.end)];
    if (from >= 0 && to > from && to <= doc.content.size) place = { from, to };
  } catch {
    // An anchor of another kind: the words are left.
  }
  if (place && (!quote || quoteOf(doc, place) === quote)) return place;
  return (quote ? onlyPlace(doc, quote) : null) ?? place;
}

function pin({ id, number, mark }: Note): HTMLElement {
  const said = mark ? words().pinChange(number) : words().pinComment(number);
  const link = make("a", { class: "co-pin", href: `#${id}`, "aria-label": said, contenteditable: "false" }, number);
  link.addEventListener("click", (event) => {
    event.preventDefault();
    const note = document.getElementById(id);
    if (!note) return;
    note.tabIndex = -1;
    note.focus();
    note.scrollIntoView({ block: "center" });
  });
  return link;
}

function draw(doc: Node, { notes, places, pending }: Omit<Passages, "drawn">): DecorationSet {
  const drawn: Decoration[] = [];
  notes.forEach((note, index) => {
    const place = places[index];
    if (!place) return;
    const { from, to } = place;
    if (note.mark) drawn.push(Decoration.inline(from, to, { title: words().proposedBy(note.by) }));
    else drawn.push(Decoration.inline(from, to, { nodeName: "mark" }));
    drawn.push(Decoration.widget(to, () => pin(note), {
      side: -1, key: `${note.id} ${note.number}`, stopEvent: () => true, ignoreSelection: true,
    }));
  });
  if (pending) drawn.push(Decoration.inline(pending.from, pending.to, { nodeName: "mark" }));
  return DecorationSet.create(doc, drawn);
}

function moved({ mapping }: Transaction, place: Range | null): Range | null {
  if (!place) return null;
  const [from, to] = [mapping.map(place.from, 1), mapping.map(place.to, -1)];
  return from < to ? { from, to } : null;
}

function applied(tr: Transaction, known: Passages, state: EditorState): Passages {
  const told = tr.getMeta(key) as Told | undefined;
  if (!tr.docChanged && !told) return known;
  const next = { ...known, pending: moved(tr, known.pending), ...told };
  const sync = tr.getMeta(ySyncPluginKey) as { isChangeOrigin?: boolean } | undefined;
  // What others change takes the place of the whole text: only Yjs knows what has become of the passages.
  const anew = told?.notes !== undefined || sync?.isChangeOrigin === true;
  next.places = next.notes.map((note, index) =>
    anew || note.mark ? placeOf(state, tr.doc, note) : moved(tr, known.places[index] ?? null),
  );
  next.drawn = draw(tr.doc, next);
  return next;
}

/** `looked` is told after every change which notes have their passage. */
export function passages(looked: (there: (note: string) => boolean) => void): Plugin<Passages> {
  let before = "";
  const look = ({ state }: EditorView): void => {
    const { notes, places } = key.getState(state) as Passages;
    const there = new Set(notes.filter((_, index) => places[index]).map(({ id }) => id));
    const now = notes.map(({ id }) => `${id} ${there.has(id)}`).join();
    if (now === before) return;
    before = now;
    looked((id) => there.has(id));
  };
  return new Plugin<Passages>({
    key,
    state: {
      init: () => ({ notes: [], places: [], pending: null, drawn: DecorationSet.empty }),
      apply: (tr, known, _before, state) => applied(tr, known, state),
    },
    props: { decorations: (state) => key.getState(state)?.drawn },
    view: () => ({ update: look }),
  });
}

export const tellNotes = (view: EditorView, notes: Note[]): void =>
  view.dispatch(view.state.tr.setMeta(key, { notes } satisfies Told));

export const tellPending = (view: EditorView, pending: Range | null): void =>
  view.dispatch(view.state.tr.setMeta(key, { pending } satisfies Told));

/** Goes to the passage of a note: the caret at its end, so that nothing typed by mistake takes its place. */
export function goTo(view: EditorView, id: string): void {
  const known = key.getState(view.state);
  const place = known?.places[known.notes.findIndex((note) => note.id === id)];
  if (!place) return;
  view.dispatch(view.state.tr.setSelection(TextSelection.near(view.state.doc.resolve(place.to), -1)));
  view.focus();
  (view.domAtPos(place.from).node.parentElement ?? view.dom).scrollIntoView({ block: "center" });
}
