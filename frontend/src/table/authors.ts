// SPDX-FileCopyrightText: 2026 Coprogettazione contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
// Who wrote what: passages underlined in the line of their organisation, as the server computes it from the log, and at
// once by whose change it is until the server has said.
import { type EditorState, Plugin, PluginKey, type Transaction } from "prosemirror-state";
import { Decoration, DecorationSet, type EditorView } from "prosemirror-view";
import { ySyncPluginKey } from "y-prosemirror";
import type { Transaction as Change } from "yjs";
import { language } from "../words";
import type { Channel } from "./channel";
import { adopted, type Flat, flatOf, handAt, NOBODY, rangesOf, type Run, written } from "./runs";
import { words } from "./words";
import { authorClass, type Writer, writerOf } from "./writers";

export interface Hand {
  order: number;
  monogram: string;
  body: string;
  person: string;
  /** An instant (ISO), or nothing while it is of now. */
  when: string;
}

export interface Said {
  flat: string;
  /** What whoever agrees agrees with. */
  fingerprint?: string;
  hands: Hand[];
  runs: Run[];
}

interface Known {
  hands: Hand[];
  runs: Run[];
  flat: Flat;
  shown: boolean;
  drawn: DecorationSet;
}

type Asked = { said: Said } | { shown: boolean } | { redraw: true };

const key = new PluginKey<Known>("authors");

const format = (options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat =>
  new Intl.DateTimeFormat(language(), { ...options, timeZone: "Europe/Rome" });
// Made once: making one costs more than the whole drawing.
const DAY = format({ day: "numeric", month: "long", year: "numeric" });
const HOUR = format({ hour: "2-digit", minute: "2-digit" });
const said = new WeakMap<Hand, string>();

/** «Sara Benedetti, La Lanterna, 12 maggio 2026, 10:42». */
export function saidOf(hand: Hand): string {
  const known = said.get(hand);
  if (known !== undefined) return known;
  const at = new Date(hand.when);
  const when = Number.isNaN(at.getTime()) ? hand.when || words().now : `${DAY.format(at)}, ${HOUR.format(at)}`;
  const all = [hand.person, hand.body, when].filter(Boolean).join(", ");
  said.set(hand, all);
  return all;
}

function draw(doc: EditorState["doc"], { hands, runs, flat, shown }: Omit<Known, "drawn">): DecorationSet {
  if (!shown) return DecorationSet.empty;
  const drawn: Decoration[] = [];
  for (const { hand, from, to } of rangesOf(flat, runs)) {
    const whose = hands[hand];
    if (whose) drawn.push(Decoration.inline(from, to, { class: authorClass(whose.order), title: saidOf(whose) }));
  }
  return DecorationSet.create(doc, drawn);
}

/** Whose change is being applied to the document: asked while it is. */
class Changing {
  private readonly seen = new Map<number, Writer>();
  private clients: number[] = [];

  constructor(private readonly channel: Channel) {
    channel.doc.on("beforeObserverCalls", (change: Change) => {
      this.clients = [...change.afterState].flatMap(([client, clock]) =>
        clock > (change.beforeState.get(client) ?? 0) ? client : [],
      );
    });
    channel.awareness.on("change", () => this.look());
    this.look();
  }

  private look(): void {
    for (const [client, state] of this.channel.awareness.getStates()) {
      const who = writerOf(state["user"]);
      if (who) this.seen.set(client, who);
    }
    this.seen.set(this.channel.doc.clientID, this.channel.entered.person);
  }

  /** The one who is writing; nobody when several are, or somebody not seen yet. */
  whose(): Writer | null {
    const [first, ...others] = this.clients.map((client) => this.seen.get(client) ?? null);
    return first && others.every((who) => who?.name === first.name && who.order === first.order) ? first : null;
  }
}

function handOf(hands: Hand[], who: Writer | null): number {
  if (!who) return NOBODY;
  const at = hands.findIndex((hand) => !hand.when && hand.person === who.name && hand.order === who.order);
  if (at >= 0) return at;
  return hands.push({ ...who, body: who.organisation, person: who.name, when: "" }) - 1;
}

function applied(tr: Transaction, known: Known, changing: Changing, me: Writer, composing: boolean): Known {
  const asked = tr.getMeta(key) as Asked | undefined;
  if (!tr.docChanged && !asked) return known;
  const next = { ...known };
  if (tr.docChanged) {
    const sync = tr.getMeta(ySyncPluginKey) as { isChangeOrigin?: boolean; isUndoRedoOperation?: boolean } | undefined;
    const remote = sync?.isChangeOrigin === true && sync.isUndoRedoOperation !== true;
    next.flat = flatOf(tr.doc);
    next.hands = [...known.hands];
    const hand = handOf(next.hands, remote ? changing.whose() : me);
    next.runs = written(known.runs, known.flat.text, next.flat.text, hand);
  }
  if (asked && "said" in asked) {
    next.hands = asked.said.hands;
    const before = known.hands;
    // What the server has not read yet stays as it was known here.
    const mine = next.runs.map(([hand, length]): Run => [handOfKnown(next.hands, before[hand]), length]);
    next.runs = adopted(asked.said.flat, asked.said.runs, next.flat.text, mine);
  }
  if (asked && "shown" in asked) next.shown = asked.shown;
  // New lines under a character that is being composed would break it.
  next.drawn = composing && !asked ? known.drawn.map(tr.mapping, tr.doc) : draw(tr.doc, next);
  return next;
}

function handOfKnown(hands: Hand[], hand: Hand | undefined): number {
  return hand ? hands.push(hand) - 1 : NOBODY;
}

export function authors(channel: Channel): Plugin<Known> {
  const changing = new Changing(channel);
  let composing = false;
  return new Plugin<Known>({
    key,
    state: {
      init: (_, state) => {
        const flat = flatOf(state.doc);
        const known = { hands: [], runs: [[NOBODY, flat.text.length] as Run], flat, shown: true };
        return { ...known, drawn: DecorationSet.empty };
      },
      apply: (tr, known) => applied(tr, known, changing, channel.entered.person, composing),
    },
    props: {
      decorations: (state) => key.getState(state)?.drawn,
      handleDOMEvents: {
        compositionstart: () => {
          composing = true;
          channel.hold();
        },
        compositionupdate: () => channel.hold(),
        compositionend: (view) => {
          composing = false;
          window.setTimeout(() => {
            if (composing || view.isDestroyed) return;
            channel.release();
            view.dispatch(view.state.tr.setMeta(key, { redraw: true } satisfies Asked));
          }, 60);
        },
      },
    },
  });
}

export const tellAuthors = (view: EditorView, said: Said): void =>
  view.dispatch(view.state.tr.setMeta(key, { said } satisfies Asked));

export const showAuthors = (view: EditorView, shown: boolean): void =>
  view.dispatch(view.state.tr.setMeta(key, { shown } satisfies Asked));

export const authorsShown = (state: EditorState): boolean => key.getState(state)?.shown ?? false;

/** Who wrote where the caret is, in words; nothing when it is not known. */
export function writerHere(state: EditorState): string {
  const known = key.getState(state);
  const hand = known && known.hands[handAt(known.flat, known.runs, state.selection.head)];
  return hand ? saidOf(hand) : "";
}
