// SPDX-FileCopyrightText: 2026 Coprogettazione contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
// Small pieces of page, without inline styles: what the CSP allows.
type Said = string | boolean | number | EventListener;

/** An element with its attributes (`onclick` and the like are listeners; false leaves one out) and its content. */
export function make<T extends keyof HTMLElementTagNameMap>(
  tag: T, attributes: Record<string, Said> = {}, ...content: (Node | string)[]
): HTMLElementTagNameMap[T] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") element.addEventListener(name.slice(2), value);
    else if (value !== false) element.setAttribute(name, value === true ? "" : String(value));
  }
  element.append(...content);
  return element;
}

/** Where the tools of a text stand: above it, and above the legend of who wrote what when it has one. */
export function above(article: Element): Element {
  const legend = article.previousElementSibling;
  return legend?.matches("[data-authors-legend]") ? legend : article;
}

let regions = 0;
export const freshId = (what: string): string => `co-${what}-${++regions}`;

/** Something only heard: a polite region of its own, emptied first so that the same words are said again. */
export class Voice {
  private readonly region = make("p", { class: "visually-hidden", role: "status" });

  constructor(near: Element) {
    near.after(this.region);
  }

  say(words: string): void {
    this.region.textContent = "";
    window.setTimeout(() => (this.region.textContent = words), 60);
  }
}

/** The token of Django's forms: from its cookie, which a new sign-in renews, or as the page was given it. */
export function csrfToken(): string {
  const cookie = /(?:^|;\s*)csrftoken=([^;]+)/.exec(document.cookie)?.[1];
  if (cookie) return cookie;
  const input = document.querySelector<HTMLInputElement>("input[name=csrfmiddlewaretoken]");
  if (input) return input.value;
  const headers = document.body.getAttribute("hx-headers:inherited") ?? "{}";
  try {
    return String((JSON.parse(headers) as Record<string, unknown>)["X-CSRFToken"] ?? "");
  } catch {
    return "";
  }
}
