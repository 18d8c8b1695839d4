// SPDX-FileCopyrightText: 2026 Coprogettazione contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
// The page of verification. The document is read here and stays here: the site is asked only for the published acts whose
// fingerprint begins with the same four digits, and for the roots; everything else is recomputed by the browser.
import { type Bytes, climb, hex, leafHash, linesOf, sha256 } from "./bytes";
import { Broken, chainIn, check, notedIn } from "./register";
import { inWords, said } from "./words";

interface Act {
  sha256: string;
  title: string;
  body?: string;
}

interface Published {
  sha256: string;
  url: string;
  line: string;
  index: number;
  size: number;
  path: string[];
  root: string;
}

interface Line {
  seq: number;
  day: string;
  facts?: { at: string; acts?: Act[] };
}

const here = document.getElementById("verifica-qui") as HTMLElement;
const answer = document.getElementById("risposta") as HTMLElement;
const registerAnswer = document.getElementById("risposta-registro") as HTMLElement;
const utf8 = (text: string): Bytes => new TextEncoder().encode(text);

function element<K extends keyof HTMLElementTagNameMap>(
  name: K, text: string, className = "", ...children: Node[]
): HTMLElementTagNameMap[K] {
  const made = document.createElement(name);
  made.textContent = text;
  if (className) made.className = className;
  made.append(...children);
  return made;
}

const mono = (text: string): HTMLElement => element("code", text, "co-break");

/** The one answer of a region: a callout with its heading, read aloud and brought into sight. */
function tell(where: HTMLElement, good: boolean, heading: string, ...content: Node[]): void {
  const callout = element("div", "", `callout-co mt-4${good ? "" : " term"}`, element("h3", heading, "h4"), ...content);
  where.replaceChildren(callout);
  where.focus();
}

const paragraph = (text: string, ...children: Node[]): HTMLElement => element("p", text, "", ...children);
const step = (text: string, hash = ""): HTMLElement =>
  element("li", hash ? `${text}: ` : text, "", ...(hash ? [mono(hash)] : []));

async function asked(address: string): Promise<Response> {
  const response = await fetch(address, { credentials: "omit", cache: "no-cache" });
  if (!response.ok) throw new TypeError(`${response.status}`);
  return response;
}

async function lookFor(file: File): Promise<void> {
  answer.replaceChildren(paragraph(said().reading));
  let digest = "";
  try {
    digest = hex(await sha256(await file.arrayBuffer()));
  } catch {
    tell(answer, false, said().unsure, paragraph(said().unreadable));
    return;
  }
  try {
    const { files } = (await (await asked(`${here.dataset.acts}${digest.slice(0, 4)}.json`)).json()) as { files: Published[] };
    const found = files.find((published) => published.sha256 === digest);
    if (found) await proven(digest, found);
    else tell(answer, false, said().notFound, paragraph(`${file.name}. ${said().notFoundWhy}`), paragraph("", mono(digest)));
  } catch (fault) {
    if (fault instanceof Broken) tell(answer, false, said().unsure, paragraph(said().unsureWhy));
    else tell(answer, false, said().unsure, paragraph(said().offline));
  }
}

/** Recomputes everything between the document and the last closed day, and shows it. Throws Broken. */
async function proven(digest: string, found: Published): Promise<void> {
  const line = JSON.parse(found.line) as Line;
  const act = line.facts?.acts?.find((one) => one.sha256 === digest);
  const root = JSON.parse(found.root) as { kind: string; day?: string; root: string; previous: string };
  const leaf = await leafHash(utf8(found.line));
  if (!act || (await climb(leaf, found.index, found.size, found.path)) !== root.root) throw new Broken(line.seq, "root");
  const days = await chainIn(linesOf(await (await asked(here.dataset.roots ?? "")).blob()));
  const dayHash = hex(await leafHash(utf8(found.root)));
  const last = [...days.keys()].at(-1);
  const closed = root.kind === "day" && root.day !== undefined;
  if (closed ? days.get(root.day as string) !== dayHash || root.day !== line.day : !follows(root.previous, days)) {
    throw new Broken(line.seq, "chain");
  }
  const steps = [
    step(said().fingerprint, digest),
    step(said().line, hex(leaf)),
    ...found.path.map((other) => step(said().step, other)),
    step(closed ? said().root(inWords(root.day as string)) : said().rootToday, root.root),
    ...(closed ? [step(said().dayHash, dayHash)] : []),
    ...(last ? [step(said().chain(days.size, inWords(last)))] : []),
  ];
  const link = element("a", said().download);
  link.href = found.url;
  tell(
    answer, true, said().found,
    paragraph(`${[act.title, act.body].filter(Boolean).join(", ")}. ${said().entry(inWords(line.facts?.at ?? line.day), line.seq, inWords(line.day))} `, link),
    paragraph(said().content),
    element("details", "", "", element("summary", said().path), element("ol", "", "co-small mt-3", ...steps)),
  );
}

/** Whether what is still open comes right after the last closed day; one may have been closed while we asked. */
function follows(previous: string, days: Map<string, string>): boolean {
  return ["0".repeat(64), ...days.values()].slice(-2).includes(previous);
}

async function checkRegister(register: File, roots: File | undefined): Promise<void> {
  registerAnswer.replaceChildren(paragraph(said().reading));
  let noted = new Map<string, string>();
  try {
    if (roots) noted = await notedIn(linesOf(roots));
  } catch (fault) {
    if (!(fault instanceof Broken)) throw fault;
    tell(registerAnswer, false, said().rootsBroken, paragraph(said().at(fault.line, said().reasons[fault.code])));
    return;
  }
  try {
    const found = await check(linesOf(register), noted);
    const last = [...found.days].at(-1);
    tell(
      registerAnswer, true, said().holds,
      paragraph(said().summary(found.entries, found.days.size, found.stamps)),
      ...(found.open ? [paragraph(said().open(found.open))] : []),
      ...(noted.size ? [paragraph(said().notedSame(noted.size))] : []),
      ...(last ? [paragraph(`${said().lastDay(inWords(last[0]))} `, mono(last[1]))] : []),
    );
  } catch (fault) {
    if (!(fault instanceof Broken)) throw fault;
    tell(registerAnswer, false, said().broken, paragraph(said().at(fault.line, said().reasons[fault.code])));
  }
}

const inputs = Object.fromEntries(
  [...here.querySelectorAll<HTMLElement>("[data-drop]")].map((zone) => [zone.dataset.drop, dropInto(zone)]),
);

/** A file dropped anywhere on a zone is chosen in its field, as if by hand. */
function dropInto(zone: HTMLElement): HTMLInputElement {
  const input = zone.querySelector("input") as HTMLInputElement;
  const over = (event: DragEvent, is: boolean): void => {
    event.preventDefault();
    zone.classList.toggle("over", is);
  };
  zone.addEventListener("dragover", (event) => over(event, true));
  zone.addEventListener("dragleave", (event) => over(event, false));
  zone.addEventListener("drop", (event) => {
    over(event, false);
    if (!event.dataTransfer?.files.length) return;
    input.files = event.dataTransfer.files;
    input.dispatchEvent(new Event("change"));
  });
  return input;
}

inputs.document?.addEventListener("change", () => {
  const file = inputs.document?.files?.[0];
  if (file) void lookFor(file);
});
for (const input of [inputs.register, inputs.roots]) {
  input?.addEventListener("change", () => {
    const register = inputs.register?.files?.[0];
    if (register) void checkRegister(register, inputs.roots?.files?.[0]);
  });
}
here.hidden = false;
