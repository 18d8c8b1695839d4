// SPDX-FileCopyrightText: 2026 Coprogettazione contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
// The bundle of the pages where a shared text is written (dist/table.js).
//
// <p data-presence></p>
// <article class="co-paper" lang="it" data-editor data-enter="/tavolo/testi/12/entra/" data-fragment="azioni"
//          data-title="3. Le azioni" data-authors="…" data-images="…"><h2>…</h2> the text as the server draws it </article>
//
// The text drawn by the server stays until there is the same text to write in; if there never is, a sentence says why.
import { Channel } from "./channel";
import { remarks } from "./comments";
import { RELOAD } from "./connection";
import type { Extension } from "./desk";
import { edit } from "./editor";
import { enter, type Entered, NotEntered } from "./enter";
import { LeftBehind } from "./left";
import { above, make, Voice } from "./page";
import { Presence } from "./presence";
import { Status } from "./status";
import { words } from "./words";

/** Pieces that other files add: plugins and tools (desk.ts). */
const EXTENSIONS: Extension[] = [remarks];

const AGAIN_MS = 10000;
const RELOADED = "coprogettazione:testo:ricaricato";
const NOT_TWICE_MS = 60000;

/** Enters, trying again while the server cannot be reached; nothing when the server said no. */
async function entered(address: string, status: Status): Promise<Entered | null> {
  for (;;) {
    try {
      return await enter(address);
    } catch (error) {
      if (error instanceof NotEntered) {
        const link = error.signIn ? [make("a", { href: error.signIn }, words().signInHere)] : [];
        status.say(error.signIn ? `${words().signedOut} ` : error.message || words().readOnly, true, ...link);
        return null;
      }
      status.say(words().notEntered, true);
      await new Promise((again) => {
        window.setTimeout(again, AGAIN_MS);
        window.addEventListener("online", again, { once: true });
      });
    }
  }
}

/** The page is no longer of this text as it is: loaded anew, what is unsent comes back from this device. Once. */
function renew(): void {
  const last = Number(sessionStorage.getItem(RELOADED) ?? 0);
  if (Date.now() - last < NOT_TWICE_MS) return;
  sessionStorage.setItem(RELOADED, String(Date.now()));
  location.reload();
}

async function begin(address: string, articles: HTMLElement[]): Promise<void> {
  const first = articles[0] as HTMLElement;
  const status = new Status(first.dataset["reading"] !== undefined);
  const waiting = make("div", { class: "co-tools" }, status.element);
  above(first).before(waiting);
  const ours = await entered(address, status);
  if (!ours) return;
  const channel = new Channel(ours);
  status.follow(channel);
  above(first).before(new LeftBehind(channel).element);
  for (const place of document.querySelectorAll<HTMLElement>("[data-presence]")) {
    new Presence(place, channel, new Voice(place));
  }
  channel.on("changed", () => {
    if (channel.state === "stopped" && channel.code === RELOAD) renew();
  });
  channel.once("synced", () => {
    for (const article of articles) edit(article, channel, article === first ? status : null, EXTENSIONS);
    waiting.remove();
  });
}

const texts = new Map<string, HTMLElement[]>();
for (const article of document.querySelectorAll<HTMLElement>("[data-editor][data-enter]")) {
  const address = article.dataset["enter"] ?? "";
  texts.set(address, [...(texts.get(address) ?? []), article]);
}
for (const [address, articles] of texts) void begin(address, articles);
