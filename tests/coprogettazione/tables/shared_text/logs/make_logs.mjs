// SPDX-FileCopyrightText: 2026 Coprogettazione contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
//
// Makes the logs of this folder with the real y-prosemirror, as its binding writes them (updateYFragment).
// In an empty folder: npm i yjs@13.6.33 y-prosemirror@1.3.7 prosemirror-model prosemirror-state prosemirror-view \
//   prosemirror-transform prosemirror-tables y-protocols && cp …/make_logs.mjs . && node make_logs.mjs OUT
// A log: {"rows": [[writer, second, base64 update], …], "body": what ProseMirror reads at the end}.
import fs from "node:fs";
import { Schema, Slice, Fragment } from "prosemirror-model";
import { Transform } from "prosemirror-transform";
import { tableNodes } from "prosemirror-tables";
import * as Y from "yjs";
import { updateYFragment, yXmlFragmentToProseMirrorRootNode, ySyncPluginKey } from "y-prosemirror";

export const schema = new Schema({
  nodes: {
    doc: { content: "block+" },
    paragraph: { group: "block", content: "inline*" },
    heading: { group: "block", content: "inline*", attrs: { level: { default: 3 } } },
    bullet_list: { group: "block", content: "list_item+" },
    ordered_list: { group: "block", content: "list_item+", attrs: { order: { default: 1 } } },
    list_item: { content: "block+" },
    image: { group: "block", attrs: { file: {}, alt: { default: "" } } },
    ...tableNodes({ tableGroup: "block", cellContent: "block+", cellAttributes: {} }),
    text: { group: "inline" },
    hard_break: { group: "inline", inline: true },
    footnote: { group: "inline", inline: true, atom: true, attrs: { text: { default: "" } } },
  },
  marks: {
    strong: {},
    em: {},
    link: { attrs: { href: {} }, inclusive: false },
    insertion: { attrs: { id: {} }, excludes: "" },
    deletion: { attrs: { id: {} }, excludes: "" },
  },
});

class Writer {
  constructor(number, log) {
    this.number = number;
    this.doc = new Y.Doc();
    this.doc.clientID = 1000 + number;
    this.fragment = this.doc.getXmlFragment("bisogno");
    this.meta = { mapping: new Map(), isOMark: new Map() };
    this.undo = new Y.UndoManager(this.fragment, { trackedOrigins: new Set([ySyncPluginKey]), captureTimeout: 0 });
    this.doc.on("update", (update, origin) => origin !== "log" && log.push(this.number, update));
  }
  get node() {
    return this.fragment.length ? yXmlFragmentToProseMirrorRootNode(this.fragment, schema) : schema.node("doc", null, [schema.node("paragraph")]);
  }
  change(how) {
    const tr = new Transform(this.node);
    how(tr, tr.doc);
    this.meta.mapping.clear();
    updateYFragment(this.doc, this.fragment, tr.doc, this.meta);
  }
}

export class Log {
  constructor() {
    this.rows = [];
    this.second = 0;
    this.writers = [];
  }
  writer() {
    const writer = new Writer(this.writers.length + 1, this);
    for (const [, , data] of this.rows) Y.applyUpdate(writer.doc, data, "log");
    this.writers.push(writer);
    return writer;
  }
  push(number, update) {
    this.rows.push([number, this.second, update]);
    for (const other of this.writers) if (other.number !== number) Y.applyUpdate(other.doc, update, "log");
  }
  json() {
    const root = yXmlFragmentToProseMirrorRootNode(this.writers[0].fragment, schema);
    root.check();
    const rows = this.rows.map(([n, s, u]) => [n, s, Buffer.from(u).toString("base64")]);
    return JSON.stringify({ rows, body: root.toJSON().content ?? [] });
  }
}

const text = (words, ...marks) => schema.text(words, marks.map(([name, attrs]) => schema.mark(name, attrs)));
const node = (name, attrs, ...content) => schema.node(name, attrs, content);
const paragraph = (...content) => node("paragraph", null, ...content);
const end = (doc) => doc.content.size;

/** Everything that the schema knows, by three writers. */
export function everything() {
  const log = new Log();
  const [a, b, c] = [log.writer(), log.writer(), log.writer()];
  a.change((tr) => tr.replaceWith(0, end(tr.doc), [node("heading", { level: 4 }, text("Perché")), paragraph(text("È così: "), text("forte", ["strong"]), text(" e 😀 "), text("bello", ["em"], ["strong"]))]));
  log.second = 65;
  b.change((tr) => tr.insert(end(tr.doc), [
    node("bullet_list", null, node("list_item", null, paragraph(text("uno")), node("ordered_list", { order: 3 }, node("list_item", null, paragraph(text("tre")))))),
    node("image", { file: 12, alt: "La sede" }),
    node("table", null,
      node("table_row", null, node("table_header", { colspan: 2, colwidth: [80, 120] }, paragraph(text("Ente")))),
      node("table_row", null, node("table_cell", null, paragraph(text("Lanterna"))), node("table_cell", null, paragraph()))),
  ]));
  log.second = 130;
  c.change((tr) => tr.insert(end(tr.doc), paragraph(text("Vedi "), text("il sito", ["link", { href: "https://example.org/?a=1" }]), node("footnote", { text: "nota «a»" }), text("qui"), node("hard_break"), text("e là"))));
  c.change((tr) => tr.insert(end(tr.doc), paragraph(text("Tolto", ["deletion", { id: "s1" }]), text("Messo", ["insertion", { id: "s1" }], ["insertion", { id: "s2" }]))));
  a.change((tr) => tr.addMark(2, 4, schema.mark("em")));
  return log;
}

