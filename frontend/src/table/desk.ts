// SPDX-FileCopyrightText: 2026 Coprogettazione contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
// What the pieces of an editor share, and how a piece of one's own is added: see EXTENSIONS in start.ts.
import type { Schema } from "prosemirror-model";
import type { EditorState, Plugin, Transaction } from "prosemirror-state";
import type { EditorView } from "prosemirror-view";
import type { Channel } from "./channel";
import type { Voice } from "./page";
import type { Panel } from "./panel";

/** One editor: a fragment of the shared text, on a page. */
export interface Desk {
  article: HTMLElement;
  fragment: string;
  /** The title of the chapter, as people know it. */
  title: string;
  channel: Channel;
  schema: Schema;
  /** There from when the plugins are made; not before. */
  view: EditorView;
  panel: Panel;
  voice: Voice;
}

/** A button of the toolbar. */
export interface Tool {
  /** What it says. */
  label: string | Node;
  /** Its name, when it says too little. */
  name?: string;
  /** Its shortcut, as ProseMirror writes it ("Mod-b"): the toolbar shows it, `shortcuts` makes it work. */
  keys?: string;
  /** In the row always seen, among the others, or among those of a table. */
  place: "row" | "more" | "table";
  run: (desk: Desk) => void;
  pressed?: (state: EditorState) => boolean;
  enabled?: (state: EditorState) => boolean;
  /** Works also for whoever only reads. */
  reading?: boolean;
  /** Opens a form under the toolbar. */
  opens?: boolean;
}

export interface Extension {
  plugins?: (desk: Desk) => Plugin[];
  tools?: (desk: Desk) => Tool[];
  /** What is made of a change instead of it. */
  change?: (desk: Desk, tr: Transaction) => Transaction;
  /** The editor is there, with the text in it. */
  ready?: (desk: Desk) => void;
}
