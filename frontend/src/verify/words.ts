// SPDX-FileCopyrightText: 2026 Coprogettazione contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
// What the page of verification says. Italian, or English when the page is in English.
import { language } from "../words";
import type { Reason } from "./register";

const IT = {
  reading: "Calcolo l’impronta…",
  found: "È un atto pubblicato qui",
  notFound: "Non è un atto pubblicato qui",
  notFoundWhy: "Nessun atto pubblicato ha questa impronta: il file può essere stato modificato, non essere ancora pubblicato, o venire da altrove.",
  unsure: "Non si può verificare",
  unsureWhy: "L’impronta del documento è nel registro, ma i conti del registro non tornano: segnalalo all’ente.",
  offline: "Il registro non risponde: riprova fra poco. Il documento è rimasto qui.",
  unreadable: "Il browser non riesce a leggere questo file.",
  entry: (published: string, seq: number, day: string) => `Pubblicato il ${published}; voce ${seq} del registro, scritta il ${day}.`,
  content: "Il contenuto è quello pubblicato. Le firme digitali qui non si controllano.",
  download: "Scaricalo dal sito",
  path: "Come il tuo browser ci è arrivato",
  fingerprint: "Impronta del documento",
  line: "Impronta della riga del registro, che dice quella del documento",
  step: "Unita a",
  root: (day: string) => `Radice ricalcolata qui, uguale a quella scritta per ${day}`,
  rootToday: "Radice ricalcolata qui, uguale a quella di adesso (provvisoria: il giorno si chiude dopo mezzanotte)",
  dayHash: "Impronta del giorno, nella catena dei giorni",
  chain: (days: number, last: string) =>
    `Catena ricalcolata: ${days} ${days === 1 ? "giorno chiuso" : "giorni chiusi"}, l’ultimo è ${last}. Se hai annotato un’impronta, confrontala.`,
  holds: "Il registro torna",
  summary: (entries: number, days: number, stamps: number) => `Voci: ${entries}. Giorni chiusi: ${days}. Marche temporali dell’impronta giusta: ${stamps}.`,
  open: (count: number) => `Voci che non hanno ancora la radice del loro giorno: ${count}.`,
  notedSame: (count: number) => `Radici conservate e ancora le stesse: ${count}.`,
  lastDay: (day: string) => `Impronta dell’ultimo giorno chiuso, ${day}. Annotala: la prossima volta dirà se è cambiato qualcosa.`,
  broken: "Il registro non torna",
  rootsBroken: "Il file delle radici non torna",
  at: (line: number, why: string) => `Riga ${line}: ${why}.`,
  reasons: {
    frame: "la riga non ha la forma del registro",
    hash: "la riga è cambiata, la sua impronta è un’altra",
    order: "manca una voce, o non è al suo posto",
    day: "il giorno non è quello che deve essere",
    root: "la radice non è quella delle voci",
    chain: "il giorno non segue da quello prima",
    stamp: "la marca temporale è di un’altra impronta",
    noted: "la radice non è quella che hai conservato",
    end: "il registro finisce prima della sua fine",
  } as Record<Reason, string>,
};

const EN: typeof IT = {
  reading: "Computing the fingerprint…",
  found: "It is an act published here",
  notFound: "It is not an act published here",
  notFoundWhy: "No published act has this fingerprint: the file may have been altered, not be published yet, or come from elsewhere.",
  unsure: "It cannot be verified",
  unsureWhy: "The fingerprint of the document is in the register, but the register does not add up: tell the public body.",
  offline: "The register does not answer: try again shortly. The document stayed here.",
  unreadable: "The browser cannot read this file.",
  entry: (published, seq, day) => `Published on ${published}; entry ${seq} of the register, written on ${day}.`,
  content: "The content is the published one. Digital signatures are not checked here.",
  download: "Download it from the site",
  path: "How your browser got there",
  fingerprint: "Fingerprint of the document",
  line: "Fingerprint of the line of the register, which states that of the document",
  step: "Joined to",
  root: (day) => `Root recomputed here, the same as the one written for ${day}`,
  rootToday: "Root recomputed here, the same as the current one (provisional: the day is closed after midnight)",
  dayHash: "Fingerprint of the day, in the chain of days",
  chain: (days, last) => `Chain recomputed: ${days} closed ${days === 1 ? "day" : "days"}, the last is ${last}. If you wrote down a fingerprint, compare it.`,
  holds: "The register adds up",
  summary: (entries, days, stamps) => `Entries: ${entries}. Closed days: ${days}. Timestamps of the right fingerprint: ${stamps}.`,
  open: (count) => `Entries whose day has no root yet: ${count}.`,
  notedSame: (count) => `Roots you kept that are still the same: ${count}.`,
  lastDay: (day) => `Fingerprint of the last closed day, ${day}. Write it down: next time it will tell whether anything changed.`,
  broken: "The register does not add up",
  rootsBroken: "The file of roots does not add up",
  at: (line, why) => `Line ${line}: ${why}.`,
  reasons: {
    frame: "the line does not have the form of the register",
    hash: "the line has changed, its fingerprint is another",
    order: "an entry is missing, or not in its place",
    day: "the day is not what it must be",
    root: "the root is not that of the entries",
    chain: "the day does not follow from the one before",
    stamp: "the timestamp is of another fingerprint",
    noted: "the root is not the one you kept",
    end: "the register ends before its end",
  },
};

export const said = (): typeof IT => (language() === "en" ? EN : IT);

/** A day of the register ("2026-02-02"), or an instant on the clock of Rome, in words. */
export const inWords = (when: string): string =>
  new Date(when.includes("T") ? when : `${when}T12:00:00Z`).toLocaleDateString(language(), {
    day: "numeric", month: "long", year: "numeric", timeZone: "Europe/Rome",
  });
