// SPDX-FileCopyrightText: 2026 Coprogettazione contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
// The words that only a script can say. Italian, or English when the page is in English.
const IT = {
  saving: "Salvataggio in corso…",
  saved: (time: string) => `Salvato alle ${time}`,
  kept: "Il testo è su questo dispositivo, non ancora inviato.",
  offline: (minutes: number) =>
    minutes < 1
      ? "Non salvato: il testo è su questo dispositivo. Riprovo da solo."
      : `Non salvato da ${minutes} ${minutes === 1 ? "minuto" : "minuti"}: il testo è su questo dispositivo. Riprovo da solo.`,
  expired: "Non salvato: la sessione è scaduta. Il testo è su questo dispositivo e torna qui quando accedi di nuovo.",
  signIn: "Accedi di nuovo",
  refused: "Non salvato: il testo è su questo dispositivo.",
  found: (when: string) => `Su questo dispositivo c’è un testo non salvato di ${when}.`,
  recover: "Recupera il testo",
  discard: "Scarta il testo",
  recovered: "Testo recuperato. Controllalo e salvalo.",
  theirs: "Il testo salvato da altri:",
  nothing: "(vuoto)",
  keepMine: "Salva il mio testo",
  characters: (count: string, most: string) => `${count} caratteri su ${most}`,
  written: (count: string, most: string) => `${count} parole su ${most}`,
  sending: (name: string, percent: number) => `«${name}» sta arrivando: ${percent} %. Intanto puoi continuare a scrivere.`,
  paused: (percent: number) => `Caricamento sospeso al ${percent} %.`,
  dropped: (percent: number) => `La linea è caduta al ${percent} %: riprendo da lì appena torna.`,
  pause: "Sospendi il caricamento",
  goOn: "Riprendi il caricamento",
  arrived: (name: string) => `«${name}» è arrivato tutto. Ora invia il modulo.`,
  tooLarge: (limit: number) => `Il file pesa più di ${limit} MB. Riduci le immagini o dividi il documento.`,
  withTheForm: "Il file parte quando invii il modulo.",
  lineNotSaved: "Questa riga non è salvata: guarda che cosa chiede.",
  lineTaken: "Riga tolta.",
  putBack: "Rimetti la riga",
  takeAway: "Togli la riga anche qui",
  mine: "La tua:",
  now: "Adesso:",
  keepMyLine: "Tieni la mia riga",
  takeTheirs: "Prendi la riga di adesso",
};

const EN: typeof IT = {
  saving: "Saving…",
  saved: (time) => `Saved at ${time}`,
  kept: "Your text is on this device, not sent yet.",
  offline: (minutes) =>
    minutes < 1
      ? "Not saved: your text is on this device. Retrying."
      : `Not saved for ${minutes} ${minutes === 1 ? "minute" : "minutes"}: your text is on this device. Retrying.`,
  expired: "Not saved: your session has expired. Your text is on this device and comes back here when you sign in again.",
  signIn: "Sign in again",
  refused: "Not saved: your text is on this device.",
  found: (when) => `There is unsaved text from ${when} on this device.`,
  recover: "Recover the text",
  discard: "Discard the text",
  recovered: "Text recovered. Check it and save it.",
  theirs: "The text saved by others:",
  nothing: "(empty)",
  keepMine: "Save my text",
  characters: (count, most) => `${count} characters of ${most}`,
  written: (count, most) => `${count} words of ${most}`,
  sending: (name, percent) => `“${name}” is arriving: ${percent}%. You can go on writing meanwhile.`,
  paused: (percent) => `Upload paused at ${percent}%.`,
  dropped: (percent) => `The line dropped at ${percent}%: it goes on from there as soon as it is back.`,
  pause: "Pause the upload",
  goOn: "Resume the upload",
  arrived: (name) => `“${name}” has arrived in full. Now send the form.`,
  tooLarge: (limit) => `The file is larger than ${limit} MB. Reduce its pictures or split the document.`,
  withTheForm: "The file will be sent with the form.",
  lineNotSaved: "This line is not saved: see what it asks.",
  lineTaken: "Line removed.",
  putBack: "Put the line back",
  takeAway: "Remove the line here too",
  mine: "Yours:",
  now: "Now:",
  keepMyLine: "Keep my line",
  takeTheirs: "Take the line as it is now",
};

export const language = (): string => (document.documentElement.lang.startsWith("en") ? "en" : "it");
export const words = (): typeof IT => (language() === "en" ? EN : IT);

export function clock(at: Date): string {
  return at.toLocaleTimeString(language(), { hour: "numeric", minute: "2-digit", timeZone: "Europe/Rome" });
}

export function day(at: Date): string {
  return at.toLocaleString(language(), {
    weekday: "long", day: "numeric", month: "long", hour: "numeric", minute: "2-digit", timeZone: "Europe/Rome",
  });
}
