// SPDX-FileCopyrightText: 2026 Coprogettazione contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
// Calling somebody by name in a comment: after an @, the people of the table whose name begins so. Arrows choose, Enter or
// a press puts the name, Esc leaves what was typed.
import { freshId, make, type Voice } from "./page";
import { words } from "./words";

const CALL = /(?:^|\s)@([\p{L}'’ ]{0,40})$/u;
const MOST = 6;

/** `place` (data-people: the names, as JSON) holds the forms. */
export function mentions(place: HTMLElement, voice: Voice): void {
  const people = JSON.parse(place.dataset["people"] ?? "[]") as string[];
  const list = make("ul", { class: "co-plain co-people", role: "listbox", "aria-label": words().people, id: freshId("people") });
  let area: HTMLTextAreaElement | null = null;
  let at = 0;

  const options = (): HTMLElement[] => [...list.children] as HTMLElement[];
  const called = (): string | undefined => CALL.exec(area?.value.slice(0, area.selectionStart) ?? "")?.[1];
  const close = (): void => {
    list.remove();
    for (const name of ["aria-controls", "aria-activedescendant"]) area?.removeAttribute(name);
    area = null;
  };
  const choose = (to: number): void => {
    at = (to + list.children.length) % list.children.length;
    options().forEach((option, index) => option.setAttribute("aria-selected", String(index === at)));
    area?.setAttribute("aria-activedescendant", options()[at]?.id ?? "");
  };
  const put = (name: string): void => {
    const begun = called();
    if (!area || begun === undefined) return;
    area.setRangeText(`${name} `, area.selectionStart - begun.length, area.selectionStart, "end");
    area.focus();
    close();
  };
  const offer = (target: HTMLTextAreaElement): void => {
    area = target;
    const begun = called()?.toLocaleLowerCase();
    const found = begun === undefined ? [] : people.filter((name) => name.toLocaleLowerCase().startsWith(begun)).slice(0, MOST);
    if (found.length === 0) return close();
    const news = !list.isConnected;
    list.replaceChildren(...found.map((name) => {
      const option = make("li", { role: "option", id: freshId("person"), "aria-selected": "false" }, name);
      // Before the textarea loses the focus.
      option.addEventListener("pointerdown", (event) => {
        event.preventDefault();
        put(name);
      });
      return option;
    }));
    area.after(list);
    area.setAttribute("aria-controls", list.id);
    choose(0);
    if (news) voice.say(words().choosePerson(found.length));
  };

  place.addEventListener("input", ({ target }) => {
    if (target instanceof HTMLTextAreaElement && target.name === "words") offer(target);
  });
  place.addEventListener("focusout", ({ target }) => {
    if (target === area) close();
  });
  place.addEventListener("keydown", (event) => {
    if (event.target !== area || !list.isConnected || event.isComposing) return;
    if (event.key === "ArrowDown") choose(at + 1);
    else if (event.key === "ArrowUp") choose(at - 1);
    else if (event.key === "Enter") put(options()[at]?.textContent ?? "");
    else if (event.key === "Escape") close();
    else return;
    event.preventDefault();
    event.stopImmediatePropagation();
  });
}