const SENTENCE = "Le persone senza dimora chiedono un posto letto, un pasto caldo e qualcuno che le ascolti.";
const SECOND = "Il servizio apre alle nove di sera e chiude alle otto del mattino, tutti i giorni.";

/** A writes two paragraphs; B splits, joins, makes a heading of one, moves it, cuts and takes back, retypes. */
export function old_hands() {
  const log = new Log();
  const [a, b] = [log.writer(), log.writer()];
  const step = (writer, how) => ((log.second += 70), writer.change(how));
  step(a, (tr) => tr.replaceWith(0, end(tr.doc), [paragraph(text(SENTENCE)), paragraph(text(SECOND))]));
  step(b, (tr) => tr.split(30));
  step(b, (tr) => tr.join(31));
  step(b, (tr) => tr.setBlockType(1, 1, schema.nodes.heading, { level: 3 }));
  step(b, (tr) => tr.split(60));
  step(b, (tr) => tr.join(61));
  step(b, (tr) => tr.setBlockType(1, 1, schema.nodes.paragraph));
  const cut = (tr, doc) => tr.delete(0, doc.child(0).nodeSize);
  step(b, cut);
  step(b, (tr) => tr.insert(end(tr.doc), paragraph(text(SENTENCE))));
  step(b, (tr) => tr.delete(1, 20));
  log.second += 70;
  b.undo.undo();
  step(b, (tr) => tr.delete(1, 1 + SECOND.length));
  log.second += 1;
  for (let i = 0; i < SECOND.length; i++) b.change((tr) => tr.insertText ? tr : tr.insert(1 + i, text(SECOND[i])));
  return log;
}

/** Four writers at random, fixed by the seed. */
export function random(seed, steps) {
  let state = seed;
  const next = (n) => ((state = (state * 1103515245 + 12345) % 2147483648), Math.floor((state / 2147483648) * n));
  const words = ["casa ", "notte, ", "è ", "😀", "Comune ", "aiuto ", "a", "perché "];
  const log = new Log();
  const writers = [1, 2, 3, 4].map(() => log.writer());
  writers[0].change((tr) => tr.replaceWith(0, end(tr.doc), [paragraph(text("Si comincia da qui, insieme.")), paragraph()]));
  for (let i = 0; i < steps; i++) {
    log.second += next(25);
    const writer = writers[next(4)];
    if (next(12) === 0) { writer.undo.undo(); continue; }
    try {
      writer.change((tr, doc) => {
        const at = next(end(doc) + 1), to = Math.min(end(doc), at + next(12));
        switch (next(12)) {
          case 0: return tr.split(at);
          case 1: return tr.join(at);
          case 2: return tr.setBlockType(at, at, next(2) ? schema.nodes.heading : schema.nodes.paragraph);
          case 3: return tr.delete(at, to);
          case 4: return tr.addMark(at, to, next(2) ? schema.mark("strong") : schema.mark("link", { href: "mailto:a@b.it" }));
          case 5: return tr.removeMark(at, to);
          case 6: return tr.insert(at, next(2) ? node("hard_break") : node("footnote", { text: words[next(8)] }));
          case 7: return tr.replaceWith(at, at, node("bullet_list", null, node("list_item", null, paragraph(text(words[next(8)])))));
          case 8: { const child = doc.child(next(doc.childCount)); return tr.insert(end(doc), child); }
          case 9: return tr.addMark(at, to, schema.mark(next(2) ? "insertion" : "deletion", { id: "s" + next(3) }));
          default: { const $at = doc.resolve(at); return $at.parent.isTextblock ? tr.insert(at, text(words[next(8)] + words[next(8)])) : tr; }
        }
      });
    } catch (error) {
      if (!(error instanceof RangeError) && !/Transform|Inconsistent|Invalid|Cannot|Position|content|Structure/i.test(`${error.name}${error.message}`)) throw error;
    }
  }
  return log;
}

if (process.argv[2]) {
  const out = (name, log) => fs.writeFileSync(`${process.argv[2]}/${name}.json`, log.json() + "\n");
  out("everything", everything());
  out("old_hands", old_hands());
  out("random_1", random(7, 120));
  out("random_2", random(42, 120));
}
